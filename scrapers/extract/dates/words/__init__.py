"""The words that tell what a date is for, as tables."""
