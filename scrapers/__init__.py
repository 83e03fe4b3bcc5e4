"""Source: everything that knows a website. No database, no Flask."""
