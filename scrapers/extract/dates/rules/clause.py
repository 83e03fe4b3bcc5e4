"""What stands left of a date in its sentence, and what rules ask about it."""

import re
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.dates.cues import Cue, Role, cues_in
from scrapers.extract.dates.words.applying import APPLICATION, APPLY
from scrapers.extract.dates.words.closing import MOVABLE, PAST, find_until
from scrapers.extract.dates.words.opening import BEGINS, FROM
from scrapers.extract.dates.words.other import ADJACENT_ONLY, PAID

_NEAR = 45
"""Letters between a weak cue of another event and the day it may take. Set by hand."""
_ENDS = re.compile(
    r"finalit?z(?!\w* (?:las? )?(?:inscrip|postul|convocat|recep))|venc|termin|conclu|expira|acab|"
    r"end(?! dates?\b)|due\b|se termine|prend|encerra(?!mento)|remata"
)
_NEXT = re.compile(
    r"(?:[;:]|,? \b(?:y|e|et|and|i|pero)) (?:el |la |los |las |le |the |o |a )?"
    r"(?:envi|entreg|recep|recib|present|submiss|depot|postul|inscri|registr|lliur)\w*\W*$"
)
"""The next clause begins with handing in."""

_UNDERTAKING = re.compile(
    r"\b(?:proyectos?|projects?|projets?|projectes?|projetos?|becas?|grant period|programas?|"
    r"programmes?|cursos?|estancias?|obras?|edition|edicion|actividades|residenc\w+|mission|"
    r"misiones|mandato|(?:grant )?agreements?|convenios?|convenis?|convention|contratos?|"
    r"contracts?|contrats?|funding period)\b[^.;]{0,45}$"
)

_WOULD_DO = re.compile(
    r"\b(?:interesad\w+ en|interessad\w+ em|interested in|(?:quier|dese|busqu|queir|vulgu)\w+|"
    r"wish(?:ing)? to|souhait\w+)\s(?:realizar|organi[sz]\w+|desarrollar|celebrar|hold\w*|"
    r"promover|fazer|hacer|fer|run\w*)\s(?:[a-z]{1,4}\s){0,2}$"
)
"""Before what whoever applies means to do: it is no event of the funder's."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """``text`` is the sentence up to a date, ``text[low:high]`` what may speak for that date."""

    text: str
    low: int
    high: int
    after: str
    opens_range: bool

    @property
    def lead(self) -> str:
        """What stands between the date before, or the line's beginning, and this date."""
        return self.text[self.low : self.high]

    @cached_property
    def applies(self) -> bool:
        """Whether the sentence is about applying."""
        return APPLY.search(f"{self.text} {self.after}") is not None

    @cached_property
    def cues(self) -> list[Cue]:
        """The words that close, open or speak of something else, and reach as far as the date."""
        found = cues_in(self.text, self.low, self.high)
        return [cue for cue in found if self._reaches(cue)]

    @property
    def nearest(self) -> Cue | None:
        """The last of :attr:`cues`."""
        return self.cues[-1] if self.cues else None

    @cached_property
    def until(self) -> re.Match[str] | None:
        """ "Hasta el" right before a date that opens no window."""
        if self.opens_range:
            return None
        return find_until(self.text, max(self.low, self.high - 90), self.high)

    @cached_property
    def since(self) -> re.Match[str] | None:
        """ "Desde el" right before a date that opens no window."""
        if self.opens_range:
            return None
        return FROM.search(self.text, max(self.low, self.high - 40), self.high)

    def said(self, cue: Cue) -> str:
        """The words of a cue."""
        return self.text[cue.start : cue.end]

    def has_cue(self, role: Role) -> bool:
        """Whether a word of that role stands left of the date."""
        return any(cue.role == role for cue in self.cues)

    def is_weak(self, cue: Cue) -> bool:
        """Whether an "other" cue only speaks for what stands right beside it."""
        return ADJACENT_ONLY.match(self.text, cue.start, cue.end + 12) is not None

    def _reaches(self, cue: Cue) -> bool:
        """Whether a cue is near enough to speak for the date, and is not what applicants do."""
        if cue.role == "other" and _WOULD_DO.search(self.text, 0, cue.start):
            return False
        return cue.role != "other" or self.high - cue.end <= _NEAR or not self.is_weak(cue)

    def ends(self, cue: Cue) -> bool:
        """Whether a cue is a verb of anything that ends: its subject decides."""
        return bool(_ENDS.match(self.text, cue.start) or PAST.match(self.text, cue.start))

    def begins(self, cue: Cue) -> bool:
        """Whether a cue is a verb of anything that begins: its subject decides."""
        return BEGINS.match(self.text, cue.start) is not None

    def of_something_else(self) -> bool:
        """Whether a later date of a sentence is for what one applies for, not for applying."""
        said = self.lead
        return self.low > 0 and bool(PAID.search(said)) and not APPLICATION.search(said)

    def of_subject(self, verb: Cue) -> Role:
        """The role of "finalizará el …", "comenzará el …": what ends or begins decides."""
        before = [c for c in cues_in(self.text, 0, verb.start) if c.role != "open"]
        before = [c for c in before if c.role == "close" or not self.is_weak(c)]
        last = before[-1] if before else None
        if APPLICATION.search(self.text, last.end if last else 0, verb.start):
            return verb.role
        if last and _NEXT.search(self.text, last.end, verb.start):
            return verb.role
        if last is not None:
            return "other" if last.role == "other" else verb.role
        if self._undertakes(verb):
            return "other"
        return "" if verb.role == "open" else verb.role

    def _undertakes(self, verb: Cue) -> bool:
        """Whether a project, a course, or nothing of a call ends or begins."""
        past = PAST.match(self.text, verb.start)
        if past and not MOVABLE.search(self.text, 0, verb.start):
            return True
        lead = self.text[max(0, verb.start - 60) : verb.start]
        return _UNDERTAKING.search(lead) is not None
