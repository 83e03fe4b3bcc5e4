"""The places of one clause: which of them those who apply come from, and which are shut out.

An exception turns over what the clause says: «excepto Chile» shuts Chile out of a call that is
open, and «salvo Colombia» lets Colombia into one that is closed. What is said of one place of a
list is said of the whole list.
"""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.parties.allies.with_another import COMES_WITH
from scrapers.extract.parties.clauses import ApplicantClause, ApplicantCue
from scrapers.extract.parties.cues import CAN, EXCEPT, SUBSET
from scrapers.extract.parties.places import find_places, holds, is_listed
from scrapers.extract.parties.scope import on_shut_list
from scrapers.extract.parties.sentences import COUNTRIES_BELOW, LISTED_BELOW
from scrapers.extract.parties.where.peoples import find_peoples
from scrapers.extract.parties.where.tells import (
    ENGLISH,
    IN_BRACKETS,
    ITSELF,
    LANGUAGE,
    NATIONAL,
    NO_PLACE,
    NOT_NEEDED,
    OUTSIDE,
    PAPERS_FROM,
    SPOKEN,
    is_done_in,
)
from scrapers.extract.parties.words.beside import role_beside
from scrapers.extract.parties.words.origins import (
    APPLICANTS,
    BASED,
    BUT,
    COUNTRIES_LABEL,
    DONE_THERE,
    PAPERS_FOR,
    SHUT_LABEL,
    SPEAKS,
)
from scrapers.extract.parties.words.partners import ALLIED_BODY

Place = tuple[int, int, str]
_WITH = re.compile(r"\b(?:con|with|avec|com|amb)\s(?:[a-z]+ ){0,2}$")
"""Right before a noun: it is whom the others do something with."""
_AS_ADJECTIVE = re.compile(
    r"(?:-(?:registered|based|resident|incorporated|headquartered|domiciled|born))?.?"
)
"""What ties a place to who stands after it: «UK-registered charities»."""
_PAPERS_FROM_ALL = re.compile(
    r"\b(?:applications|proposals|submissions|entries|nominations) (?:is |are )?(?:[a-z]+ )?from "
    r"(?P<gap>(?:[a-z0-9,'-]+[ (]+){0,24})(?:[a-z]+-)?$"
)
"""Before a place: whoever the papers come from, and at the end of it where they are."""
_FEW = 10
"""Words between the papers and a place that is not the whole world. Set by hand."""
_FOR_THERE = re.compile(
    r"\b(?:propostas|propuestas|proposals|projetos|proyectos|projects|projets|progetti) "
    r"(?:para|for|pour|per) [^.;:]*$"
)
"""Before a list of places: what is proposed is for there."""
NOT_LIMITED = re.compile(
    r"\b(?:no|not|nao|non|n'est pas|ne) ?(?:se |is |est |esta |e |es |solo |only )?(?:limit|"
    r"restrict|restring|"
    r"exclusiv|reserv|restreint)\w*"
)
"""Others are in too."""
_FRONTED = re.compile(r",\s*(?:todos|todas|all|every|any|los demas|el resto|tous|toutes|tutti)\b")
"""After an exception that stands first: what it is taken from."""
_ROW = re.compile(r"\s*[:|–-]\s*(?P<yes>si|yes|oui|sim)?(?P<no>no|nao|non)?\W*$")
"""After a place: a row that says whether it is in."""
_OPENS = re.compile(r"\s*[:(]\s*")
_CALL_FOR = re.compile(
    r"\b(?:convocatoria|seleccion|selecao|concurso|premio|edital|chamada|becas?|bolsas?|fondo|"
    r"ayudas|"
    r"subvenciones|aplica|abierta|abierto|valid[oa]|disponible|call|grants?|awards?|prize|appel|"
    r"bando|programa|linea)(?: [a-z]+)? "
    r"(?:a|para|de|for|per|pour|destinad[oa]s? a) (?:tod[oa]s )?(?:los |las |the |os |as |les )?$"
)
"""Right before a noun: the call is for them."""
_A_WORD = re.compile(r"[\w()-]+ ")
TWINNED = re.compile(r"\b(?:hermanad|twinned|jumel|geminad|agermanad|gemellat)\w*")
"""Before a place: a town of there is a sister of who applies."""
_PAPERS_OF = re.compile(
    r"\b(?:applications|proposals|bids|candidatur\w+|solicitudes|postulaciones|propuestas|"
    r"propostas|"
    r"projets|projects|proyectos|projetos|demandes|domande) (?:from|de|by|d[aeo]s?|des|"
    r"d')\s?(?:los |las |os |"
    r"as |les )?$"
)
"""Right before a noun: they hand the papers in."""
_ABOUT = re.compile(
    r"\b(?:desde|from|hasta|sobre|about|en|in|dans|em|with|con|hacia|sur) (?:la |el |the )?$"
)
_NEAR = 60
"""Letters between a country and the denial or exception that is about it. Set by hand."""
_FAR = 160
"""Letters before a country in which it may be the seat of somebody. Set by hand."""
_NOTHING = re.compile(
    r"[\s,:]*(?:(?:toda|todo|todas|tota|toute|los|las|the|les|le|la|l'|el|all|todos?|a|de|del|"
    r"is|are|no|nao|ne|se|y|and|si|"
    r"(?:de|en|from|of|da|de la|por) (?:esta|este|esa|la presente|this|desta|nesta|cette|aquesta) "
    r"(?:edicion|convocatoria|llamado|linea|ocasion|ronda|vez|edition|call|round|edicao|chamada|"
    r"edicio))[\s,]+){0,3}"
)
_TIED = 70
"""Letters between an applicant and the country that is tied to it. Set by hand."""
_TIE = re.compile(
    r"(?:[ ,/]+(?!con\b|para\b|sobre\b|with\b|for\b|que\b|who\b|qui\b|which\b)"
    r"[a-z0-9().'-]+){0,9}[ ,:()'/]*"
)
"""What may stand between those who apply and where they come from."""
_FROM = re.compile(
    r"(?:\b(?:de|del|d[aeo]s?|du|des|of|from|in|en|em|na|no|nas|nos|aux?|dont|incluid[oa]s?|"
    r"including|among them|entre (?:ellos|ellas|los cuales)|entre eles|such as|como|parmi lesquels)"
    r"|d'|:)\s?(?:la |el |le |l'|los |las |les |the |os |as |o |a )?"
    r"(?:(?:amazoni[ae]|orinoquia|cuenca|frontera|fronteira|costa|sierra|selva) )?$"
)
"""Right before a place in a list of who may apply: from there."""
_TOO = re.compile(r"\b(?:tambien|asimismo|also|aussi|egalement|tambem|tambe|anche)\s$")
"""Right before a place, below those of the call: it is one of them."""
_BUT_THIS = re.compile(
    r"\b(?:autres que|other than|que no sean?|que nao sejam?|distint\w+ (?:de|a)|outros que|"
    r"diferentes? (?:de|a)|salvo|sauf|except|a no ser)\b"
)
"""Inside an exception: this place is taken out of it."""
_AND = re.compile(r" (?:and|or) [a-z]+ in$")


def _said(seat: str) -> int:
    """How far what says «seat» reaches: what is done there comes after it."""
    return len(seat) if _AND.search(seat) else 5


_ASIDE = re.compile(r", (?:in|from|of|en|de|dans|d'|em|in|da) ?$")
_SEAT = 45
"""Letters between «with seat in» and the country. Set by hand."""


def _is_of_the_work(place: Place, before: str) -> bool:
    """Whether the work is done there, or an aside says «(of any nationality)»."""
    return is_done_in(before) or (place[2] == "WORLD" and before.endswith("(of "))


@dataclass(frozen=True)
class PlacedClause:
    """A clause of a sentence that begins at ``at``; ``listed`` below a line on applicants."""

    clause: ApplicantClause
    at: int
    listed: bool = False

    @cached_property
    def named(self) -> list[Place]:
        """Every place."""
        text = self.clause.text
        found, past = [], 0
        for place in sorted((*find_places(text, 0, len(text)), *find_peoples(text))):
            if place[0] >= past:
                found.append(place)
                past = place[1]
        return found

    @cached_property
    def applicants(self) -> list[Place]:
        """The places applicants come from; one of a list is as the first of it."""
        found: list[Place] = []
        before: Place | None = None
        for place in self.named:
            listed = before is not None and is_listed(self.clause.text[before[1] : place[0]])
            first = listed and before in found
            if first or self._turned.get(place) == "" or self._is_origin(place):
                found.append(place)
            before = place
        for place, next_one in reversed(list(itertools.pairwise(self.named))):
            if place not in found and next_one in found and self._is_adjective(next_one):
                tied = is_listed(self.clause.text[place[1] : next_one[0]])
                found += [place] if tied else []
        return [place for place in sorted(found) if not self._heads_its_own(place)]

    def _heads_its_own(self, place: Place) -> bool:
        """Whether a region is the label of a list of its countries: "América: Bolivia, Perú"."""
        after = next((one for one in self.named if one[0] >= place[1]), None)
        if after is None or after[2] == place[2] or not holds(place[2], after[2]):
            return False
        return _OPENS.fullmatch(self.clause.text[place[1] : after[0]]) is not None

    @cached_property
    def seats(self) -> list[Place]:
        """The places where those who apply have their seat."""
        return [p for p in self.applicants if self._is_seat(self.clause.text[: p[0]][-_FAR:])]

    @cached_property
    def _turned(self) -> dict[Place, str]:
        """The places of exceptions: the word that takes each out, or "" where it lets it in."""
        found: dict[Place, str] = {}
        before: Place | None = None
        for place in self.named:
            gap = self.clause.text[before[1] : place[0]] if before else ""
            if before in found and is_listed(gap) and not _FRONTED.match(gap):
                found[place] = found[before]
            elif (word := self._exception(place)) is not None:
                found[place] = word
            before = place
        return found

    def _exception(self, place: Place) -> str | None:
        text = self.clause.text
        low = max(0, place[0] - _NEAR)
        match = BUT.search(text, low, place[0]) or EXCEPT.search(text, low, place[0])
        if match is None or CAN.search(text, match.end(), place[0]):
            return None
        if _BUT_THIS.search(text, match.end(), place[0]):
            return None
        if _FRONTED.search(text, match.end(), place[0]):
            return None
        closed = SHUT_LABEL.search(text, 0, match.start()) is not None
        for cue in self.clause.cues:
            if cue.end <= match.start():
                closed = not cue.yes
        return "" if closed else match.group()

    def refused(self, place: Place) -> str | None:
        """The word that shuts the place out."""
        text = self.clause.text
        if place in self._turned:
            return self._turned[place] or None
        if OUTSIDE.search(text, 0, place[0]):
            return None
        row = _ROW.fullmatch(text, place[1])
        if row and row["no"]:
            return row["no"]
        if place in self.named and on_shut_list(text):
            return text[place[0] : place[1]]
        if label := SHUT_LABEL.search(text, max(0, place[0] - _FAR), place[0]):
            return label.group()
        return self._denied(place)

    def _denied(self, place: Place) -> str | None:
        """The denial that is said of the place."""
        text = self.clause.text
        for cue in self.clause.cues:
            gap = place[0] - cue.end if cue.end <= place[0] else cue.start - place[1]
            if not self._is_denial(cue) or not 0 <= gap < _NEAR or SUBSET.match(text, place[1]):
                continue
            if place in self.applicants or self._is_said_of(place):
                return text[cue.start : cue.end]
        return None

    @cached_property
    def only(self) -> list[Place]:
        """The places whoever is not from is shut out: «fuera del Espacio Económico Europeo»."""
        text = self.clause.text
        return [p for p in self.applicants if OUTSIDE.search(text, 0, p[0])]

    def _is_denial(self, cue: ApplicantCue) -> bool:
        """Whether a cue denies, and is no exception to what else is said."""
        text = self.clause.text
        if cue.yes or EXCEPT.match(text, cue.start):
            return False
        return not NOT_LIMITED.search(text, max(0, cue.start - 12), cue.end + 12)

    def _is_origin(self, place: Place) -> bool:
        """Whether applicants come from the place: by a label, a seat, or who they are."""
        text = self.clause.text
        before = text[max(0, place[0] - _FAR) : place[0]]
        if OUTSIDE.search(before):
            return self.clause.denies
        if self._is_another(place, before):
            return False
        if self._is_told(place, before):
            return True
        if place[2] == "WORLD" and ITSELF.search(text, 0, place[1]):
            return True
        if place[2] == "WORLD" and self._is_aside(place):
            return True
        if self.listed and (place[2] == "WORLD" or self._is_item_of(text[: place[0]])):
            return True
        if not (self.listed or self.clause.cues or SPEAKS.search(text)):
            return False
        return self._is_seat(before) or self._is_tied(place)

    def _is_told(self, place: Place, before: str) -> bool:
        """Whether a label, a row, or where the papers come from says it."""
        text = self.clause.text
        if _ROW.fullmatch(text, place[1]) or on_shut_list(text) or self._is_said_of(place):
            return True
        if any(one.search(before) for one in (COUNTRIES_LABEL, NATIONAL, SHUT_LABEL)):
            return True
        papers = _PAPERS_FROM_ALL.search(before)
        if papers and (place[2] == "WORLD" or len(papers["gap"].split()) < _FEW):
            return not DONE_THERE.search(papers.group())
        return PAPERS_FROM.search(before) is not None

    def _is_aside(self, place: Place) -> bool:
        """Whether, of those who apply, it is told between commas that they may be of anywhere."""
        text = self.clause.text
        aside = _ASIDE.search(text, 0, place[0]) and text.startswith(",", place[1])
        nouns = APPLICANTS.search(text, 0, place[0]) if aside else None
        done = DONE_THERE.search(text, 0, place[0])
        return nouns is not None and done is None and bool(self.clause.cues)

    @staticmethod
    def _is_item_of(before: str) -> bool:
        """Whether a place in a list of who may apply is where they are from."""
        countries = before.startswith(COUNTRIES_BELOW)
        before = before.removeprefix(LISTED_BELOW).removeprefix(COUNTRIES_BELOW)
        if is_listed(before) or _TOO.search(before) or (countries and _FROM.search(before)):
            return True
        return (
            _FROM.search(before) is not None
            and APPLICANTS.search(before) is not None
            and not DONE_THERE.search(before)
        )

    @staticmethod
    def _is_seat(before: str) -> bool:
        """Whether what stands before a place says that somebody has their seat there."""
        seats = ((m.end(), m.start() + _said(m.group())) for m in BASED.finditer(before))
        seat, said = max(seats, default=(-1, 0))
        return seat >= 0 and len(before) - seat < _SEAT and not DONE_THERE.search(before, said)

    def _is_another(self, place: Place, before: str) -> bool:
        """Whether it is a language, the clock, money, or where the partners are from."""
        text = self.clause.text
        language = LANGUAGE.fullmatch(text, place[0], place[1]) and SPOKEN.search(before)
        if _is_of_the_work(place, before) or _FOR_THERE.search(text, 0, place[0]):
            return True
        if language or NO_PLACE.search(before) or PAPERS_FOR.search(before):
            return True
        limited = NOT_LIMITED.search(before)
        if limited and len(before) - limited.end() < _SEAT:
            return True
        if TWINNED.search(before) or NOT_NEEDED.search(before):
            return True
        role = role_beside(text)
        if role and not COMES_WITH.search(text, place[1], max(place[1], role.start())):
            return True
        return any(ally.start() <= place[0] for ally in ALLIED_BODY.finditer(text))

    def _is_tied(self, place: Place) -> bool:
        """Whether the place hangs from those who apply: "cities of …", "Peruvian cities"."""
        text = self.clause.text
        if self._heads(place) and self.clause.is_head(place[0], english=True):
            return True
        low = max(0, place[0] - _TIED)
        nouns = [n for n in APPLICANTS.finditer(text, low, place[0]) if self._stands(n)]
        if not nouns:
            return False
        gap = text[nouns[-1].end() : place[0]]
        return _TIE.fullmatch(gap) is not None and not DONE_THERE.search(gap)

    def _heads(self, place: Place) -> bool:
        return self._is_adjective(place) or bool(APPLICANTS.match(self.clause.text, place[0]))

    def _is_adjective(self, place: Place) -> bool:
        """Whether a place stands right before who applies: "Peruvian cities"."""
        text = self.clause.text
        tied = _AS_ADJECTIVE.match(text, place[1])
        if tied is None:
            return False
        if APPLICANTS.match(text, tied.end()):
            return True
        word = _A_WORD.match(text, tied.end())
        return (
            "-" in tied.group()
            and word is not None
            and APPLICANTS.match(text, word.end()) is not None
        )

    def _stands(self, noun: re.Match[str]) -> bool:
        """Whether a noun stands for those who apply, and hangs from nothing else."""
        english = noun.group() in ENGLISH
        if self.clause.is_head(noun.start(), english=english):
            return True
        before = self.clause.text[: noun.start()]
        if _PAPERS_OF.search(before) or _CALL_FOR.search(before):
            return True
        inner = APPLICANTS.search(self.clause.text, max(0, noun.start() - _TIED), noun.start())
        if inner is None or _WITH.search(self.clause.text, inner.end(), noun.start()):
            return False
        return self._stands(inner)

    def _is_said_of(self, place: Place) -> bool:
        """Whether the place itself may apply, or not."""
        text = self.clause.text
        for cue in self.clause.cues:
            about = _ABOUT.search(text, 0, place[0])
            follows = cue.before and place[1] <= cue.start and not about
            if follows and _NOTHING.fullmatch(text[place[1] : cue.start]):
                return True
            gap = text[cue.end : place[0]] if cue.after else ""
            if gap and (_NOTHING.fullmatch(gap) or IN_BRACKETS.fullmatch(gap)):
                return True
        return False
