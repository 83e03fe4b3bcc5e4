"""Every page says what it is for, in both languages, and no text is left without its page."""

from flask import Flask

from matcher.web.frame.access import PUBLIC, access_of
from matcher.web.office.page_help import text_of, texts
from tests.matcher.web.support import Visitor

NO_PAGES = frozenset({"api", "health", "report", "language", "about", "links", "second"})
"""Sections for programs, of files, and those that are a help themselves."""


def pages(app: Flask) -> set[str]:
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint != "static"
        and access_of(app.view_functions[rule.endpoint]) != PUBLIC
    }


def test_every_page_has_its_text_and_every_text_its_page(app: Flask) -> None:
    here = {one for one in pages(app) if one.partition(".")[0] not in NO_PAGES}
    assert sorted(one for one in here if text_of(one) is None) == []
    assert set(texts()) <= here | {one.partition(".")[0] for one in here}


def test_texts_are_short_and_in_both_languages() -> None:
    for name, told in texts().items():
        assert set(told) == {"es", "en"}, name
        assert all(20 < len(text) <= 160 for text in told.values()), name


def test_a_page_that_does_something_else_than_its_section_says_what(officer: Visitor) -> None:
    for path, told in {
        "/convocatorias/nueva": "No guarda nada hasta que usted acepte",
        "/convocatorias/llevar": "descárguela una vez",
        "/coincidencias/texto": "El texto no se guarda",
        "/propuestas/biblioteca": "Textos aprobados",
        "/novedades?kind=duplicados": "unirlas se puede deshacer",
    }.items():
        (fold,) = officer.get(path).tree.xpath("//details[contains(@class, 'page-help')]")
        assert told in fold.text_content(), path
    assert "propias" not in str(text_of("calendars.month")), "only the funders' days stand there"


def test_the_fold_opens_with_the_keyboard_alone(officer: Visitor) -> None:
    page = officer.get("/convocatorias")
    (fold,) = page.tree.xpath("//details[contains(@class, 'page-help')]")
    assert fold.xpath("./summary")[0].text_content().strip() == "? Ayuda de esta página"
    assert "Busque con sus palabras" in fold.text_content()
    officer.send("/idioma", {"language": "en", "next": "/convocatorias"}, on="/convocatorias")
    assert "Search in your own words" in officer.get("/convocatorias").text


def test_nobody_is_helped_who_has_not_signed_in(visitor: Visitor) -> None:
    assert not visitor.get("/entrar").tree.xpath("//details[contains(@class, 'page-help')]")
