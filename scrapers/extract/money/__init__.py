"""Money: amounts, their currency, and what each is for."""
