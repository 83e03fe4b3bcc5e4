import statistics
import time

import pytest
from sqlalchemy.orm import Session

from matcher.errors import Forbidden, InvalidInput, NotFound
from matcher.people.editing import change_person
from matcher.people.models import Person
from matcher.people.permissions import GRANTS, Permission, may, require
from matcher.people.queries import (
    _unknown_hash,
    add_person,
    authenticate,
    find_by_email,
    get_person,
    people,
)
from tests.conftest import NOON

PASSWORD = "una frase larga"
MAY: dict[Permission, str] = {
    "read": "consulta profesional direccion administracion",
    "correct-tags": "profesional direccion administracion",
    "give-feedback": "profesional direccion administracion",
    "edit-projects": "profesional direccion administracion",
    "edit-calls": "profesional direccion administracion",
    "pursue": "profesional direccion administracion",
    "write-proposals": "profesional direccion administracion",
    "approve": "direccion",
    "set-goals": "direccion administracion",
    "see-access": "direccion administracion",
    "grant-access": "direccion",
    "manage-sources": "administracion",
    "manage-people": "administracion",
    "manage-taxonomy": "administracion",
    "manage-agency": "administracion",
}


def somebody(session: Session, email: str = "luz@ciudad.example", **more: object) -> Person:
    given = {"name": "Luz Prueba", "password": PASSWORD, "role": "profesional", "at": NOON}
    return add_person(session, email=email, **given | more)  # type: ignore[arg-type] # as above


@pytest.mark.parametrize("permission", MAY)
def test_who_may_do_what(permission: Permission) -> None:
    for role in GRANTS:
        person = Person(role=role, active=True)
        assert may(person, permission) == (role in MAY[permission].split())
        assert not may(Person(role=role, active=False), permission)


def test_every_permission_has_its_row() -> None:
    assert set(MAY) == set().union(*GRANTS.values())


def test_who_may_not_is_told_whom_to_ask() -> None:
    require(Person(role="direccion", active=True), "approve")
    with pytest.raises(Forbidden, match="Pida el acceso"):
        require(Person(role="administracion", active=True), "approve")


def test_letter_case_and_spaces_of_an_address_do_not_matter(session: Session) -> None:
    luz = somebody(session, "  Luz@Ciudad.EXAMPLE ")
    assert luz.email == "luz@ciudad.example"
    assert find_by_email(session, "LUZ@ciudad.example ") is luz
    assert get_person(session, luz.id) is luz


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"email": "LUZ@ciudad.example"}, "email", "Ya hay una cuenta"),
        ({"email": "luz"}, "email", "no es un correo"),
        ({"email": "@x"}, "email", "no es un correo"),
        ({"email": "dos@x.example\nBcc: y@x.example"}, "email", "no es un correo"),
        ({"email": "b@x.example", "password": "corta"}, "password", "al menos 10"),
        ({"email": "b@x.example", "name": "  "}, "name", "nombre"),
    ],
)
def test_an_account_that_cannot_be(
    session: Session, given: dict[str, str], field: str, told: str
) -> None:
    somebody(session)
    with pytest.raises(InvalidInput, match=told) as caught:
        somebody(session, **given)
    assert caught.value.field == field


def test_the_list_is_by_name_and_nobody_is_not_found(session: Session) -> None:
    somebody(session, "b@x.example", name="Zoe")
    somebody(session, "a@x.example", name="Ana")
    assert [p.name for p in people(session)] == ["Ana", "Zoe"]
    with pytest.raises(NotFound):
        get_person(session, 999)


def test_who_signs_in(session: Session) -> None:
    luz = somebody(session)
    assert authenticate(session, email="LUZ@ciudad.example", password=PASSWORD) is luz
    assert authenticate(session, email=luz.email, password="otra frase larga") is None
    luz.active = False
    assert authenticate(session, email=luz.email, password=PASSWORD) is None
    assert PASSWORD not in luz.password_hash


def test_an_unknown_address_costs_the_time_of_a_wrong_password(session: Session) -> None:
    somebody(session)
    _unknown_hash.cache_clear()  # other tests of this process hash cheaply

    def seconds(email: str) -> float:
        spent = []
        for _ in range(5):
            started = time.process_time()
            assert authenticate(session, email=email, password="otra frase larga") is None
            spent.append(time.process_time() - started)
        return statistics.median(spent)

    assert 0.5 < seconds("nadie@x.example") / seconds("luz@ciudad.example") < 2


def test_the_last_who_administers_stays(session: Session) -> None:
    admin = somebody(session, role="administracion")
    with pytest.raises(InvalidInput, match="única cuenta"):
        change_person(
            session, admin, by=admin, at=NOON, role="consulta", department=None, active=True
        )
    other = somebody(session, "b@x.example", role="administracion")
    before = admin.session_epoch
    change_person(
        session, admin, by=other, at=NOON, role="administracion", department=None, active=False
    )
    assert admin.session_epoch == before + 1
    with pytest.raises(InvalidInput, match="única cuenta"):
        change_person(
            session, other, by=other, at=NOON, role="profesional", department=None, active=True
        )
