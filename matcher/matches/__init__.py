"""Matches: which call fits which project, and why."""
