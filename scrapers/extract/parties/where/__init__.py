"""From where those who apply come: the places of a clause, and who is shut out."""
