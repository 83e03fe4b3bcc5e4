"""Whether a local government may apply: yes, no, or only as somebody's partner."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.allies.as_partner import (
    FAR,
    as_partner,
    asked_as_ally,
    led_by_another,
    said_of,
)
from scrapers.extract.parties.allies.beside import joins_another, let_in, not_first
from scrapers.extract.parties.clauses import ApplicantClause, ApplicantCue, Head
from scrapers.extract.parties.cues import (
    AS_PARTNER,
    EXCEPT,
    LED_BY,
    NOBODY,
    ONLY_THEY,
    ONLY,
    SUBSET,
)
from scrapers.extract.parties.forms.ellipsis import left_out, let_in_too
from scrapers.extract.parties.forms.labels import (
    labelled_applicant,
    labelled_out,
    labelled_partner,
)
from scrapers.extract.parties.forms.lifted import lifted
from scrapers.extract.parties.forms.none_but import none_but_others, only_local
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.beside import (
    FUNDER_ITSELF,
    ITS_OWN,
    LEADING,
    NOR_BESIDE,
    NOT_EVEN,
)
from scrapers.extract.parties.words.roles import ON_ITS_OWN
from scrapers.extract.text.rules import Example, Rule

_NEAR = 60
"""Letters in which a denial says that it is of leading only. Set by hand."""
_ONLY_AFTER = re.compile(
    r"(?: [a-z]+)? (?:only|exclusively|exclusivamente|unicamente|uniquement|exclusivament)\b"
)
"""Right after others: nobody but them."""
_BESIDE = re.compile(r"\b(?:con|com|with|avec|amb|parceria|alianza|partnership|junto)\b")
"""Before others: they are whom one applies with."""
_QUOTA = re.compile(r"\d ?(?:%|por ciento|per cent|pour cent)|cupos|cuota|quota|plazas|places\b")
"""A part that is kept for some leaves the rest to others."""


def _words(clause: ApplicantClause, cue: ApplicantCue) -> str:
    return clause.text[cue.start : cue.end]


def _is_taken_out(clause: ApplicantClause, head: Head) -> re.Match[str] | None:
    """The "except" the government stands behind."""
    for match in EXCEPT.finditer(clause.text, 0, head.start):
        if head.start - match.end() < FAR:
            return match
    return None


def _nobody(clause: ApplicantClause, head: Head) -> bool:
    """«Ninguna administración»."""
    return NOBODY.search(clause.text, max(0, head.start - 24), head.start) is not None


_RELATIVE = re.compile(r", (?:que|qui|who|which|che|cuy[oa]s?)\b")


def _only_some(clause: ApplicantClause, head: Head) -> re.Match[str] | None:
    """What narrows a government to some of them; a clause between commas narrows nobody."""
    if _RELATIVE.match(clause.text, head.end):
        return None
    return SUBSET.match(clause.text, head.end)


def _denials(sentence: Sentence) -> Iterator[tuple[ApplicantClause, Head, ApplicantCue | None]]:
    """Each denial of a local government as such, on either side of it."""
    for clause in sentence.clauses:
        if clause.denies and any(_is_taken_out(clause, head) for head in clause.governments):
            continue
        for head in clause.governments:
            if _only_some(clause, head):
                continue
            said = list(said_of(clause, head))
            if said and _nobody(clause, head) and all(cue.yes for cue in said):
                yield clause, head, None
            out = _is_taken_out(clause, head)
            for cue in said:
                if not cue.yes and out is None:
                    yield clause, head, cue


def _not_leading(sentence: Sentence) -> str | None:
    for clause, head, cue in _denials(sentence):
        at = cue.start if cue else head.end
        leads = LEADING.search(clause.text, at, at + _NEAR + 20)
        if leads and not NOR_BESIDE.match(clause.text, leads.end()):
            return f"{_words(clause, cue)} … {leads.group()}" if cue else leads.group()
    return None


def _denied(sentence: Sentence) -> str | None:
    for clause, head, cue in _denials(sentence):
        alone = ON_ITS_OWN.search(clause.text)
        if alone and not NOT_EVEN.search(clause.text, 0, alone.start()):
            continue
        return _words(clause, cue) if cue else clause.text[head.start : head.end]
    return None


def _some_denied(sentence: Sentence) -> str | None:
    """Only some of them are denied, so the others may: «no podrán los municipios que …»."""
    for clause in sentence.clauses:
        for head in clause.governments:
            said = list(said_of(clause, head))
            some = _only_some(clause, head)
            if some and said and not any(cue.yes for cue in said):
                return clause.text[head.start : some.end()]
    return None


def _excepted(sentence: Sentence) -> str | None:
    """Taken out of who may; out of who may not, it is let in."""
    for clause in sentence.clauses:
        for head in clause.governments:
            match = _is_taken_out(clause, head)
            if match and not _only_some(clause, head):
                return None if clause.denies or not clause.cues else match.group()
    return None


def _named(sentence: Sentence) -> str | None:
    for clause in sentence.clauses:
        for head in clause.governments:
            said = [c for c in said_of(clause, head) if not _is_the_funder_s(clause, head, c)]
            out = _is_taken_out(clause, head)
            if out and clause.denies:
                return out.group()
            if said and not out and all(cue.yes for cue in said) and not clause.denies:
                return clause.text[head.start : head.end]
    return None


def _is_the_funder_s(clause: ApplicantClause, head: Head, cue: ApplicantCue) -> bool:
    """Whether one office asks for, receives or sends something: it may be the funder's."""
    named = FUNDER_ITSELF.search(clause.text, max(0, head.start - 5), head.end + 5)
    return (
        named is not None
        and head.end <= cue.start
        and ITS_OWN.search(clause.text, cue.start, cue.end + 5) is not None
    )


def _only_others(sentence: Sentence) -> str | None:
    for clause in sentence.clauses:
        if clause.governments or clause.denies or _QUOTA.search(clause.text):
            continue
        for other in clause.others:
            shut = _ONLY_AFTER.match(clause.text, other.end) or ONLY_THEY.search(
                clause.text, other.end
            )
            if clause.cues and shut:
                return clause.text[other.start : other.end]
        for only in ONLY.finditer(clause.text):
            for other in clause.others:
                near = only.end() <= other.start < only.end() + FAR
                beside = _BESIDE.search(clause.text, only.end(), max(only.end(), other.start))
                if near and not beside and clause.cues:
                    return clause.text[other.start : other.end]
    return None


LOCAL_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="local-only-they",
        when=only_local,
        gives=True,
        examples=(
            Example("Ninguna entidad distinta de los municipios podrá postular.", True),
            Example("Ninguna entidad distinta de las ONG podrá postular.", False),
        ),
    ),
    Rule(
        name="local-let-in-again",
        when=lifted,
        gives=True,
        examples=(
            Example("Se levanta la prohibición que impedía postular a los municipios.", True),
            Example("Los municipios no pueden postular: la prohibición sigue.", False),
        ),
    ),
    Rule(
        name="local-labelled-partner",
        when=labelled_partner,
        gives="partner",
        examples=(
            Example("Cosolicitantes: municipios y universidades.", "partner"),
            Example("Solicitantes: municipios y universidades.", True),
        ),
    ),
    Rule(
        name="local-labelled-out",
        when=labelled_out,
        gives=False,
        examples=(
            Example("Municipios: no elegibles.", False),
            Example("Municipios: elegibles.", True),
        ),
    ),
    Rule(
        name="local-labelled-applicant",
        when=labelled_applicant,
        gives=True,
        examples=(
            Example("Rol del municipio: solicitante principal.", True),
            Example("Rol del municipio: entidad asociada.", "partner"),
        ),
    ),
    Rule(
        name="local-only-as-partner",
        when=as_partner,
        gives="partner",
        examples=(
            Example(
                "Podrán postular las ONG; los municipios pueden participar como socios.", "partner"
            ),
            Example("Podrán postular los municipios como solicitantes o como socios.", True),
            Example("Podrán postular los municipios con una universidad como socia.", True),
        ),
    ),
    Rule(
        name="local-let-in-beside",
        when=let_in,
        gives="partner",
        examples=(
            Example("Municipalities may not apply alone, but may join a consortium.", "partner"),
            Example("Municipalities may not apply, but NGOs may join a consortium.", False),
        ),
    ),
    Rule(
        name="local-joins-another",
        when=joins_another,
        gives="partner",
        examples=(
            Example(
                "La solicitante será una ONG; podrán asociarse a ella las alcaldías.", "partner"
            ),
            Example("Podrán asociarse las alcaldías para presentar una propuesta.", True),
        ),
    ),
    Rule(
        name="local-led-by-another",
        when=led_by_another,
        gives="partner",
        examples=(
            Example(
                "Los municipios podrán participar en propuestas lideradas por una ONG.", "partner"
            ),
            Example("Los municipios podrán presentar propuestas lideradas por su alcalde.", True),
        ),
    ),
    Rule(
        name="local-never-first",
        when=not_first,
        gives="partner",
        examples=(
            Example("Las alcaldías participan, nunca como proponentes.", "partner"),
            Example("Las alcaldías pueden sumarse; la entidad líder será una ONG.", "partner"),
            Example("Podrán sumarse alcaldías, nunca como observadoras.", True),
        ),
    ),
    Rule(
        name="local-asked-as-ally",
        when=asked_as_ally,
        gives="partner",
        examples=(
            Example("Las ONG deberán presentarse en alianza con un municipio.", "partner"),
            Example("Los municipios deberán presentarse en alianza con una ONG.", True),
        ),
    ),
    Rule(
        name="local-left-out",
        when=left_out,
        gives=False,
        examples=(
            Example("Podrán postular las ONG; los municipios, en cambio, no.", False),
            Example("Podrán postular las ONG; los municipios, en cambio, con aval.", None),
        ),
    ),
    Rule(
        name="local-let-in-too",
        when=let_in_too,
        gives=True,
        examples=(
            Example("Las ONG no podrán postular; los municipios sí.", True),
            Example("Las ONG podrán postular; los municipios no.", False),
        ),
    ),
    Rule(
        name="local-not-as-lead",
        when=_not_leading,
        gives="partner",
        examples=(
            Example("Municipalities cannot be lead applicants.", "partner"),
            Example("Municipalities cannot be applicants.", False),
        ),
    ),
    Rule(
        name="local-denied",
        when=_denied,
        gives=False,
        examples=(
            Example("Los ayuntamientos no podrán participar en esta convocatoria.", False),
            Example("No podrán solicitarla empresas ni ayuntamientos.", False),
            Example("Ningún ayuntamiento podrá participar.", False),
            Example("Los ayuntamientos no podrán presentar más de una solicitud.", True),
            Example("No podrán participar empresas, sino ayuntamientos.", True),
            Example("Los municipios no pueden postular por sí mismos.", None),
            Example("No podrán participar los ayuntamientos con deudas.", True),
        ),
    ),
    Rule(
        name="local-excepted",
        when=_excepted,
        gives=False,
        examples=(
            Example("Pueden participar todas las entidades, excepto ayuntamientos.", False),
            Example("Pueden participar ayuntamientos, excepto los que ya tienen ayuda.", True),
            Example("No pueden participar entidades públicas, salvo los ayuntamientos.", True),
        ),
    ),
    Rule(
        name="local-may-apply",
        when=_named,
        gives=True,
        examples=(
            Example("Pueden participar ayuntamientos y mancomunidades.", True),
            Example("Pueden participar artistas. El acto será en el ayuntamiento.", None),
            Example("Pueden participar artistas que trabajen en municipios rurales.", None),
            Example("Los habitantes de los municipios rurales podrán postularse.", None),
        ),
    ),
    Rule(
        name="local-some-denied",
        when=_some_denied,
        gives=True,
        examples=(
            Example("No podrán participar los ayuntamientos con deudas.", True),
            Example("No podrán participar los ayuntamientos.", False),
        ),
    ),
)

CLOSED_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="none-but-others-may-apply",
        when=none_but_others,
        gives=False,
        examples=(
            Example("Ninguna entidad que no sea una universidad podrá participar.", False),
            Example("Ninguna entidad que no sea un municipio podrá participar.", None),
        ),
    ),
    Rule(
        name="only-others-may-apply",
        when=_only_others,
        gives=False,
        examples=(
            Example("Solo podrán participar organizaciones sin ánimo de lucro.", False),
            Example("Podrán participar organizaciones sin ánimo de lucro.", None),
        ),
    ),
)
"""Asked where no sentence says anything of a local government."""
