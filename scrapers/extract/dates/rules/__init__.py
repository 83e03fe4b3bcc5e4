"""What a date is for: rules on the words around it, the first of which decides."""
