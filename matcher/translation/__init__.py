"""Translation without a network: glossary, cognates, and Apertium where it is installed."""
