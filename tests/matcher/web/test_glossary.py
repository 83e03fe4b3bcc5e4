from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.glossary.models import OwnEntry
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Page, Visitor


def values(**more: str) -> dict[str, str]:
    return {"es": "biblioparque", "en": "library park", "pt": "", "fr": ""} | more


def first_row(page: Page) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in page.tree.xpath("//tbody/tr[1]/*")]


def test_everybody_reads_and_searches_without_accents(viewer: Visitor) -> None:
    assert "Glosario" in viewer.get("/").links()
    page = viewer.get("/glosario?q=SUBVENCION")
    assert first_row(page)[:2] == ["subvención", "grant · subsidy"]
    assert "Agregar término" not in page.links()
    viewer.get("/glosario/nuevo", status=403)
    page = viewer.get("/glosario?q=zzzz")
    assert "Ningún término así" in page.text


def test_the_whole_glossary_is_leafed_through(viewer: Visitor) -> None:
    page = viewer.get("/glosario")
    assert len(page.tree.xpath("//tbody/tr")) == 50
    after = viewer.get(page.links()["Siguientes"])
    assert "página 2 de" in after.text
    assert first_row(after) != first_row(page)
    assert "Anteriores" in after.links()


def test_a_new_term_is_marked_as_the_agencys(admin: Visitor, session: Session) -> None:
    page = admin.send("/glosario/nuevo", values())
    assert "Guardado." in page.text
    assert first_row(page)[0] == "biblioparque de la agencia"
    assert session.scalars(select(OwnEntry.es)).all() == ["biblioparque"]
    assert first_row(admin.get("/glosario?mine=1"))[0] == "biblioparque de la agencia"
    audit = admin.get("/auditoria?action=term.added").text
    assert "agregó el término del glosario" in audit


def test_the_search_of_calls_knows_it_at_once(admin: Visitor) -> None:
    assert "Clean urban mobility" not in admin.get("/convocatorias?q=movilitrón").text
    admin.send("/glosario/nuevo", values(es="movilitrón", en="mobility"))
    assert "Clean urban mobility" in admin.get("/convocatorias?q=movilitrón").text


def test_errors_stand_beside_their_fields(admin: Visitor, session: Session) -> None:
    admin.send("/glosario/nuevo", values())
    page = admin.send("/glosario/nuevo", values(es="Biblioparque"), status=422)
    assert (
        "ya está entre los términos de la agencia"
        in page.tree.get_element_by_id("es-error").text_content()
    )
    page = admin.send("/glosario/nuevo", values(es="farolito", en=""), status=422)
    assert "al menos otro idioma" in page.tree.get_element_by_id("en-error").text_content()
    page = admin.send("/glosario/nuevo", values(es=""), status=422)
    assert "Escriba este dato." in page.tree.get_element_by_id("es-error").text_content()
    assert len(session.scalars(select(OwnEntry)).all()) == 1


def test_changing_a_shipped_term_starts_from_what_it_says(admin: Visitor) -> None:
    page = admin.get("/glosario?q=barrio")
    link = next(href for text, href in page.links().items() if text == "Cambiar barrio")
    form = admin.get(link).form("")
    assert form["en"] == "neighbourhood | neighborhood | district"
    form["en"] = "commune"
    page = admin.send(link, form)
    assert first_row(page)[:3] == ["barrio de la agencia", "commune", "bairro"]


def test_changing_an_own_term_keeps_its_history(admin: Visitor) -> None:
    admin.send("/glosario/nuevo", values())
    admin.send("/glosario/1", values(en="library park | park library"))
    page = admin.get("/glosario/1")
    assert page.form("")["en"] == "library park | park library"
    assert "Ada Prueba cambió el término del glosario" in page.text
    admin.get("/glosario/9", status=404)


def test_retiring_can_be_undone_at_once_and_later(admin: Visitor, session: Session) -> None:
    admin.send("/glosario/nuevo", values())
    path = "/glosario/1/retirar"
    page = admin.send(path, {"retired": "yes"}, on="/glosario/1")
    assert "«biblioparque» ya no está en uso." in page.text
    assert page.form(path)["retired"] == "no"
    page = admin.send(path, page.form(path), on="/glosario")
    assert "«biblioparque» está de vuelta en uso." in page.text
    admin.send(path, {"retired": "yes"}, on="/glosario/1")
    assert "Retirados" in admin.get("/glosario").text
    admin.send("/glosario/nuevo", values())
    page = admin.send(path, {"retired": "no"}, on="/glosario")
    assert "ya está entre los términos de la agencia" in page.text
    assert session.get_one(OwnEntry, 1).retired_at is not None


def test_nobody_but_who_administers_changes_it(officer: Visitor, session: Session) -> None:
    term = OwnEntry(es="biblioparque", en="library park", pt="", fr="", person_id=4, at=NOW)
    session.add(term)
    session.commit()
    assert "Cambiar biblioparque" not in officer.get("/glosario?mine=1").links()
    officer.get(f"/glosario/{term.id}", status=403)
    path = f"/glosario/{term.id}/retirar"
    officer.send(path, {"retired": "yes"}, on="/perfil", status=403)
    session.refresh(term)
    assert term.retired_at is None
