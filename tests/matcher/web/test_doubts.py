"""Doubtful calls: where they are listed, where they are not, and the click either way."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call, CallVerdict
from matcher.calls.queries import refresh_index
from matcher.intake.judging import judge_calls
from tests.matcher.web.seed import add_call
from tests.matcher.web.support import Page, Visitor

TITLE = "Estas son las ciudades ganadoras del fondo del agua"
TEXT = "El jurado eligió tres ciudades entre 96 candidaturas. La ceremonia fue el jueves."
PILE = "/novedades?kind=dudosas"


@pytest.fixture
def news(session: Session) -> Call:
    call = add_call(session, title=TITLE, text=TEXT)
    judge_calls(session)
    refresh_index(session)
    session.commit()
    return call


def said(visitor: Visitor, call: Call, do: str, *, on: str = PILE) -> Page:
    return visitor.send(f"/novedades/dudosa/{call.id}", {"do": do, "next": PILE}, on=on)


def test_it_is_listed_under_its_filter_and_nowhere_else(officer: Visitor, news: Call) -> None:
    assert TITLE not in officer.get("/convocatorias").text
    listed = officer.get("/convocatorias?state=dudosa").text
    assert TITLE in listed
    assert "Parece el anuncio de unos resultados." in listed
    assert TITLE not in officer.get("/novedades").text
    assert "1 parece noticia y no convocatoria." in officer.get("/novedades").text
    pile = officer.get(PILE).text
    assert TITLE in pile
    assert f"«{TITLE}»" in pile
    assert "Mientras sea dudosa no se compara" in officer.get(f"/convocatorias/{news.id}").text


def test_one_click_makes_it_a_call_and_one_takes_it_back(
    officer: Visitor, session: Session, news: Call
) -> None:
    page = said(officer, news, "yes")
    assert "ya está con las demás" in page.text
    assert TITLE in officer.get("/convocatorias").text
    assert TITLE not in officer.get(PILE).text
    assert session.scalars(select(CallVerdict.is_call)).all() == [True]
    officer.send("/novedades/deshacer", page.form("/novedades/deshacer"), on=PILE)
    assert TITLE in officer.get(PILE).text
    session.expire_all()
    assert session.scalars(select(CallVerdict)).all() == []


def test_one_click_discards_it_and_one_takes_it_back(
    officer: Visitor, session: Session, news: Call
) -> None:
    page = said(officer, news, "no", on=f"/convocatorias/{news.id}")
    assert "Descartada" in page.text
    gone = officer.get("/novedades?kind=descartadas").text
    assert TITLE in gone
    assert "Todo está ya en las listas" not in gone
    officer.send("/novedades/deshacer", page.form("/novedades/deshacer"), on=PILE)
    assert TITLE in officer.get(PILE).text


def test_who_gives_it_back_to_the_lists_says_that_it_is_a_call(
    officer: Visitor, session: Session, news: Call
) -> None:
    said(officer, news, "no")
    page = officer.send(
        f"/novedades/devolver/{news.id}", {"next": PILE}, on="/novedades?kind=descartadas"
    )
    assert TITLE in officer.get("/convocatorias").text
    officer.send("/novedades/deshacer", page.form("/novedades/deshacer"), on=PILE)
    assert TITLE in officer.get("/novedades?kind=descartadas").text


def test_the_second_of_two_hears_that_it_is_settled(
    officer: Visitor, session: Session, news: Call
) -> None:
    said(officer, news, "yes")
    late = officer.send(
        f"/novedades/dudosa/{news.id}", {"do": "yes", "next": PILE}, on="/novedades"
    )
    assert "ya no es dudosa" in late.text
    acts = select(AuditEntry).where(AuditEntry.action == "call.confirmed")
    assert len(session.scalars(acts).all()) == 1


def test_who_only_reads_has_no_buttons(visitor: Visitor, news: Call) -> None:
    reader = visitor.sign_in("ver@ciudad.example")
    assert "Sí es convocatoria" not in reader.get(PILE).text
