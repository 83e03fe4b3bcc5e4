"""A ban that is lifted lets in: two words that deny, and one answer."""

import re

from scrapers.extract.parties.cues import APPLYING
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.text.wording import table

_LIFT = table(
    r"""
    (?:levant|elimin|suprim|derog|retir|revog|anul|desaparec|remov|lift|abolish|scrapp|drop|leve |
        levee|supprim|rimoss|abolit|eliminat|revoc|aixec)[a-z]* | ya no (?:existe|hay|rige|aplica) |
    no longer appl\w+ | pone fin a | puts? an end to | met fin a | poe fim a | cae\b |
    deja sin efecto
    """
)
_BAN = table(
    r"""
    restricci\w+ | prohibici\w+ | exclusi\w+ | impediment\w* | vetos?\b | veda\b | limitaci\w+ |
    bans?\b | bars?\b | restrictions? | prohibitions? | interdictions? | restric(?:ao|oes) |
    proibic(?:ao|oes) | vedac(?:ao|oes) | diviet\w+ | restrizion\w+ | preclusion\w* |
    prohibicions? | barreras? que | norma que (?:impedia|excluia|prohibia)
    """
)
_DENIED = re.compile(r"\b(?:no|not|nao|ne|non) (?:se |ha |has |have |been |yet ){0,3}$")
_PLACE = re.compile(r"\b(?:en|in|dans|em|nel|nei|within)\b")
"""Between the two: it is a ban on something there."""
_ON_THEM = re.compile(
    r" (?:que [a-z]+ )?(?:sobre|al?|para|on|for|against|contra|aux?|pour|aos?|as|ai|per|of|de|to) ?"
    r"(?:los |las |the |les |os |as |i |els )?"
)
"""Between the two: it is a ban on them."""
_TIED = 70
"""Letters between what is lifted and whom it kept out. Set by hand."""


def lifted(sentence: Sentence) -> str | None:
    """Whoever was kept out may apply from now on."""
    text = sentence.text
    for ban in _BAN.finditer(text):
        near = (max(0, ban.start() - 50), min(len(text), ban.end() + 160))
        lift = _LIFT.search(text, *near)
        local = LOCAL.search(text, ban.end(), ban.end() + _TIED)
        between = text[ban.end() : local.start()] if local else ""
        tied = local and (_ON_THEM.fullmatch(between) or APPLYING.search(between))
        if (
            lift
            and tied
            and not _PLACE.search(between)
            and not _DENIED.search(text[: lift.start()])
        ):
            return f"{lift.group()} … {ban.group()}"
    return None
