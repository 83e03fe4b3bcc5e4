"""The call's sentences in the language of the project, each marked as a machine's translation.

Only what is quoted is translated, for many lists at once: starting the translator costs more
than a page of text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from msgspec.structs import replace

from matcher.glossary.shipped import Glossary
from matcher.ranking.inputs import RankedPair, Reason
from matcher.text import Language
from matcher.translation.spanish import FOREIGN, Terms, in_spanish
from matcher.translation.translation import Translation

Key = TypeVar("Key")
Sentence = tuple[Language, Language, str]
Translated = Mapping[Sentence, str | None]
_LISTS_AT_ONCE = 32
_MOST_KEPT = 10_000
"""Translations kept from one lot to the next: the same calls are in many lists."""


def marked(
    lists: Iterable[tuple[Key, list[RankedPair]]], translation: Translation
) -> Iterator[tuple[Key, list[RankedPair]]]:
    """The same lists; a reason across languages says under ``translation`` what the call says."""
    rest, known = iter(lists), dict[Sentence, str | None]()
    while part := list(islice(rest, _LISTS_AT_ONCE)):
        if len(known) > _MOST_KEPT:
            known.clear()
        new = _translated([pair for _, matches in part for pair in matches], translation, known)
        known |= new
        yield from ((key, [_marked(pair, known) for pair in matches]) for key, matches in part)
        for sentence in [sentence for sentence, told in new.items() if not told]:
            del known[sentence]  # asked once more


def _translated(
    pairs: Iterable[RankedPair], translation: Translation, known: Translated
) -> Translated:
    """The sentences that are quoted across languages and not yet ``known``, by their languages."""
    asked: dict[tuple[Language, Language], dict[str, None]] = defaultdict(dict)
    for pair in pairs:
        for reason in pair.reasons:
            if (sentence := _sentence(reason)) is not None and sentence not in known:
                asked[sentence[:2]][sentence[2]] = None
    return {
        (source, target, text): found
        for (source, target), texts in asked.items()
        for text, found in zip(
            texts,
            _read(list(texts), translation, source=source, target=target),
            strict=True,
        )
    }


def _read(
    texts: list[str], translation: Translation, *, source: Language, target: Language
) -> list[str | None]:
    """Each sentence as it may be read in the other language; ``None`` where it makes no sense."""
    if target != "es" or source not in FOREIGN or translation.apertium is None:
        return translation.whole(texts, source=source, target=target)
    terms = _terms(translation.glossary, source)
    told = in_spanish(texts, source=source, terms=terms, apertium=translation.apertium)
    return [one.text if one else None for one in told]


@lru_cache(maxsize=8)
def _terms(glossary: Glossary, source: Language) -> Terms:
    return Terms(glossary.entries, source)


def _sentence(reason: Reason) -> Sentence | None:
    """From and to which language what is to be translated."""
    source, target = reason.params.get("language"), reason.params.get("project_language")
    if reason.call_quote is None or source is None or target is None or source == target:
        return None
    return source, target, reason.call_quote


def _marked(pair: RankedPair, known: Translated) -> RankedPair:
    if all(_sentence(reason) is None for reason in pair.reasons):
        return pair
    return replace(pair, reasons=tuple(_with(reason, known) for reason in pair.reasons))


def _with(reason: Reason, known: Translated) -> Reason:
    sentence = _sentence(reason)
    found = known.get(sentence) if sentence else None
    return replace(reason, params={**reason.params, "translation": found}) if found else reason
