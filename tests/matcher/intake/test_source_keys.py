"""The keys that interfaces want are settings: each switches its source on and travels with it."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.intake.collect import known_sources
from matcher.settings import Settings
from tests.matcher.intake.collecting import collect
from tests.replay import Asked, Replay, as_json, saved_json


@pytest.mark.parametrize(
    ("source_id", "setting"),
    [("reliefweb", "reliefweb_appname"), ("aides_territoires", "aides_territoires_token")],
)
def test_a_key_switches_its_source_on(
    sessions: sessionmaker[Session], settings: Settings, source_id: str, setting: str
) -> None:
    given = replace(settings, **{setting: "clave"})  # type: ignore[arg-type]
    with transaction(sessions) as session:
        assert not known_sources(session, settings)[source_id].enabled
        assert known_sources(session, given)[source_id].enabled


@pytest.mark.parametrize(
    ("source_id", "setting", "path", "page"),
    [
        ("reliefweb", "reliefweb_appname", "/v2/training", "reliefweb.json"),
        ("datos_gov_co", "socrata_token", "/resource/p6dx-8zbt.json", "secop.json"),
        ("aides_territoires", "aides_territoires_token", "/api/aids/", "aides.json"),
    ],
)
def test_a_key_of_the_settings_is_sent(
    sessions: sessionmaker[Session],
    settings: Settings,
    clock: FixedClock,
    source_id: str,
    setting: str,
    path: str,
    page: str,
) -> None:
    routes = {path: as_json(saved_json(page)), "/api/connexion/": as_json({"token": "fresco"})}
    with Replay(routes=dict(routes)) as site:
        given = replace(
            settings, source_bases={source_id: site.base}, **{setting: "clave-de-prueba"}
        )  # type: ignore[arg-type]
        collect(sessions, given, clock, only=source_id)
        sent = [_sent(asked) for asked in site.asked if asked.path != "/robots.txt"]
    assert any("clave-de-prueba" in words for words in sent), sent


def _sent(asked: Asked) -> str:
    return f"{asked.query} {dict(asked.headers)}"
