"""What would have happened: the last twelve months again under a setting nobody has saved yet."""
