"""Look over a Word template somebody made: tags, variables, a trial in a process of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from proposals.charts import Picture
from proposals.docx.context import build_context
from proposals.docx.example import example_facts
from proposals.docx.finish import finish
from proposals.docx.render import render
from proposals.docx.sandbox import PlainDataEnvironment
from proposals.errors import TemplateError
from proposals.vetting.package import refuse_package
from proposals.vetting.tags import refuse_source, refuse_tree
from scrapers.confined.process import ConfinedError, Limits, TookTooLong, run

SECONDS = 60
ROWS = 40
"""Rows of each table in the example: as many as a long proposal has."""
PICTURES: Mapping[str, Callable[[], Sequence[Picture]]] = dict.fromkeys(
    ("cronograma", "presupuesto", "logo"), tuple
)
"""No pictures: they are ours, and the same in every template."""
LIMITS = Limits(cpu_seconds=SECONDS, seconds=2.0 * SECONDS)


def problems_of(template: Path) -> list[str]:
    """Sentences about what is wrong with ``template``; none for one that can be used.

    Everything is looked at in a process with limits, the file itself included.
    """
    try:
        told = run(examine, str(template.resolve()), limits=LIMITS)
    except TookTooLong:
        return [f"Revisar la plantilla tarda más de {SECONDS} segundos."]
    except ConfinedError:
        return ["La plantilla no se pudo llenar: necesita demasiada memoria o está dañada."]
    return [str(line) for line in told]


def examine(template: str) -> list[str]:
    """The same, for the process with limits."""
    path = Path(template)
    try:
        refuse_package(path)
        found = list(_unknown(path))
    except TemplateError as problem:
        return [str(problem)]
    except RecursionError:
        return ["La plantilla tiene etiquetas dentro de otras en demasiados niveles."]
    return found or trial(template)


def _unknown(template: Path) -> Iterator[str]:
    """Variables that no context has, each with the tag that asks for it.

    :raises TemplateError: for a file that cannot be read as a template.
    """
    context = build_context(example_facts())
    for part, source in _sources(template):
        refuse_source(source)
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
        refuse_tree(tree)
        for name in sorted(_asked(tree)):
            if not _known(name, context):
                yield f"En {part}: «{name}» no existe. Revise cómo se escribe."


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


def trial(template: str) -> list[str]:
    """What goes wrong when the template is filled and finished, with many rows and with none."""
    found = []
    for rows, name in ((ROWS, "con todo respondido"), (0, "sin respuestas")):
        try:
            rendered = render(Path(template), build_context(example_facts(rows=rows)))
            finish(rendered, wanted=PICTURES, title="Ejemplo", language="es", page=1)
        except TemplateError as problem:
            found.append(f"Prueba {name}: {problem}")
    return found
