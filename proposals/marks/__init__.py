"""Marks that say which answer a text of a document is, so that an edited one can be read back."""
