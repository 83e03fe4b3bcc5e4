"""Reasons an officer could read aloud: quoted as they stand, never a bare number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import AmountRange, CallText, ProjectText, Quoted, RankedPair
from matcher.ranking.score import shipped_ranker
from matcher.reasons.confidence import confidence
from matcher.reasons.forms import is_cognate
from matcher.reasons.judge import Judge, judged
from matcher.reasons.passages import best_passage, call_passages, project_passages
from matcher.reasons.passing import telling_stems
from matcher.translation.translation import Translation
from tests.matcher.words.said import said

TODAY = date(2026, 11, 20)
LONG = (
    "Esta página es larga. "
    + "Palabras sin importancia alguna en medio de todo. " * 4
    + "Se financian acueductos veredales, "
    + "con muchas condiciones y anexos " * 12
    + "para la zona rural."
)


def explained(call: CallText, project: ProjectText) -> RankedPair:
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    index = MatchIndex([call], [project], tools=tools)
    judge = Judge(index, today=TODAY, line_names={"agua": "Agua y saneamiento"})
    (match,) = judge.matches(index.calls_for_projects(top=1)[0], top=1)
    return match


def project(**facts: object) -> ProjectText:
    return ProjectText(
        id="p",
        title="Acueducto veredal",
        text="Falta agua. Construir un acueducto rural.",
        language="es",
        fields={"Problema": "Falta agua.", "Objetivo": "Construir un acueducto rural."},
        **facts,
    )


def call(**facts: object) -> CallText:
    return CallText(id="c", title="Agua rural", text=LONG, language="es", **facts)


def test_the_sentences_that_meet_are_quoted_with_the_name_of_the_field() -> None:
    wanted = CallText(
        id="c",
        title="Fondo",
        language="es",
        text="Hay dinero. Se financia cada acueducto en la zona rural. Escriba pronto.",
    )
    reason = explained(wanted, project()).reasons[0]
    assert reason.kind == "terms"
    assert reason.call_quote == "Se financia cada acueducto en la zona rural."
    assert reason.project_quote == "Construir un acueducto rural."
    assert "campo «Objetivo»" in said(reason)
    assert set(reason.terms) == {"acueducto", "rural"}


def test_a_long_sentence_is_cut_between_words_around_what_met() -> None:
    met = best_passage(call_passages(call(), "es"), {"acueduct": 1.0, "vered": 0.5})
    assert met is None or met.quote in LONG or "…" in met.quote
    passages = call_passages(CallText(id="c", title="", text=LONG), "es")
    terms = dict.fromkeys(project_passages(project(), "es")[0].terms, 1.0)
    found = best_passage(passages, terms)
    assert found is not None
    assert found.phrases == ("acueductos veredales",)
    assert "acueductos veredales" in found.quote
    assert len(found.quote) <= 262
    assert found.quote.strip("…") in LONG


def test_punctuation_parts_phrases_and_a_number_is_no_reason() -> None:
    wanted = CallText(
        id="c", title="Fondo", text="Acueducto (rural), agua de la vereda, 2026.", language="es"
    )
    offered = ProjectText(
        id="p", title="", text="Agua de la vereda por acueducto rural 2026", language="es"
    )
    reason = explained(wanted, offered).reasons[0]
    assert reason.terms == ("Acueducto", "rural", "agua de la vereda")
    only = ProjectText(id="p", title="", text="Festival 2026", language="es")
    assert {reason.kind for reason in explained(wanted, only).reasons} == {"against"}


def test_lines_ods_and_funder_are_reasons_of_their_own() -> None:
    facts = {"ods": (6, 11), "lines": ("agua",)}
    texts = {
        reason.kind: said(reason)
        for reason in explained(
            call(funder="Cooperación Andina", **facts),
            project(funders=("Cooperación Andina",), **facts),
        ).reasons
    }
    assert texts["ods"] == (
        "Ambos apuntan a los ODS 6 (Agua limpia y saneamiento) y "
        "11 (Ciudades y comunidades sostenibles)."
    )
    assert texts["lines"] == "Comparten la línea Agua y saneamiento."
    assert "Cooperación Andina" in texts["funder"]


def test_what_argues_against_is_said_with_its_quote() -> None:
    against = [
        reason
        for reason in explained(
            call(
                ods=(4,),
                partner_required=Quoted(value=True, quote="Se exige un aliado."),
                cofunding_percent=Quoted(value=Decimal(20), quote="Aporte del 20 %."),
            ),
            project(ods=(6,)),
        ).reasons
        if reason.kind == "against"
    ]
    assert [reason.call_quote for reason in against] == [
        None,
        "Se exige un aliado.",
        "Aporte del 20 %.",
    ]
    assert "al ODS 4" in said(against[0])
    assert "al ODS 6" in said(against[0])


def test_words_of_any_call_are_no_reason_and_said_to_be_none() -> None:
    wanted = CallText(
        id="c",
        title="Fondo de ciudades",
        language="es",
        text="Se apoyan proyectos de cinco años en ciudades y municipios.",
    )
    offered = ProjectText(
        id="p", title="Agua", text="Durará cinco años en la ciudad.", language="es"
    )
    (reason,) = [one for one in explained(wanted, offered).reasons if one.code == "passing-words"]
    assert reason.kind == "against"
    assert "palabras sueltas" in said(reason)
    assert "«cinco años en ciudades»" in said(reason)
    assert "single words" in said(reason, "en")
    theirs = CallText(
        id="c", title="Cities", language="en", text="Projects of five years in cities; water."
    )
    (reason,) = [one for one in explained(theirs, offered).reasons if one.code == "passing-words"]
    assert "agua ↔ water" in said(reason).lower(), "one word that tells, and not in the title"
    titled = replace(theirs, title="Water of cities")
    assert explained(titled, offered).reasons[0].kind == "translated"
    assert "ciudad" not in said(explained(titled, offered).reasons[0]).lower()


def test_two_words_that_neither_side_is_about_are_no_reason() -> None:
    theirs = CallText(
        id="c",
        title="Electricity grids",
        language="en",
        text="Substations for grids. Museums and libraries are welcome.",
    )
    offered = ProjectText(
        id="p",
        title="Huertas escolares",
        text="Se abren museos. Se abren bibliotecas.",
        language="es",
    )
    assert any(one.code == "passing-words" for one in explained(theirs, offered).reasons)
    together = replace(offered, text="Se abren museos y bibliotecas.")
    reason = explained(theirs, together).reasons[0]
    assert reason.kind == "translated"
    assert {term.split()[0] for term in reason.terms} >= {"museos", "bibliotecas"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("parches", "Parc", False),
        ("mares", "mar", True),
        ("parques", "parcs", True),
        ("alimentadores", "alimentation", False),
        ("agua", "d’eau", True),
    ],
)
def test_a_short_word_is_no_cognate_of_a_long_one_it_begins(
    one: str, other: str, same: bool
) -> None:
    assert is_cognate(one, other) is same


@pytest.mark.parametrize("word", ["economía", "transporte", "infraestructura", "demanda"])
def test_a_word_of_many_fields_or_of_the_trade_tells_nothing_alone(word: str) -> None:
    assert not telling_stems(word, "es")
    assert telling_stems("transporte público", "es")


def test_two_passing_words_tell_something_as_a_term() -> None:
    wanted = CallText(
        id="c", title="Fondo", language="es", text="Se apoya la publicación de datos abiertos."
    )
    offered = ProjectText(id="p", title="Datos abiertos", text="Del catastro.", language="es")
    reason = explained(wanted, offered).reasons[0]
    assert (reason.kind, reason.terms) == ("terms", ("datos abiertos",))


def test_a_pair_without_anything_in_common_says_so() -> None:
    other = CallText(id="c", title="Museos", text="Archivos y festivales.", language="es")
    assert [said(reason) for reason in explained(other, project()).reasons] == [
        "No encontramos palabras ni temas en común."
    ]


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_no_reason_is_a_bare_number_in_any_language(language: str) -> None:
    text = {
        "en": "Rural water supply.",
        "fr": "Eau potable en zone rurale.",
        "pt": "Água potável.",
    }[language]
    wanted = CallText(id="c", title="2030", text=text, language=language)  # type: ignore[arg-type]
    for reason in explained(wanted, project()).reasons:
        assert any(letter.isalpha() for letter in said(reason))
        assert reason.call_quote is None or reason.call_quote in f"2030 {text}"


def test_confidence_grows_with_words_facts_and_a_shared_language() -> None:
    short, known = (
        call(),
        call(
            kind="subvencion",
            rolling=True,
            local_government=Quoted(value=True),
            agency_country=Quoted(value=True),
            amounts=(AmountRange(minimum=None, maximum=Decimal(1), currency=None),),
        ),
    )

    def sure(wanted: CallText, *, same: bool = True, whole: bool = False) -> float:
        return confidence(wanted, project(), same_language=same, translated_whole=whole)

    assert sure(short) < sure(known) <= 1
    assert sure(short, same=False) < sure(short, same=False, whole=True) < sure(short)


def test_several_processes_tell_the_same_as_one() -> None:
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    calls = [
        CallText(id=f"c{at}", title=f"Fondo {at}", text=f"agua tema{at % 7}", language="es")
        for at in range(80)
    ]
    projects = [
        ProjectText(id=f"p{at}", title="", text=f"agua tema{at % 7}", language="es")
        for at in range(80)
    ]
    index = MatchIndex(calls, projects, tools=tools)
    found, judge = index.calls_for_projects(top=60), Judge(index, today=TODAY)
    alone = list(judged(judge, found, top=3, processes=1))
    assert list(judged(judge, found, top=3, processes=2)) == alone
    assert len(alone) == 80
