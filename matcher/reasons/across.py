"""Words that meet across two languages, and the two sentences that show it.

A pair of words is told where both say something and the call really has what is told: a stem may
be that of another word, and the words of a phrase may stand far apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matcher.reasons.passages import Met, QuotableSentence, best_passage
from matcher.reasons.passing import ENOUGH, passing_stems, telling_stems
from matcher.text import Language, fold

_SHORT_STEM = 4
"""Letters of a stem that words of other meanings share: «versant» and «versé» have three."""
_SAME_WORD, _COGNATE, _ALIKE = 75, 60, 80
"""How alike, of 100, two words of one short stem are that are one word; cognates; and words that
only their spelling brings together. By hand, on pairs that were read one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of a project as they stand, and how the call says them.

    ``target`` is their translation, all of whose ``stems`` the call has somewhere; ``own`` are
    the stems of ``source``. ``sure`` is false for second choices of the glossary, ``cognate`` true
    where only the spelling is alike, ``name`` where the words are a name.
    """

    source: str
    target: str
    stems: tuple[str, ...]
    own: tuple[str, ...]
    worth: float
    sure: bool
    cognate: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pair of words as it is told: ``target`` as it stands in the call."""

    said: Said
    target: str
    tells: bool

    @property
    def words(self) -> str:
        """Both words."""
        return f"{self.said.source} ↔ {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both texts, cut into sentences of which the first is the title, and their languages.

    ``other_themes`` says that both have ODS, and none in common; ``payer`` are the stems of the
    name of who pays, which say nothing of what is paid for.
    """

    call: Sequence[QuotableSentence]
    project: Sequence[QuotableSentence]
    call_language: Language
    project_language: Language
    other_themes: bool
    payer: frozenset[str]


def spelt_alike(stems: Mapping[str, float], sides: Sides) -> list[Said]:
    """Pairs for ``stems`` of the call that no way of translating led to word by word: those of the
    project's own words that are spelt as they are."""
    own = {
        fold(surface): (stem, surface)
        for p in sides.project
        for stem, surface in p.surfaces().items()
    }
    found = []
    for stem, worth in stems.items():
        surface = next((p.surfaces()[stem] for p in sides.call if stem in p.terms), "")
        near = process.extractOne(fold(surface), own.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if surface and near:
            mine, source = own[near[0]]
            found.append(
                Said(
                    source=source,
                    target=surface,
                    stems=(stem,),
                    own=(mine,),
                    worth=worth,
                    sure=True,
                )
            )
    return found


def shown_pairs(said: Sequence[Said], sides: Sides) -> list[Shown]:
    """The pairs that can be shown: those that tell something first, then the weightiest."""
    found: dict[str, Shown] = {}
    told: set[str] = set()
    for one in [one for one in said if one.sure] or said:
        key = one.source.casefold()
        if one.name or key in found or told.issuperset(one.stems):
            continue
        if target := _stated(one, sides.call):
            found[key] = Shown(said=one, target=target, tells=_tells(one, sides))
            told.update(one.stems)
    return sorted(found.values(), key=lambda shown: not shown.tells)


def _tells(one: Said, sides: Sides) -> bool:
    """Whether these words say what both are about: a term of several words does."""
    if len(one.own) > 1:
        return True
    own = telling_stems(one.source, sides.project_language)
    passing = passing_stems(sides.call_language) | sides.payer
    return bool(own) and not passing.issuperset(one.stems)


def _stated(one: Said, passages: Sequence[QuotableSentence]) -> str:
    """How the call says it; empty where what has the same stem is another word, and where the
    words of a phrase stand in no sentence together."""
    stems = frozenset(one.stems)
    holding = [passage for passage in passages if stems <= passage.terms]
    if len(stems) > 1:
        return one.target if holding else ""
    return next(_same_words(one, holding), "")


def _same_words(one: Said, passages: Sequence[QuotableSentence]) -> Iterator[str]:
    for passage in passages:
        surface = passage.surfaces()[one.stems[0]]
        bare = fold(surface).replace("’", "'").rpartition("'")[2]
        alike = fuzz.ratio(fold(one.target), bare) >= _SAME_WORD
        if len(one.stems[0]) <= _SHORT_STEM and not alike:
            continue
        if one.cognate and fuzz.ratio(fold(one.source), bare) < _COGNATE:
            continue
        yield surface


def is_enough(pairs: Sequence[Shown], sides: Sides) -> bool:
    """Whether telling ``pairs`` make a reason: several, a term, or one of the call's title of which
    the project speaks in its own title or more than once, unless their themes are others."""
    if len(pairs) >= ENOUGH or any(len(pair.said.own) > 1 for pair in pairs):
        return True
    if sides.other_themes or not sides.call:
        return False
    titled = [pair for pair in pairs if sides.call[0].terms.issuperset(pair.said.stems)]
    return any(_is_theme(pair.said.own, sides.project) for pair in titled)


def _is_theme(own: Sequence[str], project: Sequence[QuotableSentence]) -> bool:
    holding = [passage.terms.issuperset(own) for passage in project]
    return holding[:1] == [True] or sum(holding) > 1


def sentences(pairs: Sequence[Shown], sides: Sides) -> tuple[Met, Met] | None:
    """The sentence of each side in which most of ``pairs`` meet; at least one stands in both."""
    best: tuple[Met, Met] | None = None
    most = 0.0
    for passage in sides.call:
        here = [pair for pair in pairs if passage.terms.issuperset(pair.said.stems)]
        call = best_passage([passage], _worth(here, of_call=True))
        project = best_passage(sides.project, _worth(here, of_call=False))
        if call is None or project is None:
            continue
        both = [p for p in here if project.passage.terms.issuperset(p.said.own)]
        worth = sum(p.said.worth for p in both) + sum(p.said.worth for p in here) / 2
        worth /= 1.0 + passage.count / 80
        if both and worth > most:
            best, most = (call, project), worth
    return best


def _worth(pairs: Sequence[Shown], *, of_call: bool) -> dict[str, float]:
    found: dict[str, float] = {}
    for pair in pairs:
        for stem in pair.said.stems if of_call else pair.said.own:
            found[stem] = max(found.get(stem, 0.0), pair.said.worth)
    return found


def in_both(pair: Shown, met: tuple[Met, Met]) -> bool:
    """Whether a pair stands in both sentences."""
    call, project = met
    return call.passage.terms.issuperset(pair.said.stems) and project.passage.terms.issuperset(
        pair.said.own
    )
