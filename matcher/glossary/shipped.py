"""The glossary: cooperation, public administration and sector terms in four languages.

Each ``terms/*.tsv`` starts with the line ``es<TAB>en<TAB>pt<TAB>fr``; a cell may hold
alternatives separated by ``|``. Entries are matched on folded stems of their content words,
the longest first, so that inflection and articles do not matter.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from matcher.errors import InvalidInput
from matcher.terms import content_words, terms
from matcher.text import Language, words

FOLDER = Path(__file__).with_name("terms")
HEADER: tuple[Language, ...] = ("es", "en", "pt", "fr")
LONGEST_ENTRY = 6
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One concept: its alternatives in each language (empty where none is given)."""

    names: dict[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words ``start`` to ``stop`` of the content words, and how the target language says them."""

    start: int
    stop: int
    translations: tuple[str, ...]


class Glossary:
    """Entries, indexed for every direction at its first use."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._indexes: dict[tuple[Language, Language], dict[Key, tuple[str, ...]]] = {}
        self._longest: dict[tuple[Language, Language], dict[str, int]] = {}
        self._exact: dict[tuple[Language, Language], dict[Key, tuple[str, ...]]] = {}

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of every entry in order: changes when any term does."""
        told = repr([entry.names for entry in self.entries])
        return hashlib.sha256(told.encode()).hexdigest()[:24]

    def find(self, content: Sequence[str], *, source: Language, target: Language) -> Iterator[Hit]:
        """Entries that occur in content words of ``source``, longest first, never overlapping."""
        index, longest = self._index(source, target), self._longest[source, target]
        stemmed, free = terms(content, source), 0
        for at, stem in enumerate(stemmed):
            if at < free or stem not in longest:
                continue
            for size in range(min(longest[stem], len(stemmed) - at), 0, -1):
                if found := index.get(tuple(stemmed[at : at + size])):
                    free = at + size
                    yield Hit(start=at, stop=free, translations=found)
                    break

    def exactly(self, run: Sequence[str], *, source: Language, target: Language) -> tuple[str, ...]:
        """How the entries that name ``run`` with these very words say it; one or many of a thing.

        Two words of one stem may be two things: «género» is not «generar».
        """
        if (source, target) not in self._exact:
            index: dict[Key, list[str]] = {}
            for entry in self.entries:
                for name in entry.names.get(source, ()):
                    said = tuple(content_words(name, source))
                    if said[:1] != tuple(words(name)[:1]):
                        continue  # «El Niño» is no boy
                    index.setdefault(said, []).extend(entry.names.get(target, ()))
            self._exact[source, target] = {
                key: tuple(dict.fromkeys(names)) for key, names in index.items() if names
            }
        known = self._exact[source, target]
        as_one = (tuple(word.removesuffix(many) for word in run) for many in ("", "s", "es"))
        return next((known[said] for said in as_one if said in known), ())

    def _index(self, source: Language, target: Language) -> dict[Key, tuple[str, ...]]:
        """Stems of each name in ``source`` to all its names in ``target``."""
        if (source, target) not in self._indexes:
            index: dict[Key, list[str]] = {}
            for entry in self.entries:
                for name in entry.names.get(source, ()):
                    if key := key_of(name, source):
                        index.setdefault(key, []).extend(entry.names.get(target, ()))
            found = {key: tuple(dict.fromkeys(names)) for key, names in index.items() if names}
            longest = dict[str, int]()
            for key in found:
                longest[key[0]] = max(min(len(key), LONGEST_ENTRY), longest.get(key[0], 0))
            self._longest[source, target] = longest
            self._indexes[source, target] = found  # last: who finds it finds the lengths, too
        return self._indexes[source, target]


def key_of(name: str, language: Language) -> Key:
    """The stems under which ``name`` is looked up; empty where it has no content word."""
    return tuple(terms(content_words(name, language), language))


@lru_cache(maxsize=1)
def shipped_glossary() -> Glossary:
    """The entries of every file in :data:`FOLDER`."""
    return load_glossary(FOLDER)


def load_glossary(folder: Path) -> Glossary:
    """Read every ``*.tsv`` of ``folder``, in the order of their names.

    :raises InvalidInput: where there is no file, or a file or one of its lines has another shape.
    """
    paths = sorted(folder.glob("*.tsv"))
    if not paths:  # an empty glossary would only show in poorer matches
        raise InvalidInput("No hay ningún glosario (*.tsv) en %(folder)s.", folder=folder)
    return Glossary(entry for path in paths for entry in _read(path))


def _read(path: Path) -> Iterator[Entry]:
    """The entries of one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        raise InvalidInput(
            "El glosario %(name)s debe comenzar con la línea es, en, pt, fr (con tabuladores).",
            name=path.name,
        )
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(HEADER):
            raise InvalidInput(
                "Glosario %(name)s, línea %(number)s: sobran columnas.",
                name=path.name,
                number=number,
            )
        yield Entry(
            names={
                language: tuple(name.strip() for name in cell.split("|") if name.strip())
                for language, cell in zip(HEADER, cells, strict=False)
            }
        )
