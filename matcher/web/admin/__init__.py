"""Pages of the administration: people, sources, taxonomy, glossary, quality, letters, audit."""
