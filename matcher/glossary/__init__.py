"""The glossary: terms of cooperation, administration and sectors in four languages."""
