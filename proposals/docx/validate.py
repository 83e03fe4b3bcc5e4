"""Look over a Word template somebody made: tags, variables, a trial in a process of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from proposals.docx.context import build_context
from proposals.docx.example import example_facts
from proposals.docx.render import render
from proposals.docx.sandbox import PlainDataEnvironment
from proposals.errors import TemplateError
from scrapers.confined.process import ConfinedError, Limits, TookTooLong, run

SECONDS = 60
LIMITS = Limits(cpu_seconds=SECONDS, seconds=2.0 * SECONDS)
MOST_UNPACKED = 100 * 1024 * 1024


def problems_of(template: Path) -> list[str]:
    """Sentences about what is wrong with ``template``; none for one that can be used."""
    try:
        found = list(_unknown(template))
    except TemplateError as problem:
        return [str(problem)]
    return found or _tried(template)


def _unknown(template: Path) -> Iterator[str]:
    """Variables that no context has, each with the tag that asks for it.

    :raises TemplateError: for a file that cannot be read as a template.
    """
    _refuse_bomb(template)
    context = build_context(example_facts())
    for part, source in _sources(template):
        try:
            tree = PlainDataEnvironment().parse(source)
        except TemplateSyntaxError as problem:
            near = _near(source, problem.lineno)
            raise TemplateError(
                "Etiqueta mal escrita en %(part)s: %(message)s. Cerca de: «%(near)s»",
                part=part,
                message=problem.message,
                near=near,
            ) from problem
        for name in sorted(_asked(tree)):
            if not _known(name, context):
                yield f"En {part}: «{name}» no existe. Revise cómo se escribe."


def _refuse_bomb(template: Path) -> None:
    try:
        with ZipFile(template) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (BadZipFile, OSError) as problem:
        raise TemplateError(
            "«%(name)s» no es un documento de Word (.docx).", name=template.name
        ) from problem
    if size > MOST_UNPACKED:
        raise TemplateError("«%(name)s» ocupa demasiado al abrirse.", name=template.name)


def _sources(template: Path) -> Iterator[tuple[str, str]]:
    """The body, headers and footers as Jinja will read them."""
    document = DocxTemplate(template)
    try:
        document.init_docx()
        yield "el texto", document.patch_xml(document.get_xml())
        for uri, name in ((document.HEADER_URI, "el encabezado"), (document.FOOTER_URI, "el pie")):
            for _key, part in document.get_headers_footers(uri):
                yield name, document.patch_xml(document.get_part_xml(part))
    except (KeyError, ValueError) as problem:
        raise TemplateError(
            "«%(name)s» no se puede leer como Word.", name=template.name
        ) from problem


def _asked(tree: nodes.Template) -> set[str]:
    """Dotted names asked of the context; those of loop variables are left to the trial."""
    bound = {
        target.name
        for loop in tree.find_all(nodes.For)
        for target in loop.target.find_all(nodes.Name)
    } | {
        loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)
    }
    names = set()
    inner = {id(node.node) for node in tree.find_all(nodes.Getattr)}
    for node in tree.find_all((nodes.Getattr, nodes.Name)):
        if id(node) in inner:
            continue
        dotted = _dotted(node)
        if dotted and dotted.partition(".")[0] not in bound | {"loop"}:
            names.add(dotted)
    return names


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        head = _dotted(node.node)
        return f"{head}.{node.attr}" if head else None
    return None


def _known(name: str, context: Mapping[str, Any]) -> bool:
    here: Any = context
    for part in name.split("."):
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def _near(source: str, line: int) -> str:
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    at = text.find("{%")
    return text[max(at, 0) : max(at, 0) + 80]


def _tried(template: Path) -> list[str]:
    """Fill the template, with everything and with nothing, in a process with limits."""
    try:
        return [str(line) for line in run(trial, str(template.resolve()), limits=LIMITS)]
    except TookTooLong:
        return [f"Llenar la plantilla tarda más de {SECONDS} segundos."]
    except ConfinedError:
        return ["La plantilla no se pudo llenar: necesita demasiada memoria o está dañada."]


def trial(template: str) -> list[str]:
    """What goes wrong when the template is filled; for the process with limits."""
    found = []
    for filled, name in ((True, "con todo respondido"), (False, "sin respuestas")):
        try:
            render(Path(template), build_context(example_facts(filled=filled)))
        except TemplateError as problem:
            found.append(f"Prueba {name}: {problem}")
    return found
