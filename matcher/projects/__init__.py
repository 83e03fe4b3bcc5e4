"""The project bank."""
