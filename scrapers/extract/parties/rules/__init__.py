"""The rules of a question in the order in which they are asked, each with its sentences."""
