"""Call, tags, matches, digest, and the service around them."""
