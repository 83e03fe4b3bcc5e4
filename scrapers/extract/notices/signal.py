"""What a signal is: words, what they speak for, and how much they weigh."""

from dataclasses import dataclass
from typing import Literal

from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import WordTable

About = Literal[
    "call",
    "results",
    "agreement",
    "consultancy",
    "job",
    "tender",
    "event",
    "course",
    "ended",
    "publication",
    "to-come",
    "news",
    "nothing-asked",
    "worded",
    "learned",
]
"""What a page is: a call, or the kind of notice that it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSignal:
    """Words that speak for a page being what ``gives`` says.

    ``title`` and ``text`` are what one of them is worth in each; the weights were found by hand
    on labelled pages. ``sure`` marks the few words of a call that a post, a tender or a list of
    winners does not use as well.
    """

    name: str
    gives: About
    title: float
    text: float
    words: WordTable
    examples: tuple[Example[About | None], ...]
    sure: bool = False
