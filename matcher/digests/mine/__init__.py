"""What a mail tells besides calls that fit or change: what one goes after, what one looks for."""
