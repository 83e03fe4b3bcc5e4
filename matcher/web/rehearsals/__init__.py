"""What would have happened: the pages of rehearsals."""
