"""What was stored before a migration is there after it."""

import json
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, text

import matcher.db.search  # noqa: F401 # its tables are in the metadata once it is read
from matcher.db.base import Base
from matcher.db.migrate import alembic_config, current_revision

_PROJECT = (
    "INSERT INTO project (id, name, total_cost, amount_sought, currency, modalities, public,"
    " extra, version, created_at, updated_at, confirmed_at) VALUES (:id, 'P', :total, :sought,"
    " :currency, '[]', false, '{}', 1, :at, :at, :at)"
)
_AT = "2026-11-20 17:00:00+00:00"
_BEFORE = (
    "Ambos apuntan al ODS 6.",
    "La convocatoria apunta al ODS 4 y el proyecto, al ODS 6.",
    "Comparten la línea Agua.",
    "Pide presentarse con un aliado y el proyecto no nombra ninguno.",
    "Pide contrapartida y el proyecto no dice con cuánta cuenta.",
)
_AFTER = [
    "Según sus etiquetas, ambos apuntan al ODS 6.",
    "Según sus etiquetas, la convocatoria apunta al ODS 4 y el proyecto, al ODS 6.",
    "Según sus etiquetas, comparten la línea Agua.",
    "Pide presentarse con un aliado.",
    "Pide contrapartida y el proyecto no dice con cuánta cuenta.",
]


def move(engine: Engine, to: str) -> None:
    """Up or down to a revision."""
    config, now = alembic_config(), current_revision(engine) or ""
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to < now else command.upgrade)(config, to)


_CALL = (
    "INSERT INTO call (id, title, text, url, published_status, rolling, facts, warnings,"
    " pinned, round_key, content_hash, version, quiet, first_seen_at, changed_at) VALUES"
    " (1, 'C', '', 'https://a.example', 'open', false, '{}', :warnings, '[]', '', '', 1, false,"
    " :at, :at)"
)
_MATCH = (
    'INSERT INTO "match" (call_id, project_id, score, confidence, blocked, signals,'
    " reasons, blockers, fingerprint, first_at, computed_at) VALUES"
    " (1, 1, 1, 1, false, '{}', :reasons, :blockers, '', :at, :at)"
)


def test_each_amount_takes_the_currency_of_its_project_and_reasons_stay_true(
    engine: Engine,
) -> None:
    move(engine, "0006")
    reasons = [{"kind": "against", "text": said, "terms": []} for said in _BEFORE]
    with engine.begin() as connection:
        for number, (total, sought, currency) in enumerate(
            [(5, None, "COP"), (5, 6, None), (None, None, "USD")], start=1
        ):
            connection.execute(
                text(_PROJECT),
                {
                    "id": number,
                    "total": total,
                    "sought": sought,
                    "currency": currency,
                    "at": _AT,
                },
            )
        connection.execute(text(_CALL), {"warnings": "[]", "at": _AT})
        stored = {"reasons": json.dumps(reasons), "blockers": "[]"}
        connection.execute(text(_MATCH), stored | {"at": _AT})
        for number, method in ((1, "estructurado"), (2, "prose")):
            payload = {"amounts": [{"span": {"quote": "600000", "method": method}}]}
            connection.execute(
                text(
                    "INSERT INTO sighting (id, call_id, source_id, source_key, url, canonical_url,"
                    " title, content_hash, marks, payload, first_seen_at, last_seen_at) VALUES"
                    " (:id, 1, 'a', :key, '', '', '', 'same', '{}', :payload, :at, :at)"
                ),
                {
                    "id": number,
                    "key": method,
                    "payload": json.dumps(payload),
                    "at": _AT,
                },
            )
    move(engine, "0007")
    with engine.begin() as connection:
        found = connection.execute(
            text(
                "SELECT total_cost_currency, amount_sought_currency, counterpart_currency"
                " FROM project ORDER BY id"
            )
        ).all()
        hashes = connection.execute(text("SELECT content_hash FROM sighting ORDER BY id")).all()
        kept = connection.execute(text('SELECT reasons FROM "match"')).scalar_one()
        connection.execute(
            text(
                "UPDATE project SET amount_sought = 6, amount_sought_currency = 'EUR' WHERE id = 1"
            )
        )
    assert found == [("COP", None, None), (None, None, None), ("USD", "USD", "USD")]
    assert hashes == [("",), ("same",)]
    told = json.loads(kept) if isinstance(kept, str) else kept
    assert [reason["text"] for reason in told] == _AFTER
    move(engine, "0006")
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT currency FROM project ORDER BY id")).all()
    assert rows == [(None,), (None,), ("USD",)]


def test_stored_sentences_become_codes_and_what_is_unknown_stays(engine: Engine) -> None:
    move(engine, "0006")
    move(engine, "0007")
    warnings = [
        "El Portal dice que cierra el 15 de marzo de 2027; El Fondo, el 5 de marzo de 2027. "
        "Verifique en la fuente.",
        "La página dice 15 de enero y el PDF dice 20 de enero.",
    ]
    reasons = [
        {
            "kind": "terms",
            "terms": ["agua"],
            "call_quote": "Agua.",
            "text": "La convocatoria y el proyecto (campo «Problema») hablan de «agua».",
        },
        {"kind": "ods", "terms": [], "text": "Según sus etiquetas, ambos apuntan al ODS 6."},
    ]
    blockers = [{"kind": "closed", "text": "La convocatoria ya está cerrada.", "quote": "Cerró."}]
    with engine.begin() as connection:
        connection.execute(
            text(
                _PROJECT.replace("amount_sought, currency,", "amount_sought,").replace(
                    " :currency,", ""
                )
            ),
            {"id": 1, "total": None, "sought": None, "at": _AT},
        )
        connection.execute(text(_CALL), {"warnings": json.dumps(warnings), "at": _AT})
        connection.execute(
            text(_MATCH),
            {
                "reasons": json.dumps(reasons),
                "blockers": json.dumps(blockers),
                "at": _AT,
            },
        )
    move(engine, "0013")
    with engine.begin() as connection:
        row = connection.execute(
            text('SELECT warnings, reasons, blockers FROM call, "match"')
        ).one()
    told, said, forbidden = (json.loads(one) if isinstance(one, str) else one for one in row)
    assert told == [
        {
            "code": "closes-otherwise",
            "params": {
                "other": "El Portal",
                "other_on": "2027-03-15",
                "first": "El Fondo",
                "first_on": "2027-03-05",
            },
        },
        warnings[1],
    ]
    assert said == [
        {
            "kind": "terms",
            "terms": ["agua"],
            "call_quote": "Agua.",
            "code": "same-words",
            "params": {"field": "Problema"},
        },
        reasons[1],
    ]
    assert forbidden == [{"kind": "closed", "code": "closed", "quote": "Cerró."}]


def test_the_answer_about_colombia_becomes_that_about_the_agency_s_country(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(engine, "0006")
    move(engine, "0013")
    fact = {"answer": True, "span": {"quote": "Colombia.", "field": "text", "method": "prose"}}
    payload = {"eligibility": {"colombia": fact, "countries": ["CO"]}}
    with engine.begin() as connection:
        connection.execute(text(_CALL), {"warnings": "[]", "at": _AT})
        composed = json.dumps({"composed": payload})
        connection.execute(text("UPDATE call SET facts = :facts"), {"facts": composed})
        connection.execute(
            text(
                "INSERT INTO sighting (id, call_id, source_id, source_key, url, canonical_url,"
                " title, content_hash, marks, payload, first_seen_at, last_seen_at) VALUES"
                " (1, 1, 'a', 'k', '', '', '', 'same', '{}', :payload, :at, :at)"
            ),
            {"payload": json.dumps(payload), "at": _AT},
        )
    monkeypatch.delenv("PUENTE_AGENCY_COUNTRY", raising=False)
    move(engine, "0015")
    with engine.begin() as connection:
        facts = _loaded(connection.execute(text("SELECT facts FROM call")).scalar_one())
        told = _loaded(connection.execute(text("SELECT payload FROM sighting")).scalar_one())
    assert facts["composed"]["eligibility"] == {"agency_country": fact, "countries": ["CO"]}
    assert told["eligibility"] == {"agency_country": fact, "countries": ["CO"]}


def test_what_the_facts_refuse_is_kept_beside_them_and_every_index_is_made(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM call"))
    move(engine, "0006")
    move(engine, "0019")
    told = {"local_government": {"answer": False}, "agency_country": {"answer": True}}
    composed = json.dumps({"composed": {"eligibility": told}})
    with engine.begin() as connection:
        connection.execute(text(_CALL), {"warnings": "[]", "at": _AT})
        connection.execute(text("UPDATE call SET facts = :facts"), {"facts": composed})
    move(engine, "head")
    with engine.connect() as connection:
        refused = connection.execute(text("SELECT local_refused, country_refused FROM call")).one()
    assert [bool(one) for one in refused] == [True, False]
    master = "SELECT name FROM sqlite_master WHERE type = 'index'"
    catalogue = "SELECT indexname FROM pg_indexes"
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        made = set(connection.scalars(text(master if sqlite else catalogue)))
    meant = {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes}
    assert meant <= made
    ours = {one for one in made if one.startswith("ix_") and not one.endswith("_words")}
    assert ours <= meant  # those of the search are PostgreSQL's own


def test_what_asks_for_a_partner_is_taken_in_once_more(engine: Engine) -> None:
    move(engine, "0006")
    move(engine, "0019")
    with engine.begin() as connection:
        connection.execute(text(_CALL), {"warnings": "[]", "at": _AT})
        for number, answer in ((1, True), (2, False)):
            payload = {"eligibility": {"partner_required": {"answer": answer, "span": None}}}
            connection.execute(
                text(
                    "INSERT INTO sighting (id, call_id, source_id, source_key, url, canonical_url,"
                    " title, content_hash, marks, payload, first_seen_at, last_seen_at) VALUES"
                    " (:id, 1, 'a', :key, '', '', '', 'same', '{}', :payload, :at, :at)"
                ),
                {"id": number, "key": str(number), "payload": json.dumps(payload), "at": _AT},
            )
    move(engine, "0026")
    with engine.begin() as connection:
        hashes = connection.execute(text("SELECT content_hash FROM sighting ORDER BY id")).all()
    assert [one for (one,) in hashes] == ["", "same"]


def _loaded(stored: Any) -> Any:
    return json.loads(stored) if isinstance(stored, str) else stored


def test_proposals_and_decisions_become_pursuits(engine: Engine) -> None:
    move(engine, "0019")
    with engine.begin() as connection:
        run = connection.execute
        run(
            text(
                "INSERT INTO person (id, email, name, password_hash, role, active, digest,"
                " language, created_at, session_epoch) VALUES (1, 'a@a.example', 'Ana', 'x',"
                " 'profesional', true, 'weekly', 'es', :at, 0)"
            ),
            {"at": _AT},
        )
        for number in (1, 2, 3):
            call = _CALL.replace("VALUES (1,", f"VALUES ({number},")
            run(text(call), {"warnings": "[]", "at": _AT})
        run(
            text(
                "INSERT INTO project (id, name, modalities, public, extra, version, department,"
                " created_at, updated_at, confirmed_at) VALUES (1, 'P', '[]', false, '{}', 1,"
                " 'Salud', :at, :at, :at)"
            ),
            {"at": _AT},
        )
        drafts = ((1, 1), (1, 1), (2, None), (None, 1))
        for number, (call_id, project_id) in enumerate(drafts, start=1):
            run(
                text(
                    "INSERT INTO draft (id, title, language, call_id, project_id, owner_id,"
                    " created_at, updated_at) VALUES (:id, 'D', 'es', :call, :project, 1, :at, :at)"
                ),
                {"id": number, "call": call_id, "project": project_id, "at": _AT},
            )
        for call_id, verdict in ((1, "vamos"), (3, "no-vamos")):
            run(
                text(
                    "INSERT INTO decision (call_id, project_id, answers, missing, verdict, reason,"
                    " version, person_id, at) VALUES (:call, 1, '{}', '', :verdict, '', 1, 1, :at)"
                ),
                {"call": call_id, "verdict": verdict, "at": _AT},
            )
    move(engine, "0020")
    asked = (
        "SELECT call_id, project_id, stage, department, end_reason FROM pursuit ORDER BY call_id"
    )
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(asked))] == [
            (1, 1, "drafting", "Salud", None),
            (2, None, "drafting", None, None),
            (3, 1, "discarded", "Salud", "decided-no"),
        ]
        for table in ("pursuit_follower", "pursuit_change"):
            count = connection.scalar(text(f"SELECT count(*) FROM {table}"))
            assert count == 3


def test_every_department_that_is_named_is_on_the_list(engine: Engine) -> None:
    move(engine, "0056")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO person (id, email, name, password_hash, role, department, active,"
                " digest, language, created_at, session_epoch, version) VALUES (1, 'a@a.example',"
                " 'Ana', 'x', 'profesional', 'SALUD', true, 'weekly', 'es', :at, 0, 1)"
            ),
            {"at": _AT},
        )
        for number, named in enumerate(("Salud", "Vías", None, "Salud"), start=1):
            connection.execute(
                text(
                    "INSERT INTO project (id, name, modalities, public, extra, version, department,"
                    " created_at, updated_at, confirmed_at) VALUES (:id, 'P', '[]', false, '{}', 1,"
                    " :named, :at, :at, :at)"
                ),
                {"id": number, "named": named, "at": _AT},
            )
        connection.execute(
            text(
                "INSERT INTO mail_choices (person_id, changes, closings, weekdays, lines, ods,"
                " departments, projects, least) VALUES (1, 'daily', 'daily', '[]', '[]', '[]',"
                " :chosen, '[]', 0)"
            ),
            {"chosen": json.dumps(["Antigua"])},
        )
    move(engine, "0057")
    with engine.connect() as connection:
        listed = set(connection.scalars(text("SELECT name FROM department")))
        named = connection.scalars(text("SELECT department FROM project ORDER BY id")).all()
        assert listed == {"SALUD", "Salud", "Vías", "Antigua"}
        assert named == ["Salud", "Vías", None, "Salud"]
    move(engine, "0056")
    move(engine, "0057")
