"""Identidad: the form that says who the agency is, and what pages fetch of it."""

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import Length
from wtforms.widgets import ColorInput

from matcher.agency.colours import BRAND, LINK, dark_shade, tint
from matcher.agency.identity import CONTACT
from matcher.desk.identity import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_TEXT,
    IdentityTold,
    save_identity,
)
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.files.keeping import MEDIA, kind_of, path_of
from matcher.web.cards.files import given_file
from matcher.web.frame.access import public, requires
from matcher.web.frame.agency import agency
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, Versioned, as_stored

blueprint = Blueprint("identity", __name__, url_prefix="/identidad")
YEAR = 31_536_000


class IdentityForm(Versioned):
    """Who the agency is."""

    name = StringField(_l("Nombre de la entidad"), [REQUIRED, Length(max=LONGEST_NAME)])
    logo = FileField(
        _l("Logo"),
        description=_l(
            "Una imagen PNG o JPG. Sale en la web, y en la portada y el encabezado de los "
            "documentos."
        ),
    )
    no_logo = BooleanField(_l("Quitar el logo"))
    brand = StringField(
        _l("Color del encabezado y los botones"), [Length(max=20)], widget=ColorInput()
    )
    link = StringField(_l("Color de los enlaces"), [Length(max=20)], widget=ColorInput())
    signature = TextAreaField(
        _l("Firma de los correos"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Por ejemplo, la dependencia, la dirección y el teléfono."),
    )
    footer = TextAreaField(
        _l("Pie de página"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Sale al pie de la web y de los correos."),
    )
    govco = BooleanField(
        _l("Mostrar la barra y el pie de GOV.CO"),
        description=_l(
            "Lo que pide la Resolución 1519 de 2020 a los sitios de las entidades públicas. Lo que "
            "quede vacío abajo saldrá como «sin indicar»."
        ),
    )
    address = StringField(_l("Dirección de la sede"), [Length(max=LONGEST_LINE)])
    phone = StringField(_l("Teléfono"), [Length(max=LONGEST_LINE)])
    email = EmailField(_l("Correo institucional"), [Length(max=LONGEST_LINE)])
    judicial_email = EmailField(
        _l("Correo de notificaciones judiciales"), [Length(max=LONGEST_LINE)]
    )
    hours = StringField(_l("Horario de atención"), [Length(max=LONGEST_LINE)])
    transparency = URLField(
        _l("Página de transparencia de la entidad"),
        [Length(max=LONGEST_LINE)],
        description=_l("La dirección de «Transparencia y acceso a la información pública»."),
    )
    data_policy = URLField(
        _l("Política de tratamiento de datos de la entidad"),
        [Length(max=LONGEST_LINE)],
        description=_l("La dirección donde está publicada."),
    )


@blueprint.route("", methods=["GET", "POST"])
@requires("manage-agency")
def edit() -> ResponseReturnValue:
    """Say who the agency is; it holds at once, everywhere."""
    form = IdentityForm(obj=agency())
    if not form.validate_on_submit():
        return _page(form, 422 if form.errors else 200)
    try:
        told = IdentityTold(
            name=form.name.data,
            brand=form.brand.data or "",
            link=form.link.data or "",
            signature=as_stored(form.signature.data),
            footer=as_stored(form.footer.data),
            logo=_logo(taken_off=form.no_logo.data),
            govco=form.govco.data,
            contact={name: form[name].data or "" for name in CONTACT},
        )
        save_identity(db(), told, seen=form.seen or 0, person=person(), at=now())
    except (InvalidInput, Conflict) as problem:
        db().rollback()
        if not form.blame(getattr(problem, "field", None) or "name", said(problem)):
            raise
        return _page(form, 409 if isinstance(problem, Conflict) else 422)
    flash(
        _(
            "Guardado. La web y los correos ya lo dicen así; los documentos, desde el próximo "
            "que se haga."
        )
    )
    return redirect(url_for("identity.edit"))


def _page(form: IdentityForm, status: int) -> ResponseReturnValue:
    given = services().settings
    iati = {"identifier": given.iati_identifier, "kind": given.iati_organisation_type}
    page = render_template("office/identity.html", form=form, shipped=(BRAND, LINK), iati=iati)
    return page, status


def _logo(*, taken_off: bool) -> str | None:
    """The SHA-256 of the logo that was uploaded; empty to take it off, ``None`` to leave it.

    :raises InvalidInput: for a file that is no picture.
    """
    given = given_file("logo", needed=False)
    if given is None:
        return "" if taken_off else None
    _name, stored = given
    if stored.kind not in ("png", "jpg"):
        raise InvalidInput(
            "El logo debe ser una imagen PNG o JPG. Guárdelo así y súbalo otra vez.", field="logo"
        )
    return stored.fingerprint


@blueprint.get("/colores.css")
@public
def colours() -> ResponseReturnValue:
    """The agency's colours, over those of ``base.css``; browsers keep them until they change."""
    found = agency()
    rules = {
        "brand": found.brand,
        "brand-dark": dark_shade(found.brand),
        "brand-tint": tint(found.brand),
        "link": found.link,
    }
    body = ":root{" + ";".join(f"--{name}:{value}" for name, value in rules.items()) + "}\n"
    return _kept_by_browsers(Response(body, mimetype="text/css"), str(found.version))


@blueprint.get("/logo")
@public
def logo() -> ResponseReturnValue:
    """The logo, which also stands on the page for signing in."""
    digest = agency().logo
    path = path_of(services().settings, digest).resolve() if digest else None
    if digest is None or path is None or not path.is_file():
        raise NotFound("La entidad no tiene logo guardado.")
    picture = send_file(path, mimetype=MEDIA[kind_of(path.read_bytes())], etag=False)
    return _kept_by_browsers(picture, digest)


def _kept_by_browsers(response: Response, mark: str) -> Response:
    """Let browsers keep it: for long under an address that names this version of it."""
    response.set_etag(mark)
    response.cache_control.public = True
    if request.args.get("v") == mark:
        response.cache_control.max_age = YEAR
    else:
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
