"""Reasons an officer could read aloud: what meets, where it stands, what argues against."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matcher.ranking.inputs import CallText, ProjectText, Reason
from matcher.reasons.passages import Met, QuotableSentence, best_passage
from matcher.tags.ods import ODS_NAMES

Code = TypeVar("Code", int, str)
_MOST_TERMS = 4
_LANGUAGE_NAMES = {
    "es": "español", "en": "inglés", "pt": "portugués", "fr": "francés", "ca": "catalán",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of a project as they stand, and how the call says them.

    ``target`` is the translation where it is a phrase; else the call's own word with the one of
    the ``stems`` is shown. ``sure`` is false for second choices of the glossary.
    """

    source: str
    target: str | None
    stems: tuple[str, ...]
    worth: float
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about a pair when it is explained.

    ``terms`` says what each shared stem adds to the score, in the language of the call;
    ``project_terms`` the same for the project's own stems behind them. ``said`` tells how the
    project's words are said in the language of the call, the weightiest first.
    """

    call: CallText
    project: ProjectText
    call_passages: tuple[QuotableSentence, ...]
    project_passages: tuple[QuotableSentence, ...]
    terms: Mapping[str, float]
    project_terms: Mapping[str, float]
    said: Sequence[Said]
    call_language: str
    project_language: str
    call_ods: tuple[int, ...]
    project_ods: tuple[int, ...]
    line_names: Mapping[str, str]


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    """Reasons for, the weightiest first, then what argues against."""
    found = tuple(_for(evidence))
    return (*found, *_without_words(found), *_against(evidence))


def _for(evidence: Evidence) -> Iterator[Reason]:
    """What speaks for the pair."""
    call = best_passage(evidence.call_passages, evidence.terms)
    project = best_passage(evidence.project_passages, evidence.project_terms)
    if call is not None and evidence.call_language != evidence.project_language:
        yield _across(evidence, call, project)
    elif call is not None and project is not None:
        yield _same_words(call, project)
    if shared := [code for code in evidence.call_ods if code in evidence.project_ods]:
        yield Reason(
            kind="ods",
            text=_by_who_says(evidence, shared, _shared_ods),
            terms=tuple(f"ODS {code}" for code in shared),
        )
    if lines := [code for code in evidence.call.lines if code in evidence.project.lines]:
        yield Reason(
            kind="lines",
            text=_by_who_says(evidence, lines, _shared_lines),
            terms=tuple(lines),
        )
    yield from _funder(evidence)


def _without_words(found: Sequence[Reason]) -> Iterator[Reason]:
    """Says so where no word of the call meets the project."""
    kinds = {reason.kind for reason in found}
    if not kinds & {"terms", "translated"}:
        text = (
            "No comparten palabras: la coincidencia es solo de tema."
            if kinds
            else "No encontramos palabras ni temas en común."
        )
        yield Reason(kind="against", text=text)


def _same_words(call: Met, project: Met) -> Reason:
    """Both sides say the same in one language."""
    terms = call.phrases[:_MOST_TERMS]
    return Reason(
        kind="terms",
        text=f"La convocatoria y el proyecto ({_field(project)}) hablan de {_listed(terms)}.",
        call_quote=call.quote,
        project_quote=project.quote,
        terms=terms,
    )


def _across(evidence: Evidence, call: Met, project: Met | None) -> Reason:
    """Both sides say the same in two languages."""
    pairs = _pairs(evidence, call)
    language = _LANGUAGE_NAMES[evidence.call_language]
    how = f"La convocatoria está en {language} y dice lo mismo con otras palabras"
    if pairs:
        text = f"{how} (correspondencia automática): {'; '.join(pairs)}."
    else:
        text = f"{how} (correspondencia automática): {_listed(call.phrases[:_MOST_TERMS])}."
    return Reason(
        kind="translated",
        text=text,
        call_quote=call.quote,
        project_quote=project.quote if project is not None else None,
        terms=pairs or call.phrases[:_MOST_TERMS],
    )


def _pairs(evidence: Evidence, call: Met) -> tuple[str, ...]:
    """The weightiest words with their translation, those of the quoted sentence first."""
    quoted = call.passage.surfaces()
    sure = [one for one in evidence.said if one.sure] or evidence.said
    ordered = sorted(sure, key=lambda one: not all(stem in quoted for stem in one.stems))
    shown: dict[str, str] = {}
    told: set[str] = set()
    for one in ordered:
        if len(shown) == _MOST_TERMS:
            break
        target = one.target or _stated(one, quoted, evidence.call_passages)
        if target and one.source.casefold() not in shown and not told.issuperset(one.stems):
            shown[one.source.casefold()] = f"{one.source} ↔ {target}"
            told.update(one.stems)
    return tuple(shown.values())


def _stated(one: Said, quoted: Mapping[str, str], passages: Sequence[QuotableSentence]) -> str:
    """The words of the call with these stems, those of the quoted sentence first."""
    found = (quoted.get(stem) or _surface(stem, passages) for stem in one.stems)
    return " ".join(filter(None, found))


def _surface(stem: str, passages: Sequence[QuotableSentence]) -> str:
    """The first word of the passages that has this stem, as it stands; empty if none has."""
    first = next((passage for passage in passages if stem in passage.terms), None)
    return first.surfaces()[stem] if first is not None else ""


def _funder(evidence: Evidence) -> Iterator[Reason]:
    """The funder is one the project names."""
    funder = evidence.call.funder
    if not funder:
        return
    wanted = {name.casefold() for name in evidence.project.funders}
    if funder.casefold() in wanted or funder.casefold() in evidence.project.text.casefold():
        yield Reason(
            kind="funder",
            text=f"El proyecto nombra a quien financia esta convocatoria: {funder}.",
            terms=(funder,),
        )


def _against(evidence: Evidence) -> Iterator[Reason]:
    """What an officer should weigh against the pair."""
    call, project = evidence.call, evidence.project
    ods_known = evidence.call_ods and evidence.project_ods
    if ods_known and not set(evidence.call_ods) & set(evidence.project_ods):
        yield Reason(kind="against", text=_other_ods(evidence))
    if call.partner_required is not None and call.partner_required.value and not project.partners:
        blank = " y el campo «Aliados» del proyecto está vacío" if project.partners == () else ""
        yield Reason(
            kind="against",
            text=f"Pide presentarse con un aliado{blank}.",
            call_quote=call.partner_required.quote,
        )
    offers_some = project.counterpart is not None or project.counterpart_apart
    if call.cofunding_percent is not None and not offers_some:
        yield Reason(
            kind="against",
            text="Pide contrapartida y no sabemos con cuánta cuenta el proyecto.",
            call_quote=call.cofunding_percent.quote,
        )


def _guessed(item: CallText | ProjectText, code: int | str) -> bool:
    """Whether only a classifier says so: no person and no source."""
    return code in item.unconfirmed or (isinstance(code, int) and code not in item.ods)


def _by_who_says(
    evidence: Evidence,
    codes: Sequence[Code],
    told: Callable[[Evidence, Sequence[Code], tuple[bool, bool]], str],
) -> str:
    """A sentence for each way shared tags came about: stated first, guessed on both sides last."""
    ways: dict[tuple[bool, bool], list[Code]] = {}
    for code in codes:
        way = _guessed(evidence.call, code), _guessed(evidence.project, code)
        ways.setdefault(way, []).append(code)
    return " ".join(told(evidence, ways[way], way) for way in sorted(ways))


def _shared_ods(_evidence: Evidence, codes: Sequence[int], guessed: tuple[bool, bool]) -> str:
    """Shared ODS; what only Puente says of the call (first) or the project is said to be so."""
    one = len(codes) == 1
    if guessed == (False, False):
        return f"Ambos apuntan {_ods(codes)}."
    if guessed == (True, False):
        to = "al que apunta" if one else "a los que apunta"
        return f"Puente la etiquetó con {_the_ods(codes)}, {to} el proyecto."
    if guessed == (False, True):
        same = "él" if one else "ellos"
        return f"La convocatoria apunta {_ods(codes)} y Puente etiquetó el proyecto con {same}."
    return f"Puente etiquetó la convocatoria y el proyecto con {_the_ods(codes)}."


def _shared_lines(evidence: Evidence, codes: Sequence[str], guessed: tuple[bool, bool]) -> str:
    """The same of thematic lines."""
    names = [evidence.line_names.get(code, code) for code in codes]
    one, which = len(codes) == 1, _counted(names, "la línea", "las líneas")
    if guessed == (False, False):
        return f"Comparten {which}."
    if guessed == (True, False):
        yours = "que es la del proyecto" if one else "que son las del proyecto"
        return f"Puente la etiquetó con {which}, {yours}."
    if guessed == (False, True):
        same = "ella" if one else "ellas"
        return f"La convocatoria es de {which} y Puente etiquetó el proyecto con {same}."
    return f"Puente etiquetó la convocatoria y el proyecto con {which}."


def _other_ods(evidence: Evidence) -> str:
    """The ODS of either side where none is shared, those that were stated first."""
    call, call_guessed = _surest(evidence.call, evidence.call_ods)
    project, project_guessed = _surest(evidence.project, evidence.project_ods)
    first = (
        f"Puente la etiquetó con {_the_ods(call)}"
        if call_guessed
        else f"La convocatoria apunta {_ods(call)}"
    )
    if project_guessed:
        return f"{first} y Puente etiquetó el proyecto con {_the_ods(project)}."
    return f"{first} y el proyecto apunta {_ods(project)}."


def _surest(item: CallText | ProjectText, codes: Sequence[int]) -> tuple[Sequence[int], bool]:
    """At most two ODS, and whether they are only guessed."""
    stated = [code for code in codes if not _guessed(item, code)]
    return (stated or codes)[:2], not stated


def _field(project: Met) -> str:
    """The name of the project's field, as it is read inside a sentence."""
    return f"campo «{project.passage.label}»"


def _ods(codes: Sequence[int]) -> str:
    """ "al ODS 6 (Agua limpia y saneamiento)"."""
    names = [f"{code} ({ODS_NAMES[code]})" for code in codes]
    return _counted(names, "al ODS", "a los ODS")


def _the_ods(codes: Sequence[int]) -> str:
    """ "el ODS 6 (Agua limpia y saneamiento)"."""
    names = [f"{code} ({ODS_NAMES[code]})" for code in codes]
    return _counted(names, "el ODS", "los ODS")


def _counted(names: Sequence[str], one: str, many: str) -> str:
    """The names after the article that fits their number."""
    return f"{one if len(names) == 1 else many} {_joined(names)}"


def _listed(names: Sequence[str]) -> str:
    """Names in quotation marks."""
    return _joined([f"«{name}»" for name in names])


def _joined(names: Sequence[str]) -> str:
    """ "a, b y c", with "e" before the sound i."""
    if len(names) < 2:
        return "".join(names)
    last = names[-1]
    sounds_i = last.strip("«\"'").casefold().startswith(("i", "hi", "í")) and not (
        last.strip("«\"'").casefold().startswith(("hie", "hia"))
    )
    return f"{', '.join(names[:-1])} {'e' if sounds_i else 'y'} {last}"
