"""A donor's form pasted as text."""

import pytest

from proposals.asked.pasted import read_form

SPANISH = """
SECCIÓN A. EL PROYECTO
1. Título del proyecto (máximo 120 caracteres) *
2. Describa el problema que atiende y a quién afecta.
   Máximo 300 palabras. Obligatoria.
3. ¿Cómo se sostendrán los resultados? (1.500 caracteres sin espacios, opcional)
Indique los riesgos y cómo los reducirá (2 páginas)
"""
ENGLISH = """
A) Project summary (max 200 words) (required)
B) What are your objectives and expected results? 2,000 characters
C) Who are your partners?
"""


def test_questions_limits_and_steps_are_read() -> None:
    title, problem, lasting, risks = read_form(SPANISH)
    assert title["limite"] == "120"
    assert title["unidad"] == "caracteres"
    assert title["obligatoria"] == "si"
    assert title["paso"] == "interes"
    assert problem["pregunta"].startswith("Describa el problema")
    assert (problem["limite"], problem["unidad"], problem["obligatoria"]) == (
        "300",
        "palabras",
        "si",
    )
    assert problem["paso"] == "problema"
    assert (lasting["limite"], lasting["unidad"]) == ("1500", "caracteres-sin-espacios")
    assert (lasting["obligatoria"], lasting["paso"]) == ("no", "transparencia")
    assert (risks["limite"], risks["unidad"], risks["paso"]) == ("2", "paginas", "gobernanza")
    assert "obligatoria" not in risks


def test_an_english_form_is_read_too() -> None:
    summary, goals, partners = read_form(ENGLISH)
    assert (summary["limite"], summary["unidad"], summary["obligatoria"]) == (
        "200",
        "palabras",
        "si",
    )
    assert (goals["limite"], goals["unidad"], goals["paso"]) == ("2000", "caracteres", "objetivos")
    assert partners["paso"] == "gobernanza"


def test_what_is_numbered_like_the_questions_is_one() -> None:
    asked = read_form(
        "1. DATOS GENERALES\n1.1 Nombre del proyecto\n1.2 Localización\n1.3 Objetivo general "
        "(máximo 50 palabras)\n2. Presupuesto\n2.1 Costo total (obligatorio)\n- en pesos\n"
        "2.2 Presupuesto resumido (opcional)\n2.3 How will results be sustained? *\n"
    )
    assert [one["pregunta"] for one in asked] == [
        "Nombre del proyecto",
        "Localización",
        "Objetivo general (máximo 50 palabras)",
        "Costo total (obligatorio)",
        "Presupuesto resumido (opcional)",
        "How will results be sustained?",
    ]
    assert [one.get("obligatoria") for one in asked] == [None, None, None, "si", "no", "si"]
    assert asked[-1]["paso"] == "transparencia"


@pytest.mark.parametrize("text", ["", "\n\n", "Bienvenido al portal", "(" * 9000, "1. " * 3000])
def test_what_holds_no_question_gives_none_and_breaks_nothing(text: str) -> None:
    assert len(read_form(text)) <= 1
