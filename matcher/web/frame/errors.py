"""Domain errors become pages here, and only here do they get a status code."""

import errno
import logging
from urllib.parse import urlsplit

from flask import Flask, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, TooManyRequests

from matcher.db.versions import is_taken
from matcher.errors import Conflict, Forbidden, InvalidInput, NotFound, PuenteError
from matcher.web.frame.access import as_nobody, login_manager
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.problems import for_program, problem
from matcher.web.frame.replaying import find_kept_form, offer

logger = logging.getLogger(__name__)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
STATUS: tuple[tuple[type[PuenteError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (InvalidInput, 422),
)


def _page(status: int, *, title: str, text: str, field: str | None = None) -> ResponseReturnValue:
    if for_program():
        return problem(status, title=title, detail=text, field=field)
    page = render_template(
        "error.html", status=status, title=title, text=text, came_from=_came_from()
    )
    return page, status


def _came_from() -> str | None:
    """The page of ours from which this was asked for, to go back to; none if it is this one."""
    told = urlsplit(request.referrer or "")
    if told.netloc != request.host or told.path == request.path:
        return None
    return safe_back(told._replace(scheme="", netloc="", fragment="").geturl())


def _domain(error: PuenteError) -> ResponseReturnValue:
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    titles = {
        404: _("No encontramos esta página"),
        403: _("No tiene acceso a esta página"),
        409: _("Alguien cambió lo mismo antes"),
        422: _("Hay un dato por corregir"),
    }
    return _page(
        status,
        title=titles.get(status, _("Algo falló")),
        text=said(error),
        field=getattr(error, "field", None),
    )


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    """A form of a session that has ended, or of the one before: it is kept where it is ours."""
    kept = find_kept_form() if request.endpoint != "auth.sign_in" else None
    if kept and current_user.is_authenticated:
        return offer(kept, status=400)
    if kept:
        return login_manager.unauthorized()  # type: ignore[no-any-return] # ships no types
    return _page(
        400,
        title=_("El formulario venció"),
        text=_(
            "Este envío no se guardó. Vuelva a la página anterior: lo que escribió sigue allí. Si "
            "al enviar otra vez pasa lo mismo, cópielo y recárguela."
        ),
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
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if allowed and for_program():
        text = _("Esta dirección admite: %(methods)s.", methods=allowed)
    answer = make_response(_page(error.code, title=title, text=text))
    if allowed:
        answer.headers["Allow"] = allowed
    if isinstance(error, TooManyRequests) and error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _database(error: Exception) -> ResponseReturnValue:
    """The database cannot now: what it is, in words, on a page that asks it for nothing."""
    logger.error("the database did not serve: %s", getattr(error, "orig", error))
    said = str(getattr(error, "orig", error)).lower().replace("-", "")
    found = (words for signs, words in _TROUBLES.items() if any(sign in said for sign in signs))
    title, text = next(found)
    return _bare(503, title=str(title), text=str(text))


# What SQLite and PostgreSQL call it, and what it is.
_TROUBLES = {
    ("locked", "lock timeout", "deadlock"): (
        _l("La base de datos está ocupada"),
        _l(
            "Otro trabajo la tiene ocupada y este no alcanzó a guardarse. Espere un minuto, vuelva "
            "a la página anterior y envíe de nuevo: lo que escribió sigue allí."
        ),
    ),
    ("full", "no space", "quota"): (
        _l("No queda espacio en el disco del servidor"),
        _l(
            "Se puede leer, pero no guardar: lo último que envió no se guardó. Avise a quien "
            "administra el servidor para que libere espacio; después vuelva a enviarlo."
        ),
    ),
    ("readonly",): (
        _l("El servidor no deja guardar"),
        _l(
            "La base de datos está abierta solo para leer: lo último que envió no se guardó. Avise "
            "a quien administra el servidor."
        ),
    ),
    ("",): (
        _l("La base de datos no responde"),
        _l(
            "Lo último que envió no se guardó. Espere un minuto y vuelva a intentarlo; si sigue "
            "así, avise a quien administra el servidor."
        ),
    ),
}


def _file(error: OSError) -> ResponseReturnValue:
    """What a file does not get on a disk without room is what the database does not get."""
    return _database(error) if error.errno in _NO_ROOM else _unexpected(error)


def _taken(error: exc.IntegrityError) -> ResponseReturnValue:
    """Somebody else wrote first what may exist once, where no page says it better."""
    if not is_taken(error):
        return _unexpected(error)
    return _bare(
        409,
        title=_("Alguien guardó lo mismo a la vez"),
        text=_(
            "Lo suyo no se guardó para no duplicarlo. Vuelva a la página anterior: lo que "
            "escribió sigue allí. Recárguela para ver lo que quedó guardado."
        ),
    )


def _unusable(error: Exception) -> ResponseReturnValue:
    """A number no database takes, a text with a character none can hold, endless nesting."""
    logger.warning("unusable input", extra={"fields": {"kind": type(error).__name__}})
    return _bare(
        400,
        title=_("Hay un dato que no se puede usar"),
        text=_(
            "Un número es demasiado grande o un texto trae caracteres que no se pueden guardar. "
            "Vuelva a la página anterior y revíselo: no se guardó nada."
        ),
    )


def _bare(status: int, *, title: str, text: str) -> ResponseReturnValue:
    """A page, or the words for a script, that asks the database for nothing.

    «Guardado» may have been said already, before the database was asked to: it was not.
    """
    as_nobody()
    session.pop("_flashes", None)
    if request.is_json:
        return {"error": f"{title}. {text}"}, status
    return _page(status, title=title, text=text)


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger.error("Page failed", exc_info=getattr(error, "original_exception", None) or error)
    return _bare(
        500,
        title=_("Algo falló de nuestro lado"),
        text=_("Quedó registrado y nada se guardó a medias. Intente de nuevo en un momento."),
    )


def _say_nothing(exc_info: object) -> None:  # as Flask calls it
    """Flask's own line of what failed holds the address, and an address may hold a key."""


def install(app: Flask) -> None:
    """Register the pages of every error with ``app``."""
    app.log_exception = _say_nothing  # type: ignore[method-assign] # told by _unexpected
    app.register_error_handler(PuenteError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(exc.IntegrityError, _taken)
    for trouble in (exc.OperationalError, exc.InternalError, exc.TimeoutError):
        app.register_error_handler(trouble, _database)
    app.register_error_handler(OSError, _file)
    for unusable in (exc.DataError, OverflowError, RecursionError, UnicodeEncodeError):
        app.register_error_handler(unusable, _unusable)
    app.register_error_handler(500, _unexpected)
