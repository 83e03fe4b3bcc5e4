"""Words: dates, money, states and changes as people read them."""
