"""Who the agency is: its name, its colours, its logo, what it signs with; one way to read it."""
