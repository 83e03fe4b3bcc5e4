from base64 import urlsafe_b64decode

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from matcher.audit.models import AuditEntry
from matcher.db.session import transaction
from matcher.people.models import OpenSession, Person
from matcher.people.permissions import GRANTS
from matcher.web.frame.access import PUBLIC, SIGNED_IN, access_of
from tests.matcher.web.support import PASSWORD, Visitor
from tests.matcher.web.tongues import foreign

KNOWN = {PUBLIC, SIGNED_IN} | set().union(*GRANTS.values())


def test_every_route_says_who_may_open_it(app: Flask) -> None:
    silent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and access_of(app.view_functions[rule.endpoint]) not in KNOWN
    }
    assert silent == set()


def test_a_route_that_forgot_is_closed_to_all(app: Flask) -> None:
    app.add_url_rule("/olvidada", "forgotten", lambda: "secret")
    visitor = Visitor(app).sign_in("admin@ciudad.example")
    page = visitor.get("/olvidada", status=403)
    assert "secret" not in page.text


def test_reading_needs_a_sign_in_and_comes_back(app: Flask, visitor: Visitor) -> None:
    response = visitor.client.get("/convocatorias?q=agua")
    assert response.status_code == 302
    assert response.location == "/entrar?next=/convocatorias?q%3Dagua"
    token = visitor.token("/entrar")
    response = visitor.client.post(
        response.location,
        data={"email": "LUZ@ciudad.example ", "password": PASSWORD, "csrf_token": token},
    )
    assert response.location == "/convocatorias?q=agua"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/x", "/\\evil.example"])
def test_no_open_redirect(visitor: Visitor, target: str) -> None:
    token = visitor.token("/entrar")
    response = visitor.client.post(
        "/entrar",
        query_string={"next": target},
        data={"email": "luz@ciudad.example", "password": PASSWORD, "csrf_token": token},
    )
    assert response.location == "/"


def test_a_failure_does_not_say_what_was_wrong(visitor: Visitor) -> None:
    wrong = visitor.send("/entrar", {"email": "luz@ciudad.example", "password": "x"}, status=401)
    unknown = visitor.send("/entrar", {"email": "no@ciudad.example", "password": "x"}, status=401)
    said = "El correo o la contraseña no coinciden."
    assert said in wrong.text
    assert said in unknown.text


def test_a_hash_of_an_older_release_is_renewed_without_waiting(
    app: Flask, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """What the request writes must not stand in the way of what it notes beside itself."""
    sessions = app.extensions["puente"].sessions
    with transaction(sessions) as session:
        luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
        luz.password_hash = generate_password_hash(PASSWORD, method="scrypt")
    visitor.sign_in("luz@ciudad.example")
    with transaction(sessions) as session:
        luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
        assert luz.password_hash.startswith("$argon2")
        assert luz.signed_in_at is not None
        assert session.scalar(select(func.count()).select_from(OpenSession)) == 1
    assert "could not be noted" not in caplog.text


def test_guessing_is_limited_and_a_right_password_is_not_counted(visitor: Visitor) -> None:
    for _ in range(8):
        visitor.send("/entrar", {"email": "luz@ciudad.example", "password": "x"}, status=401)
    page = visitor.send(
        "/entrar", {"email": "luz@ciudad.example", "password": PASSWORD}, status=429
    )
    assert page.heading == "Demasiados intentos"
    assert page.response.headers["Retry-After"] == "900"
    other = Visitor(visitor.app)
    assert "Hoy" in other.sign_in("ver@ciudad.example").get("/").heading


def test_a_viewer_cannot_change_anything(viewer: Visitor) -> None:
    token = viewer.token("/perfil")
    closed = [
        "/convocatorias/nueva",
        "/convocatorias/1/corregir",
        "/proyectos/nuevo",
        "/coincidencias/1/1/opinion",
        "/fuentes/nueva",
        "/personas",
        "/lineas/nueva",
        "/proyectos/tabla/importar",
        "/tasas/agregar",
        "/tasas/pegar",
        "/tasas/1/quitar",
        "/financiadores/fondo-prueba/nota",
    ]
    for path in closed:
        response = viewer.client.post(path, data={"csrf_token": token})
        assert response.status_code in (403, 405), path
    page = viewer.get("/convocatorias/1")
    assert "Corregir" not in page.links()


def test_forms_without_a_token_are_refused(officer: Visitor) -> None:
    response = officer.client.post("/proyectos/1/archivar", data={"archived": "yes"})
    assert response.status_code == 400
    assert "El formulario venció" in response.text


def test_closing_an_account_ends_its_sessions(app: Flask, admin: Visitor) -> None:
    luz = Visitor(app).sign_in("luz@ciudad.example")
    admin.send("/personas/1", {"role": "profesional", "department": "", "password": ""})
    assert luz.client.get("/convocatorias").status_code == 302


def test_the_last_admin_stays(admin: Visitor) -> None:
    page = admin.send(
        "/personas/4",
        {"role": "consulta", "active": "y", "department": "", "password": ""},
        status=422,
    )
    assert "Es la única cuenta que administra" in page.text


def test_changing_the_password_keeps_this_session_and_ends_others(app: Flask) -> None:
    here, there = (Visitor(app).sign_in("luz@ciudad.example") for _ in range(2))
    values = {"current": PASSWORD, "new": "otra frase larga", "again": "otra frase larga"}
    here.send("/perfil/contrasena", values, on="/perfil")
    assert here.client.get("/perfil").status_code == 200
    assert there.client.get("/perfil").status_code == 302
    Visitor(app).sign_in("luz@ciudad.example", "otra frase larga")


def test_headers_keep_a_page_to_itself(visitor: Visitor) -> None:
    first, second = (visitor.client.get("/entrar") for _ in range(2))
    policy = first.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert policy != second.headers["Content-Security-Policy"]
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy
    assert first.headers["Referrer-Policy"] == "same-origin"
    cookies = first.headers.getlist("Set-Cookie")
    assert cookies, "the token of the form is bound to one"
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies)


def test_what_is_text_says_how_it_is_written(officer: Visitor) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        "/nada": "text/html; charset=utf-8",
        "/static/base.css": "text/css; charset=utf-8",
        "/convocatorias/tabla.csv": "text/csv; charset=utf-8",
        "/convocatorias/calendario.ics": "text/calendar; charset=utf-8",
    }
    told = {path: officer.client.get(path).headers["Content-Type"] for path in kinds}
    assert told == kinds


def test_no_folder_is_listed_and_no_request_is_given_back(officer: Visitor) -> None:
    for path in ("/static", "/static/", "/static/../", "/static/%2e%2e/", "/.git/HEAD"):
        assert officer.client.get(path).status_code == 404, path
    for path in ("/", "/perfil", "/static/base.css"):
        assert officer.client.open(path, method="TRACE").status_code == 405, path


PAGES = (
    "/",
    "/convocatorias",
    "/convocatorias?q=agua",
    "/convocatorias/1",
    "/convocatorias/2",
    "/convocatorias/5",
    "/convocatorias/nueva",
    "/convocatorias/1/corregir",
    "/convocatorias/1/copia/1",
    "/coincidencias/1/1/decision",
    "/glosario",
    "/glosario/nuevo",
    "/tasas",
    "/busquedas",
    "/busquedas/nueva?q=agua",
    "/novedades",
    "/novedades/correo",
    "/proyectos",
    "/proyectos/1",
    "/proyectos/3",
    "/proyectos/nuevo",
    "/proyectos/1/editar",
    "/proyectos/tabla/importar",
    "/coincidencias",
    "/coincidencias/1/1",
    "/coincidencias/proyecto/1",
    "/coincidencias/convocatoria/1",
    "/coincidencias/texto",
    "/fuentes",
    "/fuentes/bdns",
    "/fuentes/nueva",
    "/calidad",
    "/seguimiento",
    "/financiadores",
    "/financiadores/fondo-prueba",
    "/filtro",
    "/filtro/nueva/closed-months",
    "/motivos",
    "/lineas",
    "/lineas/ecociudad",
    "/lineas/nueva",
    "/personas",
    "/personas/1",
    "/personas/nueva",
    "/auditoria",
    "/correos",
    "/correos-que-salen",
    "/trabajos",
    "/proyectos/por-confirmar",
    "/perfil",
)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_opens_in_both_languages(admin: Visitor, language: str) -> None:
    admin.send("/idioma", {"language": language, "next": "/"}, on="/perfil")
    pages = {path: admin.get(path) for path in PAGES}
    assert {page.tree.get("lang") for page in pages.values()} == {language}
    assert all(page.form("/salir") for page in pages.values()), "the way out"
    odd = {path: found for path, page in pages.items() if (found := foreign(page, language))}
    assert not odd, "\n".join(f"{path}: {found}" for path, found in odd.items())


def test_unknown_things_get_a_page_that_says_so(officer: Visitor) -> None:
    for path in ("/convocatorias/999", "/proyectos/999", "/fuentes/nadie", "/nada"):
        assert officer.get(path, status=404).heading == "No encontramos esta página"


def test_what_is_delicate_stays_in_no_browser(app: Flask) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    delicate = ("/personas", "/auditoria", "/perfil", "/perfil/sesiones", "/mis-datos")
    downloads = ("/mis-datos/puente.json", "/convocatorias/tabla.csv")
    told = {path: admin.client.get(path) for path in (*delicate, *downloads)}
    assert {path: one.status_code for path, one in told.items()} == dict.fromkeys(told, 200)
    assert {one.headers["Cache-Control"] for one in told.values()} == {"no-store"}
    going_back_keeps_the_text = admin.client.get("/convocatorias")
    assert going_back_keeps_the_text.headers["Cache-Control"] == "private, no-cache"


def test_a_session_is_signed_with_sha_256(app: Flask) -> None:
    visitor = Visitor(app).sign_in("admin@ciudad.example")
    (cookie,) = [c.value for c in visitor.client._cookies.values() if c.key == "puente"]
    signature = cookie.rpartition(".")[2]
    assert len(urlsafe_b64decode(signature + "==")) == 32


def test_whoever_takes_something_away_is_noted(app: Flask, session: Session) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    taken = {
        "/convocatorias/tabla.csv": "export.calls",
        "/proyectos/tabla/banco.csv": "export.projects",
        "/seguimiento/tabla.csv": "export.pursuits",
        "/resultados/informe.xlsx": "export.results",
        "/mis-datos/puente.json": "export.own-data",
        "/mis-datos/puente.xlsx": "export.own-data",
    }
    told = {}
    for path in taken:
        assert admin.client.get(path).status_code == 200, path
        session.expire_all()
        told[path] = session.scalars(
            select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1)
        ).one()
    assert told == taken
    trail = admin.get("/auditoria").text
    for said in ("Formato: csv", "Filas: 0"):
        assert said in trail


def test_a_page_that_cannot_be_shown_leads_back_to_where_one_was(officer: Visitor) -> None:
    def offered(referrer: str) -> list[str]:
        told = officer.client.get("/convocatorias/99999", headers={"Referer": referrer})
        assert told.status_code == 404
        links = html.fromstring(told.text).xpath("//main//p[@class='actions']/a/@href")
        return [str(link) for link in links]

    assert offered("http://localhost/novedades?kind=nuevas#x") == ["/novedades?kind=nuevas", "/"]
    for elsewhere in ("https://otro.example/novedades", "http://localhost/convocatorias/99999", ""):
        assert offered(elsewhere) == ["/"]
    assert offered("http://localhost//otro.example/x") == ["/", "/"]
