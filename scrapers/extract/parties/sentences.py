"""Sentences that speak of applicants, and what stands in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from scrapers.extract.parties.clauses import ApplicantClause, clauses
from scrapers.extract.parties.cues import ONLY
from scrapers.extract.parties.places import find_places
from scrapers.extract.parties.questions import Reply, reply_of
from scrapers.extract.parties.sections import COUNTRIES, NOBODY_HERE, WHO_MAY, runs_in
from scrapers.extract.parties.who import LOCAL, OTHERS, WHO
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.beside import LEADING
from scrapers.extract.parties.words.nobody import BUT, CALL_IS_FOR, NO_OTHERS
from scrapers.extract.parties.words.origins import TELLS_WHERE
from scrapers.extract.parties.words.roles import ON_ITS_OWN
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.rules import Rule, decide
from scrapers.item import Fact

Answer = bool | Literal["partner"] | None
_SHORTEST = 3
"""Letters a piece must exceed to be a sentence: less is a bullet or a number."""
LISTED_BELOW = "eligible:"
COUNTRIES_BELOW = "countries:"
SHUT_OUT = "no podran participar:"
_HEADING = 50
"""Letters under which a line without a full stop is a heading. Set by hand."""
_LABEL = re.compile(r"[a-z][a-z ]{2,40}: ")
"""A line with a label of its own is no item of the list above."""
_BULLET = re.compile(r"[-•*·▪–‣◦] ?")
_ITEM_LINE = re.compile(r"(?:[-•*·▪–‣◦>]|\(?[a-z0-9]{1,2}(?:\.\d)?[.)]) ?")
"""A line of a list: the list goes on."""
_TELLS = re.compile(
    r"\b(?:es|son|sera|seran|is|are|was|est|sont|tienen?|compatibles?|se)\b|"
    r"^(?:la |el |a |o |the |le |il |l')(?:ciudad|cidade|city|municipi[oe]?|ville|alcaldia|"
    r"prefeitura|"
    r"town|ajuntament|ayuntamiento|diputacion?|commune|mairie|gobernacion|council|municipalidad|"
    r"intendencia|govern|gobierno|comune|camara municipal|region|concello|administracion)\b"
)
"""A sentence is none either."""
_WHO_ARE = re.compile(r"\b(?:that|which|who|que|qui) (?:are|is|son|sont|sao|es|est|sean)\b")
"""Says which of them an item means."""
_SAYS_MORE = re.compile(
    r"\b(?:no|not(?!-)|nao|ne|non(?!-)|cannot|podra\w*|pued\w+|may|can|pod[ei]\w*|peu\w+|poden|posso\w+)\b"
)
"""Beside the items of a list: another thing is said of some of them, each part by itself."""
_LONGEST = 1200
"""Letters of the longest item of a list. Set by hand."""
_USUAL = 300
"""Letters of a sentence that says one thing. Set by hand."""
_EARLY = 60
"""Letters of a clause in which its cue is what it is about. Set by hand."""
_LISTED = 6
"""Lines below one that announces a list that are taken for its items."""
_TOLD = 4
"""Sentences below a heading on who may apply that tell it. Set by hand."""
_NEXT = 60
"""Letters of a line from which it is no item, and what stands above it is its heading."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence; ``text`` is what is read of it, folded; ``under`` announces its list."""

    passage: Passage
    start: int
    end: int
    under: str = ""

    @cached_property
    def text(self) -> str:
        """The sentence, folded."""
        return self.passage.folded[self.start : self.end]

    @cached_property
    def after(self) -> str:
        """The sentence after it in its paragraph, folded; "" where none is."""
        if self.passage.folded[self.end - 1] == "\n" or self.end >= len(self.passage.folded):
            return ""
        return self.passage.folded[slice(*self.passage.segment(self.end))]

    @cached_property
    def names_role(self) -> bool:
        """Whether it says as what somebody takes part beside whoever applies."""
        return AS_PARTNER.search(self.text) is not None

    @cached_property
    def clauses(self) -> tuple[ApplicantClause, ...]:
        """Its clauses, read below the line that announces it."""
        if not self.under:
            return clauses(self.text)
        told = self.text if _SAYS_MORE.search(self.text) else self.text.replace(";", ",")
        return clauses(f"{self.under} {told}")


def who_sentences(title: Passage, text: Passage) -> Iterator[Sentence]:
    """Sentences that may say where applicants come from, and the items under such a line."""
    for passage in (title, text):
        below, head = 0, LISTED_BELOW
        for start, end in passage.segments():
            sentence = passage.folded[start:end].strip()
            held = len(sentence) > _SHORTEST
            about = held and WHO.search(sentence) is not None
            told = held and (about or _is_cued(passage, start, end) or _tells_where(sentence))
            if below and _ends_a_list(passage, start, end, about=about):
                below = 0
            if told or (below and held):
                under = head if below and not _tells_itself(sentence, told) else ""
                yield Sentence(passage=passage, start=start, end=end, under=under)
            on_who = is_on_who_may(passage, start, end)
            left = _left(below, sentence)
            below = max(_items_below(sentence, about=about, on_who=on_who), left)
            head = _head_of(sentence, about=about, on_who=on_who) or head


def _left(below: int, line: str) -> int:
    """How many lines of a list are left after one of them: as long as it has items, one."""
    least = int(below == 1 and _ITEM_LINE.match(line) is not None)
    return max(below - 1, least)


def _ends_a_list(passage: Passage, start: int, end: int, *, about: bool) -> bool:
    """Whether a line is none of the list above it: it has a label of its own, or is a heading."""
    line = passage.folded[start:end].strip()
    if runs_in(passage, start, end) and not about:
        return not (LOCAL.search(line) or OTHERS.search(line))
    return (not about and _is_label(line)) or _is_heading(passage, start, end)


def _head_of(line: str, *, about: bool, on_who: bool) -> str:
    """What the lines below one are read under, where it says so."""
    if about or on_who:
        return LISTED_BELOW
    return COUNTRIES_BELOW if _is_on_countries(line) or is_countries(line) else ""


def _items_below(sentence: str, *, about: bool, on_who: bool) -> int:
    """How many lines below a sentence are read as its items."""
    if about and _heads_a_list(sentence):
        return _LISTED
    if is_countries(sentence) and sentence.endswith("."):
        return 1
    return _TOLD if on_who or _is_on_countries(sentence) else 0


def _is_on_countries(line: str) -> bool:
    """Whether a line is the heading above the countries a call is for."""
    return len(line) < _HEADING and COUNTRIES.fullmatch(line) is not None


def is_countries(line: str) -> bool:
    """Whether a line is a label with the countries a call is for."""
    label = line.partition(":")
    return bool(label[2]) and len(label[0]) < _HEADING and COUNTRIES.fullmatch(label[0]) is not None


def _is_label(line: str) -> bool:
    """Whether a line has a label of its own, which is not who may apply."""
    label = _LABEL.match(line)
    if label is None or LOCAL.search(label.group()):
        return False
    return not find_places(line, 0, label.end())


def _is_heading(passage: Passage, start: int, end: int) -> bool:
    """Whether a line stands above a text of its own: short, no stop, and no item of a list."""
    line = passage.folded[start:end].strip()
    if "|" in line or _BULLET.match(line) or line.startswith(">"):
        return False
    alone = start == 0 or passage.folded[start - 1] == "\n"
    if not alone or len(line) >= _HEADING or line[-1:] in {".", ";", ",", ""}:
        return False
    if end >= len(passage.folded) or passage.folded[end - 1] != "\n":
        return False
    below = passage.folded[slice(*passage.segment(end))].strip()
    return len(below) > _NEXT or below.endswith(".")


def _heads_a_list(sentence: str) -> bool:
    """Whether items may follow a sentence on applicants: it is short, or asks or announces."""
    return sentence.endswith((":", "?")) or len(sentence) < _HEADING


def _tells_where(sentence: str) -> bool:
    """Whether a sentence of usual length says from where one may apply."""
    return len(sentence) < _USUAL and TELLS_WHERE.search(sentence) is not None


def _is_cued(passage: Passage, start: int, end: int) -> bool:
    """Whether something is said of applicants in a sentence of usual length."""
    if end - start >= _USUAL:
        return False
    sentence = Sentence(passage=passage, start=start, end=end)
    return any(cue.start < _EARLY for clause in sentence.clauses for cue in clause.cues)


def _tells_itself(sentence: str, about: bool) -> bool:
    """Whether it is a sentence on applicants of its own, and no item of the list above."""
    return about and _TELLS.search(sentence) is not None


def local_sentences(title: Passage, text: Passage) -> Iterator[Sentence]:
    """Sentences that may say whether a local government applies.

    A line that announces a list («No podrán participar:») is read with each of its items.
    """
    for passage in (title, text):
        under, left = "", 0
        for start, end in passage.segments():
            plain = Sentence(passage=passage, start=start, end=end)
            line = plain.text.strip()
            if len(line) <= _SHORTEST:
                continue
            cued = len(line) < _LONGEST and any(clause.cues for clause in plain.clauses)
            if left > 0 and _ends_a_list(passage, start, end, about=cued):
                left = 0
            listed = under if left > 0 else ""
            shut = _is_shut_item(line, listed)
            above = listed if shut or not cued else ""
            if _speaks(line, listed, cued=cued):
                yield from _read_below(plain, above)
            on_who = is_on_who_may(passage, start, end)
            found = None if shut else _opens_a_list(line, cued=cued, on_who=on_who)
            under, left = found or (under, _goes_on(left, line))


def _goes_on(left: int, line: str) -> int:
    """How many lines are left of a list; none where the line announces something else."""
    return 0 if line.endswith((":", "?")) else _left(left, line)


def _is_shut_item(line: str, under: str) -> bool:
    """Whether a line is an item of those who may not, whatever it says itself."""
    return under == SHUT_OUT and _BULLET.match(line) is not None


def _opens_a_list(line: str, *, cued: bool, on_who: bool) -> tuple[str, int] | None:
    """What the next lines are read under, and how many of them, where a line says so."""
    if _announces(line) and NOBODY_HERE.search(line):
        return SHUT_OUT, _TOLD
    if _announces(line) and cued:
        return f"{line.strip(' ¿?:')}:", _LISTED
    return (LISTED_BELOW, _TOLD) if on_who else None


def is_on_who_may(passage: Passage, start: int, end: int) -> bool:
    """Whether a line is the heading above who may apply."""
    line = passage.folded[start:end].strip()
    announces = _announces(line) or runs_in(passage, start, end)
    return announces and WHO_MAY.search(line) is not None


def _read_below(plain: "Sentence", under: str) -> Iterator["Sentence"]:
    """A sentence for itself, or as an item of the list that ``under`` announces."""
    if not under:
        yield plain
    elif not _TELLS.search(_WHO_ARE.sub("", plain.text.strip()).partition(", ")[0]):
        yield replace(plain, under=under)


def _announces(line: str) -> bool:
    """Whether a line reads like the heading of a list."""
    return line.endswith((":", "?")) or (len(line) < _HEADING and not line.endswith("."))


def _speaks(sentence: str, above: str, *, cued: bool) -> bool:
    """Whether it names a local government, or shuts the call to others than those it names."""
    if any(words.search(sentence) for words in (LOCAL, AS_PARTNER, NO_OTHERS)):
        return True
    if (cued or _names_who(sentence)) and OTHERS.search(sentence):
        return True
    shuts = any(words.search(sentence) for words in (ONLY, BUT, CALL_IS_FOR)) or ONLY.search(above)
    shuts = shuts or WHO_MAY.search(above) or _PRIVATE.search(sentence)
    return bool(shuts) and (OTHERS.search(sentence) or _BODY.search(sentence)) is not None


_BODY = re.compile(
    r"\b(?:organi(?:[sz]|tz|zz)a|entidad|asociac|associac|agrupac|colectiv|juntas de|clubes|"
    r"naciona|"
    r"edad|nacid|individual|estudiantes|menor de|mayor de|terzo settore)\w*"
)


_PRIVATE = re.compile(
    r"\b(?:privad|privat|prive[es]|private|non-?profit|sin (?:fines|animo) de lucro|non-?govern|"
    r"no gubern|"
    r"tax[- ]exempt|submitted by|presentad\w+ por|propuest\w+ por|convocatoria|financia|"
    r"concesion|invited|requisitos que|beneficiari|nacionalidad|edad|nacid|individual|"
    r"estudiantes|nationality|"
    r"applications|proposals|menor de|mayor de|terzo settore|requisitos|persona|sele[cz]\w+ de)"
)


def _names_who(line: str) -> bool:
    """Whether a line is a label for who may apply, with who that is."""
    label, colon, _ = line.partition(":")
    return bool(colon) and len(label) < _HEADING and WHO_MAY.search(label) is not None


def all_sentences(title: Passage, text: Passage) -> Iterator[Sentence]:
    """Every sentence of a page that holds more than a word."""
    for passage in (title, text):
        for start, end in passage.segments():
            if end - start > _SHORTEST:
                yield Sentence(passage=passage, start=start, end=end)


_OVERT = re.compile(r"\b(?:no|not|nao|ne|n'|non|cannot|n't)\b")


def turned(gives: Answer, reply: Reply | None, question: str) -> Answer:
    """What a rule reads in a question, after the reply to it; ``None`` where that tells nothing."""
    if reply is None or reply == "yes":
        return gives
    if reply == "no" and gives == "partner" and not AS_PARTNER.search(question):
        return gives
    if reply == "" or gives == "partner" or _OVERT.search(question):
        return None
    if gives and LEADING.search(question):
        return "partner"
    if gives and ON_ITS_OWN.search(question):
        return None
    return not gives


def first_told(
    rules: Sequence[Rule[Sentence, Answer]], sentences: Sequence[Sentence]
) -> Fact | None:
    """What the first sentence tells that any of ``rules`` finds its words in."""
    for sentence in sentences:
        found = decide(rules, sentence)
        if found.rule is not None and found.rule.gives is not None:
            reply = reply_of(sentence.passage, sentence.start, sentence.end)
            gives = turned(found.rule.gives, reply, sentence.text)
            if gives is None:
                continue
            at = sentence.start + max(0, sentence.text.find(found.words.split(" … ")[0]))
            span = sentence.passage.sentence_span(at, method=found.rule.name)
            partner = gives == "partner"
            answer = None if partner else bool(gives)
            return Fact(answer=answer, span=span, partner=partner)
    return None
