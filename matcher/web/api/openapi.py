"""The interface described: the document programs read (OpenAPI 3.1), and the page people read."""

import json
import re
from typing import Any

import msgspec
from flask import Response, render_template
from flask.typing import ResponseReturnValue
from msgspec.structs import fields

from matcher.web.api.nouns import blueprint
from matcher.web.api.operations import OPERATIONS, PREFIX, Operation
from matcher.web.api.shapes import ApiProblem
from matcher.web.frame.access import public
from matcher.web.frame.services import services

_REF = "#/components/schemas/{name}"
_HELD = re.compile(r"<int:(\w+)>")
_PROBLEMS = {
    "400": "Lo que se pidió no se puede leer.",
    "401": "Falta la clave, o ya no vale.",
    "403": "La clave o la persona no alcanzan.",
    "404": "No existe.",
    "409": "Otra persona lo cambió antes.",
    "422": "Hay un dato por corregir.",
}
_EXAMPLES = {
    "add_project": ("/projects", '{"name": "Agua para el corregimiento"}'),
    "change_project": (
        "/projects/1",
        '{"version": 1, "amount_sought": "250000.00", "amount_sought_currency": "USD"}',
    ),
    "add_pursuit": ("/pursuits", '{"call_id": 1, "project_id": 1}'),
    "change_pursuit": ("/pursuits/1", '{"version": 1, "stage": "analysis"}'),
}
"""What the page shows of each operation that writes; the tests send them as they stand there."""


@blueprint.get("/openapi.json")
@public
def document() -> ResponseReturnValue:
    """The description of every operation."""
    return Response(json.dumps(described(), ensure_ascii=False), mimetype="application/json")


@blueprint.get("")
@public
def read_me() -> ResponseReturnValue:
    """The same for people, with an example of each."""
    return render_template(
        "api/index.html",
        operations=[(one, _parameters(one)) for one in OPERATIONS],
        examples=_EXAMPLES,
        prefix=services().settings.base_url + PREFIX,
    )


def described() -> dict[str, Any]:
    """The whole document."""
    shapes = [ApiProblem, *(one.gives for one in OPERATIONS), *(one.asks for one in OPERATIONS)]
    _schemas, components = msgspec.json.schema_components(shapes, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        path = PREFIX + _HELD.sub(r"{\1}", one.path)
        paths.setdefault(path, {})[one.method.lower()] = _described(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Puente", "version": "1", "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(one: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [*_held(one), *_parameters(one)],
        "responses": {
            str(one.status): {"description": one.summary, "content": _content(one.gives)},
            **{
                code: {"description": said, "content": _content(ApiProblem)}
                for code, said in _PROBLEMS.items()
            },
        },
    }
    if one.method != "GET":
        told["requestBody"] = {"required": True, "content": _content(one.asks)}
    return told


def _content(shape: type[msgspec.Struct]) -> dict[str, Any]:
    kind = "application/problem+json" if shape is ApiProblem else "application/json"
    return {kind: {"schema": {"$ref": _REF.format(name=shape.__name__)}}}


def _held(one: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        }
        for name in _HELD.findall(one.path)
    ]


def _parameters(one: Operation) -> list[dict[str, Any]]:
    """The filters of a GET, each with its own schema."""
    if one.method != "GET":
        return []
    (_ref,), components = msgspec.json.schema_components([one.asks], ref_template=_REF)
    known = components[one.asks.__name__]["properties"]
    return [
        {"name": field.encode_name, "in": "query", "required": False, "schema": _own(known, field)}
        for field in fields(one.asks)
    ]


def _own(known: dict[str, Any], field: Any) -> dict[str, Any]:
    """The schema of a filter: what is left out is left out, and never ``null``."""
    schema = dict(known[field.encode_name])
    schema.pop("default", None)
    if "anyOf" in schema:
        kept = [one for one in schema.pop("anyOf") if one.get("type") != "null"]
        schema |= kept[0] if len(kept) == 1 else {"anyOf": kept}
    if None in schema.get("enum", ()):
        schema["enum"] = [one for one in schema["enum"] if one is not None]
    return schema
