"""Pages of calls: the list, one call, its corrections, its tables."""
