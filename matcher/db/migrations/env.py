"""Alembic's environment: every model is registered through ``wsgi``, the composition root."""

from alembic import context

import wsgi
from matcher.db.base import Base

wsgi.register_models()
connection = context.config.attributes["connection"]


def _ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Leave the shadow tables of the full-text index to the index."""
    return not (kind == "table" and name is not None and name.startswith("search_fts"))


context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=_ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
