"""Searching: what an address asks for, what meets it, and searches somebody keeps."""
