"""The agency's own entries: added, changed and retired by people, on top of the shipped glossary.

An entry of the agency takes the place of the shipped one with the same Spanish words. Where it
says nothing for a language, the shipped translation stands.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.generation import remembered
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.glossary.models import OwnEntry
from matcher.glossary.shipped import (
    HEADER,
    LONGEST_ENTRY,
    Entry,
    Glossary,
    Key,
    key_of,
    shipped_glossary,
)
from matcher.messages import Message
from matcher.text import Language, words

MOST_NAMES = 4
SUBJECT = "term"
_CUT = str.maketrans(";\n", "||")


def own_entries(session: Session) -> list[OwnEntry]:
    """The agency's entries in force, in the order they were added."""
    query = select(OwnEntry).where(OwnEntry.retired_at.is_(None))
    return list(session.scalars(query.order_by(OwnEntry.id)))


def retired_entries(session: Session) -> list[OwnEntry]:
    """The agency's entries out of use, the last retired first."""
    query = select(OwnEntry).where(OwnEntry.retired_at.is_not(None))
    return list(session.scalars(query.order_by(OwnEntry.retired_at.desc(), OwnEntry.id)))


def get_entry(session: Session, entry_id: int) -> OwnEntry:
    """The agency's entry with this id, in force or not.

    :raises NotFound: if there is none.
    """
    entry = session.get(OwnEntry, entry_id)
    if entry is None:
        raise NotFound("Este término no está entre los de la agencia.")
    return entry


def save_entry(
    session: Session,
    entry: OwnEntry | None,
    *,
    names: Mapping[Language, str],
    person_id: int,
    at: datetime,
    version: int | None = None,
) -> OwnEntry:
    """Add an entry (``None``) or change one; the next run of matching works with it.

    :param version: the one that was on the screen.
    :raises Conflict: if somebody else has changed the entry since.
    :param names: language → alternatives separated by ``|`` (``;`` will do), the usual first.
    :raises InvalidInput: with ``field``, the language to blame, for an entry that cannot be looked
        up, that another one of the agency has, or that has no translation.
    """
    clean = _in_each_language(names)
    _must_be_free(session, entry, clean["es"])
    before = None if entry is None else _values(entry)
    after = {str(language): "|".join(found) for language, found in clean.items()}
    if after == before:
        return cast("OwnEntry", entry)
    if entry is None:
        entry = OwnEntry()
        session.add(entry)
    else:
        advance(
            session,
            entry,
            seen=entry.version if version is None else version,
            conflict=Message(
                "«%(name)s» cambió mientras usted lo editaba.", name=split(entry.es)[0]
            ),
        )
    entry.es, entry.en, entry.pt, entry.fr = (after[language] for language in HEADER)
    entry.person_id, entry.at = person_id, at
    session.flush()
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=entry.id,
        action="term.added" if before is None else "term.changed",
        before=before,
        after=after,
    )
    return entry


def _in_each_language(names: Mapping[Language, str]) -> dict[Language, tuple[str, ...]]:
    """The alternatives given for each language.

    :raises InvalidInput: where there is none in Spanish, or in no other language.
    """
    clean = {language: _names(names.get(language, ""), language) for language in HEADER}
    if not clean["es"]:
        raise InvalidInput("Escriba el término en español.", field="es")
    if not any(clean[language] for language in HEADER[1:]):
        raise InvalidInput("Escriba cómo se dice en al menos otro idioma.", field="en")
    return clean


def retire_entry(
    session: Session, entry: OwnEntry, *, retired: bool, person_id: int, at: datetime
) -> None:
    """Take an entry out of use, or bring it back; one that is so already is left alone.

    :raises InvalidInput: if it comes back and another one of the agency says the same by now.
    """
    if retired == (entry.retired_at is not None):
        return
    if not retired:
        _must_be_free(session, entry, split(entry.es))
    entry.retired_at = at if retired else None
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=entry.id,
        action="term.retired" if retired else "term.restored",
        title=split(entry.es)[0],
    )


def split(cell: str) -> tuple[str, ...]:
    """The alternatives of one language, as stored."""
    return tuple(name for name in cell.split("|") if name)


def agency_glossary(session: Session) -> Glossary:
    """The shipped entries under the agency's, which come first, in the order of their ids."""
    own = remembered(
        session,
        "own-entries",
        lambda: tuple((one.es, one.en, one.pt, one.fr) for one in own_entries(session)),
    )
    return _merged(own) if own else shipped_glossary()


def shipped_entry(name: str) -> Entry | None:
    """The shipped entry that has this Spanish ``name``; accents and capitals do not count."""
    places = _shipped_places().get(_folded(name))
    return shipped_glossary().entries[places[0]] if places else None


def _names(cell: str, language: Language) -> tuple[str, ...]:
    """The alternatives as typed, each once and tidy.

    :raises InvalidInput: for too many, or one that could never be found in a text.
    """
    told = unicodedata.normalize("NFC", cell).translate(_CUT).split("|")
    found: dict[str, str] = {}
    for name in filter(None, (" ".join(part.split()) for part in told)):
        if not key_of(name, language):
            raise InvalidInput(
                "«%(name)s» no tiene ninguna palabra que se pueda buscar en un texto.",
                name=name,
                field=language,
            )
        if len(key_of(name, language)) > LONGEST_ENTRY:
            raise InvalidInput(
                "«%(name)s» es muy largo: use %(longest_entry)s palabras o menos (sin contar "
                "artículos ni preposiciones).",
                name=name,
                longest_entry=LONGEST_ENTRY,
                field=language,
            )
        found.setdefault(_folded(name), name)
    if len(found) > MOST_NAMES:
        raise InvalidInput(
            "Deje %(most_names)s formas o menos, la más usual primero.",
            most_names=MOST_NAMES,
            field=language,
        )
    return tuple(found.values())


def _must_be_free(session: Session, entry: OwnEntry | None, names: Iterable[str]) -> None:
    """
    :raises InvalidInput: if another entry in force has one of these Spanish names.
    """
    others = {
        _folded(name): name
        for other in own_entries(session)
        if other is not entry
        for name in split(other.es)
    }
    for name in names:
        if (taken := others.get(_folded(name))) is not None:
            raise InvalidInput(
                "«%(taken)s» ya está entre los términos de la agencia: búsquelo y cámbielo.",
                taken=taken,
                field="es",
            )


def _folded(name: str) -> str:
    return " ".join(words(name))


def _values(entry: OwnEntry) -> dict[str, str]:
    return {"es": entry.es, "en": entry.en, "pt": entry.pt, "fr": entry.fr}


@lru_cache(maxsize=1)
def _shipped_places() -> Mapping[str, list[int]]:
    """Folded Spanish name → the places of the shipped entries that have it.

    Not by stems, which different words may share: an entry is only replaced by its own name.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(shipped_glossary().entries):
        for name in entry.names.get("es", ()):
            places[_folded(name)].append(place)
    return places


@lru_cache(maxsize=2)
def _merged(own: tuple[tuple[str, ...], ...]) -> Glossary:
    """The agency's cells, completed, and then what they leave of the shipped entries."""
    shipped, places = shipped_glossary().entries, _shipped_places()
    mine, touched, taken = [], set(), set()
    for cells in own:
        names = {language: split(cell) for language, cell in zip(HEADER, cells, strict=True)}
        under = sorted({at for name in names["es"] for at in places.get(_folded(name), ())})
        said = [shipped[at] for at in under]
        mine.append(Entry(names={n: names[n] or _said(said, n) for n in HEADER}))
        touched |= set(under)
        taken |= {key_of(name, "es") for name in names["es"]}
    left = (_without(entry, taken) if at in touched else entry for at, entry in enumerate(shipped))
    return Glossary([*mine, *(entry for entry in left if entry.names.get("es"))])


def _said(entries: Iterable[Entry], language: Language) -> tuple[str, ...]:
    """What ``entries`` say in one language, each alternative once."""
    return tuple(dict.fromkeys(n for entry in entries for n in entry.names.get(language, ())))


def _without(entry: Entry, taken: set[Key]) -> Entry:
    """``entry`` without the Spanish names the agency has taken, in any inflection."""
    kept = tuple(name for name in entry.names["es"] if key_of(name, "es") not in taken)
    return Entry(names={**entry.names, "es": kept})
