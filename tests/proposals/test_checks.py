"""The rules over a whole draft: each seen to speak, and to keep quiet."""

import re
from decimal import Decimal
from typing import Any

import pytest

from matcher.projects.numbers import Money
from matcher.words.language import words_in
from proposals.budget import read_budget
from proposals.checks.rules import check_answers
from proposals.demo.answers import typed_answers
from proposals.regime import regime_of
from proposals.schedule import read_schedule
from proposals.steps import FIELDS, STEPS
from proposals.web import TRANSLATIONS

ENGLISH = words_in("en", TRANSLATIONS)
SPANISH = re.compile(
    r"\b(?:el|la|los|las|del|que|para|proyecto|convocatoria|falta|actividad|objetivo)\b|[ñáéíóú«¿]",
    re.IGNORECASE,
)


def codes(**answers: Any) -> set[str]:
    return {finding.code for finding in check_answers(answers)}


def line(source: str, price: str, **more: str) -> dict[str, str]:
    return {"cantidad": "1", "valor_unitario": price, "fuente": source, **more}


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("required", {}, None),
        ("unreadable", {"aval_fecha": "pronto"}, {"aval_fecha": "2027-01-01"}),
        ("left-over", {"motivacion": "Es para [nombre]"}, {"motivacion": "Es para todos"}),
        (
            "activity-late",
            {
                "inicio": "2027-01-01",
                "duracion": "6",
                "actividades": [{"inicio": "2027-02-01", "fin": "2027-07-01"}],
            },
            {
                "inicio": "2027-01-01",
                "duracion": "6",
                "actividades": [{"inicio": "2027-02-01", "fin": "2027-06-30"}],
            },
        ),
        (
            "activity-order",
            {"actividades": [{"inicio": "2027-03-01", "fin": "2027-02-01"}]},
            {"actividades": [{"inicio": "2027-02-01", "fin": "2027-02-01"}]},
        ),
        (
            "endorsement-late",
            {"cierre": "2027-03-01", "aval_fecha": "2027-03-02"},
            {"cierre": "2027-03-01", "aval_fecha": "2027-03-01"},
        ),
        ("endorsement-missing", {"aval_estado": "pedido"}, {"aval_estado": "concedido"}),
        (
            "annex-expired",
            {"cierre": "2027-03-01", "anexos": [{"nombre": "RUT", "vigencia": "2027-02-28"}]},
            {"cierre": "2027-03-01", "anexos": [{"nombre": "RUT", "vigencia": "2027-03-01"}]},
        ),
        (
            "requirement-unmet",
            {"requisitos": [{"texto": "Socio", "cumple": "no"}]},
            {"requisitos": [{"texto": "Socio", "cumple": "si"}]},
        ),
        (
            "over-limit",
            {
                "moneda": "EUR",
                "monto_maximo": "100 EUR",
                "presupuesto": [line("solicitado", "101")],
            },
            {
                "moneda": "USD",
                "monto_maximo": "100 EUR",
                "presupuesto": [line("solicitado", "101")],
            },
        ),
        (
            "counterpart-short",
            {
                "cofinanciacion_minima": "20",
                "presupuesto": [line("solicitado", "81"), line("especie", "19")],
            },
            {
                "cofinanciacion_minima": "20",
                "presupuesto": [line("solicitado", "80"), line("especie", "20")],
            },
        ),
        (
            "line-incomplete",
            {"presupuesto": [{"concepto": "x", "cantidad": "1"}]},
            {"presupuesto": [line("solicitado", "1")]},
        ),
        (
            "more-people",
            {"poblacion_objetivo": "10", "beneficiarios_directos": "11"},
            {"poblacion_objetivo": "11", "beneficiarios_directos": "11"},
        ),
        (
            "objective-without",
            {"objetivos": [{"texto": "Uno"}]},
            {
                "objetivos": [{"texto": "Uno"}],
                "indicadores": [{"objetivo": "1"}],
                "actividades": [{"objetivo": "1"}],
            },
        ),
        (
            "objective-unknown",
            {"actividades": [{"objetivo": "2"}]},
            {"actividades": [{"texto": "x"}]},
        ),
        (
            "risk-open",
            {"riesgos": [{"descripcion": "x"}]},
            {"riesgos": [{"descripcion": "x", "mitigacion": "y", "responsable": "z"}]},
        ),
        (
            "final-report-missing",
            {"informes": [{"tipo": "avance"}]},
            {"informes": [{"tipo": "final"}]},
        ),
        (
            "overbooked",
            {
                "equipo": [
                    {"nombre": "Ana", "dedicacion": "60"},
                    {"nombre": "Ana", "dedicacion": "50"},
                ]
            },
            {
                "equipo": [
                    {"nombre": "Ana", "dedicacion": "60"},
                    {"nombre": "Eva", "dedicacion": "50"},
                ]
            },
        ),
    ],
)
def test_a_rule_speaks_when_it_must_and_only_then(
    code: str, wrong: dict[str, Any], right: dict[str, Any] | None
) -> None:
    assert code in codes(**wrong)
    said = [ENGLISH.say(finding.text) for finding in check_answers(wrong)]
    assert [text for text in said if SPANISH.search(text)] == []
    if right is not None:
        assert code not in codes(**right)


INDICATORS = [{"objetivo": "1"}, {"objetivo": "1"}]
LATER = [
    (
        "requested-over",
        {
            "solicitado_maximo": "80",
            "presupuesto": [line("solicitado", "81"), line("otro", "19")],
        },
        {
            "solicitado_maximo": "80",
            "presupuesto": [line("solicitado", "80"), line("otro", "20")],
        },
    ),
    (
        "cost-ineligible",
        {"presupuesto": [line("solicitado", "1", concepto="Cena", elegible="no")]},
        {
            "no_financiables": [{"texto": "cenas"}],
            "presupuesto": [line("solicitado", "1", concepto="Cena", elegible="si")],
        },
    ),
    (
        "words-over",
        {"limite_palabras": "3", "antecedentes": "Una dos tres cuatro"},
        {"limite_palabras": "4", "antecedentes": "Una dos tres cuatro"},
    ),
    (
        "objective-without-result",
        {"objetivos": [{"texto": "Uno"}]},
        {"objetivos": [{"texto": "Uno", "resultado": "Dos"}]},
    ),
    (
        "indicator-unknown",
        {"actividades": [{"indicador": "3"}], "indicadores": INDICATORS},
        {"actividades": [{"indicador": "2"}], "indicadores": INDICATORS},
    ),
    (
        "indicator-without-activity",
        {"actividades": [{"indicador": "1"}], "indicadores": INDICATORS},
        {"actividades": [{"texto": "x"}], "indicadores": INDICATORS},
    ),
    (
        "objective-without-cause",
        {"causas": [{"texto": "a"}], "objetivos": [{"causa": "1"}, {"texto": "b"}]},
        {"causas": [{"texto": "a"}], "objetivos": [{"texto": "a"}, {"texto": "b"}]},
    ),
    (
        "milestone-outside",
        {"inicio": "2027-01-01", "duracion": "12", "indicadores": [{"hitos": "4 (2029)"}]},
        {"inicio": "2027-01-01", "duracion": "12", "indicadores": [{"hitos": "2029 kg (2027)"}]},
    ),
    (
        "milestones-disordered",
        {"indicadores": [{"linea_base": "10", "meta": "2", "hitos": "2027: 4; 2028: 6"}]},
        {"indicadores": [{"linea_base": "10", "meta": "2", "hitos": "2027: 6; 2028: 4"}]},
    ),
    (
        "source-unused",
        {"fuentes": [{"nombre": "A", "tipo": "otro"}], "presupuesto": [line("otro", "1")]},
        {"fuentes": [{"nombre": "A", "tipo": "otro"}], "presupuesto": [line("1", "1")]},
    ),
    (
        "judged-in-english",
        {"donante": "Mayors Migration Council"},
        {"donante": "Fundación Horizonte"},
    ),
    (
        "name-two-ways",
        {
            "socios": [{"entidad": "Red Mundovivo"}],
            "equipo": [{"nombre": "Red Mundo Vivo"}],
        },
        {
            "socios": [{"entidad": "Junta de la Comuna 1"}],
            "equipo": [{"nombre": "Junta de la Comuna 2"}],
        },
    ),
    (
        "note-apart",
        {
            "moneda": "EUR",
            "nota_monto": "100 EUR",
            "nota_tolerancia": "20",
            "presupuesto": [line("solicitado", "121")],
        },
        {
            "moneda": "EUR",
            "nota_monto": "100 EUR",
            "nota_tolerancia": "20",
            "presupuesto": [line("solicitado", "120")],
        },
    ),
]


@pytest.mark.parametrize(("code", "wrong", "right"), LATER, ids=[one[0] for one in LATER])
def test_a_rule_on_what_hangs_together_speaks_only_when_it_must(
    code: str, wrong: dict[str, Any], right: dict[str, Any]
) -> None:
    test_a_rule_speaks_when_it_must_and_only_then(code, wrong, right)


def test_every_finding_leads_to_a_field_of_a_step_and_the_gravest_come_first() -> None:
    given: dict[str, Any] = {
        "aval_fecha": "?",
        "objetivos": [{"texto": "x"}],
        "riesgos": [{"tipo": "x"}],
    }
    found = check_answers(given)
    assert {finding.step for finding in found} <= {step.slug for step in STEPS}
    order = [("blocking", "warning", "advice").index(finding.severity) for finding in found]
    assert order == sorted(order)


def test_damaged_answers_never_break_the_checks() -> None:
    for stored in ("", "x" * 50, "-1", "9" * 40, "0000-00-00", "1.2.3,4"):
        given = {
            key: [{c.key: stored for c in f.columns}] if f.is_table else stored
            for key, f in FIELDS.items()
        }
        check_answers(given)


def test_the_sample_of_the_demo_is_coherent() -> None:
    from datetime import date

    given: dict[str, Any] = {}
    for key, value in typed_answers(date(2027, 6, 1), currency="COP"):
        if FIELDS[key].is_table:
            given.setdefault(key, []).append(value)
        else:
            given[key] = value
    assert not {"activity-late", "activity-order", "line-incomplete", "unreadable"} & codes(**given)


@pytest.mark.parametrize(
    ("asked", "money", "kind", "title"),
    [
        ("50", "50", "0", "Puede regirse por las reglas del cooperante"),
        ("49", "51", "0", "Contratación pública nacional"),
        ("40", "40", "20", "Depende de si se cuenta la contrapartida en especie"),
    ],
)
def test_the_regime_follows_the_share_and_says_why(
    asked: str, money: str, kind: str, title: str
) -> None:
    lines = [line("solicitado", asked), line("contrapartida", money), line("especie", kind)]
    regime = regime_of(read_budget({"presupuesto": lines}))
    assert regime is not None
    assert regime.title == title
    assert "art. 20" in regime.why


def test_no_regime_is_named_while_it_depends_on_a_payer_nobody_named() -> None:
    regime = regime_of(read_budget({"presupuesto": [line("contrapartida", "40"), line("", "60")]}))
    assert regime is not None
    assert regime.title == "Todavía no se puede saber"
    assert "60" in regime.why
    named = regime_of(read_budget({"presupuesto": [line("contrapartida", "60"), line("", "40")]}))
    assert named is not None
    assert named.title == "Contratación pública nacional"


BOUGHT = [
    line("solicitado", "80"),
    line("contrapartida", "10", concepto="Compra de terrenos"),
    line("especie", "10"),
]
LAND = [{"texto": "la compra de terrenos"}]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, set()),
        ({"base_cofinanciacion": "total", "no_financiables": LAND}, set()),
        ({"no_financiables": LAND}, {"requested-over", "counterpart-short"}),
        ({"especie_cuenta": "no"}, {"requested-over", "counterpart-short"}),
        ({"no_financiables": LAND, "cofinanciacion_minima": "11"}, {"requested-over"}),
    ],
)
def test_a_share_is_of_the_costs_the_donor_counts(more: dict[str, Any], told: set[str]) -> None:
    asked = {"solicitado_maximo": "80", "cofinanciacion_minima": "19", "presupuesto": BOUGHT}
    assert codes(**(asked | more)) & {"requested-over", "counterpart-short"} == told


def test_a_share_says_what_was_taken_out_what_is_over_and_the_sentence() -> None:
    call = "La Fundación financia como máximo el 80 % de los costos elegibles."
    given = {
        "moneda": "EUR",
        "solicitado_maximo": "80",
        "no_financiables": LAND,
        "presupuesto": BOUGHT,
    }
    (found,) = [f for f in check_answers(given, call=call) if f.code == "requested-over"]
    text = words_in("es").say(found.text)
    assert "el 88,9 % de los costos elegibles y se paga como máximo el 80 %" in text
    assert "Sobran 8 EUR" in text
    assert "renglones: 2" in text
    assert found.quote == call
    assert (found.severity, found.todo[:9]) == ("blocking", "Pida meno")


def test_one_condition_told_from_both_sides_is_one_finding() -> None:
    given = {"solicitado_maximo": "80", "cofinanciacion_minima": "20"}
    others = [line("solicitado", "70"), line("contrapartida", "10"), line("otro", "20")]
    assert "counterpart-short" not in codes(**given, presupuesto=others)
    over = [line("solicitado", "90"), line("contrapartida", "10")]
    assert codes(**given, presupuesto=over) & {"requested-over", "counterpart-short"} == {
        "requested-over"
    }


def test_a_limit_of_words_for_the_summary_is_of_the_summary_alone() -> None:
    call = "Resumen (hasta 500 palabras)."
    given = {"limite_palabras": "500", "antecedentes": "palabra " * 900}
    assert "words-over" not in {f.code for f in check_answers(given, call=call)}
    given = {"limite_palabras": "500", "resumen": "palabra " * 501}
    (found,) = [f for f in check_answers(given, call=call) if f.code == "words-over"]
    assert found.field == "resumen"


def test_where_one_proposal_is_taken_a_second_draft_is_told() -> None:
    call = "Cada ciudad podrá presentar una sola propuesta."
    found = {f.code for f in check_answers({}, call=call, rivals=("Otra",))}
    assert "another-proposal" in found
    assert "another-proposal" not in {f.code for f in check_answers({}, call=call)}


def test_text_that_cannot_fit_the_pages_is_told() -> None:
    long = {"limite_paginas": "2", "antecedentes": "palabra " * 1001}
    assert "pages-over" in codes(**long)
    assert "pages-over" not in codes(**{**long, "limite_paginas": "3"})


def test_a_project_of_the_bank_is_held_against_the_least_before_there_is_a_budget() -> None:
    least = {"monto_minimo": "300.000 EUR"}
    sought = Money(value=Decimal(73300), currency="EUR")
    found = [f for f in check_answers(least, sought=sought) if f.code == "under-limit"]
    assert [f.field for f in found] == ["monto_minimo"]
    sought = Money(value=Decimal(73300), currency="USD")
    assert "limit-without-rate" in {f.code for f in check_answers(least, sought=sought)}


def test_without_figures_there_is_no_regime() -> None:
    assert regime_of(read_budget({})) is None


def test_a_long_project_is_drawn_by_quarters_and_an_absurd_one_not_at_all() -> None:
    task = {"texto": "x", "inicio": "2027-01-15", "fin": "2029-12-31"}
    periods = read_schedule({"actividades": [task]}).periods
    assert [p.label(words_in("es")) for p in periods] == [f"T{n}" for n in range(1, 13)]
    task["fin"] = "9999-12-31"
    assert read_schedule({"actividades": [task]}).periods == ()
    last = {"texto": "x", "inicio": "9999-12-01", "fin": "9999-12-31"}
    assert read_schedule({"actividades": [last]}).periods == ()
    assert read_schedule({"inicio": "9999-12-01", "duracion": "600"}).end is None


def test_a_source_that_is_confirmed_says_with_what() -> None:
    source = {"nombre": "Alcaldía", "tipo": "contrapartida", "monto": "10", "confirmada": "si"}
    line = {"concepto": "Obra", "cantidad": "1", "valor_unitario": "10", "fuente": "1"}
    for support, told in (("", True), ("  ", True), ("Certificado 12", False)):
        found = check_answers({"fuentes": [source | {"soporte": support}], "presupuesto": [line]})
        assert ("source-unsupported" in {one.code for one in found}) is told


def test_a_project_counts_its_own_months_wherever_it_begins() -> None:
    tasks = [{"inicio": "2027-11-18", "fin": "2028-03-17"}, {"inicio": "2028-06-10"}]
    tasks[1] |= {"fin": "2028-06-17"}
    plan = read_schedule({"inicio": "2027-06-18", "duracion": "12", "actividades": tasks})
    assert [(one.number, one.year) for one in plan.periods][6:8] == [(7, 2027), (8, 2028)]
    assert len(plan.periods) == 12
    assert plan.periods[-1].last == plan.end
    held = [[one.number for one in plan.periods if one.holds(task)] for task in plan.tasks]
    assert held == [[6, 7, 8, 9], [12]]


@pytest.mark.parametrize("asked", ["«Con un centro español.»", "«Con un centro español»."])
def test_a_quoted_sentence_has_one_stop(asked: str) -> None:
    found = {one.code: one for one in check_answers({"socio_exigido": asked})}
    assert str(found["partner-missing"].text).endswith("hay ninguno: «Con un centro español».")
