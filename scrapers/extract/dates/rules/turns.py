"""A day by which others than the applicants act: askers, voters, helpers, guests of an event."""

import re

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.words.applying import APPLICATION
from scrapers.extract.dates.words.closing import EXTENSION
from scrapers.extract.dates.words.turns import (
    ABOUT_IT,
    ACCOUNT_BEHIND,
    AFTERWARDS,
    APPEAL_TOLD,
    ASKING,
    FETCHES,
    HELPED,
    IF_WISHED,
    INSTEAD_OF,
    KEPT_UP,
    LAID_OPEN,
    MAKES_APPEAL,
    MORE_TIME,
    OWN_ENTRY,
    PAPERS_AFTER,
    TAKES_PART,
    THE_SESSION,
    VOTES,
    WOULD_CLOSE,
)
from scrapers.extract.dates.words.voided import GATHERING, SIGNS_UP
from scrapers.extract.text.rules import Example, Rule

BREAK = re.compile(r"[;.|\n]")
"""Where a clause ends."""


def clause_of(spot: Spot) -> str:
    """What the clause of a day says up to it."""
    return BREAK.split(spot.lead)[-1]


def clause_after(spot: Spot) -> str:
    """What its clause goes on with behind it."""
    return BREAK.split(spot.after, maxsplit=1)[0]


def sentence_before(spot: Spot) -> str:
    """The sentence before that of a day."""
    above = spot.passage.previous_segment(spot.start)
    return spot.passage.folded[slice(*above)] if above else ""


def _asking(spot: Spot) -> str | None:
    said = ASKING.search(clause_of(spot))
    return said.group() if said else None


def _voting(spot: Spot) -> str | None:
    """Told on either side of the day, with nothing of one's own to hand in."""
    if spot.opens_range:
        return None
    said = f"{clause_of(spot)} {clause_after(spot)}"
    votes = VOTES.search(said)
    return votes.group() if votes and not OWN_ENTRY.search(said) else None


def _helped(spot: Spot) -> str | None:
    said = clause_of(spot)
    wished = IF_WISHED.search(said)
    helped = HELPED.search(f"{said} {spot.after}") if wished else None
    return f"{wished.group()} … {helped.group()}" if wished and helped else None


def _session_told_before(spot: Spot) -> str | None:
    """One signs up for the event of the sentence before: it is named, or nothing else is."""
    above = sentence_before(spot)
    told = GATHERING.search(above)
    said = f"{spot.text} {spot.after}"
    signs = SIGNS_UP.search(said) if told else None
    if told is None or signs is None:
        return None
    bare = above.rstrip(" ").endswith(".") and not _SIGNS_ONLY.sub("", spot.text).strip()
    named = THE_SESSION.search(said)
    return f"{told.group()} … {signs.group()}" if named or bare else None


_SIGNS_ONLY = re.compile(
    r"\b(?:please|por favor|register|registration|registrese|inscrib\w+|inscrev\w+(?:-se)?|"
    r"inscri(?:vez-vous|viu-vos)|rsvp|sign up|by|before|hasta|antes|ate|avant|abans|fins|jusqu'au|"
    r"del?|el|al|le|o|dia|aqui|here|online|en linea)\b|[:,]"
)
"""All that a sentence says of signing up where it names nothing to sign up for."""
_NEXT_DAY = re.compile(r"[,;.|\n\d]")
"""Where what follows a day no longer tells what it is for."""


def _laid_open(spot: Spot) -> str | None:
    match = LAID_OPEN.search(clause_of(spot)) or LAID_OPEN.search(sentence_before(spot))
    return match.group() if match else None


def _fetching(spot: Spot) -> str | None:
    match = FETCHES.search(clause_of(spot))
    return match.group() if match else None


def _afterwards(spot: Spot) -> str | None:
    """A term to justify, to carry out or to appeal, named on either side of the day."""
    sides = clause_of(spot), _NEXT_DAY.split(spot.after, maxsplit=1)[0]
    every = (words.search(said) for said in sides for words in (AFTERWARDS, MAKES_APPEAL))
    match = next(filter(None, every), None) or _account(spot)
    return match.group() if match else None


def _account(spot: Spot) -> re.Match[str] | None:
    """What is handed in by then is an account of the money, or the time for one was moved."""
    behind = None if spot.opens_range else ACCOUNT_BEHIND.match(spot.after)
    moved = EXTENSION.search(spot.lead) and not APPLICATION.search(spot.lead)
    return behind or (AFTERWARDS.search(_up_to(spot)) if moved else None)


def _up_to(spot: Spot) -> str:
    """The clause of a day up to it, over the days it named before."""
    return BREAK.split(spot.text)[-1]


def _more_time(spot: Spot) -> str | None:
    match = MORE_TIME.search(_up_to(spot))
    return match.group() if match else None


def _papers_after(spot: Spot) -> str | None:
    match = PAPERS_AFTER.search(_up_to(spot))
    return match.group() if match else None


def _kept_up(spot: Spot) -> str | None:
    match = KEPT_UP.search(_up_to(spot))
    return match.group() if match else None


def _taking_part(spot: Spot) -> str | None:
    """ "From 14 to 23 May, twenty companies will take part in the festival"."""
    match = TAKES_PART.search(clause_of(spot))
    if match is None and not OWN_ENTRY.search(f"{spot.text} {spot.after}"):
        match = TAKES_PART.search(clause_after(spot))
    return match.group() if match else None


def _would_close(spot: Spot) -> str | None:
    said = clause_of(spot)
    match = WOULD_CLOSE.search(said) or INSTEAD_OF.search(said)
    return match.group() if match else None


def _of_an_appeal(spot: Spot) -> str | None:
    named = ABOUT_IT.match(spot.after)
    told = APPEAL_TOLD.search(sentence_before(spot)) if named else None
    return f"{told.group()} … {named.group().strip()}" if told and named else None


TURNS: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="questions-by-then",
        when=_asking,
        gives="other",
        examples=(
            Example("Questions on this request for applications are due by [3 May 2027].", "other"),
            Example("Questions and applications are due by [3 May 2027].", "close"),
        ),
    ),
    Rule(
        name="votes-by-then",
        when=_voting,
        gives="other",
        examples=(
            Example("Until [3 May 2027], members can vote for the proposals received.", "other"),
            Example("Until [3 May 2027], members can submit proposals.", "close"),
        ),
    ),
    Rule(
        name="help-by-then",
        when=_helped,
        gives="other",
        examples=(
            Example(
                "Si necesita ayuda para traducirla, envíe su propuesta antes del [3 de mayo de "
                "2027].",
                "other",
            ),
            Example(
                "Si quiere participar, envíe su propuesta antes del [3 de mayo de 2027].", "close"
            ),
        ),
    ),
    Rule(
        name="after-the-award-by-then",
        when=_afterwards,
        gives="other",
        examples=(
            Example(
                "Queda prorrogado hasta el [3 de mayo de 2027] el plazo de presentación de la "
                "justificación.",
                "other",
            ),
            Example(
                "Queda prorrogado hasta el [3 de mayo de 2027] el plazo de presentación de "
                "solicitudes de ejecución de obras.",
                "close",
            ),
        ),
    ),
    Rule(
        name="more-time-asked-for-by-then",
        when=_more_time,
        gives="other",
        examples=(
            Example(
                "Podrán pedir una prórroga, con la fecha tope del [3 de mayo de 2027].", "other"
            ),
            Example("Hay una prórroga, con la fecha tope del [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="papers-of-those-chosen-by-then",
        when=_papers_after,
        gives="other",
        examples=(
            Example(
                "La documentación para la firma del proyecto se recibe hasta el [3 de mayo de "
                "2027].",
                "other",
            ),
            Example(
                "La documentación del proyecto se recibe hasta el [3 de mayo de 2027].", "close"
            ),
        ),
    ),
    Rule(
        name="kept-up-until",
        when=_kept_up,
        gives="other",
        examples=(
            Example(
                "Quien participe debe mantener la calle decorada del [3 de mayo] al 5 de junio de "
                "2027.",
                "other",
            ),
            Example(
                "Quien participe debe inscribir la calle del [3 de mayo] al 5 de junio de 2027.",
                "open",
            ),
        ),
    ),
    Rule(
        name="laid-open-until",
        when=_laid_open,
        gives="other",
        examples=(
            Example(
                "Se somete a consulta pública. Pueden enviarse propuestas hasta el [3 de mayo de "
                "2027].",
                "other",
            ),
            Example(
                "La convocatoria pública recibe propuestas hasta el [3 de mayo de 2027].", "close"
            ),
        ),
    ),
    Rule(
        name="bases-fetched-by-then",
        when=_fetching,
        gives="other",
        examples=(
            Example(
                "Las solicitantes podrán retirar las bases hasta el [3 de mayo de 2027].", "other"
            ),
            Example(
                "Las solicitantes podrán retirar las bases y enviarlas hasta el [3 de mayo de "
                "2027].",
                "close",
            ),
        ),
    ),
    Rule(
        name="those-chosen-take-part",
        when=_taking_part,
        gives="other",
        examples=(
            Example(
                "Del [3 de mayo] al 5 de junio de 2027, veinte grupos participarán en la fiesta.",
                "other",
            ),
            Example(
                "Del [3 de mayo] al 5 de junio de 2027, veinte grupos podrán presentar su obra.",
                "open",
            ),
        ),
    ),
    Rule(
        name="would-have-closed",
        when=_would_close,
        gives="other",
        examples=(
            Example("El trámite se cerraría el [3 de mayo de 2027].", "other"),
            Example("El trámite se cerrará el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="appeal-by-then",
        when=_of_an_appeal,
        gives="other",
        examples=(
            Example(
                "Se abre el recurso. Las candidaturas tienen hasta el [3 de mayo de 2027] para "
                "presentarlo.",
                "other",
            ),
            Example(
                "Se abre el edital. Las candidaturas tienen hasta el [3 de mayo de 2027] para "
                "presentarlas.",
                "close",
            ),
        ),
    ),
    Rule(
        name="signs-up-for-that-session",
        when=_session_told_before,
        gives="other",
        examples=(
            Example(
                "A briefing is planned. Please sign up for the session by [3 May 2027].", "other"
            ),
            Example("A briefing is planned. Please register your idea by [3 May 2027].", "close"),
        ),
    ),
)
"""Asked of a day that another rule takes for a closing one."""
