"""The agency's own house: its identity, its first steps."""
