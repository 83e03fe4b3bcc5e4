"""Reasons: why a pair fits, what argues against, and how much is known. Pure."""
