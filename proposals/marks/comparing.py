"""What somebody changed in a document: held against the one that was made.

Nothing that was written is dropped: what stands in no mark, and was not there before, is left over
and told, with the answer it stands nearest to.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from proposals.marks.marking import Mark, find_mark
from proposals.marks.reading import Text, WordReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An answer that reads otherwise: as it was printed, and as it came back."""

    mark: Mark
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """Words that belong to no answer; ``near`` is the mark they stand nearest to."""

    text: str
    near: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A comment of Word, and the answer it is on or nearest to."""

    author: str
    text: str
    near: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What came back. ``gone`` are answers whose mark and words are both no longer there."""

    edited: tuple[Edited, ...]
    loose: tuple[Loose, ...]
    noted: tuple[Noted, ...]
    gone: tuple[Mark, ...]
    order: tuple[Mark, ...]
    """Every mark of the document that was made, in its order."""


def compare(made: WordReading, returned: WordReading) -> Differences:
    """``returned`` held against ``made``, the document it once was."""
    before = _answers(made, made.names)
    after = _answers(returned, made.names)
    missing = [tag for tag in before if tag not in after]
    edited, surplus = _edited(before, after)
    loose = dict(_left_over(made, returned, missing))
    known = {one.mark.tag: plain(one.after) for one in edited}
    for place, echoes in _echoes(made, returned, before).items():
        if any(known.get(one.mark.tag, plain(one.after)) != plain(one.after) for one in echoes):
            continue  # the answer itself says something else by now
        if loose.pop(place, None) is not None:
            edited += [one for one in echoes if one.mark.tag not in known]
            known |= {one.mark.tag: plain(one.after) for one in echoes}
    noted = [
        Noted(
            author=one.author,
            text=one.text,
            near=_copied(returned, one.at, before) or _near(returned, made, one.at, missing),
        )
        for one in returned.remarks
    ]
    return Differences(
        edited=tuple(edited),
        loose=(*loose.values(), *surplus),
        noted=tuple(noted),
        gone=tuple(_gone(returned, made, before, missing)),
        order=tuple(filter(None, map(find_mark, before))),
    )


def _edited(
    before: Mapping[str, list[str]], after: Mapping[str, list[str]]
) -> tuple[list[Edited], list[Loose]]:
    """Answers that read otherwise; what a second place says otherwise again is left over."""
    edited: list[Edited] = []
    surplus: list[tuple[str, str]] = []
    for tag, texts in after.items():
        known = {plain(text) for text in before.get(tag, ())}
        changed = list(dict.fromkeys(text for text in texts if plain(text) not in known))
        mark = find_mark(tag)
        if changed and mark is not None and tag in before:
            edited.append(Edited(mark=mark, before=before[tag][0], after=changed.pop(0)))
        surplus += [(text, tag) for text in changed]
    return edited, [Loose(text=t, near=find_mark(tag)) for t, tag in surplus if plain(t)]


def plain(text: str) -> str:
    """``text`` without what Word and LibreOffice may change in its spaces."""
    return " ".join(text.split())


def _owner(text: Text, names: Mapping[str, str]) -> str:
    return names.get(text.owner, text.owner)


def _answers(reading: WordReading, names: Mapping[str, str]) -> dict[str, list[str]]:
    """Tag → what stands in each place that has this mark, its paragraphs a line each."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in reading.texts:
        owner = _owner(one, names)
        if find_mark(owner):
            found.setdefault(owner, {}).setdefault(one.group, []).append(one.text)
    return {tag: ["\n".join(t) for t in groups.values()] for tag, groups in found.items()}


_HEAD = re.compile(r"(?:\d+(?:\.\d+)*\.?|[^:\d]{1,40}:) ")
"""What stands before a copy: its number in a list, or its label on the cover."""
_ALIKE = 0.5
"""So much of a copy stays where it was corrected, and not something else put in its place."""


def _echoes(
    made: WordReading, returned: WordReading, before: Mapping[str, list[str]]
) -> dict[int, list[Edited]]:
    """Place → the answers that stood there a second time, outside their marks, and were changed.

    A document says some answers twice (the summary, the logical framework), and whoever corrects
    one corrects what is before the eyes. Of two answers that read alike, nobody knows which.
    """
    answers = _alone(before)
    old = [one.text for _place, one in _unmarked(made, made)]
    new = [(place, one.text) for place, one in _unmarked(returned, made)]
    matcher = SequenceMatcher(
        None, list(map(plain, old)), [plain(text) for _place, text in new], autojunk=False
    )
    found: dict[int, list[Edited]] = {}
    for kind, low, high, first, last in matcher.get_opcodes():
        if kind != "replace" or high - low != last - first:
            continue
        for was, (place, now) in zip(old[low:high], new[first:last], strict=True):
            lines = list(zip(was.split("\n"), now.split("\n"), strict=False))
            changed = [(plain(w), plain(n)) for w, n in lines if plain(w) != plain(n)]
            echoes = [_echo(one, other, answers, before) for one, other in changed]
            whole = was.count("\n") == now.count("\n") and None not in echoes
            if whole:
                found[place] = [one for one in echoes if one is not None]
    return found


def _alone(before: Mapping[str, list[str]]) -> dict[str, str]:
    """Text → the mark of the one answer that reads so."""
    said = Counter(plain(texts[0]) for texts in before.values())
    return {plain(t[0]): tag for tag, t in before.items() if said[plain(t[0])] == 1}


def _copied(returned: WordReading, place: int, before: Mapping[str, list[str]]) -> Mark | None:
    """The answer of which a text in no mark is a copy."""
    one = returned.texts[place] if returned.texts else None
    if one is None or find_mark(one.owner):
        return None
    text = plain(one.text)
    answers = _alone(before)
    return find_mark(answers.get(text) or answers.get(_HEAD.sub("", text, count=1)))


def _echo(
    was: str, now: str, answers: Mapping[str, str], before: Mapping[str, list[str]]
) -> Edited | None:
    """The answer that a line said, perhaps after its number, as the line says it now."""
    number = _HEAD.match(was)
    head = number.group() if number and now.startswith(number.group()) else ""
    for cut in dict.fromkeys(("", head)):
        tag = answers.get(was.removeprefix(cut))
        mark, after = find_mark(tag), now.removeprefix(cut)
        alike = SequenceMatcher(None, was, now, autojunk=False).ratio() >= _ALIKE
        if tag is not None and mark is not None and alike and after:
            return Edited(mark=mark, before=before[tag][0], after=after)
    return None


def _left_over(
    made: WordReading, returned: WordReading, missing: list[str]
) -> Iterator[tuple[int, Loose]]:
    """Texts in no mark that were not there before, each with its place."""
    always = {_key(one) for one in made.texts if one.loose}
    free: Counter[str] = Counter()
    for one in made.texts:
        owner = _owner(one, made.names)
        if not find_mark(owner) or owner in missing:
            free[_key(one)] += 1
    for place, one in _unmarked(returned, made):
        key = _key(one)
        if one.loose and key in always:
            continue
        if free[key] > 0:
            free[key] -= 1
        else:
            near = _near(returned, made, place, missing)
            yield place, Loose(text=one.text.strip(), near=near)


def _unmarked(returned: WordReading, made: WordReading) -> Iterator[tuple[int, Text]]:
    """The texts in no mark that say anything, each with its place."""
    for place, one in enumerate(returned.texts):
        if _key(one) and not find_mark(_owner(one, made.names)):
            yield place, one


def _gone(
    returned: WordReading, made: WordReading, before: Mapping[str, list[str]], missing: list[str]
) -> Iterator[Mark]:
    """The answers whose mark is missing, and of whose words some line too."""
    there = {_key(one) for _place, one in _unmarked(returned, made)}
    for tag in missing:
        lines = {plain(line) for line in before[tag][0].split("\n")} - {""}
        mark = find_mark(tag)
        if mark is not None and not lines <= there:
            yield mark


def _key(one: Text) -> str:
    text = plain(one.text)
    return "".join(c for c in text if not c.isdecimal()).strip() if one.loose else text


def _near(returned: WordReading, made: WordReading, place: int, missing: list[str]) -> Mark | None:
    """The answer a text is in, or whose mark was lost just there, or that comes before it."""
    own = find_mark(_owner(returned.texts[place], made.names)) if returned.texts else None
    if own is not None:
        return own
    above = next(_marked(returned, made, range(place, -1, -1)), None)
    order = list(dict.fromkeys(o for t in made.texts if find_mark(o := _owner(t, made.names))))
    after = order.index(above) + 1 if above in order else 0
    if after < len(order) and order[after] in missing:
        return find_mark(order[after])
    below = next(_marked(returned, made, range(place, len(returned.texts))), None)
    return find_mark(above or below or (order[0] if order else ""))


def _marked(returned: WordReading, made: WordReading, places: range) -> Iterator[str]:
    for place in places:
        if find_mark(owner := _owner(returned.texts[place], made.names)):
            yield owner
