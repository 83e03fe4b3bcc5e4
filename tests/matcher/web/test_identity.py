"""A change of administration is one form: it reaches the web, the mail and the sender."""

from email.utils import parseaddr
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agency.identity import Identity, read_identity
from matcher.audit.models import AuditEntry
from matcher.desk.invitations import write_link
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import envelope
from matcher.people.queries import find_by_email
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.web.support import PASSWORD, Page, Visitor
from tests.proposals.web.test_kinds import PDF, PNG

NEW = {
    "name": "Secretaría, Paz & «Cooperación»",
    "brand": "#5a1a5a",
    "link": "#3a2a80",
    "signature": "Calle 1\nTeléfono 2",
    "footer": "Horario <de> 8 a 4",
}


def change(admin: Visitor, *, status: int = 200, **more: object) -> Page:
    form = admin.get("/identidad").form("/identidad")
    return admin.send("/identidad", {**form, **NEW, **more}, status=status)


def test_one_form_changes_every_page(admin: Visitor, app: object) -> None:
    before = admin.get("/ayuda")
    assert "Agencia de prueba" in before.text
    assert "colores.css" not in before.response.text
    change(admin, logo=[(BytesIO(PNG), "logo.png")])
    page = admin.get("/ayuda")
    assert NEW["name"] in page.tree.findtext(".//title")
    assert page.tree.xpath("//header//*[@class='brand-of']")[0].text.strip() == NEW["name"]
    assert "Horario <de> 8 a 4" in page.tree.xpath("//footer")[0].text_content()
    assert "Agencia de prueba" not in page.text
    (sheet,) = page.tree.xpath("//link[contains(@href, 'colores.css')]/@href")
    (logo,) = page.tree.xpath("//header//img/@src")
    assert "--brand:#5a1a5a" in admin.client.get(sheet).text
    assert admin.client.get(logo).data == PNG


def test_the_page_says_what_a_proposal_begun_before_keeps(admin: Visitor) -> None:
    """Who applies is an answer of the proposal: no form of the agency writes over it."""
    page = admin.get("/identidad")
    assert "Una propuesta ya empezada conserva el nombre de la entidad que postula" in page.text


def test_colours_are_fetched_once_for_each_change(admin: Visitor, visitor: Visitor) -> None:
    change(admin)
    first = visitor.client.get("/identidad/colores.css")
    assert first.mimetype == "text/css"
    assert "style-src 'self'" in first.headers["Content-Security-Policy"]
    mark = {"If-None-Match": first.headers["ETag"]}
    assert visitor.client.get("/identidad/colores.css", headers=mark).status_code == 304
    assert "max-age" in visitor.client.get("/identidad/colores.css?v=1").headers["Cache-Control"]
    change(admin, brand="#1a1a5a")
    again = visitor.client.get("/identidad/colores.css", headers=mark)
    assert (again.status_code, "--brand:#1a1a5a" in again.text) == (200, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"brand": "#f2c400"}, "las letras no se leen bien"),
        ({"link": "#999999"}, "Escoja uno más oscuro"),
        ({"name": "  "}, "Escriba este dato"),
        ({"signature": "x" * 601}, "600"),
        ({"logo": [(BytesIO(PDF), "logo.pdf")]}, "PNG o JPG"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_lost(
    admin: Visitor, session: Session, wrong: dict[str, object], words: str
) -> None:
    page = change(admin, status=422, **wrong)
    assert words in page.text
    assert page.form("/identidad")["footer"] == NEW["footer"]
    assert read_identity(session, Settings(agency_name="Otra")) == Identity(name="Otra")


def test_whoever_saves_second_is_told(admin: Visitor) -> None:
    form = admin.get("/identidad").form("/identidad")
    change(admin)
    page = admin.send("/identidad", {**form, **NEW, "name": "Otra"}, status=409)
    assert "Alguien más cambió la identidad" in page.text


def test_saving_what_is_there_changes_nothing(admin: Visitor, session: Session) -> None:
    change(admin)
    change(admin)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "agency.changed"))
    assert len(list(entries)) == 1
    assert "cambió la identidad de la entidad" in admin.get("/auditoria").text


def test_the_logo_can_be_taken_off(admin: Visitor) -> None:
    change(admin, logo=[(BytesIO(PNG), "logo.png")])
    change(admin, no_logo="y")
    admin.get("/identidad/logo", status=404)


def test_mail_is_signed_by_who_the_agency_is_now(
    admin: Visitor, session: Session, app: object
) -> None:
    change(admin)
    given = Settings(agency_name="Vieja", mail_from="Vieja <avisos@ciudad.example>")
    luz = find_by_email(session, "luz@ciudad.example")
    assert luz is not None
    write_link(session, given, luz, "reset", link="https://x.example/", at=NOON)
    mail = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert mail is not None
    assert mail.text.endswith(f"Calle 1\nTeléfono 2\n\n{NEW['name']}\n\nHorario <de> 8 a 4\n"), (
        mail.text
    )
    for told in ("background-color:#5a1a5a", "Horario &lt;de&gt; 8 a 4", "Calle 1"):
        assert told in mail.html
    who = envelope(given, read_identity(session, given), mail).sender
    assert parseaddr(who) == (NEW["name"], "avisos@ciudad.example")
    assert envelope(given, Identity(name="Vieja"), mail).sender == given.mail_from


def test_the_name_it_wrote_down_is_in_no_password(admin: Visitor) -> None:
    change(admin, name="Unidad Quindío Solidario")
    new = "unidadquindio2026"
    given = {"current": PASSWORD, "new": new, "again": new}
    page = admin.send("/perfil/contrasena", given, on="/perfil", status=422)
    assert "lleva «quindio»" in page.text


def test_only_who_administers_changes_it(officer: Visitor) -> None:
    officer.get("/identidad", status=403)
    assert "Lo cambia quien administra" in officer.get("/propuestas/entidad").text
