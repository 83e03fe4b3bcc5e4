"""How much is known about a pair, apart from how well it fits."""

import math

from matcher.ranking.inputs import CallText, ProjectText

_ENOUGH_WORDS = 120
"""Words of the shorter text from which more of them say no more of the pair. This and the shares
below are set by hand; to tune them, ask officers which matches they could judge."""
_SAME_LANGUAGE, _WHOLE_TRANSLATION, _GLOSSARY_ONLY = 1.0, 0.8, 0.5
"""How much is understood, 0 to 1: in one language, by Apertium, by the glossary alone."""
_TEXT, _LANGUAGE, _FACTS = 0.5, 0.25, 0.25
"""Shares of the whole: length of the texts, language, facts the call states."""


def confidence(
    call: CallText, project: ProjectText, *, same_language: bool, translated_whole: bool
) -> float:
    """0..1: half for the length of the texts, a quarter each for the language and the facts.

    The shorter text counts, on a logarithmic scale up to 120 words.
    """
    return confident(
        min(words_in(call), words_in(project)),
        stated=share_stated(call),
        same_language=same_language,
        translated_whole=translated_whole,
    )


def confident(shorter: int, *, stated: float, same_language: bool, translated_whole: bool) -> float:
    """The same, of how many words the shorter text has and of what the call has ``stated``."""
    text = min(1.0, math.log1p(shorter) / math.log1p(_ENOUGH_WORDS))
    language = (
        _SAME_LANGUAGE
        if same_language
        else _WHOLE_TRANSLATION
        if translated_whole
        else _GLOSSARY_ONLY
    )
    return _TEXT * text + _LANGUAGE * language + _FACTS * stated


def words_in(item: CallText | ProjectText) -> int:
    """About how many words title and text have: one for each space or line, and one more."""
    return _spaced(item.title) + _spaced(item.text)


def _spaced(text: str) -> int:
    return text.count(" ") + text.count("\n") + 1 if text else 0


def share_stated(call: CallText) -> float:
    """The share of the deciding facts that the call states."""
    facts = (
        call.closes_on is not None or call.rolling or call.closed is not None,
        call.countries is not None or call.agency_country is not None,
        call.local_government is not None,
        bool(call.amounts),
        call.kind is not None,
    )
    return sum(facts) / len(facts)
