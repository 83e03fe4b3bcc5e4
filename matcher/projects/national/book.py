"""A national sheet as a book of one project, which is previewed and imported like any other."""

import re
from collections.abc import Iterator, Sequence

from matcher.errors import UnreadableTable
from matcher.messages import Message
from matcher.projects.national.labels import ASKED, CHAIN, PLACES, YEARS
from matcher.projects.national.lines import Line
from matcher.projects.national.reading import is_national, read_lines
from matcher.projects.national.said import NationalSheet
from matcher.projects.tables.table import Book, Table, TableRow

_MOST_PLACES = 4
PESOS = "COP"
_SUM = re.compile(r" · (?:Costo|20\d\d): [^·]*")
_SCALED = re.compile(r"(?:cifras|valores) en (?:miles|millones)", re.IGNORECASE)


def national_book(lines: Sequence[Line], name: str, *, sheets: Sequence[str]) -> Book | None:
    """The project of a national sheet; ``None`` where these lines are none."""
    if not is_national(lines):
        return None
    said = read_lines(lines)
    scaled = any(_SCALED.search(cell.text) for line in lines for cell in line)
    if scaled:
        _without_sums(said)
    known = {heading: "\n".join(texts) for heading, texts in said.values.items() if texts}
    # The method is Colombia's: its sums are in pesos, and the sheet does not say so.
    cells = {**known, **({"Moneda": PESOS} if "Costo total" in known else {})}
    places = [
        f"{heading}: {'; '.join(list(dict.fromkeys(where))[:_MOST_PLACES])}"
        for heading, where in said.places.items()
        if where
    ]
    cells[PLACES] = "\n".join(places)
    asked = [heading for heading in ASKED if heading not in known]
    row = TableRow(
        number=1, cells=tuple(cells.values()), place=Message("ficha %(name)s", name=name)
    )
    table = Table(
        filename=name,
        sheets=tuple(sheets),
        headings=tuple(cells),
        heading_row=0,
        rows=(row,),
        notes=tuple(_notes(said, asked, priced="Moneda" in cells, scaled=scaled)),
    )
    return Book(tables=(table,), best=0)


def _without_sums(said: NationalSheet) -> None:
    """Forget sums that are told in thousands or millions: as they stand they would be pesos."""
    for heading in ("Costo total", YEARS):
        said.values.pop(heading, None)
        said.places.pop(heading, None)
    if CHAIN in said.values:
        said.values[CHAIN] = [_SUM.sub("", line) for line in said.values[CHAIN]]


def _notes(
    said: NationalSheet, asked: Sequence[str], *, priced: bool, scaled: bool
) -> Iterator[Message]:
    """What whoever imports the sheet has to know of it."""
    yield Message(
        "Es una ficha nacional (MGA o BPIN) de un solo proyecto: cada dato dice en qué celda o "
        "página estaba."
    )
    if priced:
        yield Message("La ficha nacional va en pesos colombianos: el costo quedó en COP.")
    if scaled:
        yield Message(
            "La ficha da sus valores en miles o millones de pesos: sus costos no se tomaron. "
            "Escríbalos usted, completos, en el proyecto."
        )
    if said.twice:
        yield Message(
            "La ficha dice dos cosas distintas de: %(twice)s. Quedó la primera; compárela con la "
            "ficha.",
            twice=", ".join(dict.fromkeys(said.twice)),
        )
    if asked:
        yield Message(
            "La ficha no trae: %(missing)s. Complételo usted en el proyecto; aquí nada se inventa.",
            missing=", ".join(asked),
        )


def not_national(name: str) -> UnreadableTable:
    """That a PDF is no such sheet, and what would be."""
    return UnreadableTable(
        "«%(name)s» no parece una ficha de la MGA: no tiene «Problema central», «Causas directas» "
        "ni «Objetivos específicos». Suba la ficha del visor público o una tabla de Excel.",
        name=name,
    )
