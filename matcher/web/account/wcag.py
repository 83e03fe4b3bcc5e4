"""What the accessibility annex of Resolución 1519 de 2020 asks for, WCAG 2.1 A and AA, and the
tests of ours that show each criterion."""

from dataclasses import dataclass
from typing import Literal

from matcher.words.language import gettext_noop

_AXE = "tests/journeys/test_axe.py::test_no_page_has_what_axe_finds"
_PAGES = "tests/matcher/web/test_access.py::test_every_page_opens_in_both_languages"
_REFLOW = "tests/journeys/test_reflow.py::test_nothing_scrolls_sideways_and_no_bar_hides_the_focus"
_KEYBOARD = "tests/journeys/test_browser.py::test_the_keyboard_is_enough"
_ERRORS = "tests/journeys/test_browser.py::test_an_error_takes_the_focus_and_leads_to_its_field"
_CONTRAST = "tests/journeys/test_browser.py::test_colours_reach_contrast_aa"
_NO_MEDIA = gettext_noop("No aplica: Puente no publica audio ni video.")


@dataclass(frozen=True, slots=True)
class AnnexCriterion:
    """One criterion. Without ``tests`` a person looks, and there is no date; ``absent`` says why it
    does not apply."""

    number: str
    level: Literal["A", "AA"]
    name: str
    tests: tuple[str, ...] = ()
    absent: str = ""


CRITERIA: tuple[AnnexCriterion, ...] = (
    AnnexCriterion("1.1.1", "A", gettext_noop("Contenido no textual"), (_AXE,)),
    AnnexCriterion("1.2.1", "A", gettext_noop("Solo audio y solo video"), absent=_NO_MEDIA),
    AnnexCriterion("1.2.2", "A", gettext_noop("Subtítulos"), absent=_NO_MEDIA),
    AnnexCriterion("1.2.3", "A", gettext_noop("Audiodescripción o alternativa"), absent=_NO_MEDIA),
    AnnexCriterion("1.2.4", "AA", gettext_noop("Subtítulos en directo"), absent=_NO_MEDIA),
    AnnexCriterion("1.2.5", "AA", gettext_noop("Audiodescripción"), absent=_NO_MEDIA),
    AnnexCriterion("1.3.1", "A", gettext_noop("Información y relaciones"), (_AXE, _PAGES)),
    AnnexCriterion("1.3.2", "A", gettext_noop("Secuencia con significado")),
    AnnexCriterion("1.3.3", "A", gettext_noop("Características sensoriales")),
    AnnexCriterion("1.3.4", "AA", gettext_noop("Orientación")),
    AnnexCriterion("1.3.5", "AA", gettext_noop("Propósito de los campos"), (_AXE,)),
    AnnexCriterion("1.4.1", "A", gettext_noop("Uso del color"), (_AXE,)),
    AnnexCriterion("1.4.2", "A", gettext_noop("Control del audio"), absent=_NO_MEDIA),
    AnnexCriterion("1.4.3", "AA", gettext_noop("Contraste mínimo"), (_AXE, _CONTRAST)),
    AnnexCriterion("1.4.4", "AA", gettext_noop("Texto que se amplía"), (_AXE, _REFLOW)),
    AnnexCriterion("1.4.5", "AA", gettext_noop("Imágenes de texto")),
    AnnexCriterion("1.4.10", "AA", gettext_noop("Reajuste del texto"), (_REFLOW,)),
    AnnexCriterion("1.4.11", "AA", gettext_noop("Contraste de lo que no es texto")),
    AnnexCriterion("1.4.12", "AA", gettext_noop("Espaciado del texto"), (_AXE,)),
    AnnexCriterion("1.4.13", "AA", gettext_noop("Contenido al pasar o enfocar")),
    AnnexCriterion("2.1.1", "A", gettext_noop("Teclado"), (_KEYBOARD, _AXE)),
    AnnexCriterion("2.1.2", "A", gettext_noop("Sin trampas para el foco")),
    AnnexCriterion("2.1.4", "A", gettext_noop("Atajos de una tecla")),
    AnnexCriterion("2.2.1", "A", gettext_noop("Tiempo ajustable"), (_AXE,)),
    AnnexCriterion("2.2.2", "A", gettext_noop("Poner en pausa, detener, ocultar"), (_AXE,)),
    AnnexCriterion("2.3.1", "A", gettext_noop("Sin destellos")),
    AnnexCriterion("2.4.1", "A", gettext_noop("Saltar bloques"), (_KEYBOARD, _AXE)),
    AnnexCriterion("2.4.2", "A", gettext_noop("Título de la página"), (_PAGES, _AXE)),
    AnnexCriterion("2.4.3", "A", gettext_noop("Orden del foco")),
    AnnexCriterion("2.4.4", "A", gettext_noop("Propósito de los enlaces"), (_AXE,)),
    AnnexCriterion("2.4.5", "AA", gettext_noop("Varias vías")),
    AnnexCriterion("2.4.6", "AA", gettext_noop("Encabezados y rótulos")),
    AnnexCriterion("2.4.7", "AA", gettext_noop("Foco visible")),
    AnnexCriterion("2.5.1", "A", gettext_noop("Gestos del puntero")),
    AnnexCriterion("2.5.2", "A", gettext_noop("Anulación del puntero")),
    AnnexCriterion("2.5.3", "A", gettext_noop("El rótulo está en el nombre")),
    AnnexCriterion("2.5.4", "A", gettext_noop("Accionar por movimiento")),
    AnnexCriterion("3.1.1", "A", gettext_noop("Idioma de la página"), (_PAGES, _AXE)),
    AnnexCriterion("3.1.2", "AA", gettext_noop("Idioma de las partes"), (_AXE,)),
    AnnexCriterion("3.2.1", "A", gettext_noop("Al recibir el foco")),
    AnnexCriterion("3.2.2", "A", gettext_noop("Al introducir datos")),
    AnnexCriterion("3.2.3", "AA", gettext_noop("Navegación coherente")),
    AnnexCriterion("3.2.4", "AA", gettext_noop("Identificación coherente")),
    AnnexCriterion("3.3.1", "A", gettext_noop("Identificación de errores"), (_ERRORS,)),
    AnnexCriterion("3.3.2", "A", gettext_noop("Rótulos o instrucciones"), (_PAGES, _AXE)),
    AnnexCriterion("3.3.3", "AA", gettext_noop("Sugerencias ante errores"), (_ERRORS,)),
    AnnexCriterion("3.3.4", "AA", gettext_noop("Prevención de errores")),
    AnnexCriterion("4.1.1", "A", gettext_noop("Procesamiento"), (_PAGES,)),
    AnnexCriterion("4.1.2", "A", gettext_noop("Nombre, función, valor"), (_AXE,)),
    AnnexCriterion("4.1.3", "AA", gettext_noop("Mensajes de estado")),
)
