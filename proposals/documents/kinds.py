"""The kinds of document that a proposal becomes: one table, for the command and for the web."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.words.language import gettext_noop
from proposals.errors import UnknownKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One kind. ``templates`` names its template by language, ``endings`` the files it can be.

    A kind in one language is in that one whatever the draft's; without templates it is made by
    ``workbook`` or ``bundle``. ``most_pages`` is what it may take, ``name`` how its files are
    called, after the proposal's own.
    """

    key: str
    label: str
    about: str
    name: str
    endings: tuple[str, ...]
    templates: Mapping[str, str]
    most_pages: int | None = None

    def language(self, wanted: str) -> str:
        """The language it is made in where ``wanted`` is the draft's."""
        if len(self.templates) == 1:
            return next(iter(self.templates))
        return wanted


_PRINTED = ("docx", "pdf")
KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="completa-es",
        label=gettext_noop("Propuesta completa en español"),
        about=gettext_noop("Portada, contenido, resumen y todos los capítulos."),
        name="",
        endings=_PRINTED,
        templates={"es": "propuesta-completa"},
    ),
    DocumentKind(
        key="completa-en",
        label=gettext_noop("Propuesta completa en inglés"),
        about=gettext_noop(
            "Títulos, cifras y fechas en inglés; lo que ustedes escribieron queda como está."
        ),
        name="en",
        endings=_PRINTED,
        templates={"en": "full-proposal"},
    ),
    DocumentKind(
        key="nota-conceptual",
        label=gettext_noop("Nota conceptual"),
        about=gettext_noop("Dos páginas: resumen, contexto, pertinencia, qué haremos y recursos."),
        name="nota-conceptual",
        endings=_PRINTED,
        templates={"es": "nota-conceptual", "en": "concept-note"},
        most_pages=2,
    ),
    DocumentKind(
        key="ficha",
        label=gettext_noop("Ficha de proyecto"),
        about=gettext_noop("La hoja del banco de proyectos: problema, costo, fuentes y contacto."),
        name="ficha",
        endings=_PRINTED,
        templates={"es": "ficha", "en": "project-sheet"},
    ),
    DocumentKind(
        key="aval",
        label=gettext_noop("Carta de aval"),
        about=gettext_noop("La decisión de la autoridad y el compromiso, para firmar."),
        name="aval",
        endings=_PRINTED,
        templates={"es": "carta-de-aval", "en": "endorsement-letter"},
    ),
    DocumentKind(
        key="marco-logico",
        label=gettext_noop("Marco lógico"),
        about=gettext_noop(
            "La cadena de resultados con sus indicadores, y lo que cuesta cada actividad."
        ),
        name="marco-logico",
        endings=_PRINTED,
        templates={"es": "marco-logico", "en": "logical-framework"},
    ),
    DocumentKind(
        key="presupuesto",
        label=gettext_noop("Presupuesto en Excel"),
        about=gettext_noop("Renglones, justificación, fuentes, tasas y resumen, con fórmulas."),
        name="presupuesto",
        endings=("xlsx", "pdf"),
        templates={},
    ),
    DocumentKind(
        key="respuestas",
        label=gettext_noop("Respuestas a las preguntas del financiador"),
        about=gettext_noop("Cada pregunta o requisito con su respuesta y cuánto ocupa."),
        name="respuestas",
        endings=_PRINTED,
        templates={"es": "respuestas", "en": "funder-answers"},
    ),
)
BUNDLE = DocumentKind(
    key="paquete",
    label=gettext_noop("Todo en un ZIP, con los anexos"),
    about=gettext_noop("La propuesta completa, el presupuesto y los archivos que la acompañan."),
    name="paquete",
    endings=("zip",),
    templates={},
)
"""The proposal with its annexes: offered in the web, where the annexes are uploaded."""
ALL: tuple[DocumentKind, ...] = (*KINDS, BUNDLE)
BUNDLED: tuple[tuple[str, str], ...] = (
    ("", "docx"),
    ("", "pdf"),
    ("presupuesto", "xlsx"),
    ("marco-logico", "pdf"),
)
"""What a bundle holds besides the annexes: kind and ending; the empty one is the whole."""


def get_kind(key: str) -> DocumentKind:
    """The kind with this key.

    :raises UnknownKind: if there is none.
    """
    for kind in ALL:
        if kind.key == key:
            return kind
    raise UnknownKind(
        "No hay documentos de la clase «%(key)s». Escoja una de estas: %(known)s.",
        key=key,
        known=", ".join(kind.key for kind in KINDS),
    )


def check_ending(kind: DocumentKind, ending: str) -> str:
    """``ending`` (with or without its dot), where ``kind`` can be such a file.

    :raises UnknownKind: if it cannot.
    """
    plain = ending.lower().lstrip(".")
    if plain in kind.endings:
        return plain
    raise UnknownKind(
        "El documento «%(kind)s» no sale como «%(ending)s». Escriba un archivo que termine en "
        "%(endings)s.",
        kind=kind.key,
        ending=f".{plain}" if plain else "",
        endings=" o ".join(f".{one}" for one in kind.endings),
    )
