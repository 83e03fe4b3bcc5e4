"""A day closes a call where what is handed in by then is one's entry, and not another errand."""

import re

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.rules.turns import sentence_before
from scrapers.extract.dates.words.applying import APPLICATION, NAMED
from scrapers.extract.dates.words.closing import PERIOD
from scrapers.extract.dates.words.entries import (
    BARE,
    COUNTED_FROM,
    ENTRY,
    ENTRY_ABOVE,
    ERRAND,
    INVITED,
    OWN,
    PASSED_ON,
)
from scrapers.extract.text.rules import Example, Rule

_WEAK = "until-in-a-sentence-on-applying"
"""The rule by which "until" alone closes: any verb of handing in will do for it."""
_BEGINS = re.compile(
    r"[;|·•\n]|[.?!] | - |, |\b(?:y|e|et|and|i|mais|mas)\b (?:els?|o|la|a|les?|the)\b"
)
_ENDS = re.compile(r"[,;.|·•\n(]| - | (?:y|e|et|and|i)\b")
"""Where the clause of a day begins and ends."""
_FAR = 40
"""Letters between an errand and the closing word it may be of. Set by hand."""
_STAYS_SHUT = re.compile(r"\b(?:no|not|ya|ja|nao|longer|closed?|cerrad|encerrad|tancad|ferme)")
"""Shut from a day on: the call closed on it."""


def _unnamed(spot: Spot) -> str | None:
    """ "Pueden enviarse aportaciones hasta el 3 de mayo": no word of what one applies with."""
    weak = spot.left.rule is not None and spot.left.rule.name == _WEAK
    said = f"{spot.text} {spot.after}"
    if not weak or "|" in spot.text or PERIOD.search(said) or ENTRY.search(said):
        return None
    before = spot.text[: spot.until.start()] if spot.until else ""
    if NAMED.search(before) or BARE.search(before):
        return None
    goes_on = ENTRY_ABOVE.search(spot.text) or ENTRY_ABOVE.search(spot.after)
    above = sentence_before(spot)
    return None if goes_on and (not above or ENTRY.search(above)) else spot.lead


def _before(spot: Spot) -> str:
    """The clause of a day up to it."""
    return _BEGINS.split(spot.text)[-1]


def _after(spot: Spot) -> str:
    """What the clause says behind it."""
    return "" if spot.opens_range else _ENDS.split(spot.after, maxsplit=1)[0]


def _errand(spot: Spot) -> str | None:
    """Another errand is named in the clause of the day, and nothing of an application is.

    A closing word speaks for itself where the errand is far before it.
    """
    before, after = _before(spot), _after(spot)
    if APPLICATION.search(f"{before} {after}") or OWN.search(f"{before} {after}"):
        return None
    cue = spot.nearest
    if cue and cue.role == "close":
        before = before[-(spot.high - cue.start + _FAR) :]
    found = ERRAND.search(before) or ERRAND.search(after)
    return found.group() if found else None


def _counted(spot: Spot) -> str | None:
    """ "Quince días, contados a partir de este martes 3 de mayo": a term begins here."""
    found = COUNTED_FROM.search(spot.lead)
    if found is None and spot.left.rule and spot.left.rule.name == "closing-word" and spot.hit.day:
        found = None if _STAYS_SHUT.search(spot.lead) else spot.since
    return found.group() if found else None


def _not_the_first(spot: Spot) -> str | None:
    """A step for those asked to it, its first one unread, or of a body that passes things on."""
    said = f"{spot.above[1]} {re.split(r'[;|]', spot.text)[-1]} {_before(spot)} {_after(spot)}"
    asked = None if spot.previous == "close" else INVITED.search(said)
    found = asked or PASSED_ON.search(spot.text)
    return found.group() if found else None


ENTRIES: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="no-word-of-an-application",
        when=_unnamed,
        gives="other",
        examples=(
            Example("Pueden enviarse muebles hasta el [3 de mayo de 2027].", "other"),
            Example("Pueden enviarse propuestas hasta el [3 de mayo de 2027].", "close"),
            Example("Prepare su idea. Puede enviarla hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="another-errand-by-then",
        when=_errand,
        gives="other",
        examples=(
            Example("Plazo, hasta ahora, de encuestas: [3 de mayo de 2027].", "other"),
            Example("Plazo, hasta ahora, de solicitudes: [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="counted-from-here",
        when=_counted,
        gives="other",
        examples=(
            Example(
                "Plazo de solicitud, contado a partir de las doce del mediodía del [3 de mayo de "
                "2027].",
                "other",
            ),
            Example("Plazo de solicitud, contado hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="for-those-asked-to-it",
        when=_not_the_first,
        gives="other",
        examples=(
            Example("Full proposals due (by invitation only): [3 May 2027].", "other"),
            Example("Full proposals due (by e-mail only): [3 May 2027].", "close"),
            Example(
                "The deadline for the Secretariat to receive requests from National Commissions "
                "is [3 May 2027].",
                "other",
            ),
        ),
    ),
)
"""Asked last of a day that another rule takes for a closing one."""
