"""Who funds and who may apply."""
