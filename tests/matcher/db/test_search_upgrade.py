"""What was findable before the index changed is findable after it, and is then made anew."""

from alembic import command
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from matcher.db import search
from matcher.db.migrate import alembic_config
from matcher.db.search_sql import matches


def step(engine: Engine, to: str, *, down: bool = False) -> None:
    """Up or down to a revision."""
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, to)


def found(session: Session, subject: str, query: str) -> list[int]:
    rows = matches(session, subject, query)
    assert rows is not None
    return list(session.scalars(select(rows.c.subject_id).order_by(rows.c.rank)))


def test_what_was_indexed_stays_findable(engine: Engine) -> None:
    step(engine, "0019", down=True)
    with engine.begin() as connection:
        for number, (kind, of) in enumerate([("call", 7), ("project", 7), ("call", 8)], start=1):
            connection.execute(
                text(
                    "INSERT INTO search_entry (id, subject_type, subject_id, stamp, title, body)"
                    " VALUES (:id, :kind, :of, 'old', 'agua', 'agua para la ciudad')"
                ),
                {"id": number, "kind": kind, "of": of},
            )
    step(engine, "0021")
    with Session(engine) as session:
        assert found(session, "call", "agua") == [8, 7]
        assert found(session, "project", '"la ciudad"') == [7]
        again = search.Searchable(id=7, stamp="old", title="río", text="otra cosa")
        search.index(session, "call", [again])
        assert found(session, "call", "agua") == [8]
        assert found(session, "call", "rio") == [7]
