"""Adding a call by hand: an address, a text, a file; looked over first, then kept for good."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matcher.calls.models import Call, Review
from matcher.db.session import transaction
from matcher.intake.store import Counts, Record, SourceFacts, Store
from tests.matcher.web.seed import NOW, deadline, fields
from tests.matcher.web.support import Page, Visitor

NEW = "/convocatorias/nueva"
TITLE = "Fondo de riberas vivas 2027"
TEXT = (
    f"{TITLE}\n"
    "La Fundación Ribera Común abre una convocatoria para proyectos de recuperación de ríos "
    "urbanos.\n"
    "Pueden postular entidades públicas territoriales de América Latina y el Caribe.\n"
    "Cada proyecto recibe hasta 80.000 euros.\n"
    "El plazo para presentar propuestas cierra el 18 de febrero de 2027.\n"
)


def read(who: Visitor, *, status: int = 200, **given: object) -> Page:
    return who.send(NEW, {"step": "read", **given}, status=status)


def kept(session: Session) -> Call:
    return session.scalars(select(Call).where(Call.title.contains("riberas"))).one()


def last_form(page: Page) -> MultiDict[str, str]:
    """The second form of the page: the first one only goes back."""
    page.tree.xpath("//form[@class='again']")[0].drop_tree()
    return page.form("")


def calls_there(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Call)) or 0


def test_a_pasted_text_is_shown_with_its_quotes_and_kept_only_when_told(
    officer: Visitor, session: Session
) -> None:
    before = calls_there(session)
    assert "Añadir una convocatoria" in officer.get("/convocatorias").links()
    page = read(officer, text=TEXT)
    values = last_form(page)
    assert values["title"] == TITLE
    assert values["on"] == "2027-02-18"
    assert values["local_government"] == "yes"
    assert values["amount_0_currency"] == "EUR"
    quotes = [" ".join(q.text_content().split()) for q in page.tree.xpath("//*[@class='hint']")]
    assert any("18 de febrero de 2027" in quote for quote in quotes)
    assert any("entidades públicas territoriales" in quote for quote in quotes)
    assert calls_there(session) == before, "reading keeps nothing"
    values["funder"] = "Fundación Ribera Común de Prueba"
    page = officer.send(NEW, values)
    assert page.heading == TITLE
    assert "A mano" in page.text
    call = kept(session)
    assert call.closes_on is not None
    assert call.funder == "Fundación Ribera Común de Prueba"
    assert call.pinned == ["funder"]
    assert call.deadlines[0].span["quote"], "what was read keeps its words"
    assert not session.scalars(select(Review).where(Review.call_id == call.id)).all()
    assert officer.get("/convocatorias?q=riberas").text.count(TITLE) == 1
    copy = officer.get(call.url.replace("http://127.0.0.1:8000", ""))
    assert "ríos urbanos" in copy.text, "what has no address leads to the text that is kept"
    for path in ("/calidad", "/fuentes", "/novedades", "/convocatorias?source=a-mano"):
        officer.get(path)
    table = officer.client.get("/convocatorias/tabla.csv?source=a-mano").text
    assert "A mano" in table
    officer.send(NEW, values)
    assert calls_there(session) == before + 1, "sent twice, it is one call"


def test_no_run_overwrites_it(app: Flask, officer: Visitor, session: Session) -> None:
    values = last_form(read(officer, text=TEXT, url="https://ribera.example/fondo-2027"))
    officer.send(NEW, values)
    payload = fields(
        TITLE,
        "Otro texto.",
        url="https://ribera.example/fondo-2027",
        deadlines=[deadline(NOW.date() + timedelta(days=9))],
        funder="Otro",
    )
    with transaction(app.extensions["puente"].sessions) as writing:
        official = {"bdns": SourceFacts(title="BDNS", aggregator=False)}
        store = Store(writing, sources=official, at=NOW + timedelta(days=1))
        record = Record(
            source_id="bdns",
            source_key="ribera",
            payload=payload | {"source_id": "bdns", "source_key": "ribera"},
        )
        counts = Counts()
        store.add([record], counts, quiet=False)
        store.mark_missing("bdns", counts)
    assert counts.merged == 1
    call = kept(session)
    assert len(call.sightings) == 2
    assert call.text == TEXT.strip()
    assert [d.on_day.isoformat() for d in call.deadlines if d.on_day] == ["2027-02-18"]
    assert any("BDNS" in str(warning) for warning in call.warnings), "the contradiction is told"


def test_what_is_like_it_is_shown_before(officer: Visitor) -> None:
    text = TEXT.replace(TITLE, "Agua y saneamiento para ciudades intermedias")
    page = read(officer, text=text, url="https://ribera.example/otra")
    assert "¿Es alguna de estas?" in page.text
    assert page.links()["Agua y saneamiento para ciudades intermedias"] == "/convocatorias/1"
    page = read(officer, text=TEXT, url="http://www.funder.example/call?utm_source=x")
    assert "Ya está en Puente, con la misma dirección" not in page.text, "a list is no page"
    page = read(officer, text=TEXT.replace(TITLE, "Xilófonos transatlánticos"))
    assert "Ninguna de las que ya están se le parece." in page.text


@pytest.fixture
def open_to_here(app: Flask) -> Iterator[None]:
    """The guard lets this machine's own server through, as a replay does."""
    given = app.extensions["puente"]
    settings = replace(given.settings, allow_private_addresses=True, contact="a@ciudad.example")
    app.extensions["puente"] = replace(given, settings=settings)
    yield
    app.extensions["puente"] = given


@pytest.mark.usefixtures("open_to_here")
def test_an_address_is_read_when_the_button_says_so(
    officer: Visitor, httpserver: HTTPServer
) -> None:
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[1:])
    body = f"<html><head><title>Sitio</title></head><body><h1>{TITLE}</h1>{lines}</body></html>"
    httpserver.expect_request("/fondo").respond_with_data(body, content_type="text/html")
    httpserver.expect_request("/vacia").respond_with_data(
        "<html><body><div id=app></div></body></html>", content_type="text/html"
    )
    url = httpserver.url_for("/fondo")
    page = officer.get(f"{NEW}?url={url}")
    assert page.tree.xpath("//input[@name='url']/@value") == [url]
    assert not [r for r, _ in httpserver.log if r.path == "/fondo"], "opening it reads nothing"
    values = last_form(read(officer, url=url))
    assert (values["title"], values["on"]) == (TITLE, "2027-02-18")
    page = read(officer, url=httpserver.url_for("/vacia"), read_title="Mi título", status=422)
    assert "copie el texto y péguelo abajo" in page.text
    assert page.tree.xpath("//input[@name='read_title']/@value") == ["Mi título"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "http://169.254.169.254/meta", "ftp://sitio.example/x", "hola"]
)
def test_what_is_not_public_is_not_read_and_nothing_typed_is_lost(
    officer: Visitor, url: str
) -> None:
    page = read(officer, url=url, status=422)
    assert page.tree.xpath("//input[@name='url']/@value") == [url]
    assert page.tree.xpath("//*[@class='error' and @id='url-error']")


def pdf(text: str, path: Path) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 11))
    figure.text(0.05, 0.5, text, fontsize=7)
    with PdfPages(path) as pages:
        pages.savefig(figure)
    return path.read_bytes()


def test_files_are_read_by_what_is_in_them(
    officer: Visitor, tmp_path: Path, session: Session
) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"RV: {TITLE}", "fondo@ribera.example"
    mail.set_content("Estimados: va adjunta la convocatoria.")
    mail.add_attachment(
        pdf(TEXT, tmp_path / "bases.pdf"), maintype="application", subtype="pdf", filename="b.pdf"
    )
    for body, name in ((pdf(TEXT, tmp_path / "x.pdf"), "x.pdf"), (mail.as_bytes(), "correo.eml")):
        values = last_form(read(officer, file=[(io.BytesIO(body), name)]))
        assert (values["title"], values["on"]) == (TITLE, "2027-02-18"), name
    for body, name in (
        (b"%PDF-1.4 roto", "roto.pdf"),
        (b"PK\x03\x04", "bases.docx"),
        (b"\xff\xfe\x00", "x.eml"),
        (b"Content-Type: text/plain; charset=nadie\n\nhola", "raro.eml"),
    ):
        page = read(officer, file=[(io.BytesIO(body), name)], read_title="Mío", status=422)
        assert page.tree.xpath("//*[@id='file-error']"), name
        assert page.tree.xpath("//input[@name='read_title']/@value") == ["Mío"]
    read(officer, status=422)


def test_what_was_not_read_of_a_mail_is_said_by_name(officer: Visitor, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = TITLE, "fondo@ribera.example"
    mail.set_content(TEXT)
    as_pdf = {"maintype": "application", "subtype": "pdf"}
    mail.add_attachment(pdf(TEXT, tmp_path / "b.pdf"), filename="Bases.pdf", **as_pdf)
    mail.add_attachment(pdf("1", tmp_path / "e.pdf"), filename="Escaneo.pdf", **as_pdf)
    mail.add_attachment(b"%PDF-1.4 roto", filename="Roto.pdf", **as_pdf)
    mail.add_attachment(b"PK", maintype="application", subtype="msword", filename="Anexo.docx")
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    page = read(officer, file=[(io.BytesIO(mail.as_bytes()), "correo.eml")])
    told = page.tree.xpath("//section[h2/@id='unread']//li")
    assert [one.text_content() for one in told] == ["Escaneo.pdf", "Roto.pdf", "Anexo.docx"]
    page = read(officer, text=TEXT)
    assert not page.tree.xpath("//*[@id='unread']")
    scan = [(io.BytesIO(pdf("1", tmp_path / "s.pdf")), "s.pdf")]
    assert "puede ser un escaneo" in read(officer, file=scan, status=422).text


def forwarded(inner: EmailMessage, *, coded: bool) -> bytes:
    """A mail that says little, with another and a file of Outlook as its attachments."""
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "Para mirar", "luz@ciudad.example"
    outer.set_content("¿Nos sirve?")
    if coded:  # as some programs do it, whatever the standard says
        outer.add_attachment(inner.as_bytes(), maintype="message-", subtype="rfc822")
    else:
        outer.add_attachment(inner)
    outer.add_attachment(
        b"\xd0\xcf\x11\xe0", maintype="application", subtype="octet-stream", filename="Otro.msg"
    )
    return outer.as_bytes().replace(b"message-/rfc822", b"message/rfc822")


@pytest.mark.parametrize("coded", [False, True], ids=["as-it-is", "coded-whole"])
def test_a_mail_forwarded_as_an_attachment_is_read_with_what_it_brings(
    officer: Visitor, tmp_path: Path, *, coded: bool
) -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"] = TITLE, "fondo@ribera.example"
    inner.set_content("Estimados: va adjunta la convocatoria.")
    inner.add_attachment(
        pdf(TEXT, tmp_path / "b.pdf"), maintype="application", subtype="pdf", filename="Bases.pdf"
    )
    page = read(officer, file=[(io.BytesIO(forwarded(inner, coded=coded)), "correo.eml")])
    values = last_form(page)
    assert (values["title"], values["on"]) == (TITLE, "2027-02-18")
    told = page.tree.xpath("//section[h2/@id='unread']//li")
    assert [one.text_content() for one in told] == ["Otro.msg"]


def test_a_file_of_outlook_is_told_what_to_do_instead(officer: Visitor) -> None:
    sealed = [(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Correo.msg")]
    assert "Descárguelo como .eml" in read(officer, file=sealed, status=422).text


def test_a_wrong_correction_is_told_and_nothing_is_kept(officer: Visitor, session: Session) -> None:
    before = calls_there(session)
    values = last_form(read(officer, text=TEXT))
    values["opens_on"] = "2027-03-01"
    page = officer.send(NEW, values, status=422)
    assert "Abre después de cerrar" in page.text
    assert calls_there(session) == before
    values["step"] = "again"
    again = officer.send(NEW, values)
    assert "ríos urbanos" in again.tree.xpath("//textarea[@name='text']")[0].text


def test_who_only_reads_adds_nothing(viewer: Visitor) -> None:
    assert "Añadir una convocatoria" not in viewer.get("/convocatorias").links()
    viewer.get(NEW, status=403)
