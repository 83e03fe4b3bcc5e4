"""The one way to ask who the agency is; pages, mails and documents all read it here."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.agency.colours import BRAND, LINK, light_shade
from matcher.agency.models import Agency
from matcher.settings import Settings

ONLY = 1
"""The id of the one row."""


CONTACT = (
    "address",
    "phone",
    "email",
    "judicial_email",
    "hours",
    "transparency",
    "data_policy",
)
"""How the agency is reached, as the foot of a public office says it; what is empty is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the agency is now. ``version`` is 0 until somebody wrote it down.

    ``named`` says whether the name was written down; it is that of the settings otherwise.
    """

    name: str
    named: bool = False
    brand: str = BRAND
    link: str = LINK
    signature: str = ""
    footer: str = ""
    logo: str | None = None
    govco: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""
    judicial_email: str = ""
    hours: str = ""
    transparency: str = ""
    data_policy: str = ""
    version: int = 0

    @property
    def link_in_the_dark(self) -> str:
        """The colour of links and buttons on a dark ground."""
        return light_shade(self.link)


def of_settings(settings: Settings) -> Identity:
    """The identity of an agency that wrote nothing down."""
    return Identity(name=settings.agency_name)


def read_identity(session: Session, settings: Settings) -> Identity:
    """The agency's identity; what it did not write down is as the settings say."""
    row = session.get(Agency, ONLY)
    if row is None:
        return of_settings(settings)
    return Identity(
        name=row.name or settings.agency_name,
        named=bool(row.name),
        brand=row.brand or BRAND,
        link=row.link or LINK,
        signature=row.signature,
        footer=row.footer,
        logo=row.logo,
        govco=row.govco,
        **{name: getattr(row, name) for name in CONTACT},
        version=row.version,
    )


def own_words(session: Session, settings: Settings) -> tuple[str, ...]:
    """The words of the agency, which somebody who guesses passwords would try first."""
    now = read_identity(session, settings)
    return (*settings.own_words, now.name, now.signature, now.email)
