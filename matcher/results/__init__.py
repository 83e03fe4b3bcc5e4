"""Results: what became of what the office sent, and the goals the agency answers for."""
