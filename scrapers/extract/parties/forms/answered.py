"""What the sentences right after one tell of whom it named: «¿Puede una alcaldía…? No; sí …».

Nobody is named there again: «they may, however, be partners» is said of the government of the
sentence before, which was denied, or asked about and answered with no.
"""

import re
from collections.abc import Iterator

from scrapers.extract.parties.questions import reply_of
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.roles import LED_BY

_AS_ONE = re.compile(
    r"\W*(?:[a-z]+,? ){0,4}?(?:si|sim|oui|yes|also|tambien|tambem|aussi|solo|only|apenas|but|"
    r"be|ser|etre|ser-ne) (?:[a-z]+ ){0,3}?(?:soci[oa]s?|aliad[oa]s?|partners?|partenaires?|"
    r"parceir[oa]s?|socis|co-?\w*(?:applicant|solicitant|beneficiar|ejecutor)\w*|"
    r"colaborador\w*|asociad[oa]s?|aval\w*)\b"
)
_DENIES = re.compile(r"\b(?:no|not|nao|ne|n'|non|ni|nor|nem|tampoco|neither|cannot)\b")
_REPLY = re.compile(r"\W*(?:[a-z]+ )?(?:no|non|nao|nunca|never|not)\b(?:[,;.:]+ ?|\s*$)")
_FOLLOWING = 3
"""Sentences of an answer that are read. Set by hand."""


def answered_as_partner(sentence: Sentence) -> str | None:
    """Asked whether it may apply, and answered that it may as a partner only."""
    text = sentence.text.strip()
    if not text.endswith("?") or not LOCAL.search(text) or AS_PARTNER.search(text):
        return None
    if reply_of(sentence.passage, sentence.start, sentence.end) != "no":
        return None
    return next(filter(None, map(beside_after, _following(sentence))), None)


def beside_after(said: str) -> str | None:
    """The words by which whoever was named before takes part beside others."""
    told = said[_reply_end(said) :]
    match = AS_PARTNER.search(told) or _AS_ONE.match(told)
    if match is None or OTHERS.search(told, 0, match.start()) or LED_BY.search(told):
        return None
    return None if _DENIES.search(told, 0, match.end()) else match.group().strip()


def _reply_end(said: str) -> int:
    reply = _REPLY.match(said)
    return reply.end() if reply else 0


def _following(sentence: Sentence) -> Iterator[str]:
    """The sentences of the answer to a question, up to the next one."""
    at, passage = sentence.end, sentence.passage
    for _ in range(_FOLLOWING):
        if at >= len(passage.folded):
            return
        start, end = passage.segment(at)
        said = passage.folded[start:end]
        if said.strip().endswith("?"):
            return
        yield said
        at = end
