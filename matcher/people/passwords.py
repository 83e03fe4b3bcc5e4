"""Passwords: refused where they are easy to guess, kept with argon2.

How many guesses one takes is estimated by zxcvbn, whose lists of passwords that were stolen
elsewhere travel with it: nothing is asked of any service. It knows little Spanish, so the words
of ``common_words.txt`` count as known, and so do the person's and the agency's own.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from werkzeug.security import check_password_hash

from matcher.errors import InvalidInput
from matcher.messages import Message
from matcher.text import fold

MIN_PASSWORD = 10
_WEIGHED = 72
"""Characters looked at: zxcvbn takes no more, and what so long a beginning is worth decides."""
_SURE = 10**10
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""As OWASP advises where many may sign in at once on a small machine: 19 MiB for each."""
_WORDS = Path(__file__).with_name("common_words.txt")
_YEARS = re.compile(r"(?:19|20)\d\d")


def check_password(password: str, *, words: Iterable[str] = ()) -> None:
    """Stop here unless ``password`` is long enough and hard to guess.

    :param words: what somebody who knows this person would try: name, address, agency, city.
    :raises InvalidInput: with a sentence that says what to do.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 # its lists cost every command, and few set one

    if len(password) < MIN_PASSWORD:
        raise InvalidInput(
            "La contraseña es muy corta: use al menos %(least)s caracteres.",
            least=MIN_PASSWORD,
            field="password",
        )
    own = _parts(words)
    plain = fold(password)[:_WEIGHED]
    found = zxcvbn(plain, user_inputs=[*sorted(own), *_common()])
    if found["guesses"] >= _SURE:
        return
    raise InvalidInput(
        "Esa contraseña se adivina: %(why)s. Escriba una frase de cuatro palabras que no vayan "
        "juntas; puede llevar espacios.",
        why=_why(plain, own),
        field="password",
    )


def _why(plain: str, own: Iterable[str]) -> Message:
    known = sorted(word for word in own if word in plain)
    if known:
        return Message("lleva «%(word)s», que es de lo primero que se prueba", word=known[0])
    if _YEARS.search(plain):
        return Message("es una palabra corriente con un año")
    return Message("está entre las que primero se prueban, o se le parece")


def hash_password(password: str) -> str:
    """What is kept instead of ``password``."""
    return _HASHER.hash(password)


def is_password(kept: str, password: str) -> bool:
    """Whether ``password`` is the one of which ``kept`` was made, now or by an older release."""
    if not kept.startswith("$argon2"):
        return check_password_hash(kept, password)
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether ``kept`` was made in a way we no longer use."""
    return not kept.startswith("$argon2") or _HASHER.check_needs_rehash(kept)


def _parts(words: Iterable[str]) -> set[str]:
    """The parts of ``words`` somebody would try: three letters or more, without accents."""
    found = {part for text in words for part in re.split(r"[^a-z0-9]+", fold(text))}
    return {part for part in found if len(part) >= 3}


@lru_cache(maxsize=1)
def _common() -> tuple[str, ...]:
    """Words of the office and the country, and the years of a life, as anybody would try them."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    listed = [fold(line) for line in lines if line and not line.startswith("#")]
    this_year = date.today().year  # noqa: DTZ011 # a list of years to try, no instant
    return (*listed, *map(str, range(1930, this_year + 3)))
