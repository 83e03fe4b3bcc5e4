"""The agency's own gate: its rules on what it never takes, judged before anybody reads a call."""
