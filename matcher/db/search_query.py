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
from matcher.text import LANGUAGES, Language, stem, words

MAX_TERMS = 16
MOST_ALTERNATIVES = 20
Also = Mapping[str, Sequence[str]]
NOTHING: Also = {}
_PART = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"?|(?P<word>[^\s"]+))')
_IN_TEXT = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
Run = tuple[str, ...]
_FAMILIES = {
    word: family.split()[0]
    for family in (
        "genero generos",  # generar, general
        "comunidad comunidades comunidade",  # común
        "comunicacion comunicaciones comunicacao comunicacoes",
        "comuna comunas",
        "corregimiento corregimientos",  # corregir
        "deporte deportes deportivo deportiva deportivos deportivas deportista deportistas",
        "refugiado refugiada refugiados refugiadas",  # refugio
        "periodismo periodista periodistas periodistico periodistica",  # periodo
        "plaza plazas",
        "plazo plazos",
        "acera aceras",  # acero
        "costa costas",  # costo
        "parto partos",  # parte
        "restaurante restaurantes",  # restaurar
    )
    for word in family.split()
}
"""Words whose stem is that of a word of quite another meaning: each keeps to its own family."""


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


def open_words(query: str) -> str:
    """The words of ``query`` that others may stand for: none in quotes, none to be left out."""
    parts = _PART.finditer(query)
    return " ".join(part["word"] for part in parts if part["word"] and not part["without"])


def _some(found: Sequence[SearchedWord]) -> tuple[SearchedWord, ...]:
    """Each term once, and not more than a query is worth."""
    return tuple(dict.fromkeys(found))[:MAX_TERMS]


def plain_words(text: str) -> Run:
    """Folded words as they are indexed: what stands around an apostrophe is two words."""
    return tuple(part for word in words(text) for part in re.split("['’]", word))


def held(content: str, query: SearchQuery) -> frozenset[int]:
    """The places of the terms of ``query`` that ``content`` holds, or a synonym of theirs whole."""
    there = text_forms(content)
    return frozenset(place for place, term in enumerate(query.terms) if _is_held(term, there))


def _is_held(term: SearchedWord, there: set[str]) -> bool:
    """Whether a text with these forms says ``term``: of a synonym, all words that tell."""
    typed = term.forms or [form for word in term.words for form in forms(word)]
    return not there.isdisjoint(typed) or any(
        all(not there.isdisjoint(forms(word)) for word in telling(run)) for run in term.also
    )


def holds_all(content: str, query: str) -> bool:
    """Whether a short text (a name, a title) holds every term of ``query``, in any inflection."""
    asked = parse(query)
    return bool(asked.terms) and len(held(content, asked)) == len(asked.terms)


def is_small(word: str) -> bool:
    """Whether a folded word says nothing by itself in Spanish or English; a figure does."""
    return not word.isdecimal() and not all(content_word(word, known) for known in ("es", "en"))


def _searched(run: Run, also: Also) -> SearchedWord:
    if len(run) > 1:
        return SearchedWord(run)
    names = (plain_words(name) for name in also.get(run[0], ()))
    others = dict.fromkeys(name for name in names if name and name != run)
    return SearchedWord(run, forms(run[0]), tuple(others)[:MOST_ALTERNATIVES])


def root(word: str, language: Language) -> str:
    """What a folded word is indexed by beside itself: its stem, or the first of its family."""
    return _FAMILIES.get(word) or stem(word, language)


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """A folded word and its stems in all languages; those of two letters meet too much.

    So does one that is a small word of a language («andean» is no «and», «mayor» no «may»):
    then the word in the other number stands in its place.
    """
    stems = [s for language in LANGUAGES if len(s := root(word, language)) > 2]
    kept = [s for s in stems if s == word or _tells(s)]
    return tuple(dict.fromkeys([word, *kept, *(_numbers(word) if len(kept) < len(stems) else ())]))


def _tells(stemmed: str) -> bool:
    """Whether a stem is no small word of any language."""
    return all(content_word(stemmed, language) for language in LANGUAGES)


def _numbers(word: str) -> Iterator[str]:
    """The plurals a word may have, or what it may be the plural of."""
    if word.endswith("s"):
        yield from (word.removesuffix(end) for end in ("s", "es") if word.endswith(end))
    else:
        yield from (f"{word}s", f"{word}es")


def telling(run: Run) -> Run:
    """The words of a synonym that have to be there in some form: without its small words."""
    return tuple(word for word in run if not is_small(word)) or run


def asked_forms(term: SearchedWord) -> tuple[str, ...]:
    """The forms of which a text that holds ``term`` has one."""
    typed = term.forms or [form for word in term.words for form in forms(word)]
    others = (form for run in term.also for word in telling(run) for form in forms(word))
    return (*typed, *others)


@lru_cache(maxsize=100_000)
def held_forms(written: str) -> tuple[str, ...]:
    """The forms of a word as it stands in a text."""
    return tuple(form for word in plain_words(written) for form in forms(word))


def text_forms(content: str) -> set[str]:
    """The forms of all the words of a text."""
    return {form for match in _IN_TEXT.finditer(content) for form in held_forms(match[0])}


def hit_ranges(content: str, query: str, also: Also = NOTHING) -> list[tuple[int, int]]:
    """Where the terms of ``query`` stand in ``content``, as code-point offsets."""
    return [(start, end) for start, end, _terms in placed(content, parse(query, also))]


def placed(content: str, query: SearchQuery) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Each word of ``content`` that is asked for, with the places of the terms that ask for it."""
    wanted = _wanted(query)
    if not wanted:
        return
    for match in _IN_TEXT.finditer(content):
        asking = [wanted[form] for form in held_forms(match[0]) if form in wanted]
        if asking:
            yield match.start(), match.end(), frozenset().union(*asking)


@lru_cache(maxsize=100)
def _wanted(query: SearchQuery) -> Mapping[str, frozenset[int]]:
    """Form → the places of the terms that ask for it."""
    found: dict[str, set[int]] = {}
    for place, one in enumerate(query.terms):
        for form in asked_forms(one):
            found.setdefault(form, set()).add(place)
    return {form: frozenset(places) for form, places in found.items()}
