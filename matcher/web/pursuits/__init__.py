"""Pages of what the office goes after: the board, one pursuit, why they end."""
