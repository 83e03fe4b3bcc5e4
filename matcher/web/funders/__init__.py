"""Funders: the list, and the page of each."""
