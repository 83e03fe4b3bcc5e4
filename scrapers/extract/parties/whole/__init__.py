"""What several sentences of a page tell together."""
