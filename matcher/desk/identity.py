"""Writing down who the agency is: a change of administration is one form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.agency.colours import BRAND, LINK, check_brand, check_link
from matcher.agency.identity import CONTACT, ONLY
from matcher.agency.models import Agency
from matcher.audit.record import record
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict, InvalidInput, check_length
from matcher.people.models import Person

LONGEST_NAME = 120
LONGEST_TEXT = 600
LONGEST_LINE = 300
_ADDRESSES = ("transparency", "data_policy")
_MAILS = ("email", "judicial_email")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(?:\.[^@\s.]{1,63}){1,8}")
_WEB = re.compile(r"https?://[^\s/]{1,200}(?:/\S{0,300})?")
_CHANGED = "Alguien más cambió la identidad mientras usted escribía."


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityTold:
    """What the form says. ``logo``: a SHA-256, empty to take it off, ``None`` to leave it."""

    name: str
    brand: str
    link: str
    signature: str = ""
    footer: str = ""
    logo: str | None = None
    govco: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)


def save_identity(
    session: Session, told: IdentityTold, *, seen: int, person: Person, at: datetime
) -> Agency:
    """Keep the identity; everything reads it from now on.

    :raises InvalidInput: for a colour that cannot be read, or a text that is too long.
    :raises Conflict: if somebody else saved it since version ``seen`` (0: none yet).
    """
    values = _checked(told)
    row = session.get(Agency, ONLY)
    if told.logo is not None:
        values["logo"] = told.logo or None
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row is None:
        if seen:
            raise Conflict(_CHANGED)
        row = Agency(id=ONLY, at=at, **values)
        session.add(row)
        flush_first(session, Conflict(_CHANGED))
    else:
        advance(session, row, seen=seen, conflict=_CHANGED)
        row.at = at
        for name, value in values.items():
            setattr(row, name, value)
    record(
        session,
        at=at,
        person_id=person.id,
        action="agency.changed",
        subject_type="agency",
        subject_id=ONLY,
    )
    session.flush()
    return row


def _checked(told: IdentityTold) -> dict[str, str | bool | None]:
    """The values as they are stored; a shipped colour is stored as none, so that it follows.

    :raises InvalidInput: for the first that cannot be kept.
    """
    name = " ".join(told.name.split())
    if not name:
        raise InvalidInput("Escriba el nombre de la entidad.", field="name")
    texts = {"signature": told.signature.strip(), "footer": told.footer.strip()}
    for box, text, most in (("name", name, LONGEST_NAME), *_limited(texts)):
        check_length(text, most, field=box)
    brand, link = check_brand(told.brand or BRAND), check_link(told.link or LINK)
    return {
        "name": name,
        "brand": None if brand == BRAND else brand,
        "link": None if link == LINK else link,
        **texts,
        "govco": told.govco,
        **{one: _line(one, told.contact.get(one, "")) for one in CONTACT},
    }


def _line(name: str, text: str) -> str:
    """One thing the foot says, on one line.

    :raises InvalidInput: for an address of mail or of the web that is none.
    """
    clean = " ".join(text.split())
    check_length(clean, LONGEST_LINE, field=name)
    if clean and name in _MAILS and not _MAIL.fullmatch(clean):
        raise InvalidInput("Escriba un correo, como contacto@entidad.gov.co.", field=name)
    if clean and name in _ADDRESSES and not _WEB.fullmatch(clean):
        raise InvalidInput("Escriba la dirección completa, con https://.", field=name)
    return clean


def _limited(texts: dict[str, str]) -> list[tuple[str, str, int]]:
    return [(box, text, LONGEST_TEXT) for box, text in texts.items()]
