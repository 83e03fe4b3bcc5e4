"""Domain errors become pages here, and only here do they get a status code."""

import logging

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from matcher.errors import Conflict, Forbidden, InvalidInput, NotFound, PuenteError
from matcher.web.frame.gettext import _, said

logger = logging.getLogger(__name__)
STATUS: tuple[tuple[type[PuenteError], int], ...] = (
    (NotFound, 404), (Forbidden, 403), (Conflict, 409), (InvalidInput, 422),
)  # fmt: skip


def _page(status: int, *, title: str, text: str) -> ResponseReturnValue:
    return render_template("error.html", status=status, title=title, text=text), status


def _domain(error: PuenteError) -> ResponseReturnValue:
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    titles = {
        404: _("No encontramos esta página"),
        403: _("No tiene acceso a esta página"),
        409: _("Alguien cambió lo mismo antes"),
        422: _("Hay un dato por corregir"),
    }
    return _page(status, title=titles.get(status, _("Algo falló")), text=said(error))


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        title=_("El formulario venció"),
        text=_("Vuelva a la página anterior, recárguela y envíe de nuevo. No se guardó nada."),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    known = {
        403: (_("No tiene acceso a esta página"), _("Pida el acceso a quien administra.")),
        404: (
            _("No encontramos esta página"),
            _("Revise la dirección o vuelva al inicio."),
        ),
        405: (_("No se puede abrir así"), _("Vuelva a la página anterior.")),
        413: (_("El archivo es muy grande"), _("Divídalo o quite lo que no haga falta.")),
        429: (
            _("Demasiados intentos"),
            _("Por seguridad hay que esperar unos minutos antes de volver a intentar."),
        ),
    }
    if error.code is None or error.code < 400:
        return error
    title, text = known.get(
        error.code, (_("Algo falló"), _("Quedó registrado. Intente de nuevo en un momento."))
    )
    return _page(error.code, title=title, text=text)


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger.error("Page failed", exc_info=error)
    return _page(
        500,
        title=_("Algo falló de nuestro lado"),
        text=_("Quedó registrado y nada se guardó a medias. Intente de nuevo en un momento."),
    )


def install(app: Flask) -> None:
    """Register the pages of every error with ``app``."""
    app.register_error_handler(PuenteError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _unexpected)
