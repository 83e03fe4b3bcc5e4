from pytest_httpserver import HTTPServer
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.health import health
from matcher.calls.ingest import known_sources
from matcher.calls.models import SourceRun, SourceSetting
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Fondo de barrio</title><link>http://127.0.0.1/</link>
<item><title>Convocatoria para huertas urbanas</title><guid>h-1</guid>
<link>http://127.0.0.1/h-1</link>
<description>Para huertas. El plazo termina el 15 de marzo de 2027.</description></item>
<item><title>Convocatoria de bibliotecas</title><guid>b-1</guid>
<link>http://127.0.0.1/b-1</link>
<description>Subvenciones para bibliotecas. Hasta el 1 de abril de 2027.</description></item>
</channel></rss>"""


def test_health_in_plain_spanish(officer: Visitor) -> None:
    page = officer.get("/fuentes")
    assert "Encontró 3 convocatorias; lo usual son unas 41." in page.text
    assert "Falla desde el 19 de noviembre de 2026." in page.text
    page = officer.get("/fuentes/bdns")
    assert "Última lectura buena: 18 de noviembre de 2026, 12:00." in page.text
    assert "(lo usual: 42)" in page.text
    assert page.tree.xpath("//svg[@role='img']/@aria-label") == [
        "Encontradas en las últimas lecturas: 41, 40, 43, 42, 3"
    ]
    assert "Menos de lo usual" in officer.get("/fuentes").text
    assert "unas 41" in officer.get("/").text


def test_a_good_run_ends_the_warning(officer: Visitor, session: Session) -> None:
    run = SourceRun(source_id="bdns", started_at=NOW, finished_at=NOW, status="ok", found=40)
    session.add(run)
    session.commit()
    state = health(session)["bdns"]
    assert (state.well, state.failing_since, state.usual) == (True, None, 42)
    assert "responden como siempre" in officer.get("/").text


def test_switching_off_is_written_down(admin: Visitor, session: Session) -> None:
    page = admin.send("/fuentes/bdns/encender", {"enabled": "no"}, on="/fuentes/bdns")
    assert "ya no se leerá" in page.text
    sources = known_sources(session, admin.app.extensions["puente"].settings)
    assert not sources["bdns"].enabled
    assert session.scalars(select(AuditEntry.action)).all() == ["source.disabled"]
    admin.send("/fuentes/bdns/encender", {"enabled": "yes"}, on="/fuentes/bdns")


def form(server: HTTPServer, path: str, **more: str) -> dict[str, str]:
    return {
        "title": "Fondo de barrio", "url": server.url_for(path), "access": "feed",
        "funder_kind": "filantropia", "frequency": "weekly", **more,
    }  # fmt: skip


def allow_this_machine(visitor: Visitor) -> None:
    """The product refuses private addresses; a test has no other."""
    object.__setattr__(visitor.app.extensions["puente"].settings, "allow_private_addresses", True)


def test_a_source_is_looked_at_before_it_is_added(
    admin: Visitor, session: Session, httpserver: HTTPServer
) -> None:
    allow_this_machine(admin)
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    page = admin.send("/fuentes/nueva", form(httpserver, "/feed", step="try"))
    assert "Convocatoria para huertas urbanas" in page.text
    assert "15 de marzo de 2027" in page.text
    assert session.scalars(select(SourceSetting)).all() == []
    page = admin.send("/fuentes/nueva", form(httpserver, "/feed", step="add"))
    assert page.heading == "Fuentes"
    assert "Fondo de barrio" in page.links()
    setting = session.scalars(select(SourceSetting)).one()
    assert setting.entry is not None
    assert setting.enabled


def test_an_address_that_cannot_be_read_says_why(
    admin: Visitor, session: Session, httpserver: HTTPServer
) -> None:
    allow_this_machine(admin)
    httpserver.expect_request("/gone").respond_with_data("x", status=404)
    page = admin.send("/fuentes/nueva", form(httpserver, "/gone", step="add"), status=422)
    assert page.tree.xpath("//input[@name='url' and @aria-invalid='true']")
    assert session.scalars(select(SourceSetting)).all() == []


def test_private_addresses_are_refused(admin: Visitor, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data(FEED)
    admin.send("/fuentes/nueva", form(httpserver, "/feed", step="try"), status=422)
    assert httpserver.log == []
