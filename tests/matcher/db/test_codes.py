"""What was stored as a sentence is a code with its values after the upgrade, or stays whole."""

import json
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, text

from matcher.coded import SENTENCES, to_message
from matcher.db.migrate import FOLDER, alembic_config
from matcher.words.language import words_in
from matcher.words.sources import told_words

ENGLISH = words_in("en")
AT = "2026-11-20 17:00:00+00:00"
REFUSED = (
    "El servidor de correo mx:587 no aceptó el mensaje: no recibe correo para esa dirección "
    "(550 5.1.1 ese buzón no existe)."
)
REASONS = [
    "Encontró 3 convocatorias; lo normal son 10 o más.",
    "https://a.example/x: El sitio rechaza la lectura automática (403).",
    "9 de 9 registros no se pudieron leer (r0: La ficha no se pudo leer.; r1: otra cosa).",
    "Algo que nadie conoce.",
]
WARNING = (
    "La ficha de la fuente dice que cierra el 01/02/2027 y su texto dice 03/02/2027. Compruebe "
    "cuál vale."
)


def move(engine: Engine, to: str, *, back: bool = False) -> None:
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, to)


def _fill(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO outgoing_mail (id, kind, recipient, recipient_name, message_id, subject,"
            " text, html, headers, state, tries, doubts, error, created_at) VALUES"
            " (:id, 'digest', 'a@b.example', 'A', :id, '', '', '', '{}', 'failed', 1, 0, :error,"
            " :at)"
        ),
        [{"id": 1, "error": REFUSED, "at": AT}, {"id": 2, "error": None, "at": AT}],
    )
    connection.execute(
        text(
            "INSERT INTO paused_address (address, at, reason, mail_id)"
            " VALUES ('a@b.example', :at, :reason, 1)"
        ),
        {"reason": REFUSED, "at": AT},
    )
    connection.execute(
        text(
            "INSERT INTO job_run (name, started_at, status, done, counts, error) VALUES"
            " ('match', :at, :status, 0, '{}', :error)"
        ),
        [
            {"at": AT, "status": "failed", "error": "Se interrumpió a la mitad."},
            {"at": AT, "status": "ok", "error": None},
            {"at": AT, "status": "failed", "error": "OSError: [Errno 28] No space: 100 %"},
        ],
    )
    connection.execute(
        text(
            "INSERT INTO source_run (source_id, started_at, status, found, new, changed, merged,"
            " unchanged, withdrawn, quiet, reasons, failures) VALUES"
            " ('f', :at, 'failed', 0, 0, 0, 0, 0, 0, false, :reasons, :failures)"
        ),
        {
            "at": AT,
            "reasons": json.dumps(REASONS, ensure_ascii=False),
            "failures": json.dumps([{"where": "r1", "reason": "Falta «título» en la respuesta."}]),
        },
    )
    connection.execute(
        text(
            "INSERT INTO source_trial (source_id, at, found, dated, titles, problems)"
            " VALUES ('f', :at, 1, 0, '[]', :problems)"
        ),
        {"at": AT, "problems": json.dumps(["1 de 1 no dicen cuándo cierran."])},
    )
    connection.execute(
        text(
            "INSERT INTO call (id, title, text, url, published_status, rolling, facts, warnings,"
            " pinned, round_key, content_hash, version, quiet, first_seen_at, changed_at) VALUES"
            " (1, 'C', '', 'https://a.example', 'open', false, '{}', :warnings, '[]', '', '', 1,"
            " false, :at, :at)"
        ),
        {"at": AT, "warnings": json.dumps([WARNING, {"code": "list-only"}])},
    )


def _read(connection: Connection, query: str) -> list[Any]:
    values = connection.execute(text(query)).scalars().all()
    return [json.loads(one) if isinstance(one, str) else one for one in values]


@pytest.fixture
def upgraded(engine: Engine) -> Engine:
    move(engine, "0019", back=True)
    with engine.begin() as connection:
        _fill(connection)
    move(engine, "0027")
    return engine


def test_what_puente_said_is_said_again_in_both_languages(upgraded: Engine) -> None:
    with upgraded.connect() as connection:
        refused, never = _read(connection, "SELECT error FROM outgoing_mail ORDER BY id")
        (paused,) = _read(connection, "SELECT reason FROM paused_address")
        broken, well, strange = _read(connection, "SELECT error FROM job_run ORDER BY id")
        (reasons,) = _read(connection, "SELECT reasons FROM source_run")
        (failures,) = _read(connection, "SELECT failures FROM source_run")
        (problems,) = _read(connection, "SELECT problems FROM source_trial")
        (warnings,) = _read(connection, "SELECT warnings FROM call")
    assert refused == paused
    assert str(to_message(refused)) == REFUSED
    assert told_words(ENGLISH, refused).startswith("The mail server mx:587 did not accept")
    assert broken == {"code": "job-interrupted", "params": {}}
    assert strange == {"code": "text", "params": {"text": "OSError: [Errno 28] No space: 100 %"}}
    assert (never, well) == (None, None)
    assert [str(to_message(one)) for one in reasons] == REASONS
    assert [one["code"] for one in reasons] == ["found-under", "at", "records-lost", "text"]
    assert "could not be read (r0: The record could not be read.; r1" in told_words(
        ENGLISH, reasons[2]
    )
    assert failures == [
        {"where": "r1", "reason": {"code": "value-missing", "params": {"where": "título"}}}
    ]
    assert problems == [{"code": "trial-undated", "params": {"undated": "1", "total": "1"}}]
    assert (str(to_message(warnings[0])), warnings[1]) == (WARNING, {"code": "list-only"})


def test_every_sentence_there_was_has_its_code_still() -> None:
    rows = FOLDER / "0027_sentences.tsv"
    with rows.open(encoding="utf-8") as file:
        assert {line.split("\t")[0] for line in file} - SENTENCES.keys() == set()


def test_it_can_be_taken_back(upgraded: Engine) -> None:
    move(upgraded, "0019", back=True)
    with upgraded.connect() as connection:
        (told, never) = connection.execute(
            text("SELECT error FROM outgoing_mail ORDER BY id")
        ).scalars()
    assert (json.loads(told)["code"], never) == ("mail-refused", None)
