"""How a text looks from another language: the bags of terms that are compared.

A call is seen in its own language. A project is seen once for every language of the calls: in
its own words where they are the same language, else translated. Comparing one view of the
project with one call is then the same operation whatever the two languages are.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from matcher.ranking.inputs import CallText, ProjectText
from matcher.terms import content_words, known_language, terms
from matcher.text import Language, detect_language
from matcher.translation.cognates import Cognates, skeleton
from matcher.translation.translation import Translation, WordLink, linked_terms

Bag = Mapping[str, float]
Term = TypeVar("Term", bound=Hashable)
_TITLE = 160
"""Characters that stand for a title where there is none."""
_SHORT = 20
"""Words below which a text's language is easily mistaken. Set by hand."""
_NEARLY_ALL = 0.9
"""Share of a collection in one language from which short texts are taken to be in it. By hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedBags:
    """One project in another language: stems, those of its title, neighbours, skeletons."""

    terms: Bag
    title: Bag
    phrases: Mapping[tuple[str, str], float]
    skeletons: Bag


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The way from one language to another, towards the words of one collection."""

    source: Language
    target: Language
    translation: Translation
    cognates: Cognates

    def links(self, content: Sequence[str]) -> Iterator[WordLink]:
        """How content words of the source are said in the target language."""
        return self.translation.links(
            content, source=self.source, target=self.target, cognates=self.cognates
        )

    def runs(self, content: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The different words and terms that :meth:`links` finds, each where it stands first."""
        return self.translation.runs(content, source=self.source, target=self.target)

    def wholes(self, items: Sequence[CallText | ProjectText]) -> list[str | None]:
        """Whole texts translated, where that can be done here."""
        return self.translation.whole(
            [whole_text(item) for item in items], source=self.source, target=self.target
        )


def languages_of(items: Sequence[CallText | ProjectText]) -> tuple[Language, ...]:
    """The language each text states, else the one detected, else Spanish.

    A title alone is easily mistaken: short texts follow nearly all the others of a collection.
    """
    stated = [known_language(item.language) for item in items]
    found = [
        language or detect_language(whole_text(item)) or "es"
        for language, item in zip(stated, items, strict=True)
    ]
    common, count = Counter(found).most_common(1)[0] if found else ("es", 0)
    if count < _NEARLY_ALL * len(found):
        return tuple(found)
    return tuple(
        common if language is None and len(whole_text(item).split()) < _SHORT else code
        for language, item, code in zip(stated, items, found, strict=True)
    )


def whole_text(item: CallText | ProjectText) -> str:
    """Title and text, one under the other."""
    return f"{item.title}\n{item.text}".strip()


def short_text(item: CallText | ProjectText) -> str:
    """The title, or the first words where there is none."""
    return item.title.strip() or item.text[:_TITLE]


def translated_views(items: Sequence[ProjectText], bridge: Bridge) -> Iterator[TranslatedBags]:
    """Projects in the words of another language; their own skeletons stay."""
    wholes = bridge.wholes(items)
    return (_translated(item, whole, bridge) for item, whole in zip(items, wholes, strict=True))


def _translated(item: ProjectText, whole: str | None, bridge: Bridge) -> TranslatedBags:
    """One project in the words of another language."""
    content = content_words(whole_text(item), bridge.source)
    title = content_words(short_text(item), bridge.source)
    machine = content_words(whole or "", bridge.target)
    links = list(bridge.links(content))
    stems = terms(machine, bridge.target)
    return TranslatedBags(
        terms=_larger(linked_terms(links, bridge.target), Counter(stems)),
        title=linked_terms(bridge.links(title), bridge.target),
        phrases=_larger(_linked_phrases(links, bridge.target), _phrases(stems)),
        skeletons=Counter(map(skeleton, content)) + Counter(map(skeleton, machine)),
    )


def _phrases(stems: Sequence[str]) -> Counter[tuple[str, str]]:
    """Each two stems that stand side by side."""
    return Counter(pairwise(stems))


def _linked_phrases(links: Iterable[WordLink], target: Language) -> Counter[tuple[str, str]]:
    """Neighbours among the best translations, in both orders: adjectives change sides."""
    best: dict[int, WordLink] = {}
    for link in links:
        best.setdefault(link.start, link)
    stems = [stem for link in best.values() for stem in link.stems(target)]
    return _phrases(stems) + _phrases(stems[::-1])


def _larger(left: Mapping[Term, float], right: Mapping[Term, float]) -> dict[Term, float]:
    """Both bags as one; of two weights the larger counts."""
    return {word: max(left.get(word, 0.0), right.get(word, 0.0)) for word in {**left, **right}}
