"""Correcting any fact on the page: signed, with its words, undone, counted; bad input is kept."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matcher.calls.models import Call, CallVersion
from matcher.clock import FixedClock
from matcher.db.session import session_factory, transaction
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, add_call, amount, seed
from tests.matcher.web.support import Page, Visitor
from wsgi import create_app

PATH = "/convocatorias/1/corregir"


def shown(visitor: Visitor, path: str = PATH) -> MultiDict[str, str]:
    return visitor.get(path).form("")


def edit(visitor: Visitor, *, status: int = 200, path: str = PATH, **changes: str) -> Page:
    values = shown(visitor, path)
    assert not set(changes) - set(values), set(changes) - set(values)
    for name, value in changes.items():
        values[name] = value
    return visitor.send(path, values, status=status)


def value_of(page: Page, name: str) -> str:
    return page.form("").get(name, "")


def test_every_fact_is_signed_and_stands_beside_what_the_source_says(
    engine: Engine, tmp_path: Path
) -> None:
    with transaction(session_factory(engine)) as session:
        seed(session)
    address = engine.url.render_as_string(hide_password=False)
    settings = Settings(data_dir=tmp_path, secret_key="for tests", database_url=address)
    app = create_app(settings, clock=FixedClock(NOW))
    app.testing = True
    officer = Visitor(app).sign_in("luz@ciudad.example")
    page = edit(
        officer,
        local_government="partner",
        local_government_quote="Las alcaldías participan como socias",
        partner_required="yes",
        funder="",
        kind="premio",
        cofunding="12,5 %",
        amount_0_figure="300.000",
        amount_0_per="project",
        amount_1_kind="total",
        amount_1_figure="USD 2.000.000",
        opens_on="2026-11-01",
        opens_on_quote="Abre en noviembre",
        language="pt",
    )
    signed = "lo fijó Luz Prueba el 20 de noviembre de 2026:"
    for label, told, source in (
        ("¿Puede aplicar una entidad territorial?", "Solo como socio", "Sí"),
        ("Financiador", "sin dato", "Fondo de Prueba"),
        ("Clase", "Premio", "Subvención"),
        ("Idioma", "portugués", "español"),
        ("Contrapartida", "12,5 %", "20 %"),
    ):
        text = page.text.replace("\xa0", " ")
        assert f"«{label}» {signed} {told} La fuente dice: {source}." in text, text[:4000]
    opens = "«Apertura» " + signed + " 1 de noviembre de 2026 Puente no encontró nada de esto"
    assert opens in page.text, "whoever sets it right may have read it in the source"
    assert "«Las alcaldías participan como socias»" in page.text
    assert "«Abre en noviembre»" in page.text
    text = page.text.replace("\xa0", " ")
    assert "hasta 300.000 EUR por proyecto; 2.000.000 USD en total" in text
    quality = officer.get("/calidad")
    assert "Qué corrigen las personas" in quality.text
    listed = officer.get("/calidad/correcciones/eligibility.local_government")
    assert "Agua y saneamiento para ciudades intermedias" in listed.text
    assert "Luz Prueba, 20 de noviembre de 2026" in listed.text
    field = {"field": "eligibility.local_government"}
    page = officer.send("/convocatorias/1/soltar", field, on="/convocatorias/1")
    assert "«¿Puede aplicar una entidad territorial?» lo fijó" not in page.text
    assert "«Clase» lo fijó" in page.text
    app.extensions["puente"].sessions.kw["bind"].dispose()


@pytest.mark.parametrize("number", range(1, 7))
def test_sending_what_is_shown_changes_nothing(
    officer: Visitor, session: Session, number: int
) -> None:
    path = f"/convocatorias/{number}/corregir"
    before = [v.id for v in session.scalars(select(CallVersion))]
    assert "No cambió nada" in officer.send(path, shown(officer, path)).text
    session.expire_all()
    assert session.get_one(Call, number).pinned == []
    assert [v.id for v in session.scalars(select(CallVersion))] == before


def test_an_old_page_without_the_new_boxes_leaves_them_alone(
    officer: Visitor, session: Session
) -> None:
    officer.send(PATH, {"title": "Otro título"})
    assert session.get_one(Call, 1).pinned == ["title"]


@pytest.mark.parametrize(
    ("changes", "blamed", "why"),
    [
        ({"amount_0_figure": "1.000 o 2.000"}, "amount_0_figure", "«1.000 o 2.000»"),
        ({"amount_0_figure": "-5"}, "amount_0_figure", ""),
        ({"amount_0_figure": "0"}, "amount_0_figure", "mayor que cero"),
        ({"amount_1_currency": "USD"}, "amount_1_figure", "Escriba la cifra"),
        ({"amount_0_most": "900.000"}, "amount_0_kind", "Entre dos cifras"),
        ({"amount_0_kind": "range"}, "amount_0_most", "segunda cifra"),
        (
            {"amount_0_kind": "range", "amount_0_most": "1"},
            "amount_0_most",
            "debe ser la mayor",
        ),
        ({"cofunding": "120"}, "cofunding", "porcentaje"),
        ({"cofunding": "mucho"}, "cofunding", "«mucho»"),
        ({"cofunding_required": "no"}, "cofunding_required", "borre el porcentaje"),
        ({"opens_on": "2026-12-24"}, "opens_on", "Abre después de cerrar"),
        ({"rolling": "yes"}, "rolling", "no es permanente"),
        ({"on": ""}, "on", ""),
        ({"on": "", "at": "10:00"}, "on", "Diga también el día"),
        ({"partner_required_quote": "con un aliado"}, "partner_required_quote", "ningún dato"),
        ({"kind": "feria"}, "kind", ""),
    ],
)
def test_what_cannot_be_is_said_beside_the_box_and_stays_typed(
    officer: Visitor, session: Session, changes: dict[str, str], blamed: str, why: str
) -> None:
    if changes == {"on": ""}:  # that the source does not say it is no mistake
        edit(officer, **changes)
        assert session.get_one(Call, 1).pinned == ["deadlines"]
        assert session.get_one(Call, 1).closes_on is None
        return
    typed = {"title": "Un título a medio corregir"} | changes
    page = edit(officer, status=422, **typed)
    (error,) = page.tree.xpath(f"//*[@id='{blamed}-error']")
    assert why in error.text_content()
    for name, value in typed.items():
        if name != "kind":
            assert value_of(page, name) == value
    assert session.get_one(Call, 1).pinned == []
    assert session.get_one(Call, 1).title == "Agua y saneamiento para ciudades intermedias"


def test_who_saves_second_keeps_what_was_typed(officer: Visitor, session: Session) -> None:
    late = shown(officer)
    edit(officer, amount_1_figure="90.000", amount_1_currency="EUR", kind="premio")
    late["amount_0_figure"], late["agency_country"] = "1.500,50", "no"
    page = officer.send(PATH, late, status=409)
    assert value_of(page, "amount_0_figure") == "1.500,50"
    assert value_of(page, "agency_country") == "no"
    assert "250.000" in page.text
    assert "Premio" in page.text


def test_sums_nobody_touched_stay_as_they_were_read(officer: Visitor, session: Session) -> None:
    call = add_call(
        session,
        title="Tres cifras",
        text="x",
        url="https://funder.example/tres",
        amounts=[
            amount("max", "EUR", value="100"),
            amount("range", "UF", minimum="50", maximum="90"),
            amount("total", None, value="90000.505"),
        ],
    )
    session.commit()
    edit(officer, path=f"/convocatorias/{call.id}/corregir", amount_0_figure="")
    session.expire_all()
    held = session.get_one(Call, call.id).composed.amounts
    assert [(a.kind, a.span.method) for a in held] == [("range", "prose"), ("total", "prose")]


def test_with_whom_one_applies_is_set_right_where_a_partner_is_asked(officer: Visitor) -> None:
    values = shown(officer)
    values["partners_number"], values["partners_counts"] = "3", "everybody"
    values.setlist("partners_kinds", ["university", "abroad"])
    values["partners_quote"] = "tres entidades de dos países"
    page = officer.send(PATH, values, status=422)
    assert "borre con cuántos y con quién" in page.text
    assert page.form("").getlist("partners_kinds") == ["university", "abroad"]
    values["partner_required"] = "yes"
    page = officer.send(PATH, values)
    said = "al menos 3 entidades, contando a quien solicita; nombra una universidad y una entidad"
    assert f"Con cuántos y con quién» lo fijó Luz Prueba el 20 de noviembre de 2026: {said}" in (
        page.text
    )
    assert "«tres entidades de dos países»" in page.text
    values = shown(officer)
    assert values.getlist("partners_kinds") == ["university", "abroad"]
    values["partners_number"] = "muchos"
    assert officer.send(PATH, values, status=422).form("")["partners_counts"] == "everybody"


def test_an_answer_that_is_no_longer_said_has_no_words(officer: Visitor, session: Session) -> None:
    edit(officer, partner_required="yes", partner_required_quote="«con un aliado»")
    page = officer.get(PATH)
    assert value_of(page, "partner_required_quote") == "«con un aliado»"
    page = edit(officer, partner_required="")
    assert "«¿Exige un aliado?» lo fijó" in page.text
    session.expire_all()
    rules = session.get_one(Call, 1).composed.eligibility
    assert rules.partner_required == type(rules.partner_required)()


def test_english_pages_are_english(officer: Visitor) -> None:
    edit(officer, kind="premio", local_government="no")
    officer.send("/idioma", {"language": "en"}, on="/perfil")
    page = officer.get("/convocatorias/1")
    assert "was set by Luz Prueba" in page.text
    assert "The source says: Grant" in page.text
    assert "Change only what is wrong" in officer.get(PATH).text
    assert "What people correct" in officer.get("/calidad").text
