"""Intake: what sources give becomes calls, each once."""
