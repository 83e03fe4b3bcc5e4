"""Pages of results: what was won and lost, against the goals; the yearly report."""
