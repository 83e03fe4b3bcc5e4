"""The secretarías: one list of names, which everything that names one follows."""
