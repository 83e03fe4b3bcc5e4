"""A form sent when the session had ended is not lost, and no other site can use that."""

from typing import Any

from flask import Flask
from lxml import html
from werkzeug.datastructures import MultiDict

from tests.matcher.web.support import PASSWORD, Page, Visitor, look_over

HERE = {"Origin": "http://localhost"}
PATH = "/proyectos/1/editar"


def sent(who: Visitor, values: Any, headers: dict[str, str]) -> Page:
    response = who.client.post(PATH, data=values, headers=headers)
    return Page(response, look_over(response.text))


def edited(who: Visitor) -> MultiDict[str, str]:
    form = who.get(PATH).form("")
    form["summary"] = "Falta el aval & «todo»\r\nsegundo renglón"
    return form


def signed_in_again(who: Visitor, page: Page) -> Page:
    form = page.form("/entrar")
    form["email"], form["password"] = "luz@ciudad.example", PASSWORD
    response = who.client.post("/entrar", data=form)
    return Page(response, look_over(response.text))


def test_it_comes_through_signing_in_and_is_sent_with_a_click(officer: Visitor) -> None:
    form = edited(officer)
    officer.client.delete_cookie("puente")
    page = sent(officer, form, HERE)
    assert page.status == 401
    assert "lo que escribió viene con usted" in page.text
    again = signed_in_again(officer, page)
    assert "sigue aquí" in again.heading
    response = officer.client.post(PATH, data=again.form(PATH), follow_redirects=True)
    assert response.status_code == 200
    kept = officer.get(PATH).form("")["summary"]
    assert kept.split() == form["summary"].split()


def test_a_form_of_the_session_before_is_offered_at_once(app: Flask, officer: Visitor) -> None:
    form = edited(officer)
    officer.client.delete_cookie("puente")
    officer.sign_in("luz@ciudad.example")  # as in another tab
    page = sent(officer, form, HERE)
    assert page.status == 400
    response = officer.client.post(PATH, data=page.form(PATH), follow_redirects=True)
    assert response.status_code == 200


def test_a_form_of_another_site_is_not_carried(officer: Visitor) -> None:
    form = edited(officer)
    officer.client.delete_cookie("puente")
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        page = sent(officer, form, headers)
        assert "Falta el aval" not in html.tostring(page.tree, encoding="unicode")
        assert "viene con usted" not in page.text


def test_a_hidden_field_somebody_wrote_leads_nowhere_else(visitor: Visitor) -> None:
    for kept in ('["//evil.example", [], false]', "[1, 2]", "{", '["/x", [["a"]], 0]'):
        given = {"email": "luz@ciudad.example", "password": PASSWORD, "kept": kept}
        page = Visitor(visitor.app).send("/entrar", given)
        assert "sigue aquí" not in page.heading
