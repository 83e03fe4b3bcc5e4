"""Funders: whose calls they are, how it went with them, and what the office knows of them."""
