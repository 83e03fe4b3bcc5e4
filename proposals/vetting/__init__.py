"""What a Word template may not hold, found without opening it in any program."""
