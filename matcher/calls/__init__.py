"""Calls: ingest, identity, versions, state."""
