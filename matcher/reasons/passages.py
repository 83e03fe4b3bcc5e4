"""Passages: the sentences of a call and the fields of a project, to be quoted as they stand."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import msgspec

from matcher.ranking.inputs import CallText, ProjectText
from matcher.terms import word_spans, word_terms
from matcher.text import Language
from matcher.words.language import gettext_noop

_SENTENCE_END = re.compile(
    # Every way begins with the one space it is looked for by: three times as fast.
    r"\s(?:(?<=[.!?…]\s)\s*(?=[^a-z\s])|(?<=\n)\s*|\s*\n\s*|\s*[•▪·]\s+)"
)
_LONG_END = re.compile(r"(?<=[;:])\s*(?=[^\W\d_a-zà-ÿ])")
"""Where a list that was run together goes on: only sentences too long to be quoted are cut here."""
_PARTED = re.compile(r"[^\w\s'’-]")
_LONGEST_QUOTE = 260
"""Characters of a quote: for reading, not tuned."""
_LONGEST_TEXT = 12_000
_MOST_PASSAGES = 120
"""Characters of a field, and sentences of a text, that are looked at: bounds on time and memory."""
_LONG = 80.0
"""Content words of a sentence that is worth half of what meets in it: the shorter of two that say
the same is quoted. Set by hand."""
_NO_STEM = frozenset({""})
_KEPT = 20_000
"""Sentences kept cut: a bound on memory."""


@dataclass(frozen=True, kw_only=True)
class QuotableSentence:
    """A sentence as published; ``label`` names the field of a project it stands in.

    ``stems`` has one for each word, empty for what is no content word; ``terms`` are the others
    and ``count`` is how many words have one. Where the words stand is only looked for in the few
    passages that are quoted.
    """

    label: str | None
    text: str
    stems: tuple[str, ...]
    count: int
    terms: frozenset[str]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word starts and stops."""
        return word_spans(self.text)

    @cached_property
    def surfaces(self) -> Mapping[str, str]:
        """For each stem its first word, as it stands."""
        words = zip(self.stems, self.spans, strict=True)
        return {
            stem: self.text[start:stop] for stem, (start, stop) in reversed(list(words)) if stem
        }


class Passages(tuple[QuotableSentence, ...]):
    """The passages of one text, in their order, to be found by the stems that stand in them.

    A text is asked by every pair it is in: looking through all its passages took most of the time.
    """

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        found = defaultdict[str, list[int]](list)
        for at, passage in enumerate(self):
            for stem in passage.terms:
                found[stem].append(at)
        return found

    def having(self, stem: str) -> Sequence[int]:
        """Where the passages with ``stem`` are, in their order."""
        return self._places.get(stem, ())

    def with_term(self, stems: tuple[str, ...]) -> Sequence[int]:
        """Where a term stands, in order; one without words stands everywhere."""
        if not stems:
            return range(len(self))
        if len(stems) == 1:
            return self.having(stems[0])
        if (known := self._terms.get(stems)) is None:
            known = [at for at in self.having(stems[0]) if stands(self[at], stems)]
            self._terms[stems] = known
        return known

    @cached_property
    def _terms(self) -> dict[tuple[str, ...], list[int]]:
        """Terms that were asked for, which the pairs of a text have in common."""
        return {}

    def worths(self, terms: Mapping[str, float]) -> Mapping[int, list[float]]:
        """For each passage that has some of ``terms`` what each of these is worth."""
        places, found = self._places, dict[int, list[float]]()
        for stem in places.keys() & terms.keys():
            worth = terms[stem]
            for at in places[stem]:
                if at in found:
                    found[at].append(worth)
                else:
                    found[at] = [worth]
        return found

    def having_any(self, stems: Iterable[str]) -> list[int]:
        """Where the passages with one of ``stems`` are, in their order."""
        places = self._places
        return sorted({at for stem in stems for at in places.get(stem, ())})


def stands(passage: QuotableSentence, stems: Sequence[str]) -> bool:
    """Whether a term stands in a sentence: its words side by side, with one between at most."""
    if not passage.terms.issuperset(stems):
        return False
    if len(stems) == 1:
        return True
    wanted, content = set(stems), [stem for stem in passage.stems if stem]
    width = len(stems) + 1
    return any(wanted.issubset(content[at : at + width]) for at in range(len(content)))


class Met(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A passage together with the ``terms`` that met in it, among others.

    Where they stand is only looked for where it is asked.
    """

    passage: QuotableSentence
    terms: Mapping[str, float]

    @property
    def places(self) -> list[int]:
        """The places of the words that met."""
        return [at for at, stem in enumerate(self.passage.stems) if stem in self.terms]

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words that met, neighbours joined as they stand."""
        return _phrases(self.passage, self.places)

    @property
    def quote(self) -> str:
        """The passage, or the part of a long one in which they stand."""
        text = self.passage.text
        if len(text) <= _LONGEST_QUOTE:
            return text
        spans = [self.passage.spans[place] for place in self.places]
        start, stop = _richest(spans)
        return _around(text, start, stop)


def start_of(text: str) -> str:
    """The whole of a short ``text``, else as much as is quoted of a long one."""
    return text if len(text) <= _LONGEST_QUOTE else _around(text, 0, 0)


def call_passages(call: CallText, language: Language) -> Passages:
    """The title and the sentences of a call."""
    return Passages(_cut([(None, call.title), (None, call.text)], language))


def project_passages(project: ProjectText, language: Language) -> Passages:
    """The fields of a project, sentence by sentence; else its title and text."""
    named = [(gettext_noop("Título"), project.title), *project.fields.items()]
    parts = named if project.fields else [*named, ("Descripción", project.text)]
    return Passages(_cut(parts, language))


def _cut(parts: Sequence[tuple[str | None, str]], language: Language) -> Iterator[QuotableSentence]:
    """Sentences of each part, with the stems of their content words."""
    sentences = (
        (label, bare)
        for label, text in parts
        for sentence in _SENTENCE_END.split(text[:_LONGEST_TEXT])
        for part in (_LONG_END.split(sentence) if len(sentence) > _LONGEST_QUOTE else [sentence])
        if (bare := part.strip())
    )
    for label, text in islice(sentences, _MOST_PASSAGES):
        yield _read(label, text, language)


@lru_cache(maxsize=_KEPT)
def _read(label: str | None, text: str, language: Language) -> QuotableSentence:
    """One sentence with its stems; those of a funder come again in many of its calls."""
    stems = word_terms(text, language)
    count = len(stems) - stems.count("")
    terms = frozenset(stems) - _NO_STEM
    return QuotableSentence(label=label, text=text, stems=stems, count=count, terms=terms)


def best_passage(passages: Passages, terms: Mapping[str, float]) -> Met | None:
    """The passage whose stems are worth most; ``None`` where none of them stands anywhere."""
    best, most = None, 0.0
    for at, worths in sorted(passages.worths(terms).items()):
        passage = passages[at]
        if (worth := lightened(math.fsum(worths), passage)) > most:
            best, most = passage, worth
    return None if best is None else Met(passage=best, terms=terms)


def lightened(worth: float, passage: QuotableSentence) -> float:
    """``worth`` as it counts for a sentence of this length."""
    return worth / (1.0 + passage.count / _LONG)


def _phrases(passage: QuotableSentence, places: Sequence[int]) -> tuple[str, ...]:
    """The words at ``places``, neighbours joined as they stand ("agua potable"), each once."""
    runs: list[tuple[int, int]] = []
    last = len(passage.stems)
    for at in places:
        start, stop = passage.spans[at]
        beside = last < at and not any(passage.stems[last + 1 : at])
        if beside and not _PARTED.search(passage.text, runs[-1][1], start):
            start = runs.pop()[0]
        runs.append((start, stop))
        last = at
    texts = [passage.text[start:stop] for start, stop in runs]
    return tuple({text.casefold(): text for text in reversed(texts)}.values())[::-1]


def _richest(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the part that can be quoted starts and stops in which most of the words stand."""
    return max(
        (
            (start, max(stop for begins, stop in spans if begins < start + _LONGEST_QUOTE))
            for start, _ in spans
        ),
        key=lambda part: (
            sum(part[0] <= start < part[0] + _LONGEST_QUOTE for start, _ in spans),
            -part[0],
        ),
    )


def _around(text: str, start: int, stop: int) -> str:
    """The part of a long ``text`` around ``start`` to ``stop``, cut between words."""
    left = max(0, min(start, (start + min(stop, start + _LONGEST_QUOTE) - _LONGEST_QUOTE) // 2))
    part = text[left : left + _LONGEST_QUOTE]
    if left > 0:
        part = "…" + part.partition(" ")[2]
    if left + _LONGEST_QUOTE < len(text):
        part = part.rpartition(" ")[0] + "…"
    return part
