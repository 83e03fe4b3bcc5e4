"""One email per officer with what is new for them."""
