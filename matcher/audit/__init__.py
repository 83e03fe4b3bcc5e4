"""Who changed what, when: append-only."""
