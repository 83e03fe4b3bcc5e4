"""Coherence of a draft: one function per rule, by what it looks at."""
