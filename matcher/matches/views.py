"""How a text looks from another language: the bags of terms that are compared.

A call is seen in its own language. A project is seen once for every language of the calls: in
its own words where they are the same language, else translated. Comparing one view of the
project with one call is then the same operation whatever the two languages are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.matches.cognates import skeleton
from matcher.matches.texts import CallText, ProjectText
from matcher.matches.tokens import content_words, known_language, roots, terms
from matcher.matches.translation import Translation
from matcher.text import Language, detect_language

Bag = Mapping[str, float]
_TITLE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The bags of one text: stems, stems of its title, cognate roots, whole skeletons."""

    terms: Bag
    title: Bag
    roots: Bag
    skeletons: Bag


def language_of(item: CallText | ProjectText) -> Language:
    """The language stated, else the one detected, else Spanish."""
    stated = known_language(item.language)
    return stated or detect_language(whole_text(item)) or "es"


def whole_text(item: CallText | ProjectText) -> str:
    """Title and text, one under the other."""
    return f"{item.title}\n{item.text}".strip()


def short_text(item: CallText | ProjectText) -> str:
    """The title, or the first words where there is none."""
    return item.title.strip() or item.text[:_TITLE]


def own_views(items: Sequence[CallText | ProjectText], language: Language) -> list[View]:
    """Each text in its own words, all of them in ``language``."""
    return [_own(item, language) for item in items]


def _own(item: CallText | ProjectText, language: Language) -> View:
    """One text in its own words."""
    content = content_words(whole_text(item), language)
    return View(
        terms=Counter(terms(content, language)),
        title=Counter(terms(content_words(short_text(item), language), language)),
        roots=Counter(roots(content)),
        skeletons=Counter(map(skeleton, content)),
    )


def translated_views(
    items: Sequence[CallText | ProjectText],
    *,
    source: Language,
    target: Language,
    translation: Translation,
) -> list[View]:
    """Texts of ``source`` in the words of ``target``; their own roots and skeletons stay."""
    wholes = translation.whole([whole_text(item) for item in items], source=source, target=target)
    return [
        _translated(item, whole, source=source, target=target, translation=translation)
        for item, whole in zip(items, wholes, strict=True)
    ]


def _translated(
    item: CallText | ProjectText,
    whole: str | None,
    *,
    source: Language,
    target: Language,
    translation: Translation,
) -> View:
    """One text in the words of another language."""
    content = content_words(whole_text(item), source)
    title = content_words(short_text(item), source)
    machine = content_words(whole or "", target)
    return View(
        terms=_larger(
            translation.glossary_terms(content, source=source, target=target),
            Counter(terms(machine, target)),
        ),
        title=translation.glossary_terms(title, source=source, target=target),
        roots=Counter(roots(content)) | Counter(roots(machine)),
        skeletons=Counter(map(skeleton, content)) + Counter(map(skeleton, machine)),
    )


def _larger(left: Bag, right: Bag) -> Bag:
    """Both bags as one; of two weights the larger counts."""
    return {word: max(left.get(word, 0.0), right.get(word, 0.0)) for word in {**left, **right}}
