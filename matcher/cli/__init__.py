"""The matcher by hand: commands on the service and on files."""
