"""Long work: one way to run it, one timetable."""
