"""What the call asks to speak of and the donor's own questions: touched, answered, in limits."""

import re
from collections.abc import Iterator
from decimal import Decimal

from matcher.text import fold, stem, words
from matcher.words.language import gettext_noop
from proposals.answers import Answers, rows
from proposals.asked.reading import read_terms
from proposals.asked.sentences import sentences
from proposals.checks.filled import PLACEHOLDER
from proposals.checks.finding import Finding, Whole, cells, finding
from proposals.checks.names import EMPTY_WORDS
from proposals.counting import count, over, over_limit
from proposals.steps import FIELDS
from proposals.steps.call import UNITS
from proposals.steps.values import is_blank, number_in

MOST_TERMS = 5
_FEW = 3
_SPEAK_OF = re.compile(
    r"se valorara|se dara (?:prioridad|preferencia)|tendran prioridad|se priorizar|se tendra en "
    r"cuenta|deber(?:a|an) (?:describir|demostrar|explicar|incluir|contemplar|abordar)|"
    r"(?:must|should|shall) (?:describe|demonstrate|explain|include|address)|"
    r"priority will be given|will be prioriti[sz]ed|une attention particuliere|seront privilegi|"
    r"sera dada prioridade|deverao descrever|es valorara|es prioritzar"
)


def limits(whole: Whole) -> Iterator[Finding]:
    """No answer is longer than its field allows."""
    for field in FIELDS.values():
        for _number, column, stored in cells(whole.given, field):
            if told := over_limit(column, stored):
                yield Finding(code="too-long", severity="warning", text=told, field=field.key)


def form(whole: Whole) -> Iterator[Finding]:
    """Every question of the donor's form that must be answered is, as long as it may be."""
    column = next(c for c in FIELDS["formulario"].columns if c.key == "limite")
    for number, row in enumerate(rows(whole.given, "formulario"), 1):
        answer, step = str(row.get("respuesta") or ""), str(row.get("paso") or "") or None
        asked = str(row.get("pregunta") or "")[:80]
        most, unit = number_in(column, row.get("limite")), UNITS.get(str(row.get("unidad")))
        if row.get("obligatoria") == "si" and not answer.strip():
            yield finding(
                "Falta responder la pregunta %(number)s del donante: «%(asked)s».",
                code="form-unanswered",
                field="formulario",
                severity="blocking",
                at=step,
                number=number,
                asked=asked,
            )
        # Where the donor does not say how it is counted, the strictest count holds.
        told = over(answer, most=int(most), unit=unit or "characters") if most else None
        if told:
            yield finding(
                "Pregunta %(number)s del donante («%(asked)s»): %(told)s",
                code="form-over",
                field="formulario",
                severity="blocking",
                at=step,
                number=number,
                asked=asked,
                told=told,
            )


def weights(whole: Whole) -> Iterator[Finding]:
    """The weights of the criteria are a whole."""
    listed = rows(whole.given, "criterios")
    column = next(c for c in FIELDS["criterios"].columns if c.key == "peso")
    told = [number_in(column, row.get("peso")) for row in listed]
    known = [weight for weight in told if weight is not None]
    if known and len(known) == len(listed) and sum(known) != 100:
        yield finding(
            "Los pesos de los criterios suman %(total)s y no 100.",
            code="weights-not-whole",
            field="criterios",
            total=sum(known, Decimal()),
        )


def criteria(whole: Whole) -> Iterator[Finding]:
    """Each criterion has an answer that speaks of it."""
    said, mine = _roots(" ".join(spoken(whole))), _roots(" ".join(spoken(whole, criteria=False)))
    for number, row in enumerate(rows(whole.given, "criterios"), 1):
        name, answer = (str(row.get(key) or "").strip() for key in ("criterio", "respuesta"))
        if name and (not answer or PLACEHOLDER.match(answer)):
            yield finding(
                "El criterio %(number)s («%(name)s») no tiene respuesta.",
                code="criterion-unanswered",
                field="criterios",
                number=number,
                name=name[:120],
            )
        elif (roots := _roots(name)) and not roots & said and not _told(answer, mine):
            yield finding(
                "Nada en el borrador habla del criterio %(number)s: «%(name)s».",
                code="criterion-untouched",
                field="criterios",
                number=number,
                name=name[:120],
            )


def _told(answer: str, mine: set[str]) -> bool:
    """Whether an answer says something: a few words, or one the rest of the draft says too."""
    roots = _roots(answer)
    return len(roots) >= _FEW or bool(roots & mine)


def terms(whole: Whole) -> Iterator[Finding]:
    """What the call asks to speak of, sentence by sentence, is touched somewhere."""
    named = [_roots(str(row.get("criterio") or "")) for row in rows(whole.given, "criterios")]
    said = _roots(" ".join(spoken(whole)))
    found = 0
    for sentence in sentences(whole.call):
        cue = _SPEAK_OF.search(sentence.folded)
        roots = _roots(sentence.folded[cue.end() :]) if cue else set()
        listed = any(one and one <= roots for one in named)
        if roots and not listed and len(roots & said) * 2 < len(roots) and found < MOST_TERMS:
            found += 1
            yield finding(
                "La convocatoria pide hablar de esto y el borrador casi no lo toca: «%(quote)s»",
                code="term-untouched",
                field="por_que",
                quote=sentence.quote,
            )


def spoken(whole: Whole, *, criteria: bool = True) -> Iterator[str]:
    """Every word the draft says by itself: not the call's own criteria, terms and questions."""
    for field in FIELDS.values():
        if not criteria and field.key == "criterios":
            continue
        asked = field.aside or (field.source or "").startswith("call.")
        for _number, column, stored in cells(whole.given, field):
            mine = column.key == "respuesta" or not asked
            if mine and column.kind in ("text", "short") and isinstance(stored, str):
                yield stored


def _roots(text: str) -> set[str]:
    return {stem(w, "es") for w in words(fold(text)) if len(w) > 3 and w not in EMPTY_WORDS}


PAGES = FIELDS["limite_paginas"]


def most_pages(given: Answers) -> int | None:
    """The pages that the call allows a proposal."""
    most = number_in(PAGES, given.get(PAGES.key))
    return None if most is None else int(most)


def pages(whole: Whole) -> Iterator[Finding]:
    """The proposal fits the pages the call allows: as it was printed, or as far as words tell."""
    most, printed = most_pages(whole.given), whole.printed
    if most is None:
        return
    if printed is not None and printed.pages > most:
        yield finding(
            "«%(name)s» tiene %(pages)s páginas, con portada y contenido, y la convocatoria "
            "admite %(most)s.",
            code="printed-over",
            field=PAGES.key,
            name=printed.name,
            pages=printed.pages,
            most=most,
        )
    elif printed is None and (length := count("\n".join(spoken(whole)), "pages")) > most:
        yield finding(
            "Solo el texto ocupa unas %(length)s páginas y la convocatoria admite %(most)s.",
            code="pages-over",
            field=PAGES.key,
            length=length,
            most=most,
        )


_OF_A_PART = re.compile(r"resum|summary|abstract|resumo")


def length(whole: Whole) -> Iterator[Finding]:
    """What is printed in prose has no more words than the call allows; or its summary alone."""
    field = FIELDS["limite_palabras"]
    most = number_in(field, whole.given.get(field.key))
    told = fold(whole.quotes.get(field.key, ""))
    part = _OF_A_PART.search(told) is not None
    text = str(whole.given.get("resumen") or "") if part else "\n".join(spoken(whole))
    words_used = count(text, "words")
    if most is not None and words_used > most:
        yield finding(
            gettext_noop("El resumen tiene %(length)s palabras y la convocatoria admite %(most)s.")
            if part
            else gettext_noop(
                "El texto tiene %(length)s palabras y la convocatoria admite %(most)s."
            ),
            code="words-over",
            field="resumen" if part else field.key,
            length=words_used,
            most=most,
        )


_ALONE = re.compile(
    r"una sola (?:propuesta|postulacion|solicitud|candidatura)|una unica (?:propuesta|solicitud|"
    r"postulacion|candidatura)|(?:only one|one single|a single) (?:proposal|application)|"
    r"une seule (?:candidature|demande|proposition)|uma unica (?:proposta|candidatura)|"
    r"apenas uma (?:proposta|candidatura)|una sola sol·?licitud"
)


def alone(whole: Whole) -> Iterator[Finding]:
    """Where the call takes one proposal of each applicant, there is no other draft for it."""
    told = next((s for s in sentences(whole.call) if _ALONE.search(s.folded)), None)
    if told is not None and whole.rivals:
        yield finding(
            "La convocatoria admite una sola propuesta («%(quote)s») y hay otra: «%(title)s».",
            code="another-proposal",
            field="convocatoria_titulo",
            quote=told.quote,
            title=whole.rivals[0],
        )


def annexes(whole: Whole) -> Iterator[Finding]:
    """A mandatory annex has somebody who brings it, and a file."""
    for number, row in enumerate(rows(whole.given, "anexos"), 1):
        if row.get("obligatorio") != "si":
            continue
        name = str(row.get("nombre") or "")[:80]
        if is_blank(row.get("titular")):
            yield finding(
                "El anexo obligatorio %(number)s («%(name)s») no dice quién lo entrega.",
                code="annex-unheld",
                field="anexos",
                severity="blocking",
                number=number,
                name=name,
            )
        elif is_blank(row.get("archivo")):
            yield finding(
                "El anexo obligatorio %(number)s («%(name)s») no dice dónde está el archivo.",
                code="annex-without-file",
                field="anexos",
                severity="blocking",
                number=number,
                name=name,
            )


def annexes_left_out(whole: Whole) -> Iterator[Finding]:
    """Each paper the call lists is among the annexes, by half of its words, or a requirement."""
    listed = [_roots(str(row.get("nombre") or "")) for row in rows(whole.given, "anexos")]
    required = [_roots(str(row.get("texto") or "")) for row in rows(whole.given, "requisitos")]
    for term in read_terms(whole.call):
        if term.field != "anexos" or not isinstance(term.value, dict):
            continue
        roots = _roots(term.value["nombre"])
        held = any(len(one & roots) * 2 >= len(roots) for one in listed)
        if roots and not held and not any(roots <= one for one in required):
            yield finding(
                "La convocatoria pide «%(name)s» y no está entre los anexos.",
                code="annex-unheld",
                field="anexos",
                severity="blocking",
                name=term.value["nombre"],
            )
