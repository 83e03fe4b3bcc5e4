"""What people bring in as a call, read by the readers of every source."""
