"""From the answers of a draft to a Word document."""
