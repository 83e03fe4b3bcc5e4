"""What the proposal of these tests says, and ways to edit its document as Word leaves it."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ANSWERS: dict[str, Any] = {
    "titulo": "Agua limpia para tres veredas",
    "resumen": "Una red pequeña.\n\nDos plantas & un vivero.",
    "antecedentes": "Primero vino la sequía.\n\nLuego el pozo.\nDespués la junta.",
    "necesidades": "Falta caudal en verano.",
    "problema_central": "El agua no alcanza.",
    "magnitud": "Cuatro de diez hogares.",
    "objetivo_general": "Que el agua alcance.",
    "metodologia": "Talleres y obra.",
    "genero": "Las mujeres deciden en la junta.",
    "sostenibilidad": "Una tarifa acordada.",
    "lugar": "Vereda alta",
    "responsable": "Oficina de agua",
    "inicio": "2027-03-01",
    "duracion": "18",
    "moneda": "EUR",
    "ods": ["6"],
    "beneficiarios_directos": "1250",
}
ROWS: dict[str, dict[str, dict[str, str]]] = {
    "objetivos": {
        "obj1": {"texto": "Captar más", "resultado": "Dos bocatomas"},
        "obj2": {"texto": "Perder menos", "resultado": "Red sin fugas"},
    },
    "actividades": {
        "act1": {
            "objetivo": "1",
            "texto": "Construir",
            "responsable": "Junta",
            "inicio": "2027-03-01",
            "fin": "2027-06-30",
        },
        "act2": {"objetivo": "2", "texto": "Reparar", "responsable": "Taller"},
    },
    "presupuesto": {
        "pre1": {
            "rubro": "equipos",
            "concepto": "Bomba",
            "unidad": "unidad",
            "cantidad": "2",
            "valor_unitario": "1500",
        },
    },
    "dofa": {"dof1": {"tipo": "debilidad", "texto": "Solo para la oficina"}},
    "riesgos": {
        "rie1": {"descripcion": "Creciente del río", "mitigacion": "Muro", "probabilidad": "media"},
    },
}
Edit = Callable[[Any], None]


def edit(path: Path, change: Edit, *, into: Path, parts: dict[str, str] | None = None) -> Path:
    """A copy of the document whose body was changed; ``parts`` are put beside it."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(into, "w") as after:
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "word/document.xml":
                tree = etree.fromstring(content)
                change(tree)
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
            after.writestr(item, content)
        for name, text in (parts or {}).items():
            after.writestr(name, text)
    return into


def control(tree: Any, key: str, row: str = "", column: str = "") -> Any:
    """The first content control of an answer."""
    for one in tree.iter(f"{W}sdt"):
        parts = one.find(f"{W}sdtPr/{W}tag").get(f"{W}val").split(":")
        if parts[1:4] == [key, row, column]:
            return one
    raise LookupError(key)


def write(element: Any, text: str, place: int = 0) -> None:
    """Say ``text`` in the paragraph or run with this place in ``element``."""
    pieces = [one for one in element.iter(f"{W}p") if one.find(f".//{W}t") is not None]
    inside = list((pieces or [element])[place].iter(f"{W}t"))
    inside[0].text = text
    inside[0].set(SPACE, "preserve")
    for one in inside[1:]:
        one.text = ""


def paragraph(text: str) -> Any:
    """A paragraph as Word writes one."""
    one = etree.Element(f"{W}p")
    piece = etree.SubElement(etree.SubElement(one, f"{W}r"), f"{W}t")
    piece.text = text
    piece.set(SPACE, "preserve")
    return one
