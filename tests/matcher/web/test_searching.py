from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import refresh_index
from matcher.money.editing import NewRate, keep_rates
from matcher.projects.queries import refresh_index as refresh_projects
from matcher.searches.models import SavedSearch
from tests.matcher.web.seed import NOW, add_call, amount, deadline
from tests.matcher.web.support import Page, Visitor

WATER = "Agua y saneamiento para ciudades intermedias"
MOBILITY = "Clean urban mobility: grants for cities"


def titles(page: Page) -> list[str]:
    return [" ".join(h.text_content().split()) for h in page.tree.xpath("//article/h2")]


def chips(page: Page) -> dict[str, str]:
    return {
        " ".join(a.text_content().split()).removesuffix(" ×(quitar)"): a.get("href")
        for a in page.tree.xpath("//ul[contains(@class,'active')]//a[contains(@class,'chip')]")
    }


def test_what_is_meant_together_is_found_and_told(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=WASH")
    assert WATER in titles(page)
    assert "También se buscó: agua, saneamiento e higiene" in page.text
    assert titles(officer.get(page.links()["Solo mis palabras"])) == []


def test_what_stands_in_quotes_or_is_left_out_is_looked_for_as_nothing_else(
    officer: Visitor,
) -> None:
    assert "También se buscó" not in officer.get('/convocatorias?q="agua+potable"').text
    page = officer.get("/convocatorias?q=agua+-saneamiento")
    assert "También se buscó" in page.text
    assert "WASH" not in page.text


def test_a_slip_of_the_pen_is_told_and_forgiven(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=agia")
    assert "Nada dice «agia». Se muestra lo que dice «agua»." in page.text
    assert titles(page)[0] == WATER
    assert page.tree.xpath("//input[@id='q']/@value") == ["agia"]


def test_some_of_the_words_come_after_all_of_them_and_say_what_they_lack(
    officer: Visitor,
) -> None:
    page = officer.get("/convocatorias?q=agua+becas")
    assert {WATER, "Becas para jóvenes <investigadores>"} <= set(titles(page))
    assert "0 con todo lo que se buscó; las demás, con una parte" in page.text
    assert "No dice: becas" in page.text
    page = officer.get("/convocatorias?q=agua+-saneamiento")
    assert WATER not in titles(page)


def test_a_word_of_a_synonym_is_not_what_was_asked_for(officer: Visitor, session: Session) -> None:
    add_call(
        session,
        title="Movilidad activa en la escuela",
        text="Talleres de urbanismo táctico.",
        deadlines=[deadline(date(2027, 3, 2))],
        url="https://funder.example/activa",
    )
    refresh_index(session)
    session.commit()
    page = officer.get("/convocatorias?q=movilidad+sostenible")
    (card,) = page.tree.xpath("//article[contains(., 'Movilidad activa')]")
    assert "movilidad urbana sostenible" in page.text  # looked for too, and said so
    assert "No dice: sostenible" in card.text_content()  # «urbanismo» is not all of it


def test_the_sentence_with_the_hit_is_shown_whole(officer: Visitor, session: Session) -> None:
    text = "Primera frase sin nada. El fondo paga bicicletas para la escuela. Tercera frase."
    add_call(
        session,
        title="Fondo escolar",
        text=text,
        deadlines=[deadline(date(2027, 3, 2))],
        url="https://funder.example/bici",
    )
    refresh_index(session)
    session.commit()
    page = officer.get("/convocatorias?q=bicicleta")
    shown = [" ".join(p.text_content().split()) for p in page.tree.xpath("//article/p[mark]")]
    assert shown == ["El fondo paga bicicletas para la escuela."]


def test_every_filter_is_a_chip_that_takes_it_away(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=agua&ods=6&ods=11&within=60&amount=200.000&currency=EUR")
    said = chips(page)
    assert list(said) == [
        "«agua»",
        "ODS 6. Agua limpia y saneamiento",
        "ODS 11. Ciudades y comunidades sostenibles",
        "Desde 200.000 EUR",
        "Cierra en los próximos 60 días",
    ]
    fewer = chips(officer.get(said["ODS 6. Agua limpia y saneamiento"]))
    assert list(fewer) == [one for one in said if one != "ODS 6. Agua limpia y saneamiento"]


def test_counts_are_of_what_was_asked_for(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=becas")
    count = page.tree.xpath("//input[@name='ods'][@value='4']/../span[@class='count']/text()")
    other = page.tree.xpath("//input[@name='ods'][@value='6']/../span[@class='count']/text()")
    assert (count, other) == (["1"], ["0"])


def test_what_cannot_be_read_is_told(officer: Visitor) -> None:
    asked = "amount=mucho&from=ayer&state=rara&ods=99&within=pronto&line=ninguna&kind=rifa"
    listed, keeping = (
        officer.get(f"/convocatorias?{asked}"),
        officer.get(f"/busquedas/nueva?{asked}"),
    )
    for said in (
        "No se filtró por línea: no hay una línea «ninguna».",
        "No se filtró por clase: no hay una clase «rifa».",
        "No se filtró por monto: «mucho» no se entiende como una cifra.",
        "No se filtró por fecha: «ayer» no es un día.",
        "No se filtró por estado: no hay un estado «rara».",
        "No se filtró por ODS: no hay un ODS «99».",
        "No se filtró por cierre: «pronto» no es un número de días.",
    ):
        assert said in listed.text
        assert said in keeping.text  # it would be kept without it
    told = {"name": "Rara", "every": "day"}
    page = officer.send(f"/busquedas/nueva?q=agua&{asked}", keeping.form("").to_dict() | told)
    assert "No se filtró por ODS: no hay un ODS «99»." in page.text


def test_what_a_first_reading_brought_is_told_apart(officer: Visitor, session: Session) -> None:
    """A search that finds eight calls would have told of none: it says why."""
    for call in session.scalars(select(Call)):
        call.quiet, call.first_seen_at = True, NOW
    session.commit()
    page = officer.get("/busquedas/nueva?q=agua")
    assert "Nada: ninguna convocatoria nueva cumplía la búsqueda." in page.text
    assert "la primera lectura de una fuente no se avisa" in page.text
    for call in session.scalars(select(Call)):
        call.first_seen_at = NOW - timedelta(days=40)
    session.commit()
    assert "la primera lectura" not in officer.get("/busquedas/nueva?q=agua").text


def test_sums_are_compared_by_the_rates_there_are(officer: Visitor, session: Session) -> None:
    add_call(
        session,
        title="Fondo en dólares",
        text="x",
        amounts=[amount("max", "USD", value="300000")],
        deadlines=[deadline(date(2027, 3, 2))],
        url="https://funder.example/usd",
    )
    session.commit()
    asked = "/convocatorias?amount=200.000&currency=EUR"
    page = officer.get(asked)
    assert "Fondo en dólares" not in titles(page)
    more = page.links()["+2 sin tasa de cambio"]  # one names no currency
    assert "Fondo en dólares" in titles(officer.get(more))
    made_up = {"EUR": "4500", "USD": "4000"}
    new = [
        NewRate(currency=code, day=date(2026, 11, 1), value=Decimal(value), source="Ejemplo")
        for code, value in made_up.items()
    ]
    keep_rates(session, new, base="COP", today=NOW.date(), person_id=1, at=NOW)
    session.commit()
    page = officer.get(asked)
    assert "Fondo en dólares" in titles(page)
    assert "+1 sin tasa de cambio" in page.links()


def test_the_same_box_finds_projects_funders_and_people_by_right(
    app: Flask, session: Session
) -> None:
    refresh_projects(session)
    session.commit()
    officer = Visitor(app).sign_in("luz@ciudad.example")
    found = officer.get("/convocatorias?q=acueducto").links()
    assert found["Acueductos comunitarios de ladera"] == "/proyectos/1"
    assert "Luz Prueba" not in officer.get("/convocatorias?q=Prueba").links()
    admin = Visitor(app).sign_in("admin@ciudad.example")
    assert "Luz Prueba" in admin.get("/convocatorias?q=Prueba").links()


def test_rates_are_typed_pasted_and_taken_away(app: Flask) -> None:
    officer, admin = (Visitor(app).sign_in(f"{who}@ciudad.example") for who in ("luz", "admin"))
    typed = {"currency": "usd", "value": "4.120", "day": "2026-11-19", "source": "Ejemplo"}
    page = admin.send("/tasas/agregar", typed, on="/tasas", status=422)
    assert "puede leerse de dos maneras: escriba 4120,00 o 4,1200." in page.text
    page = admin.send("/tasas/agregar", typed | {"value": "4.120,50"}, on="/tasas")
    assert "1 tasa guardada." in page.text
    assert "4.120,5 COP" in page.text
    page = admin.send(
        "/tasas/pegar", {"lines": "EUR;2026-11-19;4500,25;Ejemplo\nnada"}, on="/tasas", status=422
    )
    assert "Renglón 2" in page.text
    page = admin.send(
        "/tasas/pegar", {"lines": "EUR;2026-11-19;4500,25;https://banco.example"}, on="/tasas"
    )
    assert "https://banco.example" in page.links()
    assert "Agregar o corregir" not in officer.get("/tasas").text
    assert "Se quitó la tasa de EUR." in admin.send("/tasas/2/quitar", {}, on="/tasas").text


def test_a_saved_search_says_what_the_last_month_would_have_sent(
    app: Flask, session: Session
) -> None:
    officer, viewer = (Visitor(app).sign_in(f"{who}@ciudad.example") for who in ("luz", "ver"))
    for number, (days, closes) in enumerate(
        ((3, "2027-03-02"), (3, "2026-11-01"), (40, "2027-03-02"))
    ):
        call = add_call(
            session,
            title=f"Agua nueva {number}",
            text="x",
            deadlines=[deadline(date.fromisoformat(closes))],
            url=f"https://funder.example/nueva/{number}",
        )
        call.first_seen_at = NOW - timedelta(days=days)
    refresh_index(session)
    session.commit()
    link = officer.get("/convocatorias?q=%22agua+nueva%22&after=x").links()["Guardar esta búsqueda"]
    page = officer.get(link)
    assert "Agua nueva 0" in page.links()  # not what had closed when it was seen, nor what is older
    assert "Agua nueva 1" not in page.text
    assert "Agua nueva 2" not in page.text
    form = {**page.form("").to_dict(), "name": "Agua", "every": "week"}
    page = officer.send(link, form)
    assert "Búsqueda guardada: «Agua»." in page.text
    assert "1 nueva en los últimos 30 días" in page.text
    assert titles(officer.get(page.links()["Agua"]))[0].startswith("Agua nueva")
    viewer.get("/busquedas/1", status=404)
    assert "Agua" not in viewer.get("/busquedas").links()
    page = officer.send("/busquedas/1", {**form, "every": "never"})
    assert "No avisarme" in page.text
    officer.send("/busquedas/1", {**form, "every": "week"})
    told_until = session.scalars(select(SavedSearch.told_at)).one()
    page = officer.send("/busquedas/1/quitar", {}, on="/busquedas")
    assert "Todavía no guarda ninguna búsqueda" in page.text
    assert "ni saldrá en sus correos" in page.text
    assert "Agua" not in officer.get("/busquedas").links()
    back = page.form("/busquedas/devolver")
    page = officer.send("/busquedas/devolver", back, on="/busquedas")
    assert titles(officer.get(page.links()["Agua"]))[0].startswith("Agua nueva")
    assert "Cada semana" in page.text
    session.expire_all()
    assert session.scalars(select(SavedSearch.told_at)).one() == told_until
    for wrong in ({"every": "hour"}, {"address": ""}, {"name": ""}):
        officer.send("/busquedas/devolver", {**back, **wrong}, on="/busquedas", status=422)


def test_an_empty_search_is_not_saved(officer: Visitor) -> None:
    page = officer.send("/busquedas/nueva", {"name": "Todo", "every": "never"}, status=422)
    assert "así no hay nada que guardar" in page.text
