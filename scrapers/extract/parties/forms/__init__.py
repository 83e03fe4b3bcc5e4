"""Constructions of a sentence that turn what its words say; each serves every question."""
