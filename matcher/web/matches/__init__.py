"""Pages of matches, of decisions, and of a pasted text."""
