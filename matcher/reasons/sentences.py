"""Reasons an officer can check: what meets, where it stands, what argues against."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from matcher.ranking.inputs import CallText, ProjectText, Reason
from matcher.ranking.team_feedback import Nudge
from matcher.reasons.closeness import CLOSE, Closest
from matcher.reasons.forms import is_cognate, is_form, stated
from matcher.reasons.meeting import meeting, returns, stands_in
from matcher.reasons.passages import Met, Passages, best_passage, stands
from matcher.reasons.passing import ENOUGH, passing_stems, telling_stems
from matcher.text import Language

PASSING = "passing-words"
"""The code under which words are told that are too little to speak for a pair."""
_MOST_TERMS = 4
"""Words told of a reason: for reading, not tuned."""


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Words of a project as they stand, and how the call says them.

    ``target`` is the translation where it is a phrase; else the call's own word with the one of
    the ``stems`` is shown, if it is a form of what is ``meant``. ``own`` are the stems of the
    project. ``sure`` is false for second choices of the glossary; ``tells`` for words that do not
    say what the project is about.
    """

    source: str
    target: str | None
    meant: str
    stems: tuple[str, ...]
    own: tuple[str, ...]
    tells: bool
    worth: float
    sure: bool


class Products(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the vectors of a pair have in common: each product of two values adds to the score.

    ``title`` is a part of ``terms``; ``topics`` are the 17 ODS, then the lines; ``usual`` is what
    the project usually has, negative. ``stems`` are the best of ``terms`` by name.
    """

    terms: Sequence[float]
    title: float
    phrases: Sequence[float]
    topics: Sequence[float]
    usual: float
    stems: Mapping[str, float]


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known about a pair when it is weighed and explained.

    ``grams`` and ``meaning`` are what likeness of letters and of what the texts mean add;
    ``closest`` the two sentences nearest by meaning, where they were looked for.
    ``terms`` says what each shared stem adds to the score, in the language of the call;
    ``project_terms`` the same for the project's own stems behind them. ``said`` tells how the
    project's words are said in the language of the call, the weightiest first. ``nudges`` are
    what verdicts on similar calls move.
    """

    call: CallText
    project: ProjectText
    call_passages: Passages
    project_passages: Passages
    products: Products
    grams: float
    meaning: float
    closest: Closest | None
    nudges: Sequence[Nudge]
    terms: Mapping[str, float]
    project_terms: Mapping[str, float]
    said: Sequence[Said]
    call_language: Language
    project_language: Language
    call_ods: tuple[int, ...]
    project_ods: tuple[int, ...]
    line_names: Mapping[str, str]


def shared_words(evidence: Evidence) -> Reason | None:
    """The sentences that meet, in one language or in two."""
    call = _best(evidence.call_passages, evidence.terms, evidence.call_language)
    project = _best(evidence.project_passages, evidence.project_terms, evidence.project_language)
    if call is not None and evidence.call_language != evidence.project_language:
        return _across(evidence, call, project)
    if call is not None and project is not None:
        return _same_words(evidence, call, project)
    return None


def _best(passages: Passages, stems: Mapping[str, float], language: str) -> Met | None:
    """The passage whose telling stems are worth most; any that met where none tells anything."""
    passing = passing_stems(language)
    if passing.isdisjoint(stems):
        return best_passage(passages, stems)
    telling = {stem: worth for stem, worth in stems.items() if stem not in passing}
    return best_passage(passages, telling) or best_passage(passages, stems)


def close_sentences(evidence: Evidence) -> Reason | None:
    """A sentence of each side that come near by what they mean."""
    found = evidence.closest
    if found is None or found.likeness < CLOSE:
        return None
    return Reason(
        kind="meaning",
        code="close-sentences",
        params={
            "language": evidence.call_language,
            "project_language": evidence.project_language,
            "field": found.field,
        },
        call_quote=found.call,
        project_quote=found.project,
    )


def shared_ods(evidence: Evidence) -> Reason | None:
    """The ODS both have; where both have some and none is shared, which ones."""
    if not evidence.call_ods or not evidence.project_ods:
        return None
    shared = [code for code in evidence.call_ods if code in evidence.project_ods]
    if not shared:
        return _other_ods(evidence)
    return Reason(
        kind="ods",
        code="shared-ods",
        params={"ways": _ways(evidence, shared, named="codes")},
        terms=tuple(f"ODS {code}" for code in shared),
    )


def shared_lines(evidence: Evidence) -> Reason | None:
    """The thematic lines both have."""
    shared = [code for code in evidence.call.lines if code in evidence.project.lines]
    if not shared:
        return None
    return Reason(
        kind="lines",
        code="shared-lines",
        params={"ways": _ways(evidence, shared, named="names")},
        terms=tuple(shared),
    )


def _same_words(evidence: Evidence, call: Met, project: Met) -> Reason:
    """Both sides say the same in one language; where the words that tell something alone are too
    little, those that tell something together («datos abiertos») are looked for."""
    for met in _by_words(evidence, call):
        phrases = Met(passage=met.passage, terms=evidence.terms).phrases
        told = {words: telling_stems(words, evidence.call_language) for words in phrases}
        if _is_enough(evidence, frozenset[str]().union(*told.values())):
            return Reason(
                kind="terms",
                code="same-words",
                params={"field": project.passage.label},
                call_quote=met.quote,
                project_quote=project.quote,
                terms=tuple(words for words in told if told[words])[:_MOST_TERMS],
            )
    few = tuple(words for words in call.phrases if telling_stems(words, evidence.call_language))
    return _passing((few or call.phrases)[:_MOST_TERMS], paired=False)


def _by_words(evidence: Evidence, call: Met) -> Iterator[Met]:
    """The passage chosen by telling words; the one chosen by all is looked for only after it."""
    yield call
    if together := best_passage(evidence.call_passages, evidence.terms):
        yield together


def _across(evidence: Evidence, call: Met, project: Met | None) -> Reason:
    """Both sides say the same in two languages; quoted where most of it is said in both."""
    telling = [
        one
        for one in _sure(evidence.said)
        if one.tells and _as_stated(one, {}, evidence.call_passages)
    ]
    places = meeting(evidence.call_passages, evidence.project_passages, telling)
    if places is not None:
        call = Met(passage=evidence.call_passages[places[0]], terms=evidence.terms)
        ours = evidence.project_passages[places[1]]
        project = Met(passage=ours, terms=evidence.project_terms)
    pairs = _pairs(evidence, call, project)
    enough = (
        _is_said(evidence, pairs, call, project) if evidence.said else _is_unsaid(evidence, call)
    )
    if not enough:
        return _passing(tuple(pairs) or call.phrases[:_MOST_TERMS], paired=bool(pairs))
    return Reason(
        kind="translated",
        code="other-words",
        params={
            "language": evidence.call_language,
            "project_language": evidence.project_language,
            "paired": bool(pairs),
        },
        call_quote=call.quote,
        project_quote=project.quote if project is not None else None,
        terms=tuple(pairs) or call.phrases[:_MOST_TERMS],
    )


def _sure(said: Sequence[Said]) -> Sequence[Said]:
    """First choices of the glossary; others where there are none."""
    return [one for one in said if one.sure] or said


def _passing(terms: tuple[str, ...], *, paired: bool) -> Reason:
    """What meets is too little to speak for the pair: it is told as just that."""
    return Reason(kind="against", code=PASSING, params={"paired": paired}, terms=terms)


def _is_enough(evidence: Evidence, stems: Collection[str]) -> bool:
    """Whether telling ``stems`` of the call make a reason: several, or one of its title."""
    return len(stems) >= ENOUGH or _is_titled(evidence, stems)


def _is_titled(evidence: Evidence, stems: Collection[str]) -> bool:
    """Whether the title of the call has one of these."""
    title = evidence.call_passages[0].terms if evidence.call_passages else ()
    return any(stem in title for stem in stems)


def _is_unsaid(evidence: Evidence, call: Met) -> bool:
    """Whether words that nobody can say in the project's language make a reason."""
    phrases = (telling_stems(words, evidence.call_language) for words in call.phrases)
    stems = frozenset[str]().union(*phrases)
    return len(stems) >= ENOUGH and _is_titled(evidence, stems)


def _is_said(evidence: Evidence, pairs: Mapping[str, Said], call: Met, project: Met | None) -> bool:
    """Whether translated words make a reason: several that stand in the two sentences, or of which
    one side is about one; or one that the call has in its title (a term of several words: to which
    it returns), and to which the project returns."""
    telling = [one for one in pairs.values() if one.tells]
    about = [(_is_of_call(one, evidence), _is_of_project(one, evidence)) for one in telling]
    if len(telling) < ENOUGH:
        return any(map(all, about))
    return any(map(any, about)) or _meet(telling, call, project) >= ENOUGH


def _meet(telling: Sequence[Said], call: Met, project: Met | None) -> int:
    """How many of these words stand in both sentences."""
    if project is None:
        return 0
    theirs, ours = call.passage, project.passage
    return sum(stands(theirs, one.stems) and stands(ours, one.own) for one in telling)


def _is_of_call(one: Said, evidence: Evidence) -> bool:
    """Whether the call is about this: its title says it, or it returns to several words."""
    stems = set(one.stems) - passing_stems(evidence.call_language)
    return _is_titled(evidence, stems) or (
        len(one.stems) > 1 and returns(evidence.call_passages, one.stems)
    )


def _is_of_project(one: Said, evidence: Evidence) -> bool:
    """Whether the project returns to this."""
    own = set(one.own) - passing_stems(evidence.project_language)
    return returns(evidence.project_passages, one.own, own)


def _pairs(evidence: Evidence, call: Met, project: Met | None) -> dict[str, Said]:
    """The weightiest words with their translation: those that tell something, and of these those
    of the quoted sentences first."""
    quoted = call.passage.surfaces
    shown: dict[str, tuple[str, Said]] = {}
    told: set[str] = set()
    for one in _ordered(evidence, call, project):
        if len(shown) == _MOST_TERMS:
            break
        target = _as_stated(one, quoted, evidence.call_passages)
        if target and one.source.casefold() not in shown and not told.issuperset(one.stems):
            shown[one.source.casefold()] = f"{one.source} ↔ {target}", one
            told.update(one.stems)
    return dict(shown.values())


def _ordered(evidence: Evidence, call: Met, project: Met | None) -> Sequence[Said]:
    """What is said in both languages, in the order in which it is told."""
    ours = project.passage.terms if project is not None else frozenset[str]()
    ordered = sorted(
        _sure(evidence.said),
        key=lambda one: (
            not one.tells,
            not call.passage.terms.issuperset(one.stems),
            not ours.issuperset(one.own),
        ),
    )
    return [one for one in ordered if one.tells] or ordered


def _as_stated(one: Said, quoted: Mapping[str, str], passages: Passages) -> str:
    """The words of the call; empty where they stand nowhere together, or mean something else."""
    if not stands_in(passages, one.stems):
        return ""
    if one.target is not None:
        return one.target
    target = stated(one.stems, quoted, passages)
    return target if is_form(target, one.meant) and is_cognate(one.source, target) else ""


def named_funder(evidence: Evidence) -> Reason | None:
    """The funder is one the project names."""
    funder = evidence.call.funder
    if not funder:
        return None
    wanted = {name.casefold() for name in evidence.project.funders}
    if funder.casefold() in wanted or funder.casefold() in _caseless(evidence.project.text):
        return Reason(
            kind="funder",
            code="funder-named",
            params={"funder": funder},
            terms=(funder,),
        )
    return None


@lru_cache(maxsize=256)
def _caseless(text: str) -> str:
    """The text of a project, in which each of its calls looks for its funder."""
    return text.casefold()


def _guessed(item: CallText | ProjectText, code: int | str) -> bool:
    """Whether only a classifier says so: no person and no source."""
    return code in item.unconfirmed or (isinstance(code, int) and code not in item.ods)


def _ways(evidence: Evidence, codes: Sequence[int | str], *, named: str) -> list[dict[str, Any]]:
    """The ways shared tags came about: stated first, guessed on both sides last."""
    ways: dict[tuple[bool, bool], list[int | str]] = {}
    for code in codes:
        way = _guessed(evidence.call, code), _guessed(evidence.project, code)
        name = evidence.line_names.get(code, code) if isinstance(code, str) else code
        ways.setdefault(way, []).append(name)
    return [
        {named: ways[way], "call_guessed": way[0], "project_guessed": way[1]}
        for way in sorted(ways)
    ]


def _other_ods(evidence: Evidence) -> Reason:
    """The ODS of either side where none is shared, those that were stated first."""
    call, call_guessed = _surest(evidence.call, evidence.call_ods)
    project, project_guessed = _surest(evidence.project, evidence.project_ods)
    return Reason(
        kind="against",
        code="other-ods",
        params={
            "call": list(call),
            "call_guessed": call_guessed,
            "project": list(project),
            "project_guessed": project_guessed,
        },
    )


def _surest(item: CallText | ProjectText, codes: Sequence[int]) -> tuple[Sequence[int], bool]:
    """At most two ODS, and whether they are only guessed."""
    stated = [code for code in codes if not _guessed(item, code)]
    return (stated or codes)[:2], not stated
