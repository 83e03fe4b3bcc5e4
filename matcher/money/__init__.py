"""Rates of exchange, each of a day and from somewhere: what an amount is in another currency."""
