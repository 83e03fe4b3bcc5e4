"""Signing in and out: what a cookie opens, until when, and how often one may guess."""

from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.people.models import EndedSession, FailedAttempt, Person
from matcher.people.sessions import WORKING_DAY, begin_session
from matcher.settings import Settings
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import PASSWORD, Visitor
from wsgi import create_app

LUZ, VER = "luz@ciudad.example", "ver@ciudad.example"


def at(app: Flask, instant) -> None:
    """Let the service believe it is ``instant``."""
    given = app.extensions["puente"]
    object.__setattr__(given, "clock", FixedClock(instant))


def signed_in(app: Flask, *, remember: bool) -> Visitor:
    visitor = Visitor(app)
    values = {"email": LUZ, "password": PASSWORD} | ({"remember": "y"} if remember else {})
    visitor.send("/entrar", values)
    assert opens(visitor)
    return visitor


def opens(visitor: Visitor) -> bool:
    return visitor.client.get("/perfil").status_code == 200


def cookies(visitor: Visitor) -> dict[str, str]:
    return {key[2]: cookie.value for key, cookie in visitor.client._cookies.items()}


def with_cookies(app: Flask, kept: dict[str, str]) -> Visitor:
    thief = Visitor(app)
    for name, value in kept.items():
        thief.client.set_cookie(name, value)
    return thief


def test_one_sees_where_one_is_signed_in_and_ends_it_with_the_password(app: Flask) -> None:
    here, there, gone, other = (signed_in(app, remember=True) for _ in range(4))
    gone.send("/salir", {}, on="/perfil")
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    stranger = Visitor(app)
    stranger.client.environ_base["HTTP_USER_AGENT"] = firefox
    stranger.send("/entrar", {"email": LUZ, "password": PASSWORD})
    Visitor(app).sign_in(VER)  # somebody else's is nobody's business
    page = here.get("/perfil/sesiones")
    names = page.tree.xpath("//input[@name='which']/@value")
    assert len(names) == 3
    assert page.text.count("(este)") == 1
    (known,) = [
        str(box.get("value"))
        for box in page.tree.xpath("//input[@name='which']")
        if "Firefox · Windows" in box.getparent().text_content()
    ]
    told = {"which": known, "current": "otra cosa"}
    here.send("/perfil/sesiones", told, status=422)
    assert opens(stranger)
    done = here.send("/perfil/sesiones", told | {"current": PASSWORD})
    assert "Cerró 1 sesión." in done.text
    assert [opens(one) for one in (here, there, other, stranger)] == [True, True, True, False]
    assert set(done.tree.xpath("//input[@name='which']/@value")) == set(names) - {known}


def test_nobody_ends_the_session_of_another(app: Flask) -> None:
    luz, ver = signed_in(app, remember=False), Visitor(app).sign_in(VER)
    signed_in(app, remember=False)
    (name,) = luz.get("/perfil/sesiones").tree.xpath("//input[@name='which']/@value")
    Visitor(app).sign_in(VER)
    ver.send("/perfil/sesiones", {"which": str(name), "current": PASSWORD})
    assert len(luz.get("/perfil/sesiones").tree.xpath("//input[@name='which']")) == 1


@pytest.mark.parametrize("remember", [False, True])
def test_signing_out_ends_the_session_also_for_a_copy_of_its_cookies(
    app: Flask, remember: bool
) -> None:
    here, there = (signed_in(app, remember=remember) for _ in range(2))
    copied = cookies(here)
    assert opens(with_cookies(app, copied))
    answer = here.client.post("/salir", data={"csrf_token": here.token("/perfil")})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not opens(here)
    assert not opens(with_cookies(app, copied))
    assert opens(there)  # another machine stays signed in


def test_behind_https_the_cookie_belongs_to_this_host_alone(tmp_path: Path) -> None:
    given = Settings(
        data_dir=tmp_path, secret_key="0123456789abcdefghijklmnopqrstuvwxyz", https=True
    )
    app = create_app(given, clock=FixedClock(NOW))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-puente"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_PATH"] in (None, "/")
    assert app.config["SESSION_COOKIE_DOMAIN"] is None
    app.extensions["puente"].sessions.kw["bind"].dispose()


def test_who_is_remembered_is_so_for_thirty_days(app: Flask) -> None:
    visitor = signed_in(app, remember=True)
    cookie = next(iter(visitor.client._cookies.values()))
    assert cookie.expires is not None
    at(app, NOW + timedelta(days=29, hours=23))
    assert opens(visitor)
    at(app, NOW + timedelta(days=30))
    assert not opens(visitor)


def test_who_is_not_remembered_is_signed_in_for_a_working_day(app: Flask) -> None:
    visitor = signed_in(app, remember=False)
    assert all(cookie.expires is None for cookie in visitor.client._cookies.values())
    for hours in (3, 6, 9, 12, 15):  # left alone for longer it would end before
        at(app, NOW + timedelta(hours=hours, minutes=59))
        assert opens(visitor)
    at(app, NOW + timedelta(hours=16))
    assert not opens(visitor)


def test_each_sign_in_is_a_session_of_its_own(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.client.get("/entrar")
    before = cookies(visitor)
    visitor.sign_in(LUZ)
    first = cookies(visitor)
    visitor.send("/salir", {}, on="/perfil")
    visitor.sign_in(LUZ)
    assert len({str(before), str(first), str(cookies(visitor))}) == 3
    assert not opens(with_cookies(app, before))
    assert not opens(with_cookies(app, first))


def test_what_names_a_session_is_not_guessed() -> None:
    luz = Person(id=1, session_epoch=0)
    names = {begin_session(luz, at=NOW, lasting=WORKING_DAY).token for _ in range(1000)}
    assert len(names) == 1000
    assert {len(urlsafe_b64decode(name)) * 8 for name in names} == {144}


def test_a_cookie_of_a_former_release_opens_nothing(app: Flask) -> None:
    visitor = Visitor(app)
    with visitor.client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "1:0", True
    assert not opens(visitor)


def test_ended_sessions_are_forgotten_when_their_time_is_over(app: Flask, session: Session) -> None:
    signed_in(app, remember=False).send("/salir", {}, on="/perfil")
    at(app, NOW + timedelta(days=402))  # a clock that is a year ahead must not forget
    signed_in(app, remember=False).send("/salir", {}, on="/perfil")
    assert session.scalar(select(func.count()).select_from(EndedSession)) == 1


@pytest.fixture
def behind_a_proxy(tmp_path: Path, seeded: Path):
    """Two workers of one installation, behind one proxy."""
    folder = tmp_path / "behind"
    folder.mkdir()
    copy(seeded, folder / "puente.sqlite")
    given = Settings(data_dir=folder, secret_key="for tests", proxies=1)
    workers = [create_app(given, clock=FixedClock(NOW)) for _ in range(2)]
    yield workers
    for worker in workers:
        worker.extensions["puente"].sessions.kw["bind"].dispose()


def guess(app: Flask, *, email: str, address: str, password: str = "x") -> int:
    """Try to sign in from ``address``, which the proxy writes behind what the client says."""
    visitor = Visitor(app)
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.250, {address}"
    token = visitor.token("/entrar")
    values = {"email": email, "password": password, "csrf_token": token}
    return visitor.client.post("/entrar", data=values).status_code


def test_one_address_does_not_lock_out_the_office(behind_a_proxy: list[Flask]) -> None:
    first, second = behind_a_proxy
    for number in range(30):  # somebody guesses for many accounts
        assert guess(first, email=f"{number}@ciudad.example", address="198.51.100.7") == 401
    assert guess(second, email=LUZ, address="198.51.100.7", password=PASSWORD) == 429
    for app in behind_a_proxy:
        assert guess(app, email=LUZ, address="198.51.100.8", password=PASSWORD) == 302


def test_workers_count_together_and_say_the_same_of_accounts_nobody_has(
    behind_a_proxy: list[Flask],
) -> None:
    for email in (LUZ, "nadie@ciudad.example"):
        for number in range(8):
            worker = behind_a_proxy[number % 2]
            assert guess(worker, email=email, address="198.51.100.9") == 401
        for worker in behind_a_proxy:
            assert guess(worker, email=email, address="198.51.100.9", password=PASSWORD) == 429
    assert guess(behind_a_proxy[0], email=VER, address="198.51.100.9", password=PASSWORD) == 302


def test_one_account_is_guessed_from_many_addresses_only_so_often(
    behind_a_proxy: list[Flask],
) -> None:
    app = behind_a_proxy[0]
    for number in range(60):
        assert guess(app, email=LUZ, address=f"198.51.100.{number}") == 401
    assert guess(app, email=LUZ, address="198.51.100.99") == 429
    with app.extensions["puente"].sessions() as session:
        kept = session.scalars(select(FailedAttempt.key)).all()
    assert not any(LUZ in key or "198.51" in key for key in kept)
    at(app, NOW + timedelta(minutes=15, seconds=1))
    assert guess(app, email=LUZ, address="198.51.100.99", password=PASSWORD) == 302


def test_without_a_declared_proxy_nobody_writes_their_own_address(app: Flask) -> None:
    for number in range(8):
        assert guess(app, email=LUZ, address=f"198.51.100.{number}") == 401
    assert guess(app, email=LUZ, address="198.51.100.77") == 429


@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(days=365)])
def test_a_clock_that_was_ahead_opens_and_locks_nothing(app: Flask, off: timedelta) -> None:
    ended, other = (signed_in(app, remember=True) for _ in range(2))
    copied = cookies(ended)
    ended.send("/salir", {}, on="/perfil")
    at(app, NOW + off)
    late = signed_in(app, remember=True)
    late_cookies = cookies(late)
    signed_in(app, remember=False).send("/salir", {}, on="/perfil")  # forgets what is over
    at(app, NOW)
    assert not opens(with_cookies(app, copied)), "what was ended stays ended"
    assert opens(other)
    assert opens(with_cookies(app, late_cookies)) == (off < timedelta(days=60))
    used = signed_in(app, remember=False)
    assert opens(used)


def test_a_session_begun_ahead_is_left_alone_by_the_clock_there_is(app: Flask) -> None:
    visitor = signed_in(app, remember=False)
    at(app, NOW - timedelta(hours=1))
    assert opens(visitor)
    at(app, NOW + timedelta(hours=3, minutes=1))
    assert not opens(visitor), "four hours since, by the clock there is"
    at(app, NOW - timedelta(days=365))
    assert not opens(signed_in_then(app, NOW)), "no session lasts a year"


def signed_in_then(app: Flask, instant) -> Visitor:
    """Somebody who signed in when the clock said ``instant``."""
    given = app.extensions["puente"].clock.now()
    at(app, instant)
    visitor = signed_in(app, remember=False)
    at(app, given)
    return visitor
