"""What tells the year, or the month, of a date that is written without it."""
