"""The desk: what a person does to a call, and how it is undone."""
