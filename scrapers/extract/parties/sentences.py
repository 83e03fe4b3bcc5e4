"""Sentences that speak of applicants, and what stands in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scrapers.extract.parties.who import AS_PARTNER, DENIED, LOCAL, NOT_NAMED, WHO
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.rules import Rule, decide
from scrapers.item import Fact

Answer = bool | Literal["partner"] | None
_SHORTEST = 3
_LISTED = 6
"""Lines below one that announces a list that are taken for its items."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence; ``text`` is what is read of it, folded."""

    passage: Passage
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """The sentence, folded."""
        return self.passage.folded[self.start : self.end]

    @cached_property
    def local(self) -> re.Match[str] | None:
        """The first local government that is neither a place nor somebody's ally."""
        for match in LOCAL.finditer(self.text):
            if not NOT_NAMED.search(self.text, max(0, match.start() - 30), match.start()):
                return match
        return None


def who_sentences(title: Passage, text: Passage) -> Iterator[Sentence]:
    """Sentences about applicants, and the list items under a line that announces them."""
    for passage in (title, text):
        below = 0
        for start, end in passage.segments():
            sentence = passage.folded[start:end].strip()
            held = len(sentence) > _SHORTEST
            about = held and (WHO.search(sentence) is not None or _is_of_local(sentence))
            if about or (below and held):
                yield Sentence(passage=passage, start=start, end=end)
            if about and (sentence.endswith((":", "?")) or len(sentence) < 50):
                below = _LISTED
            elif below:
                below -= 1


def _is_of_local(sentence: str) -> bool:
    """Whether a local government is told that it may not, or only as a partner."""
    told = DENIED.search(sentence) or AS_PARTNER.search(sentence)
    return told is not None and LOCAL.search(sentence) is not None


def all_sentences(title: Passage, text: Passage) -> Iterator[Sentence]:
    """Every sentence of a page that holds more than a word."""
    for passage in (title, text):
        for start, end in passage.segments():
            if end - start > _SHORTEST:
                yield Sentence(passage=passage, start=start, end=end)


def first_told(
    rules: Sequence[Rule[Sentence, Answer]], sentences: Sequence[Sentence]
) -> Fact | None:
    """What the first sentence tells that any of ``rules`` finds its words in."""
    for sentence in sentences:
        found = decide(rules, sentence)
        if found.rule is not None and found.rule.gives is not None:
            at = sentence.start + max(0, sentence.text.find(found.words.split(" … ")[0]))
            span = sentence.passage.sentence_span(at, method=found.rule.name)
            partner = found.rule.gives == "partner"
            answer = None if partner else bool(found.rule.gives)
            return Fact(answer=answer, span=span, partner=partner)
    return None
