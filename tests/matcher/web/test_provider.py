"""Signing in with the city's account, against a provider that runs here and may lie."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug import Request, Response

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.errors import SettingsError
from matcher.federation import provider as federation
from matcher.federation.models import FederatedAccount
from matcher.people.models import Person
from matcher.people.second_step import begin_second_step, confirm_second_step
from matcher.settings import Settings, from_env
from tests.matcher.web.identity_provider import CLIENT_ID, SECRET, Provider, given, provider_for
from tests.matcher.web.support import Page, Visitor
from wsgi import create_app

DOOR = "/entrar/institucional"
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    with provider_for(f"{BASE}{DOOR}/vuelta") as provider:
        yield provider


@pytest.fixture
def provider(there: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    fresh = Provider()
    for name in ("claims", "issuer", "lasts", "nonce", "audience", "shown"):
        monkeypatch.setattr(there, name, getattr(fresh, name))
    federation._description.cache_clear()
    return there


@pytest.fixture
def settings(provider: Provider, tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        secret_key="for tests",
        oidc_issuer=provider.url,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=SECRET,
    )


def application(settings: Settings, seeded: Path) -> Flask:
    if not (settings.data_dir / "puente.sqlite").exists():
        copy(seeded, settings.data_dir / "puente.sqlite")
    app = create_app(settings, clock=FixedClock(datetime.now(UTC)))
    app.testing = True
    return app


@pytest.fixture
def app(settings: Settings, seeded: Path) -> Iterator[Flask]:
    app = application(settings, seeded)
    yield app
    app.extensions["puente"].sessions.kw["bind"].dispose()


def enter(visitor: Visitor, provider: Provider, *, status: int = 200) -> Page:
    """Through the provider and back, as a browser goes."""
    there = visitor.client.get(f"{DOOR}?next=/proyectos").headers["Location"]
    return visitor.get(provider.visit(there).removeprefix(BASE), status=status)


def is_inside(visitor: Visitor) -> bool:
    return visitor.client.get("/perfil").status_code == 200


def bound(session: Session) -> list[tuple[str, int]]:
    session.expire_all()
    return [(one.subject, one.person_id) for one in session.scalars(select(FederatedAccount))]


def test_who_the_provider_vouches_for_enters_and_is_known_by_the_subject_from_then_on(
    visitor: Visitor, provider: Provider, session: Session
) -> None:
    assert "Entrar con Microsoft 365" in visitor.get("/entrar").links()
    assert enter(visitor, provider).heading == "Banco de proyectos"
    asked = provider.asked[-1]
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    ((subject, person_id),) = bound(session)
    assert subject == "s-1"
    other = Visitor(visitor.app)
    provider.claims |= {"email": "otra@ciudad.example", "email_verified": False}
    enter(other, provider)  # the address changed over there; the subject has not
    assert is_inside(other)
    assert session.get_one(Person, person_id).email == "luz@ciudad.example"


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email": ""},
        {"email": "nadie@ciudad.example"},
        {"email": "luz@ciudad.example.evil.example"},
    ],
    ids=["unverified", "silent", "no-address", "unknown", "look-alike"],
)
def test_an_address_nobody_vouches_for_or_nobody_has_opens_nothing(
    visitor: Visitor, provider: Provider, session: Session, claims: dict[str, object]
) -> None:
    people = len(list(session.scalars(select(Person))))
    provider.claims |= claims
    assert "No se pudo entrar con Microsoft 365" in enter(visitor, provider, status=401).text
    assert not is_inside(visitor)
    assert bound(session) == []
    assert len(list(session.scalars(select(Person)))) == people


def test_a_second_account_of_the_provider_does_not_take_a_person_over(
    visitor: Visitor, provider: Provider, session: Session
) -> None:
    enter(visitor, provider)
    provider.claims |= {"sub": "s-2"}
    other = Visitor(visitor.app)
    assert "entra con otra cuenta" in enter(other, provider, status=401).text
    assert [subject for subject, _ in bound(session)] == ["s-1"]


def test_a_closed_account_stays_closed(
    visitor: Visitor, provider: Provider, session: Session
) -> None:
    enter(visitor, provider)
    who = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    who.active = False
    session.commit()
    other = Visitor(visitor.app)
    assert "cerrada" in enter(other, provider, status=401).text
    assert not is_inside(other)


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://evil.example"},
        {"audience": "another"},
        {"nonce": "of-another-question"},
        {"lasts": -1000},
        {"shown": RSAKey.generate_key(2048, {"kid": "one"})},
    ],
    ids=["issuer", "audience", "nonce", "expired", "key"],
)
def test_a_token_that_is_not_the_answer_is_not_believed(
    visitor: Visitor, provider: Provider, monkeypatch: pytest.MonkeyPatch, lie: dict[str, object]
) -> None:
    for name, value in lie.items():
        monkeypatch.setattr(provider, name, value)
    assert "no se puede comprobar" in enter(visitor, provider, status=401).text
    assert not is_inside(visitor)


def test_an_answer_serves_once_and_in_the_browser_that_asked(
    visitor: Visitor, provider: Provider
) -> None:
    there = visitor.client.get(DOOR).headers["Location"]
    back = provider.visit(there).removeprefix(BASE)
    stranger = Visitor(visitor.app)
    stranger.get(back, status=401)  # somebody was lured onto it
    assert not is_inside(stranger)
    visitor.get(back.replace("state=", "state=x"), status=401)
    visitor.get(back, status=401)  # the question is used up
    assert not is_inside(visitor)


def test_without_the_verifier_the_code_is_worth_nothing(
    visitor: Visitor, provider: Provider
) -> None:
    there = visitor.client.get(DOOR).headers["Location"]
    back = provider.visit(there)
    with visitor.client.session_transaction() as held:
        held["provider"] = held["provider"] | {"verifier": "x" * 64}
    visitor.get(back.removeprefix(BASE), status=401)
    assert given(back)["code"] not in ("", None)
    assert not is_inside(visitor)


@pytest.mark.parametrize("amr", [None, ["pwd", "mfa"]])
def test_the_own_second_step_is_asked_for_unless_the_provider_asked_for_one(
    visitor: Visitor, provider: Provider, session: Session, amr: list[str] | None
) -> None:
    from matcher.people.second_step import code_at

    at = visitor.app.extensions["puente"].clock.now()
    who = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    key = begin_second_step(session, who).key
    code = code_at(key, int(at.timestamp()) // 30)
    assert confirm_second_step(session, who, code, at=at)
    session.commit()
    provider.claims |= {"amr": amr} if amr else {}
    page = enter(visitor, provider)
    assert is_inside(visitor) is bool(amr)
    assert amr or page.tree.xpath("//input[@name='code']")


def test_accounts_are_made_only_for_the_domains_of_the_setting(
    provider: Provider, settings: Settings, seeded: Path
) -> None:
    app = application(replace(settings, oidc_create=("ciudad.example",)), seeded)
    provider.claims |= {"sub": "s-9", "email": "nueva@ciudad.example", "name": "Nueva"}
    enter(visitor := Visitor(app), provider)
    assert is_inside(visitor)
    provider.claims |= {"sub": "s-10", "email": "alguien@otra.example"}
    enter(Visitor(app), provider, status=401)
    with transaction(app.extensions["puente"].sessions) as session:
        made = session.scalars(select(Person).where(Person.email.like("%nueva%"))).one()
        assert made.role == "consulta"


def test_off_by_default_and_out_by_the_provider_too(
    visitor: Visitor, provider: Provider, settings: Settings, seeded: Path
) -> None:
    out = visitor.client.get(f"{DOOR}/salir").headers["Location"]
    assert out.startswith(f"{provider.url}/out?")
    assert given(out)["post_logout_redirect_uri"] == f"{BASE}/entrar"
    app = application(replace(settings, oidc_issuer=""), seeded)
    assert "Microsoft" not in Visitor(app).get("/entrar").text
    for path in ("", "/vuelta", "/salir"):
        Visitor(app).get(DOOR + path, status=404)


def test_a_provider_that_is_away_is_said_so(
    settings: Settings, seeded: Path, tmp_path: Path
) -> None:
    app = application(replace(settings, oidc_issuer="http://127.0.0.1:9"), seeded)
    assert "No se pudo preguntar" in Visitor(app).get(DOOR, status=401).text


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "authorization_endpoint"])
@pytest.mark.parametrize(
    "place",
    ["http://169.254.169.254/", "http://2852039166/", "http://localhost:9/", "file:///etc/passwd"],
)
def test_a_provider_leads_nobody_to_the_network_inside(
    settings: Settings, seeded: Path, httpserver: HTTPServer, name: str, place: str
) -> None:
    issuer = httpserver.url_for("").replace("localhost", "127.0.0.1")
    told = {"issuer": issuer, "authorization_endpoint": f"{issuer}/a"}
    told |= {"token_endpoint": f"{issuer}/t", "jwks_uri": f"{issuer}/k", name: place}
    httpserver.expect_request("/.well-known/openid-configuration").respond_with_json(told)
    app = application(replace(settings, oidc_issuer=issuer), seeded)
    assert f"no se puede comprobar ({name})" in Visitor(app).get(DOOR, status=401).text
    assert len(httpserver.log) == 1


def test_a_provider_that_does_not_stop_talking_is_left(
    settings: Settings, seeded: Path, httpserver: HTTPServer
) -> None:
    sent = []

    def endless(_: Request) -> Response:
        def pieces() -> Iterator[bytes]:
            for _ in range(200):
                sent.append(1)
                yield b" " * 100_000

        return Response(pieces())

    httpserver.expect_request("/.well-known/openid-configuration").respond_with_handler(endless)
    app = application(replace(settings, oidc_issuer=httpserver.url_for("")), seeded)
    assert "No se pudo preguntar" in Visitor(app).get(DOOR, status=401).text
    assert len(sent) < 150


def test_a_question_is_forgotten_after_ten_minutes(visitor: Visitor, provider: Provider) -> None:
    clock = visitor.app.extensions["puente"].clock
    back = provider.visit(visitor.client.get(DOOR).headers["Location"]).removeprefix(BASE)
    with visitor.client.session_transaction() as held:
        held["provider"] = held["provider"] | {"until": (clock.now() - timedelta(1)).timestamp()}
    assert "tardó demasiado" in visitor.get(back, status=401).text


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("http://login.example", "dirección https"),
        ("https://login.microsoftonline.com/common/v2.0", "inquilino"),
        ("https://login.example", "PUENTE_OIDC_CLIENT_ID"),
    ],
)
def test_settings_that_would_let_strangers_in_are_refused(issuer: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        from_env({"PUENTE_OIDC_ISSUER": issuer})
