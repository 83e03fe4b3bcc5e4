"""The page reader keeps what stands outside the article, and nothing of other calls."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from scrapers.extract import extract, to_record
from scrapers.page import main_text
from tests.scrapers.layouts import Layout, layouts, page, traps

TITLE = "Barrios que respiran"
URL = "https://fondo.example/barrios-que-respiran"


def days_of(layout: Layout) -> tuple[set[str], str | None]:
    """The closing days and the opening day read on a page."""
    read = extract(TITLE, main_text(layout.html, url=URL), url=URL)
    opening = read.opens_on.isoformat() if read.opens_on else None
    return {d.on.isoformat() for d in read.deadlines if d.on}, opening


def test_eleven_of_twelve_pages_of_each_kind_are_read_and_none_wrong() -> None:
    missed: dict[str, list[str]] = defaultdict(list)
    for layout in layouts():
        closing, opening = days_of(layout)
        assert closing <= {layout.deadline}, layout.name
        assert opening in (None, layout.opening), layout.name
        if not closing or opening != layout.opening:
            missed[layout.name.rpartition("-")[0]].append(layout.name)
    assert not {kind: names for kind, names in missed.items() if len(names) > 1}


@pytest.mark.parametrize("layout", list(traps()), ids=lambda layout: layout.name)
def test_a_box_of_something_else_gives_no_day(layout: Layout) -> None:
    assert days_of(layout) == (set(), None)


def test_pages_labelled_apart_are_read() -> None:
    wrong = []
    for line in (Path(__file__).parent / "layouts_second.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        told = main_text(said["html"], url=URL)
        found = extract("", told, published_on=date.fromisoformat(said["published_on"]))
        record = to_record(found, fetched_on=date.fromisoformat(said["fetched_on"]))
        if record["deadline"] != said["deadline"]:
            wrong.append((said["id"], record["deadline"]))
    assert wrong == []


def test_further_batches_of_pages_are_read() -> None:
    wrong = []
    for line in (Path(__file__).parent / "layouts_third.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        found = extract(said["title"], main_text(said["html"], url=said["url"]), url=said["url"])
        record = to_record(found, fetched_on=date.fromisoformat(said["fetched_on"]))
        if record["deadline"] != said["deadline"]:
            wrong.append((said["id"], record["deadline"]))
    assert wrong == []


def test_a_day_below_the_title_of_its_box_is_of_that_title() -> None:
    box = "<dl><dt>Consultas</dt><dd>hasta el 28 de mayo de 2027</dd></dl>"
    assert "Consultas: hasta el 28 de mayo de 2027" in main_text(page(0, box), url=URL)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("<b>Inscrições:</b> 01/03/2027 a 16/04/2027", "2027-04-16"),
        ("<b>Inscripciones:</b> del 1 al 16 de abril de 2027", "2027-04-16"),
        ("<b>Applications:</b> 1 March – 16 April 2027", "2027-04-16"),
        ("<b>Candidatures :</b> 01/03/2027 - 16/04/2027", "2027-04-16"),
        ("<b>Inscrições:</b> 01/03/2027", None),
        ("<b>Inscripciones al taller:</b> del 1 al 16 de abril de 2027", None),
        ("<b>Oficinas:</b> 01/03/2027 a 16/04/2027", None),
    ],
)
def test_a_window_beside_the_name_of_the_handing_in_is_a_row(row: str, wanted: str | None) -> None:
    said = "Apoyamos a los barrios que quieran plantar árboles y cuidar sus arroyos. " * 6
    html = (
        f"<main><article><h1>{TITLE}</h1><p>{said}</p></article><aside><section class='portlet'>"
        f"<header>Ficha</header><p><b>Situación:</b> abierta</p><p>{row}</p></section>"
        "<section class='portlet'><header>Otros fondos</header><ul><li><a href='/a'>Fondo de "
        "huertas escolares</a> – inscripciones hasta 31/05/2027</li></ul></section></aside></main>"
    )
    read = extract(TITLE, main_text(html, url=URL), url=URL)
    assert [str(d.on) for d in read.deadlines] == ([wanted] if wanted else [])


def test_a_row_keeps_its_label() -> None:
    box = "<aside><h3>Fecha de cierre</h3><p>28 de mayo de 2027</p></aside>"
    assert "Fecha de cierre: 28 de mayo de 2027" in main_text(page(0, box), url=URL).splitlines()


def test_money_and_who_may_apply_are_kept_too() -> None:
    box = "<dl><dt>Monto máximo</dt><dd>USD 40.000</dd><dt>Dirigido a</dt><dd>Alcaldías</dd></dl>"
    lines = main_text(page(1, box), url=URL).splitlines()
    assert {"Monto máximo: USD 40.000", "Dirigido a: Alcaldías"} <= set(lines)


def test_what_the_article_says_is_not_said_twice() -> None:
    html = page(0, "").replace("</article>", "<p>Cierre: 28 de mayo de 2027</p></article>")
    assert main_text(html, url=URL).count("28 de mayo de 2027") == 1


def test_the_rows_stand_below_a_body_found_by_a_selector() -> None:
    box = "<aside><p>Cierre: 28 de mayo de 2027</p></aside>"
    text = main_text(page(0, box), url=URL, body="<div><p>El cuerpo.</p></div>")
    assert text == "El cuerpo.\nCierre: 28 de mayo de 2027"


def test_deep_and_wide_pages_are_read_in_time() -> None:
    wide = "<div class='news'><a href='/x'>x</a><p>Cierre</p></div>" * 20_000
    deep = "<div class='related'>" * 2500 + "<a href='/x'>Cierre</a>"
    for html in (wide, deep, f"<article>{'<p>Cierre: 3 de mayo de 2027</p>' * 30_000}</article>"):
        assert main_text(page(0, html), url=URL)
