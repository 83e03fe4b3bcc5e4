"""A second reader: what the wording of a passage says of an answer that a rule read, or did not.

Where no rule read an answer it guesses one, with the sentence that gives it; where the wording
speaks plainly against what a rule read, the answer is left open. A guess needs a passage that
speaks of applicants, odds well above even, and a sentence that does not say the contrary: no «yes»
stands over a denial. Passages that differ leave it unsaid.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from scrapers.extract.parties.learned.model import CLASSES, probabilities
from scrapers.extract.parties.sections import WHO_MAY
from scrapers.extract.parties.who import LOCAL, OTHERS, WHO
from scrapers.extract.text.passage import Passage
from scrapers.item import WORDED, Fact, Span

LEAST = {"local_government": 0.65, "agency_country": 0.6, "partner_required": 0.5}
"""The probability from which a guess is told: on five sets that the weights had not seen, from
there nineteen of twenty answers were right."""
AGAINST = {"local_government": 0.1, "partner_required": 0.05}
"""The probability below which the wording speaks against what a rule read: on five sets that took
back 30 of 67 wrong answers, and 5 of 753 right ones. From where, it took back right answers."""
ALONE = 0.35
"""The probability that the sentence quoted has to give the answer by itself."""
SURE = 0.85
"""The probability from which a line that names governments may say «yes» although nobody applies in
it: of 26 such lines that were weighed all 26 let them in."""
FITTED_FOR = "CO"
"""Whether one may apply from there is guessed only for the country the passages were read for."""
_PASSAGE = 900
"""Letters of a passage: the weights were fitted on pieces of about that length."""
_SENTENCE = 160
"""Letters up to which a text is a sentence: what a rule reads there needs no second reader."""
_MOST = 12
"""Passages of a page that are read."""
_DENIES = re.compile(
    r"\b(?:no|not|nao|non|ne|cannot|nunca|never|ningun\w*|sin|without|except\w*|salvo|excl\w+|"
    r"inelig\w+|inadmis\w+)\b"
)
_AS_PARTNER = re.compile(r"\b(?:partner|socio|socia|soci|parceir|partenaire|aliad|consor[ct])")
"""Who is only a partner is told otherwise."""
_PUBLIC = re.compile(
    r"\b(?:administraci\w+ public|entidad\w* public|organismos? public|ent[ei]s? public|"
    r"enti pubblic|public (?:bod|authorit|administration|entit)|entites? publique|"
    r"orgaos? public)"
)
"""Bodies one of which a city is: a list that has them shuts it out only where it says so."""
_CELLS = 2
"""Bars of a line that is the row of a table."""
_APPLIES = re.compile(
    r"\b(?:pod(?:ra|ran|er|eran|erao|en|em)|pueden?|peuvent|peut|may|can|could|possono|puo|eligib\w+|elegib\w+|"
    r"admi[st]\w+|beneficiar\w+|benefic\w+|destinatari\w+|dirig\w+|addressed|aimed|open to|"
    r"abiert\w+|abert\w+|ouvert\w*|solicit\w+|sol·?licit\w+|postul\w+|aplica\w*|appl\w+|present\w+|"
    r"particip\w+|candidat\w+|concurs\w+|proponent\w*|invit\w+|convoca\w*|apply|entit\w+|requisit\w+)\b"
)
"""Somebody applies, or the call is for them."""
_FACTS = {"yes": True, "no": False}
_NAMES = {True: "yes", False: "no", None: "none"}


def read_worded(
    question: str, title: Passage, text: Passage, *, agency_country: str = FITTED_FOR
) -> Fact | None:
    """What the wording of a page suggests; ``None`` where it suggests nothing, or two things."""
    elsewhere = question == "agency_country" and agency_country != FITTED_FOR
    if question not in CLASSES or elsewhere:
        return None
    told = [found for piece in _pieces(text) if (found := _suggested(question, title, text, piece))]
    if not told or len({answer for answer, _, _ in told}) > 1:
        return None
    answer, _, span = max(told, key=lambda one: one[1])
    return Fact(answer=_FACTS.get(answer), partner=answer == "partner", span=span)


def spoken_against(question: str, fact: Fact, title: Passage, text: Passage) -> bool:
    """Whether the passage an answer was read from is hardly ever worded so where it is true."""
    if question not in AGAINST or fact.partner or fact.span is None:
        return False
    at = fact.span.start or 0
    place = at if text.offsets is None else bisect_left(text.offsets, at)
    here = place if fact.span.field == text.field else 0
    piece = next(run for run in _runs(text) if here < run[1] or run[1] == len(text.folded))
    whole = piece[1] - piece[0] >= _SENTENCE
    return whole and _odds(question, title, text, piece)[_NAMES[fact.answer]] < AGAINST[question]


Piece = tuple[int, int]


def _odds(question: str, title: Passage, text: Passage, piece: Piece) -> dict[str, float]:
    """Answer → probability, of a piece of the page under its title."""
    return probabilities(question, f"{title.folded}\n{text.folded[slice(*piece)]}".strip())


def _suggested(
    question: str, title: Passage, text: Passage, piece: Piece
) -> tuple[str, float, Span] | None:
    """An answer, its probability and its sentence."""
    odds = _odds(question, title, text, piece)
    answer = max(odds, key=odds.__getitem__)
    if answer == "none" or odds[answer] < LEAST[question]:
        return None
    alone, start, end = max(_telling(question, answer, text, piece), default=(0.0, 0, 0))
    if alone < ALONE:
        return None
    line, sure = text.folded[start:end], odds[answer] >= SURE
    if answer == "yes" and not _may_be_yes(question, line, sure=sure):
        return None
    if answer == "no" and question == "local_government" and not _may_be_no(line):
        return None
    return answer, odds[answer], text.sentence_span(start, method=WORDED)


def _may_be_yes(question: str, line: str, *, sure: bool) -> bool:
    """Whether a line can stand below a «yes»: it denies nothing, and a government applies in it.

    One that is only mentioned (who convenes, who may use the results) lets nobody in, unless the
    wording is ``sure``; the cells of a row speak of different things.
    """
    if question == "partner_required":
        return True
    named = question != "local_government" or (
        LOCAL.search(line) and (sure or _APPLIES.search(line)) and not _AS_PARTNER.search(line)
    )
    return bool(named) and line.count("|") < _CELLS and not _DENIES.search(line)


def _may_be_no(line: str) -> bool:
    """Whether a line can stand below a «no» to a city: one that names public bodies denies it."""
    return not _PUBLIC.search(line) or bool(_DENIES.search(line))


def _telling(
    question: str, answer: str, text: Passage, piece: Piece
) -> Iterator[tuple[float, int, int]]:
    """The sentences that could be quoted for an answer, each with what it says of it alone."""
    for start, end in text.segments():
        line = text.folded[start:end]
        if piece[0] <= start and end <= piece[1] and _speaks(line):
            yield probabilities(question, line)[answer], start, end


def _speaks(line: str) -> bool:
    """Whether a line speaks of applicants."""
    return any(cue.search(line) for cue in (WHO, LOCAL, OTHERS, WHO_MAY))


def _pieces(text: Passage) -> Iterator[Piece]:
    """The first runs that speak of applicants."""
    about = (run for run in _runs(text) if _speaks(text.folded[slice(*run)]))
    return islice(about, _MOST)


def _runs(text: Passage) -> Iterator[Piece]:
    """The text in runs of sentences, none of which could take in the next."""
    start = 0
    for first, last in text.segments():
        if last - start > _PASSAGE and first > start:
            yield start, first
            start = first
    yield start, len(text.folded)
