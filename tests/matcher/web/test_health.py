"""What a monitor is told, and what the logs say of a request."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from matcher.clock import FixedClock
from matcher.logs import FieldFormatter
from matcher.settings import Settings
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from wsgi import create_app


def _figures(visitor: Visitor) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(visitor.client.get("/metrics").text)
    return {
        (one.name, *one.labels.values()): one.value for family in families for one in family.samples
    }


def test_alive_and_ready_in_a_word(visitor: Visitor) -> None:
    assert visitor.client.get("/healthz").text == "ok\n"
    assert visitor.client.get("/readyz").text == "ok\n"


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "0001: falta actualizar la base"),
        ("UPDATE alembic_version SET version_num = '9999'", "9999, de una versión más nueva"),
        ("DELETE FROM alembic_version", "no dice qué esquema tiene"),
    ],
)
def test_not_ready_with_another_schema(
    app: Flask, visitor: Visitor, planted: str, told: str
) -> None:
    with app.extensions["puente"].sessions() as session:
        session.execute(text(planted))
        session.commit()
    answer = visitor.client.get("/readyz")
    assert (answer.status_code, told in answer.text) == (503, True)
    assert visitor.client.get("/healthz").status_code == 200


def test_not_ready_when_the_file_was_taken_away(app: Flask, visitor: Visitor) -> None:
    """What is open goes on answering; what is saved in it would be lost."""
    file = Path(app.extensions["puente"].sessions.kw["bind"].url.database)
    assert visitor.client.get("/readyz").text == "ok\n"
    away = file.rename(file.with_suffix(".away"))
    answer = visitor.client.get("/readyz")
    assert (answer.status_code, "ya no está en su sitio" in answer.text) == (503, True)
    away.rename(file)
    assert visitor.client.get("/readyz").text == "ok\n"


def test_figures_a_prometheus_can_read(visitor: Visitor) -> None:
    found = _figures(visitor)
    assert found["puente_rows", "projects"] == 3
    assert found["puente_stage_late", "collect"] in (0, 1)
    assert any(name == "puente_source_well" for name, *_labels in found)


def test_figures_are_for_this_machine_unless_a_setting_says_so(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    for metrics, status in (("public", 200), ("no", 404)):
        given = Settings(data_dir=tmp_path, secret_key="for tests", metrics=metrics)  # type: ignore[arg-type]
        other = create_app(given, clock=FixedClock(NOW))
        answer = other.test_client().get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"})
        assert answer.status_code == status
        other.extensions["puente"].sessions.kw["bind"].dispose()


def test_every_line_of_a_request_says_which(
    officer: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "matcher.web")
    answer = officer.client.get("/convocatorias?q=agua", headers={"X-Request-Id": "puerta-12345"})
    assert answer.headers["X-Request-Id"] == "puerta-12345"
    (line,) = [r for r in caplog.records if r.getMessage() == "answered"]
    written = FieldFormatter("%(message)s").format(line)
    assert "request='puerta-12345'" in written
    assert "asked='calls.index'" in written
    assert "status=200" in written
    assert "agua" not in written
    forged = officer.client.get("/perfil", headers={"X-Request-Id": "a b\tc=1"})
    assert forged.headers["X-Request-Id"] != "a b\tc=1"


def test_who_enters_and_who_is_refused_stands_in_the_log_without_a_name(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "matcher.web")
    wrong = {"email": "luz@ciudad.example", "password": "no es esta"}
    visitor.send("/entrar", wrong, status=401)
    visitor.sign_in("luz@ciudad.example")
    written = [FieldFormatter("%(message)s").format(record) for record in caplog.records]
    assert any("sign-in refused" in line and "how='password'" in line for line in written)
    assert any("signed in" in line and "person=" in line for line in written)
    assert not any("luz@" in line or "no es esta" in line for line in written)


def test_a_key_in_an_address_is_in_no_line(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor.client.get("/calendario/unaclavemuysecreta.ics")
    visitor.client.get("/feeds/convocatorias.atom?clave=unaclavemuysecreta")
    formatter = FieldFormatter("%(message)s")
    assert not any("unaclavemuysecreta" in formatter.format(r) for r in caplog.records)
