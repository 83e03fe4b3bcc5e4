"""Words of the sentences on applicants that need a table of their own."""
