"""Typed numbers of rows are ids after the upgrade; what matches no row stays as typed."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, text

from tests.matcher.db.test_codes import move

AT = "2026-11-20 17:00:00+00:00"
ANSWERS: list[tuple[str, str, int, dict[str, str], bool]] = [
    ("objetivos", "o1", 2, {"texto": "Uno"}, False),
    ("objetivos", "o2", 1, {"texto": "Dos"}, False),
    ("objetivos", "gone", 1, {"texto": "Quitado"}, True),
    ("objetivos", "blank", 1, {}, False),
    ("actividades", "a1", 1, {"objetivo": "2", "texto": "A"}, False),
    ("actividades", "a2", 2, {"objetivo": "7", "texto": "B"}, False),
    ("presupuesto", "p1", 1, {"actividad": "1", "cantidad": "2"}, False),
]


def _fill(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO person (id, email, name, password_hash, role, language, active, digest,"
            " created_at, session_epoch, version) VALUES (1, 'a@b.example', 'A', 'x',"
            " 'profesional', 'es', true, 'weekly', :at, 0, 1)"
        ),
        {"at": AT},
    )
    connection.execute(
        text(
            "INSERT INTO draft (id, title, language, owner_id, created_at, updated_at, state)"
            " VALUES (1, 'D', 'es', 1, :at, :at, 'writing')"
        ),
        {"at": AT},
    )
    for number, (field, row, position, value, deleted) in enumerate(ANSWERS, 1):
        _answer(connection, number, field, row, position, value, deleted)
    for version, objective in ((1, "1"), (2, "2")):
        connection.execute(
            text(
                "INSERT INTO answer_version (answer_id, version, value, deleted, origin, at)"
                " VALUES (5, :version, :value, false, 'typed', :at)"
            ),
            {"version": version, "value": json.dumps({"objetivo": objective}), "at": AT},
        )


def _answer(connection: Connection, number: int, *told: Any) -> None:
    field, row, position, value, deleted = told
    connection.execute(
        text(
            "INSERT INTO answer (id, draft_id, field, row, position, value, version, origin,"
            " deleted, at) VALUES (:id, 1, :field, :row, :position, :value, 2, 'typed', :deleted,"
            " :at)"
        ),
        {
            "id": number,
            "field": field,
            "row": row,
            "position": position,
            "value": json.dumps(value),
            "deleted": deleted,
            "at": AT,
        },
    )


def _values(connection: Connection, query: str) -> list[Any]:
    values = connection.execute(text(query)).scalars().all()
    return [json.loads(one) if isinstance(one, str) else one for one in values]


def test_numbers_become_rows_and_go_back(engine: Engine) -> None:
    move(engine, "0031", back=True)
    with engine.begin() as connection:
        _fill(connection)
    move(engine, "0037")
    with engine.connect() as connection:
        rows = _values(connection, "SELECT value FROM answer WHERE id > 4 ORDER BY id")
        history = _values(connection, "SELECT value FROM answer_version ORDER BY version")
    assert [one.get("objetivo") for one in rows] == ["o1", "7", None]
    assert rows[2]["actividad"] == "a1"
    assert history == [{"objetivo": "1"}, {"objetivo": "o1"}]
    move(engine, "0031", back=True)
    with engine.connect() as connection:
        rows = _values(connection, "SELECT value FROM answer WHERE id > 4 ORDER BY id")
    assert rows == [value for *_, value, _deleted in ANSWERS[4:]]
