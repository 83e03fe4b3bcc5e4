"""Dates: what stands in a text, and what each is for."""
