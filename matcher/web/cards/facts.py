"""One fact of a call in words, by the name it is fixed under."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from matcher.calls.facts import PARTNERS, CallFacts, PartnersAsked
from matcher.web.frame.gettext import _, here
from matcher.web.values.filters import change_value, country_name, day, unknown
from matcher.web.values.inputs import day_of
from matcher.web.values.labels import KINDS, LANGUAGES, PUBLISHED
from matcher.words.partners import partners_words

_NAMED: Mapping[str, Mapping[str, Any]] = {
    "status": PUBLISHED,
    "kind": KINDS,
    "language": LANGUAGES,
}
_WHOLE = "eligibility"


def told_words(value: Any, name: str) -> str:
    """A stored value of the fact ``name``, as JSON; that nobody says it where it is empty."""
    if name == f"{_WHOLE}.countries":
        return countries_words(value)
    if name == f"{_WHOLE}.{PARTNERS}":
        return partners_words(here(), value) if value else unknown()
    if name.startswith(f"{_WHOLE}."):
        return answer_words(value)
    if name == "rolling":
        return _("sí") if value else _("no")
    if value in (None, "", [], {}):
        return unknown()
    if name == "opens_on" and (on := day_of(str(value))):
        return day(on)
    names = _NAMED.get(name, {})
    return str(names[value]) if isinstance(value, str) and value in names else change_value(value)


def held_words(facts: CallFacts, name: str) -> str:
    """What ``facts`` hold at a pin, in words; «sin dato» where a person left nothing."""
    value: Any = facts.to_payload()
    for part in name.split("."):
        value = value.get(part)
    said = told_words(value, name)
    return _("sin dato") if said == unknown() else said


def answer_words(fact: Mapping[str, Any] | None) -> str:
    """A stored answer: yes, no, only as a partner, or that nobody says it."""
    answer = said_in(fact)
    if answer == "partner":
        return _("Solo como socio")
    return unknown() if answer is None else (_("Sí") if answer else _("No"))


def said_in(fact: Mapping[str, Any] | None) -> Any:
    """The answer of a stored fact: yes, no, ``partner`` or nothing."""
    told = fact or {}
    return "partner" if told.get("partner") else told.get("answer")


def partners_said(asked: PartnersAsked) -> str:
    """With how many one applies, and with whom, as the first words of a line."""
    told = partners_words(here(), {f: getattr(asked, f) for f in ("number", "counts", "kinds")})
    return told[:1].upper() + told[1:]


def countries_words(codes: Sequence[str] | None) -> str:
    """Countries and regions by their names."""
    return ", ".join(map(country_name, codes)) if codes else unknown()


def install(app: Flask) -> None:
    """Let templates say facts."""
    app.add_template_filter(told_words)
    app.add_template_filter(held_words)
    app.add_template_filter(partners_said)
