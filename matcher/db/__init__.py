"""The database: engine, session, types, full-text search, migrations."""
