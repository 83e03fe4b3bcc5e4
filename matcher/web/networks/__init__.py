"""Pages of the networks of cities."""
