"""Doors by which lists leave for the programs people already use: calendars, readers of feeds."""
