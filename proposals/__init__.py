"""Draft, Word document, result."""
