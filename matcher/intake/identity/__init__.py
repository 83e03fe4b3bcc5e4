"""When two records tell of one call: what is looked at, the words that tell apart, the rules."""
