"""Pages of the project bank."""
