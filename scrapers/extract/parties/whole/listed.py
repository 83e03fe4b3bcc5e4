"""Whoever applies is of a country that the page tells elsewhere: «entidades de estos países».

Where the work is done says nothing of who applies, unless they are tied to it: registered there, in
one of these countries, or in that of the project.
"""

import re
from collections.abc import Iterator, Sequence

from scrapers.extract.parties.places import all_places, find_places, holds
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.origins import APPLICANTS, DONE_THERE
from scrapers.extract.text.passage import Passage
from scrapers.item import Fact

_SEAT = re.compile(
    r"\b(?:sede|domicili\w+|seu|delegaci\w+|siege|resid\w+|foro|implant\w+|radicad\w+|establ\w+|"
    r"registered|inscrit\w+|registrad\w+|constituid\w+|establert\w*|etabli\w*|based|located|"
    r"empadron\w+)\b[^.;]{0,50}$"
)
_ONE_OF_LISTED = re.compile(
    r"\b(?:(?:en|in|dans|em|de|from|nel|a) (?:cualquiera|alguno|any|one|um|uno|une?|l'un|algum|"
    r"qualquer|either)|num) (?:de |of |dos |des |dels |dei )?(?:ell[oa]s|(?:los |las |the |estos |"
    r"these |those |os |estes |ces )?(?:[a-z]+ )?(?:paises|countries|pays|paisos|paesi))\b"
    r"(?! (?:de|of|en|in|miembros|member) )"
)
_OF_THOSE = re.compile(
    r"\b(?:en|in|dans|em) (?:es[eo]s|estos|dichos|those|these|ces|esses|estes|aquests) "
    r"(?:[a-z]+ )?(?:paises|countries|pays|paisos)\b"
)
"""One of the countries that the page lists elsewhere."""


_THERE = re.compile(
    r"\b(?:applicants?|organi[sz]a\w+|entit\w+|solicitantes?|entidades|ngos?)\b"
    r"[^.;]{0,40}\b(?:registered|based|established|located|inscrit\w+|registrad\w+|constituid\w+|"
    r"domiciliad\w+) (?:there|alli|ahi|en ell[oa]s?|in (?:it|them))\b|"
    r",? (?:where|donde|en (?:el|los) (?:que|cual\w*)) [^.;]{0,20}\b(?:applicants?|solicitantes?|"
    r"entidades)\b[^.;]{0,30}\b(?:registered|based|establ|inscri|registrad|constituid)"
)
"""Whoever applies is where the work is done, as the same sentence tells."""
_OF_THAT_ONE = re.compile(
    r"\b(?:in|en|del?|of|dans|do|no) (?:the |el |le |l[ao] )?(?:(?:country|pais|pays) "
    r"(?:where|in which|donde|en (?:el )?que|ou|beneficiari[oa]|de ejecucion|de implementacion|"
    r"de intervencion|partenaire|of (?:implementation|the project))|beneficiary country)\b"
)
"""The country of the project."""
_BODY = 24
"""Letters between whoever applies and «in these countries». Set by hand."""
_FEW = 3
"""Countries from which a list is one of those where the work is done. Set by hand."""


def read_listed(
    text: Passage,
    who: Sequence[Sentence],
    every: Sequence[Sentence],
    told: Fact | None,
    country: str,
) -> Fact | None:
    """Whether the country is one of those told of, where whoever applies is of one of them."""
    if told is not None and (told.said is not False or not told.span):
        return told
    return _of_a_list(text, who, country) or _of_the_place(every, told, country) or told


def _of_a_list(text: Passage, who: Sequence[Sentence], country: str) -> Fact | None:
    """Whoever applies is of one of the countries that the page lists anywhere."""
    listed = {code for _, _, code in all_places(text.folded) if len(code) == _CODE}
    for sentence in who if len(listed) > 1 else ():
        at = _of_the_listed(sentence)
        if at is not None:
            return _fact(sentence, at, answer=country in listed)
    return None


def _of_the_place(every: Sequence[Sentence], told: Fact | None, country: str) -> Fact | None:
    """Whoever applies is of where the work is done, as the sentence or the page tells."""
    for sentence in every:
        match = _THERE.search(sentence.text)
        if match and any(holds(code, country) for code in _named(sentence)):
            return _fact(sentence, match.start(), answer=True)
        match = _OF_THAT_ONE.search(sentence.text) if told is None else None
        if match and _is_of(sentence, match):
            done = {code for code in _where_done(every) if len(code) == _CODE}
            if country in done or len(done) >= _FEW:
                return _fact(sentence, match.start(), answer=country in done)
    return None


def _of_the_listed(sentence: Sentence) -> int | None:
    """Where it says that they have their seat in one of those, or are bodies of them."""
    text = sentence.text
    match = _ONE_OF_LISTED.search(text) or _OF_THOSE.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    bodies = [*APPLICANTS.finditer(before)]
    tied = any(len(before) - body.end() <= _BODY for body in bodies) and _is_on_applying(text)
    return match.start() if _SEAT.search(text[: match.start() + 3]) or tied else None


def _is_on_applying(text: str) -> bool:
    return (
        re.search(r"\b(?:apply|postul|solicit|particip|present|eligib|elegib)\w*", text) is not None
    )


def _is_of(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a seat or a body that may apply stands before «the country of the project»."""
    before = sentence.text[: match.start() + 3]
    body = LOCAL.search(before) or OTHERS.search(before)
    return _SEAT.search(before) is not None or (body is not None and match.group()[:3] == "del")


def _named(sentence: Sentence) -> set[str]:
    return {code for _, _, code in find_places(sentence.text, 0, len(sentence.text))}


def _where_done(every: Sequence[Sentence]) -> Iterator[str]:
    """The countries of the sentences on where the work is done."""
    for sentence in every:
        for start, _, code in find_places(sentence.text, 0, len(sentence.text)):
            if DONE_THERE.search(sentence.text, 0, start):
                yield code


def _fact(sentence: Sentence, at: int, *, answer: bool) -> Fact:
    span = sentence.passage.sentence_span(sentence.start + at, method="one-of-those-listed")
    return Fact(answer=answer, span=span)


_CODE = 2
"""Letters of a country's code; a region's has more."""
