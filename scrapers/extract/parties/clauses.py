"""A sentence taken apart: its clauses, who stands in each and what is said of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scrapers.extract.parties.cues import (
    APPLYING,
    CAN,
    ELIGIBLE,
    EXCEPT,
    EXCLUDED,
    FORBIDS,
    IS,
    LIMITED,
    NEED,
    NEGATED,
    NEGATED_AFTER,
    NOT_FOR,
    RELATIVE,
    TARGET,
)
from scrapers.extract.parties.who import (
    CARRIERS,
    DETERMINERS,
    ENGLISH,
    LINK,
    LOCAL,
    MINISTRY,
    NOT_A_GOVERNMENT,
    OTHERS,
    SENT,
    STAFF,
)
from scrapers.extract.parties.words import breaks
from scrapers.extract.parties.words.roles import (
    AT_AN_EVENT,
    BUT_ONLY,
    DUTY,
    FILES,
    FOR_ANOTHER_REASON,
    GAINER,
    HANDED_ALREADY,
    LOOKS_ON,
    NO_GIFT,
    OF_ITS_MEANS,
    ON_EQUAL_TERMS,
    PRESENTED_BY,
    REFUSED,
    ROLE,
    WHO_APPLY,
    WHO_DOES,
    WISH,
    is_no_application,
)
from scrapers.extract.text.wording import WordTable

_WORDS_BETWEEN = 3
"""Words that may stand between a preposition and its noun. Set by hand."""
_NEAR = 8
"""Letters between a cue and what it is about, with nothing else between. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantCue:
    """Words that let somebody apply, or not: those before it, those after it, or both."""

    start: int
    end: int
    yes: bool
    before: bool
    after: bool
    target: bool = False
    reach: int = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Somebody who is spoken of for their own sake, not as the place or owner of another."""

    start: int
    end: int
    english: bool


@dataclass(frozen=True)
class ApplicantClause:
    """One clause, folded, without the "not only" that denies nothing.

    ``inherits`` says that what the one before denies is said of it: "not companies, but cities".
    """

    text: str
    inherits: bool = False

    @cached_property
    def governments(self) -> tuple[Head, ...]:
        """The local governments that are spoken of for their own sake."""
        return tuple(self._heads(LOCAL, government=True))

    @cached_property
    def others(self) -> tuple[Head, ...]:
        """The other applicants that are."""
        return tuple(self._heads(OTHERS, government=False))

    def _heads(self, table: WordTable, *, government: bool) -> Iterator[Head]:
        for match in table.finditer(self.text):
            if government and NOT_A_GOVERNMENT.match(self.text, match.end()):
                continue
            if government and _is_inside(MINISTRY, self.text, match):
                continue
            english = ENGLISH.match(match.group()) is not None and government
            end = match.end()
            role = ROLE.match(self.text, end) and not breaks.BESIDE.search(
                self.text, 0, match.start()
            )
            acts = government and (role or WHO_DOES.match(self.text, end))
            if acts or self.is_head(match.start(), english=english):
                yield Head(start=match.start(), end=match.end(), english=english)

    def is_head(self, at: int, *, english: bool) -> bool:
        """Whether what stands at ``at`` hangs from nothing before it."""
        before = breaks.LEAST.sub(lambda m: " " * len(m.group()), self.text[:at])
        words = list(breaks.WORD.finditer(before))
        floor = max((m.end() for m in breaks.ITEM.finditer(before)), default=0)
        for word in reversed(words):
            if word.start() < floor:
                return True
            article = word.group() == "'" and before[word.start() - 1 : word.start()] == "l"
            if article or (english and self._is_no_link(word)):
                continue
            if word.group() in LINK or word.group() == "'":
                return self._may_follow(word, floor)
            if not english and word.group() not in DETERMINERS and not word.group().isdigit():
                return True
        return True

    def _is_staff(self, floor: int, before: str) -> bool:
        """Whether those who work for it are who is addressed."""
        match = STAFF.search(before)
        if match is None:
            return False
        at = floor + match.start()
        sent = SENT.match(match.group()) is not None
        said = (c for c in self.cues if c.target or (sent and c.yes and c.after))
        return any(0 <= at - cue.end < _NEAR for cue in said)

    def _is_no_link(self, word: re.Match[str]) -> bool:
        """«a», «no», and «to» of «up to twelve»: words that tie nothing in English."""
        if word.group() in {"a", "no", "as", "on"}:
            return True
        return word.group() == "to" and self.text[: word.start()].endswith("up ")

    def _may_follow(self, link: re.Match[str], floor: int) -> bool:
        """Whether a government after a link still stands for itself: "associations of cities"."""
        cue = any(c.after and c.start < link.end() <= c.end + 4 for c in self.cues)
        if cue:
            return True
        before = self.text[floor : link.start()].rstrip(" ").removesuffix(" d")
        if link.group() in breaks.OF and (CARRIERS.search(before) or self._is_staff(floor, before)):
            return True
        if before.strip() in breaks.ADDED and link.group() in breaks.TO:
            return True
        papers = link.group() in breaks.OF and breaks.PAPERS_OF.search(self.text, 0, floor)
        return bool(papers) and before.strip() in breaks.ADDED

    @cached_property
    def cues(self) -> tuple[ApplicantCue, ...]:
        """What is said of applicants, in order; a denial that only limits how is a yes."""
        found = sorted(
            (
                *self._may(),
                *self._is(),
                *self._targets(),
                *self._roles(),
                *self._files(),
                *self._refusals(),
            ),
            key=lambda c: (c.start, c.end),
        )
        if self.inherits:
            found.insert(
                0, ApplicantCue(start=0, end=0, yes=True, before=False, after=True, target=True)
            )
        denied = [c for c in found if not c.yes]
        return tuple(
            c
            for c in found
            if c.yes is False
            or not any(d.start <= c.start < d.end or d.start < c.end <= d.end for d in denied)
        )

    def _may(self) -> Iterator[ApplicantCue]:
        for can in CAN.finditer(self.text):
            applying = self._applying(can.end())
            if applying is None or is_no_application(self.text, applying):
                continue
            negated = self._is_denied(can, applying)
            if negated and RELATIVE.search(self.text, max(0, can.start() - 40), can.start()):
                continue
            if negated and NEED.match(can.group()):
                negated = False
            if negated and OF_ITS_MEANS.match(applying.group()):
                continue
            limited = negated and LIMITED.match(self.text, applying.end())
            yes = (not negated or bool(limited)) and not LOOKS_ON.match(self.text, applying.end())
            end = breaks.REST.match(self.text, applying.end())
            yield ApplicantCue(
                start=can.start(),
                end=end.end() if end else applying.end(),
                yes=yes,
                before=True,
                after=True,
            )

    def _is_denied(self, can: re.Match[str], applying: re.Match[str]) -> bool:
        """Whether what somebody may do is what they may not."""
        if self._is_only(can.end()):
            return False
        return "not" in can.group() or bool(
            NEGATED.search(self.text, max(0, can.start() - 30), can.start())
            or NEGATED_AFTER.match(self.text, can.end())
            or NEGATED_AFTER.search(self.text, can.end(), applying.start())
        )

    def _is_only(self, at: int) -> bool:
        """Whether a denial goes on to say what it leaves: «ne peuvent participer qu'en …»."""
        return BUT_ONLY.match(self.text, at) is not None

    def _applying(self, at: int) -> re.Match[str] | None:
        """The verb of applying within the next words."""
        for _ in range(_WORDS_BETWEEN + 2):
            if found := APPLYING.match(self.text, at):
                return found
            step = breaks.STEP.match(self.text, at)
            if step is None or step.end() == at:
                return None
            at = step.end()
        return None

    def _is(self) -> Iterator[ApplicantCue]:
        for verb in IS.finditer(self.text):
            low, high = verb.end(), verb.end() + 30
            shut = self._soon(EXCLUDED, low, high)
            shut = None if shut and self._is_of_an_exception(shut) else shut
            state = shut or self._soon(ELIGIBLE, low, high)
            if state is None or re.search(r"[.;:]", self.text[low : state.start()]):
                continue
            negated = bool(
                NEGATED.search(self.text, max(0, verb.start() - 30), verb.start())
                or NEGATED_AFTER.search(self.text, low, state.start())
                or re.search(r"\b(?:no|nao)\b", self.text[low : state.start()])
            )
            denies = negated != (shut is not None)
            if denies and RELATIVE.search(self.text, max(0, verb.start() - 40), verb.start()):
                continue
            yield ApplicantCue(
                start=verb.start(), end=state.end(), yes=not denies, before=True, after=True
            )

    def _soon(self, table: WordTable, low: int, high: int) -> re.Match[str] | None:
        """A word that begins between two positions; a window alone would cut it short."""
        match = table.search(self.text, low, high + 20)
        return match if match and match.start() < high else None

    def _roles(self) -> Iterator[ApplicantCue]:
        """A government that is called who applies, wishes to, or hands its papers in."""
        for government in LOCAL.finditer(self.text):
            at = government.end()
            role = ROLE.match(self.text, at) or WHO_APPLY.match(self.text, at)
            gains = GAINER.match(self.text, at)
            wish = WISH.match(self.text, at)
            if papers := self._papers(government.start()):
                low, high = papers.span()
                yield ApplicantCue(
                    start=low, end=high, yes=True, before=False, after=True, target=True
                )
            if role is None and gains and DUTY.match(self.text, gains.end()):
                role = gains
            if role is None and wish and self._applying(wish.end() + 1):
                role = wish
            if role:
                yield ApplicantCue(
                    start=at, end=role.end(), yes=True, before=True, after=False, reach=1
                )

    def _files(self) -> Iterator[ApplicantCue]:
        """What somebody named before does with its papers, or does as others do."""
        if equal := ON_EQUAL_TERMS.search(self.text):
            yield ApplicantCue(
                start=equal.start(), end=equal.end(), yes=True, before=True, after=False
            )
        for files in FILES.finditer(self.text):
            low = max(0, files.start() - breaks.FILING_REACH)
            other = OTHERS.search(self.text, low, files.start())
            negated = NEGATED.search(self.text, low, files.start())
            if not other and not negated and not AT_AN_EVENT.match(self.text, files.end()):
                yield ApplicantCue(
                    start=files.start(),
                    end=files.end(),
                    yes=True,
                    before=True,
                    after=False,
                    reach=breaks.FILING_REACH,
                )

    def _papers(self, at: int) -> re.Match[str] | None:
        """The papers told of that the government at ``at`` hands in."""
        if HANDED_ALREADY.search(self.text):
            return None
        return PRESENTED_BY.search(self.text, max(0, at - 130), at)

    def _refusals(self) -> Iterator[ApplicantCue]:
        """Whoever gets nothing from the funder, or is refused for who they are."""
        for match in NO_GIFT.finditer(self.text):
            end = breaks.REST.match(self.text, match.end())
            yield ApplicantCue(
                start=match.start(),
                end=end.end() if end else match.end(),
                yes=False,
                before=False,
                after=True,
            )
        for match in REFUSED.finditer(self.text):
            if not FOR_ANOTHER_REASON.search(self.text):
                yield ApplicantCue(
                    start=match.start(), end=match.end(), yes=False, before=True, after=True
                )

    def _targets(self) -> Iterator[ApplicantCue]:
        for match in FORBIDS.finditer(self.text):
            if self._is_of_an_exception(match):
                continue
            if not RELATIVE.search(self.text, max(0, match.start() - 40), match.start()):
                yield ApplicantCue(
                    start=match.start(), end=match.end(), yes=False, before=True, after=True
                )
        for match in TARGET.finditer(self.text):
            handed = breaks.BY.match(match.group()) and HANDED_ALREADY.search(self.text)
            if handed or breaks.PAYS.match(self.text, match.end()):
                continue
            negated = NOT_FOR.search(self.text, max(0, match.start() - 34), match.start())
            yield ApplicantCue(
                start=match.start(),
                end=match.end(),
                yes=not negated,
                before=bool(negated),
                after=True,
                target=True,
            )

    def _is_of_an_exception(self, match: re.Match[str]) -> bool:
        """«… con exclusión de las diputaciones» takes some out, and denies nobody else anything."""
        low = max(0, match.start() - _NEAR * 2)
        return any(
            found.start() <= match.start() < found.end()
            for found in EXCEPT.finditer(self.text, low, match.end() + _NEAR)
        )

    @cached_property
    def denies(self) -> bool:
        """Whether anything in it is denied of anybody."""
        return any(not cue.yes for cue in self.cues)


def _is_inside(table: WordTable, text: str, match: re.Match[str]) -> bool:
    """Whether a match belongs to a longer name."""
    return any(n.start() < match.start() <= n.end() for n in table.finditer(text, 0, match.end()))


@lru_cache(maxsize=512)
def clauses(sentence: str) -> tuple[ApplicantClause, ...]:
    """The clauses of a folded sentence; several questions ask the same sentence for them."""
    return tuple(_split(sentence))


def _split(sentence: str) -> Iterator[ApplicantClause]:
    text = sentence
    for words in (breaks.NOT_ONLY, breaks.NO_RETURN):
        text = words.sub(lambda m: " " * len(m.group()), text)
    text = breaks.LONG_AGO.sub(lambda m: " " * len(m.group()), text)
    text = breaks.ASIDE.sub(
        lambda m: m.group() if LOCAL.search(m.group()) else " " * len(m.group()), text
    )
    at, denied = 0, False
    for match in breaks.BREAK.finditer(text):
        if breaks.only_tells_why(match) and not LOCAL.search(text, at, match.start()):
            continue
        clause = ApplicantClause(text[at : match.start()], inherits=denied)
        yield clause
        at = match.start() + 1
        denied = clause.denies and breaks.INSTEAD.search(match.group()) is not None
        if denied:
            at = match.end()
    yield ApplicantClause(text[at:], inherits=denied)
