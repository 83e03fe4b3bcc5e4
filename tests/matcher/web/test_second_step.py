"""The second step of signing in, sessions left alone, and signing out everywhere."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.people.models import Person, RecoveryCode, SecondStep
from matcher.people.second_step import SECONDS, code_at
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import PASSWORD, Page, Visitor

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
ADMIN = "admin@ciudad.example"


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(RFC, seconds // SECONDS) == code  # RFC 6238, appendix B, its last six digits


def later(app: Flask, **more: int) -> None:
    given = app.extensions["puente"]
    app.extensions["puente"] = replace(given, clock=FixedClock(NOW + timedelta(**more)))


def code_now(app: Flask, session: Session) -> str:
    session.expire_all()
    key = session.scalars(select(SecondStep.key)).one()
    return code_at(key, int(app.extensions["puente"].clock.now().timestamp()) // SECONDS)


def codes_of(page: Page) -> list[str]:
    return [str(code.text) for code in page.tree.xpath("//ul[@class='codes']//code")]


def entered_last(session: Session) -> datetime | None:
    session.expire_all()
    return session.scalars(select(Person.signed_in_at).where(Person.email == ADMIN)).one()


def set_up(app: Flask, session: Session, visitor: Visitor) -> list[str]:
    page = visitor.send("/perfil/segundo-paso/empezar", {}, on="/perfil/segundo-paso")
    assert page.tree.xpath("//svg[@class='qr']")
    (typed,) = page.tree.xpath("//main//ol//code")  # as somebody without a camera types it
    assert typed.text.replace(" ", "") == session.scalars(select(SecondStep.key)).one()
    assert {len(few) for few in typed.text.split()} == {4}
    wrong = visitor.send("/perfil/segundo-paso", {"code": "000000"}, status=422)
    assert "Ese código no es" in wrong.text
    return codes_of(visitor.send("/perfil/segundo-paso", {"code": code_now(app, session)}))


def password(visitor: Visitor) -> Page:
    return visitor.send("/entrar?next=/auditoria", {"email": ADMIN, "password": PASSWORD})


def give(visitor: Visitor, code: str, *, status: int = 200) -> Page:
    path = "/entrar/codigo?next=/auditoria"
    return visitor.send(path, {"code": code}, status=status)


def test_a_code_is_asked_for_and_serves_once(app: Flask, session: Session) -> None:
    kept = set_up(app, session, Visitor(app).sign_in(ADMIN))
    assert len(set(kept)) == 8
    later(app, minutes=5)
    visitor, other = Visitor(app), Visitor(app)
    assert password(visitor).heading == "Segundo paso"
    assert visitor.client.get("/auditoria").status_code == 302, "half a session opens nothing"
    give(visitor, "123 456", status=422)
    assert give(visitor, code_now(app, session)).heading == "Auditoría"
    assert entered_last(session) == NOW + timedelta(minutes=5), "what «Personas» shows"
    password(other)
    give(other, code_now(app, session), status=422)
    assert give(other, kept[0].upper()).heading == "Auditoría"
    again = Visitor(app)
    password(again)
    give(again, kept[0], status=422)
    for _ in range(7):
        give(again, "000000", status=422)
    give(again, kept[1], status=429)


def test_half_a_session_is_over_after_five_minutes(app: Flask, session: Session) -> None:
    set_up(app, session, Visitor(app).sign_in(ADMIN))
    later(app, minutes=1)
    visitor = Visitor(app)
    password(visitor)
    later(app, minutes=7)
    assert visitor.get("/entrar/codigo").heading == "Entrar"


def test_a_code_lives_for_its_half_minute_alone(app: Flask, session: Session) -> None:
    set_up(app, session, Visitor(app).sign_in(ADMIN))
    later(app, minutes=5)
    shown = code_now(app, session)
    later(app, minutes=5, seconds=SECONDS)
    visitor = Visitor(app)
    password(visitor)
    assert "acaba de cambiar" in give(visitor, shown, status=422).text
    session.expire_all()
    key = session.scalars(select(SecondStep.key)).one()
    give(visitor, code_at(key, int(NOW.timestamp()) // SECONDS + 12), status=422)  # the next one
    assert give(visitor, code_now(app, session)).heading == "Auditoría"


def test_recovery_codes_are_kept_as_passwords_are(app: Flask, session: Session) -> None:
    kept = set_up(app, session, Visitor(app).sign_in(ADMIN))
    hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert len(set(hashes)) == len(kept)
    assert all(one.startswith("$argon2id$") for one in hashes)


def test_it_is_removed_with_the_password_only(app: Flask, session: Session) -> None:
    admin = Visitor(app).sign_in(ADMIN)
    former = set_up(app, session, admin)
    step = "/perfil/segundo-paso"
    admin.send(f"{step}/quitar", {"current": "otra"}, on=step, status=422)
    fresh = codes_of(admin.send(f"{step}/codigos", {"current": PASSWORD}, on=step))
    assert not set(fresh) & set(former)
    admin.send(f"{step}/quitar", {"current": PASSWORD}, on=step)
    assert password(Visitor(app)).heading == "Auditoría"


def test_the_setting_demands_it_of_who_directs_and_administers(
    app: Flask, session: Session
) -> None:
    given = app.extensions["puente"]
    demanded = replace(given.settings, second_step="required")
    app.extensions["puente"] = replace(given, settings=demanded)
    admin = Visitor(app).sign_in(ADMIN)
    assert admin.get("/personas").heading == "Segundo paso para entrar"
    assert Visitor(app).sign_in("luz@ciudad.example").get("/convocatorias").status == 200
    set_up(app, session, admin)
    assert admin.get("/personas").heading == "Personas"
    everybody = replace(given.settings, second_step="all")
    app.extensions["puente"] = replace(given, settings=everybody)
    luz = Visitor(app).sign_in("luz@ciudad.example")
    assert luz.get("/convocatorias").heading == "Segundo paso para entrar"


def test_a_session_left_alone_ends_and_one_in_use_does_not(app: Flask) -> None:
    used, left, kept = (Visitor(app) for _ in range(3))
    for visitor in (used, left):
        visitor.sign_in("luz@ciudad.example")
    told = {"email": "luz@ciudad.example", "password": PASSWORD, "remember": "y"}
    kept.send("/entrar", told)
    later(app, minutes=200)
    assert used.client.get("/convocatorias").status_code == 200
    later(app, minutes=241)
    assert used.client.get("/convocatorias").status_code == 200
    assert left.client.get("/convocatorias").status_code == 302
    assert kept.client.get("/convocatorias").status_code == 200
    later(app, hours=16, minutes=1)
    assert used.client.get("/convocatorias").status_code == 302


def test_signing_out_everywhere(app: Flask, session: Session) -> None:
    here, there = (Visitor(app).sign_in("luz@ciudad.example") for _ in range(2))
    sent = {"csrf_token": here.token("/perfil")}
    answer = here.client.post("/perfil/salir-de-todo", data=sent)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert there.client.get("/perfil").status_code == 302
    assert here.client.get("/perfil").status_code == 302
    luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    assert luz.session_epoch == 1
    Visitor(app).sign_in("luz@ciudad.example")


def test_a_code_used_by_a_clock_that_was_ahead_is_no_bar_for_a_year(
    app: Flask, session: Session
) -> None:
    set_up(app, session, Visitor(app).sign_in(ADMIN))
    later(app, days=365)
    ahead = Visitor(app)
    password(ahead)
    assert give(ahead, code_now(app, session)).heading == "Auditoría"
    later(app, minutes=5)
    visitor, other = Visitor(app), Visitor(app)
    password(visitor)
    assert give(visitor, code_now(app, session)).heading == "Auditoría"
    assert entered_last(session) == NOW + timedelta(minutes=5), "what «Personas» shows"
    password(other)
    give(other, code_now(app, session), status=422)  # once, as ever
