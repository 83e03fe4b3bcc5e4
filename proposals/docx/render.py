"""The only door to docxtpl: escaped, strict, sandboxed, plain data only."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from matcher.messages import Message
from proposals.docx.sandbox import PlainDataEnvironment
from proposals.errors import TemplateError

Plain = (str, int, float, date, type(None))


def render(template: Path, context: Mapping[str, Any]) -> bytes:
    """The Word file that ``template`` gives with ``context``.

    :raises TemplateError: for a template that is no Word file, is written wrongly, or asks for
        something unknown or forbidden; the message names it.
    """
    refuse_objects(context)
    try:
        document = DocxTemplate(template)
        document.render(dict(context), PlainDataEnvironment(), autoescape=True)
        target = BytesIO()
        document.save(target)
    except (PackageNotFoundError, FileNotFoundError, BadZipFile, KeyError) as problem:
        raise TemplateError(
            "«%(name)s» no es un documento de Word (.docx) que se pueda leer.", name=template.name
        ) from problem
    except JinjaError as problem:
        raise TemplateError(explain(problem)) from problem
    return target.getvalue()


def refuse_objects(value: object) -> None:
    """Let nothing but plain data reach a template.

    :raises TypeError: for anything else: a mistake of ours, not of the template's author.
    """
    if isinstance(value, Mapping):
        for inner in value.values():
            refuse_objects(inner)
    elif isinstance(value, list):
        for inner in value:
            refuse_objects(inner)
    elif not isinstance(value, Plain):
        raise TypeError(f"Not plain data: {type(value).__name__}")


def explain(problem: JinjaError) -> Message:
    """What is wrong with a template, in words, with the text around it where it is known."""
    detail = str(problem.message or problem)
    if isinstance(problem, UndefinedError):
        told = Message("La plantilla pide algo que no existe: %(detail)s.", detail=detail)
    elif isinstance(problem, SecurityError):
        told = Message("La plantilla pide algo que no se permite: %(detail)s.", detail=detail)
    elif isinstance(problem, TemplateSyntaxError):
        told = Message("La plantilla tiene una etiqueta mal escrita: %(detail)s.", detail=detail)
    else:
        told = Message("La plantilla no se pudo llenar: %(detail)s.", detail=detail)
    place = list(getattr(problem, "docx_context", ()))
    if not place:
        return told
    return Message("%(told)s Cerca de: %(place)s", told=told, place=_bare(place))


def _bare(lines: list[str]) -> str:
    """The tags among the lines of XML around a problem."""
    text = " ".join(str(line).strip() for line in lines)
    return " ".join(text.split())[:300]
