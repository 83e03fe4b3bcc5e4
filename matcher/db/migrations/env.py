"""Alembic's environment: connection and, to compare with, metadata are handed over.

Applying migrations needs no model; whoever compares a database with the models knows them all.
"""

from alembic import context

connection = context.config.attributes["connection"]


def _ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Leave the shadow tables of the full-text index to the index."""
    return not (kind == "table" and name is not None and name.startswith("search_fts"))


context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    include_object=_ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
