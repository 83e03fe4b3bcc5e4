"""A template to begin with: the commonest fields, a loop of paragraphs, a table with a loop."""

from io import BytesIO
from typing import Any

from docx import Document

from matcher.words.language import Words

_PARAGRAPHS = ("resumen", "antecedentes", "metodologia")
_RISKS = ("descripcion", "mitigacion", "responsable")


def starter_template(said: Words) -> bytes:
    """The Word file, its own words in the language of ``said``."""
    document = Document()
    document.add_paragraph("{{ documento.titulo }}", style="Title")
    document.add_paragraph("{{ documento.entidad }} · {{ documento.fecha }}", style="Subtitle")
    for text in ("{%p if documento.borrador %}", "{{ documento.estado }}", "{%p endif %}"):
        document.add_paragraph(text)
    for key in _PARAGRAPHS:
        document.add_heading(f"{{{{ campo.{key}.rotulo }}}}", level=1)
        for text in (
            f"{{%p for parrafo in campo.{key}.parrafos %}}",
            "{{ parrafo }}",
            "{%p endfor %}",
        ):
            document.add_paragraph(text)
    document.add_heading(said.gettext("Riesgos"), level=1)
    _looped(document, "tabla.riesgos.filas", _RISKS, said)
    document.add_heading(said.gettext("Presupuesto"), level=1)
    total = said.gettext("Costo total")
    document.add_paragraph(f"{total}: {{{{ presupuesto.total }}}} {{{{ presupuesto.moneda }}}}")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _looped(document: Any, name: str, columns: tuple[str, ...], said: Words) -> None:
    """A table: its headings, and one row for each item, between the two rows of the loop."""
    headings = {
        "descripcion": said.gettext("Riesgo"),
        "mitigacion": said.gettext("Qué haremos"),
        "responsable": said.gettext("Responsable"),
    }
    rows = (
        [headings[key] for key in columns],
        [f"{{%tr for fila in {name} %}}"],
        [f"{{{{ fila.{key} }}}}" for key in columns],
        ["{%tr endfor %}"],
    )
    table = document.add_table(len(rows), len(columns), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
