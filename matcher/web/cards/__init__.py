"""Cards: what lists show of a call and of a match."""
