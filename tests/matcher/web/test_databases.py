"""The pages on SQLite and on PostgreSQL: the same code, another database."""

from pathlib import Path

from sqlalchemy import Engine

from matcher.clock import FixedClock
from matcher.db.session import session_factory, transaction
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import Visitor
from wsgi import create_app

PAGES = (
    "/",
    "/novedades?kind=con-advertencia&source=bdns",
    "/novedades?kind=descartadas",
    "/convocatorias?q=movilidad+urbana",
    "/convocatorias?local=1&country=1&amount=1",
    "/convocatorias?sort=amount&ods=6&line=ecociudad&source=bdns&to=2027-12-31",
    "/convocatorias/1",
    "/proyectos?q=agua&stage=perfil",
    "/proyectos?stale=1&line=ecociudad",
    "/proyectos/1",
    "/coincidencias",
    "/coincidencias/1/1",
    "/fuentes",
    "/fuentes/bdns",
    "/calidad",
    "/lineas/ecociudad",
    "/auditoria?from=2026-11-20&to=2026-11-20",
    "/correos",
)


def test_pages_open_and_change_things(engine: Engine, tmp_path: Path) -> None:
    with transaction(session_factory(engine)) as session:
        seed(session)
    address = engine.url.render_as_string(hide_password=False)
    settings = Settings(data_dir=tmp_path, secret_key="for tests", database_url=address)
    app = create_app(settings, clock=FixedClock(NOW))
    app.testing = True
    admin = Visitor(app).sign_in("admin@ciudad.example")
    assert all(admin.get(path).status == 200 for path in PAGES)
    answer = {"scheme": "ods", "code": "11", "answer": "no", "next": "/convocatorias/1"}
    page = admin.send("/convocatorias/etiquetas/call/1", answer, on="/convocatorias/1")
    assert "Lo dijo Ada Prueba" in page.text
    page = admin.send(
        "/coincidencias/1/1/opinion",
        {"verdict": "no-interesa", "scope": "me", "reason": "otra"},
        on="/coincidencias/1/1",
    )
    assert "No interesa: otra razón" in page.text
    assert "Clean urban mobility" in admin.get("/convocatorias?q=movilidad+urbana").text
    app.extensions["puente"].sessions.kw["bind"].dispose()
