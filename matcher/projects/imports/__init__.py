"""Imports that are under way, that ended, and that are taken back."""
