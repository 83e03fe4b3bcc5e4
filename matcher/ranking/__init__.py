"""Ranking: which calls are closest to which projects. Pure: texts in, scores out."""
