"""Passages: the sentences of a call and the fields of a project, to be quoted as they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.matches.texts import CallText, ProjectText
from matcher.matches.tokens import placed_words, term
from matcher.text import Language

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^a-z\s])|\s*\n+\s*|\s+[•▪·]\s+")
_LONGEST_QUOTE = 260
_LONGEST_TEXT = 12_000
_MOST_PASSAGES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A content word of a passage: its stem and its place."""

    term: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence as published; ``label`` names the field of a project it stands in."""

    label: str | None
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A passage together with the words in it that met."""

    passage: Passage
    phrases: tuple[str, ...]
    quote: str

    def surfaces(self) -> dict[str, str]:
        """For each stem of the passage its first word, as it stands."""
        text, words = self.passage.text, reversed(self.passage.words)
        return {word.term: text[word.start : word.stop] for word in words}


def call_passages(call: CallText, language: Language) -> tuple[Passage, ...]:
    """The title and the sentences of a call."""
    return tuple(_cut([(None, call.title), (None, call.text)], language))


def project_passages(project: ProjectText, language: Language) -> tuple[Passage, ...]:
    """The fields of a project, sentence by sentence; else its title and text."""
    named = [("Título", project.title), *project.fields.items()]
    parts = named if project.fields else [*named, ("Descripción", project.text)]
    return tuple(_cut(parts, language))


def _cut(parts: Sequence[tuple[str | None, str]], language: Language) -> Iterator[Passage]:
    """Sentences of each part, with their content words."""
    count = 0
    for label, text in parts:
        for sentence in _SENTENCE_END.split(text[:_LONGEST_TEXT]):
            if count >= _MOST_PASSAGES:
                return
            if bare := sentence.strip():
                count += 1
                yield Passage(label=label, text=bare, words=_words(bare, language))


def _words(text: str, language: Language) -> tuple[Word, ...]:
    """Content words of a sentence."""
    return tuple(
        Word(term=term(word, language), start=start, stop=stop)
        for word, start, stop in placed_words(text, language)
    )


def best_passage(passages: Sequence[Passage], terms: Mapping[str, float]) -> Met | None:
    """The passage whose stems are worth most; ``None`` where none of them stands anywhere."""
    best: tuple[float, Passage] | None = None
    for passage in passages:
        worth = _worth(passage, terms)
        if worth > 0 and (best is None or worth > best[0]):
            best = (worth, passage)
    if best is None:
        return None
    met = [word for word in best[1].words if word.term in terms]
    return Met(
        passage=best[1],
        phrases=_phrases(best[1], met),
        quote=_around(best[1].text, met[0].start, met[-1].stop),
    )


def _worth(passage: Passage, terms: Mapping[str, float]) -> float:
    """Sum over the different words that met, a little less for a very long sentence."""
    found = {word.term: terms.get(word.term, 0.0) for word in passage.words}
    return sum(found.values()) / (1.0 + len(passage.words) / 80.0)


def _phrases(passage: Passage, met: list[Word]) -> tuple[str, ...]:
    """Words that met, neighbours joined as they stand ("agua potable"), each once."""
    chosen = {word.start for word in met}
    runs: list[list[Word]] = []
    previous_met = False
    for word in passage.words:
        if word.start in chosen and previous_met:
            runs[-1].append(word)
        elif word.start in chosen:
            runs.append([word])
        previous_met = word.start in chosen
    texts = [passage.text[run[0].start : run[-1].stop] for run in runs]
    return tuple({text.casefold(): text for text in reversed(texts)}.values())[::-1]


def _around(text: str, start: int, stop: int) -> str:
    """``text``, or where it is long the part around ``start`` to ``stop``, cut between words."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    left = max(0, min(start, (start + min(stop, start + _LONGEST_QUOTE) - _LONGEST_QUOTE) // 2))
    part = text[left : left + _LONGEST_QUOTE]
    if left > 0:
        part = "…" + part.partition(" ")[2]
    if left + _LONGEST_QUOTE < len(text):
        part = part.rpartition(" ")[0] + "…"
    return part
