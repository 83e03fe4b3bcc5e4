"""The yearly report of results as a Word document, through the one door to Word templates."""
