"""An operation of the interface: who may ask, how the asking is read, how the answer is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, Protocol, TypeVar, get_origin
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from msgspec import Struct
from msgspec.structs import fields

from matcher.errors import InvalidInput
from matcher.people.keys import find_key
from matcher.people.permissions import Permission
from matcher.web.frame.access import allow, as_person, public
from matcher.web.frame.gettext import _
from matcher.web.frame.problems import problem
from matcher.web.frame.services import db

PREFIX = "/api/v1"
blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
Method = Literal["GET", "POST", "PATCH"]
_BEARER = "Bearer "


class Numbered(Protocol):
    """A row with an id."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What the schema says of one route; ``asks`` are filters of a GET, else the body."""

    name: str
    method: Method
    path: str
    asks: type[Struct]
    gives: type[Struct]
    summary: str
    scope: str
    status: int


OPERATIONS: list[Operation] = []


def operation(
    method: Method,
    path: str,
    *,
    asks: type[Struct],
    gives: type[Struct],
    needs: Permission = "read",
    status: int = 200,
) -> Callable[[Callable[..., Struct]], Callable[..., ResponseReturnValue]]:
    """Hang a function at ``path``: it gets what was asked and what the path holds, gives a struct.

    A key needs the scope ``write`` for whatever is no GET, and its person what ``needs`` says.
    """
    scope = "read" if method == "GET" else "write"

    def decorate(view: Callable[..., Struct]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def answered(**held: Any) -> ResponseReturnValue:
            if (refused := _refused(scope)) is not None:
                return refused
            allow(needs)
            asked = _filters(asks) if method == "GET" else _body(asks)
            return _sent(view(asked, **held), status)

        summary = (view.__doc__ or "").strip().splitlines()[0]
        OPERATIONS.append(
            Operation(
                name=view.__name__,
                method=method,
                path=path,
                asks=asks,
                gives=gives,
                summary=summary,
                scope=scope,
                status=status,
            )
        )
        blueprint.add_url_rule(path, view.__name__, public(answered), methods=[method])
        return answered

    return decorate


def _unknown(*, sent: bool) -> ResponseReturnValue:
    """That no key came, or one that opens nothing (any more)."""
    if sent:
        told = _("Esta clave no existe o fue retirada. Cree otra en «Mis direcciones».")
        answer = problem(401, title=_("La clave no vale"), detail=told)
    else:
        told = _(
            "Envíe una clave vigente: «Authorization: Bearer …». Se crea en «Mis direcciones»."
        )
        answer = problem(401, title=_("Falta una clave"), detail=told)
    answer.headers["WWW-Authenticate"] = "Bearer" + (' error="invalid_token"' if sent else "")
    return answer


def _refused(scope: str) -> ResponseReturnValue | None:
    """Let in who holds a key with ``scope``; a session of the web opens nothing here."""
    given = request.headers.get("Authorization", "")
    secret = given.removeprefix(_BEARER) if given.startswith(_BEARER) else ""
    found = find_key(db(), secret, door="api") if secret else None
    if found is None:
        return _unknown(sent=bool(secret))
    key, who = found
    as_person(who)
    if scope not in key.scopes:
        told = _("Esta clave solo puede leer. Cree otra que también pueda escribir.")
        return problem(403, title=_("La clave no alcanza"), detail=told)
    return None


def _filters(asks: type[Struct]) -> Struct:
    known = {field.encode_name: field.type for field in fields(asks)}
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        if name not in known:
            names = ", ".join(sorted(known)) or "–"
            raise InvalidInput(
                "No hay un filtro «%(name)s». Los que hay: %(names)s.",
                name=name,
                names=names,
                field=name,
            )
        given[name] = values if get_origin(known[name]) is list else values[-1]
    return _read(given, asks, strict=False)


def _body(asks: type[Struct]) -> Struct:
    try:
        given = msgspec.json.decode(request.get_data(cache=False))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise InvalidInput("El cuerpo no es JSON.") from None
    if isinstance(given, dict):  # JSON knows one kind of number: 900.0 is whole
        whole = {n: int(v) for n, v in given.items() if isinstance(v, float) and v.is_integer()}
        given |= whole
    return _read(given, asks, strict=True)


def _read(given: Any, asks: type[Struct], *, strict: bool) -> Struct:
    try:
        return msgspec.convert(given, asks, strict=strict)
    except msgspec.ValidationError as error:
        said, _at, where = str(error).partition(" - at ")
        name = where.strip("`").removeprefix("$.") or None
        raise InvalidInput(
            "No se entiende «%(name)s»: %(said)s", name=name or "$", said=said, field=name
        ) from None


def _sent(answer: Struct, status: int) -> Response:
    """The answer as JSON; who has it already (ETag) gets no body."""
    response = Response(msgspec.json.encode(answer), status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    if request.method != "GET":
        return response
    response.add_etag()
    response.make_conditional(request)
    return response


def cut(found: Sequence[Row], limit: int) -> tuple[Sequence[Row], str | None]:
    """A page of rows of which one more than ``limit`` was asked for, and where the next begins."""
    here = found[:limit]
    return here, following(here[-1].id if len(found) > limit else None)


def following(after: object | None) -> str | None:
    """The address of the next page, with the same filters."""
    if after is None:
        return None
    kept: Mapping[str, list[str]] = {
        name: values for name, values in request.args.lists() if name != "after"
    }
    return f"{request.path}?{urlencode({**kept, 'after': [str(after)]}, doseq=True)}"
