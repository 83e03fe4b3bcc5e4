"""Passwords that are guessed are refused with what to do; old hashes are taken and renewed."""

import pytest
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from matcher.errors import InvalidInput
from matcher.people.links import set_password
from matcher.people.passwords import (
    MIN_PASSWORD,
    check_password,
    hash_password,
    is_outdated,
    is_password,
)
from matcher.people.queries import add_person, authenticate, renew_hash
from tests.conftest import NOON

OWN = ("Luz Prueba", "lprueba@ciudad.example", "Agencia de cooperación", "Medellín")


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "medellin2026",
        "Medellín2026",
        "M3dellin2026!",
        "cooperacion2026",
        "Cooperación.2026",
        "luzprueba2026",
        "lprueba1234",
        "contraseña123",
        "Contraseña2026*",
        "qwertyuiop",
        "qwertyuiop123",
        "password2026",
        "aaaaaaaaaaaaaa",
        "abcdefghij",
        "Bogota2026",
        "colombia2027",
        "nacional1989",
        "bienvenido1",
        "Secretaria2025",
        "2026202620",
        "alcaldia123",
        "abc123abc123",
        "11112222333",
        "AtleticoNacional",
        "iloveyou2026",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="frase de cuatro palabras") as caught:
        check_password(password, words=OWN)
    assert caught.value.field == "password"
    assert password not in str(caught.value)


@pytest.mark.parametrize(
    "password",
    [
        "una frase larga",
        "puente-de-muestra",
        "llueve sobre la mesa verde",
        "x7Kp2mQz9t",
        "tres loros comen arroz",
        "ñandú azul camina lento",
        "🦜 vuela sin paraguas",
        "9Wq-vL2rT8bnM4" * 12,
    ],
)
def test_what_nobody_guesses_is_taken(password: str) -> None:
    check_password(password, words=OWN)


def test_the_reason_names_what_gives_it_away() -> None:
    with pytest.raises(InvalidInput, match="lleva «medellin»"):
        check_password("medellin2026", words=OWN)
    with pytest.raises(InvalidInput, match="al menos 10"):
        check_password("corta")


def test_every_door_that_sets_a_password_refuses_one_that_is_guessed(session: Session) -> None:
    given = {"email": "luz@ciudad.example", "name": "Luz Prueba", "role": "administracion"}
    with pytest.raises(InvalidInput, match="se adivina"):
        add_person(session, **given, password="medellin2026", at=NOON, words=["Medellín"])  # type: ignore[arg-type]
    luz = add_person(session, **given, password="una frase larga", at=NOON)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="se adivina"):
        set_password(session, luz, "1234567890", at=NOON)


def test_hashes_are_argon2_and_never_twice_the_same() -> None:
    kept = hash_password("una frase larga")
    assert kept.startswith("$argon2id$")
    assert kept != hash_password("una frase larga")
    assert is_password(kept, "una frase larga")
    assert not is_password(kept, "una frase corta")
    assert not is_password("$argon2id$roto", "una frase larga")
    assert not is_outdated(kept)


@pytest.mark.parametrize("method", ["scrypt", "pbkdf2:sha256:1000"])
def test_an_older_hash_is_taken_and_can_be_renewed(session: Session, method: str) -> None:
    luz = add_person(
        session,
        email="luz@ciudad.example",
        name="Luz Prueba",
        password="una frase larga",
        role="consulta",
        at=NOON,
    )
    luz.password_hash = generate_password_hash("una frase larga", method=method)
    assert authenticate(session, email=luz.email, password="otra frase larga") is None
    assert not luz.password_hash.startswith("$argon2")
    assert authenticate(session, email=luz.email, password="una frase larga") is luz
    assert is_outdated(luz.password_hash)
    renew_hash(session, luz, "una frase larga")
    session.refresh(luz)
    assert not is_outdated(luz.password_hash)
    assert authenticate(session, email=luz.email, password="una frase larga") is luz


def test_passwords_stolen_elsewhere_are_refused() -> None:
    stolen = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= MIN_PASSWORD]
    assert len(stolen) > 1_000
    for password in stolen[::7]:
        for written in (password, password.upper(), password.capitalize()):
            with pytest.raises(InvalidInput, match="se adivina"):
                check_password(written)
