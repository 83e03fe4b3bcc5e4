"""Saving one unit: versions, repeats, conflicts, ended sessions."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.matcher.web.support import Visitor


def put(
    visitor: Visitor,
    value: Any,
    *,
    seen: str | None = '"0"',
    field: str = "motivacion",
    **more: Any,
) -> TestResponse:
    headers = {"If-Match": seen} if seen else {}
    row = more.pop("row", "")
    return visitor.client.put(
        f"/propuestas/1/respuestas/{field}" + (f"/{row}" if row else ""),
        json={"value": value, **more},
        headers=headers,
    )


def test_a_save_gives_the_next_version(officer: Visitor, draft: int) -> None:
    response = put(officer, "Uno")
    assert (response.status_code, response.headers["ETag"]) == (200, '"1"')
    assert response.json is not None
    assert response.json["saved_at"] == "12:00"
    assert put(officer, "Dos", seen='"1"').headers["ETag"] == '"2"'


def test_without_the_version_nothing_is_saved(officer: Visitor, draft: int) -> None:
    assert put(officer, "Uno", seen=None).status_code == 428
    assert put(officer, "Uno", seen="7").status_code == 428


def test_the_same_save_sent_twice_counts_once(officer: Visitor, draft: int) -> None:
    first = put(officer, "Uno", operation="abc")
    put(officer, "Dos", seen='"1"')
    again = put(officer, "Uno", operation="abc")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["ETag"] == '"2"'


def test_an_old_version_gets_the_other_text(officer: Visitor, draft: int) -> None:
    put(officer, "Uno")
    response = put(officer, "Otro")
    assert response.status_code == 412
    assert response.json is not None
    assert response.json["theirs"] == "Uno"
    assert response.json["version"] == 1
    assert response.json["by"] == "Luz Prueba"


def test_what_is_odd_is_saved_and_named(officer: Visitor, draft: int) -> None:
    response = put(officer, "mañana", field="inicio")
    assert response.status_code == 200
    assert response.json is not None
    assert "no es una fecha" in response.json["problems"][""]


@pytest.mark.parametrize(
    ("field", "row", "value", "status"),
    [
        ("no-existe", "", "x", 404),
        ("equipo", "", {"nombre": "x"}, 422),
        ("equipo", "MAL!", {"nombre": "x"}, 422),
        ("equipo", "abc", "no es fila", 422),
        ("titulo", "abc", "x", 422),
        ("motivacion", "", ["lista"], 422),
        ("motivacion", "", "x" * 1_000_001, 422),
        ("equipo", "abc", {"nombre": "x", "otra": "se ignora"}, 200),
        ("motivacion", "", "con \x00 nulo y \ud800 suelto", 200),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    officer: Visitor, draft: int, field: str, row: str, value: Any, status: int
) -> None:
    response = put(officer, value, field=field, row=row)
    assert response.status_code == status
    assert response.json
    assert "error" in response.json or status == 200


def test_a_body_that_is_no_json_is_refused(officer: Visitor, draft: int) -> None:
    response = officer.client.put(
        "/propuestas/1/respuestas/motivacion", data="x", headers={"If-Match": '"0"'}
    )
    assert response.status_code == 422


def test_an_ended_session_is_told_in_json(visitor: Visitor) -> None:
    response = put(visitor, "Uno")
    assert response.status_code == 401
    assert response.json


def test_who_only_reads_cannot_save(viewer: Visitor) -> None:
    assert put(viewer, "Uno").status_code == 403


def test_a_row_moves(officer: Visitor, draft: int) -> None:
    for name in ("a1", "b2"):
        assert put(officer, {"nombre": name}, field="equipo", row=name).status_code == 200
    token = officer.token("/propuestas/1/interes")
    response = officer.client.post(
        "/propuestas/1/filas/equipo/b2", data={"by": "-1", "csrf_token": token}
    )
    assert response.json == {"moved": True}
    page = officer.get("/propuestas/1/interes")
    rows = page.tree.xpath("//*[@data-rows='equipo']//*[@data-list]/*[@data-unit]/@data-row")
    assert rows == ["b2", "a1"]
