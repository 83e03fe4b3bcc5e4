"""City networks: six questions before the city joins one, what was decided, when to look again."""
