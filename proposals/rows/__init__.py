"""Rows that refer to rows: which they mean, and how that reads."""
