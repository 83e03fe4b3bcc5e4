"""Fill a template with what a draft says, and number its contents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image

from matcher.coded import Stored, to_message, to_stored
from proposals.budget import read_budget
from proposals.charts import Picture, draw_sources, draw_timetable
from proposals.docx.audience import for_donor
from proposals.docx.catalogue import find_template
from proposals.docx.contents import Heading, renumber
from proposals.docx.context import Facts, build_context
from proposals.docx.finish import finish
from proposals.docx.office import convert, find_office
from proposals.docx.pages import heading_pages, page_count
from proposals.docx.render import render
from proposals.docx.wording import words_of
from proposals.errors import DocumentError, TemplateError
from proposals.marks.marking import without_marks
from proposals.schedule import read_schedule
from scrapers.confined.process import ConfinedError, Limits, TookTooLong, run

LIMITS = Limits(cpu_seconds=120, seconds=240, memory=2048 * 1024**2)
LOGO_WIDTH, LOGO_HEIGHT = 1.9, 0.75
"""Inches at most."""
STEPS = 2
"""Of making a Word file; a PDF takes one more."""
UNKNOWN_PAGE = 1

Tell = Callable[[], object]
"""Called after each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file, not yet stored; ``pages`` is how many it has, where that could be found out."""

    content: bytes
    pages: int | None


def word_file(
    facts: Facts,
    *,
    cache: Path,
    template: str | None = None,
    own: Path | None = None,
    pdf: bool = False,
    step: Tell = lambda: None,
) -> Made:
    """The Word file of what ``facts`` say, or its PDF: filled in a process with limits.

    Page numbers need LibreOffice; without it the contents have none.

    :param own: the agency's own Word file, in the place of that of ``template``.

    :raises TemplateError: if the template cannot be filled.
    :raises DocumentError: if it takes too long or too much, or LibreOffice is missing for a PDF.
    """
    if pdf and find_office() is None:
        raise DocumentError(
            "Para hacer un PDF hace falta LibreOffice, y en el servidor no está. Genérelo en Word, "
            "o pida a quien administra que lo instale."
        )
    with TemporaryDirectory(prefix="puente-") as folder:
        path = Path(folder) / "document.docx"
        numbered = find_office() is not None
        headings = _filled(facts, (template, own), path, numbered=numbered)
        step()
        printed = convert(path, cache=cache) if numbered else None
        pages = heading_pages(printed, headings) if printed else None
        if pages is not None:
            path.write_bytes(renumber(path.read_bytes(), headings, pages))
        elif numbered:
            _filled(facts, (template, own), path, numbered=False)
        step()
        count = page_count(printed) if printed else None
        if not pdf:
            return Made(content=path.read_bytes(), pages=count)
        printed = convert(path, cache=cache)
        if printed is None:
            raise DocumentError("LibreOffice no pudo hacer el PDF. Inténtelo otra vez.")
        step()
        return Made(content=printed.read_bytes(), pages=page_count(printed))


def _filled(
    facts: Facts, chosen: tuple[str | None, Path | None], path: Path, *, numbered: bool
) -> list[Heading]:
    """Fill the template into ``path``, away from this process."""
    answer = confined(fill, facts, chosen, str(path), numbered)
    if "problem" in answer:
        problem: Stored = answer["problem"]
        raise TemplateError(to_message(problem))
    return [Heading(**one) for one in answer["headings"]]


def confined(work: Callable[..., Any], *arguments: Any) -> Any:
    """What ``work`` returns, from a process with limits.

    :raises DocumentError: if it reaches them.
    """
    try:
        return run(work, *arguments, limits=LIMITS)
    except TookTooLong:
        raise DocumentError(
            "El documento tarda demasiado en hacerse. Revise si alguna tabla tiene miles de filas."
        ) from None
    except ConfinedError:
        raise DocumentError(
            "El documento no se pudo hacer: necesita demasiada memoria o algo en él está dañado."
        ) from None


def fill(
    facts: Facts, chosen: tuple[str | None, Path | None], path: str, numbered: bool
) -> dict[str, Any]:
    """Write the filled template into ``path``; its headings, or what is wrong with the template.

    :param chosen: the template by its name, and the agency's own file in its place.
    :param numbered: whether the contents get places for page numbers.
    """
    try:
        template, own = chosen
        content, headings = filled(facts, template=template, own=own, numbered=numbered)
    except TemplateError as problem:
        return {"problem": to_stored(problem.message)}
    Path(path).write_bytes(content)
    names = ("level", "number", "text", "bookmark")
    return {"headings": [{name: getattr(one, name) for name in names} for one in headings]}


def filled(
    facts: Facts, *, template: str | None, numbered: bool, own: Path | None = None
) -> tuple[bytes, list[Heading]]:
    """The filled template with its pictures and its contents, and its headings.

    :raises TemplateError: if the template cannot be filled.
    """
    found = find_template(template) if template else find_template()
    said = words_of(found.language)
    context = build_context(facts, said)
    given = for_donor(facts.answers)
    rendered = render(own or found.path, context)
    wanted: Mapping[str, Callable[[float], Sequence[Picture]]] = {
        "cronograma": lambda room: draw_timetable(read_schedule(given), said, room),
        "presupuesto": lambda room: draw_sources(read_budget(given), said, room),
        "logo": lambda _room: _logo(facts),
    }
    gap = said.gettext("Por completar.") if facts.unfinished else ""
    return finish(
        rendered,
        wanted=wanted,
        title=without_marks(context["documento"]["titulo"]),
        author=context["documento"]["entidad"],
        language=found.language,
        page=UNKNOWN_PAGE if numbered else None,
        gap=gap if own is None else None,  # what an agency's own template says, it says
    )


def _logo(facts: Facts) -> list[Picture]:
    """The agency's logo, as large as its place allows."""
    if facts.logo is None:
        return []
    try:
        image = Image.from_blob(facts.logo)
    except UnrecognizedImageError:
        return []
    width = min(LOGO_WIDTH, LOGO_HEIGHT * image.px_width / image.px_height)
    return [Picture(png=facts.logo, width=width, alt=facts.agency)]
