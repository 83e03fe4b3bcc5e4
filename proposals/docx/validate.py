"""Look over a Word template somebody made: tags, variables, a trial in a process of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from matcher.coded import to_message, to_stored
from matcher.messages import Message
from matcher.words.language import gettext_noop
from proposals.charts import Picture
from proposals.docx.context import build_context
from proposals.docx.example import EXAMPLE, example_facts
from proposals.docx.finish import finish
from proposals.docx.render import render
from proposals.docx.sandbox import PlainDataEnvironment
from proposals.docx.wording import words_of
from proposals.errors import TemplateError
from proposals.vetting.faults import TagFault, TemplateNames, faults_of, known_in
from proposals.vetting.package import refuse_package
from proposals.vetting.remarks import open_document, with_remarks
from proposals.vetting.tags import refuse_source, refuse_tree
from scrapers.confined.process import ConfinedError, Limits, TookTooLong, run

SECONDS = 60
ROWS = 40
"""Rows of each table in the example: as many as a long proposal has."""
SEVERAL = 8
"""Rows that show every option of a choice once, or nearly."""
PICTURES: Mapping[str, Callable[[float], Sequence[Picture]]] = dict.fromkeys(
    ("cronograma", "presupuesto", "logo"), lambda _room: ()
)
"""No pictures: they are ours, and the same in every template."""
LIMITS = Limits(cpu_seconds=SECONDS, seconds=2.0 * SECONDS)
PARTS: Mapping[str, str] = {
    "header": gettext_noop("En el encabezado"),
    "footer": gettext_noop("En el pie"),
    "footnotes": gettext_noop("En las notas al pie"),
}
"""The parts of a document besides its body in which tags are filled in, by how they are called."""
TRIALS = (
    gettext_noop("Prueba sin respuestas: %(what)s"),
    gettext_noop("Prueba con todo respondido: %(what)s"),
)
"""How a trial is told of: without rows, and with."""
_DAMAGED = (AttributeError, KeyError, TypeError, ValueError)
"""What python-docx breaks with over a file whose parts do not belong together."""
BODY = gettext_noop("En el texto")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCheck:
    """What was found in a template; ``marked`` is the same file with a comment at each bad tag."""

    problems: tuple[Message, ...]
    marked: bytes | None = None


def problems_of(template: Path) -> list[str]:
    """Sentences about what is wrong with ``template``; none for one that can be used."""
    return [str(one) for one in check_template(template).problems]


def check_template(
    template: Path, *, marked: Path | None = None, language: str = "es"
) -> TemplateCheck:
    """What is wrong with ``template``: everything, the file itself included, is looked at in a
    process with limits.

    :param marked: where a copy with comments (in ``language``) may be written.
    """
    try:
        told = run(
            look_over,
            str(template.resolve()),
            str(marked.resolve()) if marked else "",
            language,
            limits=LIMITS,
        )
    except TookTooLong:
        return TemplateCheck(
            problems=(
                Message("Revisar la plantilla tarda más de %(seconds)s segundos.", seconds=SECONDS),
            )
        )
    except ConfinedError:
        return TemplateCheck(
            problems=(
                Message(
                    "La plantilla no se pudo llenar: necesita demasiada memoria o está dañada."
                ),
            )
        )
    return TemplateCheck(
        problems=tuple(map(to_message, told)),
        marked=marked.read_bytes() if marked and marked.is_file() else None,
    )


def look_over(template: str, marked: str = "", language: str = "es") -> list[Any]:
    """The same, for the process with limits: the problems as they are stored."""
    path = Path(template)
    try:
        refuse_package(path)
        found = mark_faults(path, marked, language) or list(_unread(path)) or trial(template)
    except TemplateError as problem:
        found = [problem.message]
    except _DAMAGED:
        found = [Message("«%(name)s» no se puede leer como Word.", name=path.name)]
    except RecursionError:
        found = [Message("La plantilla tiene etiquetas dentro de otras en demasiados niveles.")]
    return [to_stored(one) for one in found]


def mark_faults(template: Path, marked: str, language: str = "es") -> list[Message]:
    """The bad tags of every part; a copy of the file in which they are marked is written.

    :raises TemplateError: for a file that cannot be read.
    """
    try:
        document = open_document(template)
    except (KeyError, ValueError) as problem:
        raise TemplateError(
            "«%(name)s» no se puede leer como Word.", name=template.name
        ) from problem
    known, env = _known(), PlainDataEnvironment()
    found = [
        (part, fault) for part, root in _parts(document) for fault in faults_of(root, known, env)
    ]
    if found and marked:
        said = words_of(language)
        remarks = [(fault.tag, said.say(_told(part, fault))) for part, fault in found]
        Path(marked).write_bytes(with_remarks(document, remarks))
    return [_told(part, fault) for part, fault in found]


@cache
def example_context() -> Mapping[str, Any]:
    """Everything a template may use, with an example of each; every list has an item."""
    return build_context(example_facts(rows=SEVERAL, text=EXAMPLE))


@cache
def _known() -> TemplateNames:
    return known_in(example_context())


def _parts(document: Any) -> Iterator[tuple[str, Any]]:
    """The body, then headers, footers and notes, each with how it is called."""
    yield BODY, document.element.body
    for part in document.part.package.iter_parts():
        name = str(part.partname).rpartition("/")[2]
        for kind, called in PARTS.items():
            if name.startswith(kind) and hasattr(part, "element"):
                yield called, part.element


def _told(part: str, fault: TagFault) -> Message:
    told = Message(
        "%(part)s: «%(tag)s». %(what)s",
        part=Message(part),
        tag=fault.tag.text[:80],
        what=fault.message,
    )
    if fault.proposal is None:
        return told
    return Message("%(told)s ¿Quiso decir «%(name)s»?", told=told, name=fault.proposal)


def _unread(template: Path) -> Iterator[Message]:
    """What the tags are taken together, as docxtpl will hand them to Jinja.

    :raises TemplateError: for what is refused.
    """
    for part, source in _sources(template):
        refuse_source(source)
        try:
            refuse_tree(PlainDataEnvironment().parse(source))
        except TemplateSyntaxError as problem:
            yield Message(
                "%(part)s hay una etiqueta mal escrita. Cerca de: «%(near)s»",
                part=Message(part),
                near=_near(source, problem.lineno),
            )


def _sources(template: Path) -> Iterator[tuple[str, str]]:
    """The body, headers and footers as Jinja will read them."""
    document = DocxTemplate(template)
    document.init_docx()
    yield BODY, document.patch_xml(document.get_xml())
    for uri, name in ((document.HEADER_URI, "header"), (document.FOOTER_URI, "footer")):
        for _key, part in document.get_headers_footers(uri):
            yield PARTS[name], document.patch_xml(document.get_part_xml(part))


def _near(source: str, line: int) -> str:
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    at = text.find("{%")
    return text[max(at, 0) : max(at, 0) + 80]


def trial(template: str) -> list[Message]:
    """What goes wrong when the template is filled and finished, with many rows and with none."""
    found = []
    for rows in (ROWS, 0):
        try:
            rendered = render(Path(template), build_context(example_facts(rows=rows)))
            finish(rendered, wanted=PICTURES, title="Ejemplo", language="es", page=1)
        except TemplateError as problem:
            found.append(Message(TRIALS[rows > 0], what=problem.message))
    return found
