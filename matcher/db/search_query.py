"""What somebody typed into the search box, read: words, «phrases», what must not be there.

A word meets a text in any of its inflections: by its folded form, or by its stem in any of the
languages. It is stemmed once: twice, as ranking does, «ciudad» would meet «ciudadana». Small
words («de», «the») ask for nothing where others stand beside them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.terms import content_word
from matcher.text import LANGUAGES, stem, words

MAX_TERMS = 16
MOST_ALTERNATIVES = 20
Also = Mapping[str, Sequence[str]]
NOTHING: Also = {}
_PART = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"?|(?P<word>[^\s"]+))')
_IN_TEXT = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """One word, or a run of words side by side, and what will do as well.

    ``words`` is what was typed. ``forms`` are the forms of a single word. ``also`` are synonyms,
    each a run: its words have to stand side by side, or in any inflection near the beginning.
    """

    words: Run
    forms: tuple[str, ...] = ()
    also: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The terms that are looked for, and those that must not be there."""

    terms: tuple[SearchedWord, ...] = ()
    without: tuple[SearchedWord, ...] = ()


def parse(query: str, also: Also = NOTHING) -> SearchQuery:
    """What somebody typed, as terms. Any input is safe.

    :param also: folded word → words or phrases that will do as well (a translation, a synonym).
    """
    terms: list[SearchedWord] = []
    without: list[SearchedWord] = []
    small: list[SearchedWord] = []
    for part in _PART.finditer(query):
        if not (run := plain_words(part["phrase"] or part["word"] or "")):
            continue
        if part["without"]:
            without.append(_searched(run, NOTHING))
        elif part["word"] and len(run) == 1 and is_small(run[0]):
            small.append(_searched(run, NOTHING))
        else:
            terms.append(_searched(run, NOTHING if part["phrase"] else also))
    found = terms or ([] if without else small)
    return SearchQuery(_some(found), _some(without))


def _some(found: Sequence[SearchedWord]) -> tuple[SearchedWord, ...]:
    """Each term once, and not more than a query is worth."""
    return tuple(dict.fromkeys(found))[:MAX_TERMS]


def plain_words(text: str) -> Run:
    """Folded words as they are indexed: what stands around an apostrophe is two words."""
    return tuple(part for word in words(text) for part in re.split("['’]", word))


def holds_all(content: str, query: str) -> bool:
    """Whether a short text (a name, a title) holds every term of ``query``, in any inflection."""
    asked = parse(query)
    return bool(asked.terms) and {place for *_, place in placed(content, asked)} >= set(
        range(len(asked.terms))
    )


def is_small(word: str) -> bool:
    """Whether a folded word says nothing by itself in Spanish or English; a figure does."""
    return not word.isdecimal() and not all(content_word(word, known) for known in ("es", "en"))


def _searched(run: Run, also: Also) -> SearchedWord:
    if len(run) > 1:
        return SearchedWord(run)
    names = (plain_words(name) for name in also.get(run[0], ()))
    others = dict.fromkeys(name for name in names if name and name != run)
    return SearchedWord(run, forms(run[0]), tuple(others)[:MOST_ALTERNATIVES])


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """A folded word and its stems in all languages; those of two letters meet too much."""
    stems = (stem(word, language) for language in LANGUAGES)
    return tuple(dict.fromkeys([word, *(s for s in stems if len(s) > 2)]))


def telling(run: Run) -> Run:
    """The words of a synonym that have to be there in some form: without its small words."""
    return tuple(word for word in run if not is_small(word)) or run


def hit_ranges(content: str, query: str, also: Also = NOTHING) -> list[tuple[int, int]]:
    """Where the terms of ``query`` stand in ``content``, as code-point offsets."""
    return [(start, end) for start, end, _term in placed(content, parse(query, also))]


def placed(content: str, query: SearchQuery) -> Iterator[tuple[int, int, int]]:
    """Each word of ``content`` that a term of ``query`` asks for, with the place of the term."""
    wanted: dict[str, int] = {}
    for place, one in enumerate(query.terms):
        asked = [*(one.forms or one.words), *(w for run in one.also for w in telling(run))]
        for word in asked:
            for form in (word,) if one.forms and word in one.forms else forms(word):
                wanted.setdefault(form, place)
    if not wanted:
        return
    for match in _IN_TEXT.finditer(content):
        for word in plain_words(match[0]):
            meets = next((wanted[form] for form in forms(word) if form in wanted), None)
            if meets is not None:
                yield match.start(), match.end(), meets
                break
