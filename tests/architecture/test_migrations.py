from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import matcher.db.search  # noqa: F401 # its tables are in the metadata once it is read
import wsgi
from matcher.db.base import Base
from matcher.db.generation import WRITTEN
from matcher.db.migrate import (
    alembic_config,
    current_revision,
    is_known,
    latest_revision,
    upgrade,
)

OUT_OF_SIGHT = {"ix_search_entry_words", "ix_call_newest", "ix_match_best", "ix_project_name"}
"""Indexes SQLite does not show as they were made: by an expression, or the largest first."""


def test_the_migrations_give_the_schema_of_the_models(engine: Engine) -> None:
    wsgi.register_models()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _o, name, kind, *_: (
                    not (kind == "table" and str(name).startswith(("search_fts", WRITTEN.name)))
                    and name not in OUT_OF_SIGHT
                    and not (str(name).endswith("_words") and kind in {"index", "column"})
                ),
            },
        )
        assert compare_metadata(context, Base.metadata) == []


def test_one_head_and_names_in_order() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    revisions = [r.revision for r in script.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)
    assert latest_revision() == script.get_current_head()
    assert all(map(is_known, revisions))


def test_upgrading_twice_does_no_harm(engine: Engine) -> None:
    before = inspect(engine).get_table_names()
    upgrade(engine)
    assert inspect(engine).get_table_names() == before
    assert current_revision(engine) is not None
