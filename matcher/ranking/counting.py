"""Read texts of one lane into bags of numbered stems, phrases and skeletons.

Each different word is looked at once; after that a text is a row of numbers, and counting is
left to numpy. Texts in the lane's own language never become Python objects a word.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.ranking.bags import Bags, Numbers, Places, merged
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.translated import Bridge, short_text, translated_views, whole_text
from matcher.terms import content_word, term
from matcher.text import Language, words
from matcher.translation.cognates import Cognates, skeleton

_HALF = 32
"""A phrase is numbered by its two stems: the left one stands this many bits higher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCounts:
    """The bags of texts: stems, stems of their titles, neighbouring stems, skeletons of words."""

    terms: Bags
    title: Bags
    phrases: Bags
    skeletons: Bags

    @classmethod
    def merged(cls, parts: Sequence[tuple[Places, "TermCounts"]]) -> "TermCounts":
        """Texts read in several parts, each at the place its part says."""
        return cls(
            terms=merged([(at, part.terms) for at, part in parts]),
            title=merged([(at, part.title) for at, part in parts]),
            phrases=merged([(at, part.phrases) for at, part in parts]),
            skeletons=merged([(at, part.skeletons) for at, part in parts]),
        )


class Reader:
    """Reads texts as they are compared in ``language``.

    :param stems: numbers of the stems; it grows with what is read, as ``skeletons`` does.
    """

    def __init__(self, language: Language, *, stems: Numbers, skeletons: Numbers) -> None:
        self.language, self.stems, self.skeletons = language, stems, skeletons
        self._content = _Content(self)

    def own(self, items: Iterable[CallText | ProjectText]) -> TermCounts:
        """Texts in the language of the lane, in their own words."""
        items = list(items)
        body, ends = self._content.numbered(map(whole_text, items))
        title, title_ends = self._content.numbered(map(short_text, items))
        stem_of, skeleton_of = self._content.stem_of(), self._content.skeleton_of()
        stems = stem_of[body]
        return TermCounts(
            terms=Bags.once_each(stems, ends),
            title=Bags.once_each(stem_of[title], title_ends),
            phrases=_phrases(stems, ends),
            skeletons=Bags.once_each(skeleton_of[body], ends),
        )

    def translated(self, items: Sequence[ProjectText], bridge: Bridge) -> TermCounts:
        """Projects of another language, in the words of this one; their skeletons stay."""
        views = list(translated_views(items, bridge))
        stems = self.stems
        phrases = (
            {
                stems[left] << _HALF | stems[right]: weight
                for (left, right), weight in view.phrases.items()
            }
            for view in views
        )
        return TermCounts(
            terms=Bags.of((view.terms for view in views), stems),
            title=Bags.of((view.title for view in views), stems),
            phrases=Bags.of(phrases, _Itself()),
            skeletons=Bags.of((view.skeletons for view in views), self.skeletons),
        )

    def cognates(self) -> Cognates:
        """The words read so far, the shortest for each stem, to be found by their cognates."""
        seen, language = tuple(self._content.words), self.language

        def by_stem() -> dict[str, str]:
            longest_first = sorted(set(seen), key=lambda word: (-len(word), word))
            return {term(word, language): word for word in longest_first}

        return Cognates(by_stem)


class _Itself(dict[int, int]):
    """Numbers that are their own names."""

    def __missing__(self, number: int) -> int:
        return number


class _Content(dict[str, int]):
    """A number for each folded word as it stands; -1 for those that are no content words."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.words: list[str] = []
        self._language, self._stems, self._skeletons = (
            reader.language,
            reader.stems,
            reader.skeletons,
        )
        self._stem_of, self._skeleton_of = array("q"), array("q")

    def __missing__(self, standing: str) -> int:
        bare = content_word(standing, self._language)
        number = len(self.words) if bare else -1
        if bare:
            self.words.append(bare)
            self._stem_of.append(self._stems[term(bare, self._language)])
            self._skeleton_of.append(self._skeletons[skeleton(bare)])
        self[standing] = number
        return number

    def numbered(self, texts: Iterable[str]) -> tuple[Places, Places]:
        """The numbers of all content words of all texts, and where each text ends."""
        numbers, ends = array("i"), array("q", [0])
        for text in texts:
            numbers.extend(map(self.__getitem__, words(text)))
            ends.append(len(numbers))
        found = np.array(numbers, dtype=np.int32)
        content = found >= 0
        passed = np.concatenate(([0], np.cumsum(content)))
        return found[content].astype(np.int64), passed[np.array(ends, dtype=np.int64)]

    def stem_of(self) -> Places:
        """For each numbered word the number of its stem."""
        return np.array(self._stem_of, dtype=np.int64)

    def skeleton_of(self) -> Places:
        """For each numbered word the number of its skeleton."""
        return np.array(self._skeleton_of, dtype=np.int64)


def _phrases(stems: Places, ends: Places) -> Bags:
    """Each two stems that stand side by side in one text."""
    if not len(stems):
        return Bags.once_each(stems, ends)
    inside = np.ones(len(stems) - 1, dtype=np.bool_)
    between = ends[(ends > 0) & (ends < len(stems))]
    inside[between - 1] = False
    keys = (stems[:-1] << _HALF | stems[1:])[inside]
    passed = np.concatenate(([0], np.cumsum(inside)))
    return Bags.once_each(keys, passed[np.minimum(ends, len(stems) - 1)])
