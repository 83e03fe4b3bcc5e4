"""Every name a template may write: how, what it holds, an example, who may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.text import fold
from matcher.words.language import Words, gettext_noop
from proposals.docx.context import PICTURE
from proposals.docx.validate import example_context
from proposals.steps import STEPS
from proposals.steps.step import Audience, Field

LONGEST_EXAMPLE = 90
ABOUT: Mapping[str, str] = {
    "documento.titulo": gettext_noop("Título de la propuesta"),
    "documento.acronimo": gettext_noop("Sigla de la propuesta"),
    "documento.entidad": gettext_noop("Entidad que postula"),
    "documento.ciudad": gettext_noop("Ciudad de la entidad"),
    "documento.convocatoria": gettext_noop("Título de la convocatoria"),
    "documento.donante": gettext_noop("Quién financia"),
    "documento.cierre": gettext_noop("Fecha de cierre"),
    "documento.responsable": gettext_noop("Persona responsable"),
    "documento.fecha": gettext_noop("Día en que se hace el documento"),
    "documento.version": gettext_noop("Número del documento"),
    "documento.estado": gettext_noop("Borrador, con aval o enviada"),
    "documento.borrador": gettext_noop("Si todavía es un borrador (para «if»)"),
    "documento.logo": gettext_noop("Logo de la entidad, solo en su párrafo"),
    "resumen": gettext_noop("La tabla de resumen, un dato por renglón"),
    "ods": gettext_noop("Los ODS escogidos, con su número, nombre y color"),
    "identidad": gettext_noop("Quién postula, cada dato con su rótulo"),
    "pertinencia": gettext_noop("Con qué encaja, cada dato con su rótulo"),
    "ficha_banco.identificacion": gettext_noop("La identificación de la ficha de proyecto"),
    "contacto": gettext_noop("A quién escribir, cada dato con su rótulo"),
    "plazo": gettext_noop("Inicio, duración y fin"),
    "poblacion": gettext_noop("Cuántas personas, grupo por grupo, con la fuente"),
    "cronograma.vacio": gettext_noop("Si no hay cronograma (para «if»)"),
    "cronograma.unidad": gettext_noop("Si va por meses o por trimestres"),
    "cronograma.columnas": gettext_noop("Los meses o trimestres"),
    "cronograma.anos": gettext_noop("Los años, con cuántas columnas ocupan"),
    "cronograma.filas": gettext_noop("Las actividades, con sus marcas"),
    "cronograma.sin_fecha": gettext_noop("Números de las actividades sin fecha"),
    "cronograma.imagen": gettext_noop("La gráfica del cronograma, sola en su párrafo"),
    "presupuesto.vacio": gettext_noop("Si no hay presupuesto (para «if»)"),
    "presupuesto.moneda": gettext_noop("Moneda del presupuesto"),
    "presupuesto.lineas": gettext_noop("Los renglones del presupuesto"),
    "presupuesto.rubros": gettext_noop("El presupuesto por rubro"),
    "presupuesto.fuentes": gettext_noop("El presupuesto por quién lo paga"),
    "presupuesto.total": gettext_noop("Costo total, sumado por Puente"),
    "presupuesto.sin_sumar": gettext_noop("Números de los renglones sin cantidad o sin valor"),
    "presupuesto.imagen": gettext_noop("La gráfica de quién paga, sola en su párrafo"),
    "marco.vacio": gettext_noop("Si no hay marco lógico (para «if»)"),
    "marco.cadena": gettext_noop("La cadena de resultados con sus indicadores"),
    "marco.actividades": gettext_noop("Las actividades con su costo"),
    "carta.concedido": gettext_noop("Si el aval está concedido (para «if»)"),
    "carta.lugar_fecha": gettext_noop("Lugar y fecha de la carta"),
    "carta.decision": gettext_noop("La frase que otorga el aval"),
    "carta.autoridad": gettext_noop("Quién firma"),
    "carta.cargo": gettext_noop("Cargo de quien firma"),
    "carta.aportes": gettext_noop("Lo que aporta la entidad"),
    "carta.aporte_total": gettext_noop("Total que aporta la entidad"),
    "carta.aporte_parte": gettext_noop("Parte del costo total que aporta la entidad"),
    "preguntas": gettext_noop("Las preguntas de quien financia, con su respuesta"),
}
"""What Puente puts together out of several answers."""
_ELSEWHERE = frozenset({"campo", "tabla", "ficha", "faltan", "regimen"})
"""Rooms told of by their fields, or kept for templates made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateName:
    """One name: ``write`` is what stands in the template, ``loop`` the list it is an item of."""

    group: str
    write: str
    about: str
    example: str
    audience: Audience = "ambos"
    loop: str = ""


def template_names(said: Words, *, asked: str = "") -> list[TemplateName]:
    """Every name, or those in which each word of ``asked`` is found."""
    wanted = fold(asked).split()
    return [
        one
        for one in _all(said)
        if all(word in fold(f"{one.write} {one.about} {one.group} {one.loop}") for word in wanted)
    ]


def _all(said: Words) -> Iterator[TemplateName]:
    context = example_context()
    group = said.gettext("Lo que Puente arma")
    for name, about in ABOUT.items():
        yield from _computed(group, name, _found(context, name), said.gettext(about))
    for step in STEPS:
        for field in step:
            title = said.named(step.title)
            if field.is_table:
                yield from _table(title, field, context, said)
            else:
                yield _field(title, field, context, said)


def _computed(group: str, name: str, value: Any, about: str) -> Iterator[TemplateName]:
    if not isinstance(value, list):
        yield TemplateName(
            group=group, write=f"{{{{ {name} }}}}", about=about, example=_short(value)
        )
        return
    loop = f"{{%tr for fila in {name} %}}"
    item = value[0]
    cells = item.items() if isinstance(item, Mapping) else [("", item)]
    for key, cell in cells:
        write = f"{{{{ fila.{key} }}}}" if key else "{{ fila }}"
        yield TemplateName(group=group, write=write, about=about, example=_short(cell), loop=loop)


def _field(group: str, field: Field, context: Mapping[str, Any], said: Words) -> TemplateName:
    return TemplateName(
        group=group,
        write=f"{{{{ campo.{field.key}.texto }}}}",
        about=said.named(field.label),
        example=_short(context["campo"][field.key]["texto"]),
        audience=_audience(field),
    )


def _table(
    group: str, field: Field, context: Mapping[str, Any], said: Words
) -> Iterator[TemplateName]:
    loop = f"{{%tr for fila in tabla.{field.key}.filas %}}"
    rows = context["tabla"][field.key]["filas"]
    for column in field.columns:
        internal = field.is_internal or column.is_internal
        yield TemplateName(
            group=group,
            write=f"{{{{ fila.{column.key} }}}}",
            about=f"{said.named(field.label)}: {said.named(column.label)}",
            example=_short(rows[0].get(column.key) if rows else ""),
            audience="interno" if internal else column.audience,
            loop=loop,
        )


def _audience(field: Field) -> Audience:
    return "interno" if field.is_internal else field.audience


def _found(context: Mapping[str, Any], name: str) -> Any:
    here: Any = context
    for part in name.split("."):
        here = here[part]
    return here


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "Sí" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(_short, value))[:LONGEST_EXAMPLE]
    text = str(value or "")
    return "" if text.startswith(PICTURE[0]) else text[:LONGEST_EXAMPLE]
