"""Typed answers for the demo's draft: made up, and saying so, so that every table has rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from proposals.schedule import end_of

TYPED: tuple[tuple[str, str], ...] = (
    (
        "motivacion",
        "Ejemplo. El proyecto cumple un compromiso público del plan de desarrollo y la comunidad "
        "lo pidió en las jornadas de presupuesto participativo.",
    ),
    (
        "necesidades",
        "Ejemplo. Faltan recursos para pasar del piloto a toda la zona, y formación para que la "
        "comunidad sostenga lo que se instale.",
    ),
    (
        "por_que",
        "Ejemplo. La convocatoria financia lo mismo que el proyecto necesita, admite gobiernos "
        "locales y cierra con tiempo para formular con la secretaría.",
    ),
    (
        "metodologia",
        "Ejemplo. Se empieza con un diagnóstico participativo, se prueba en un lugar, se ajusta "
        "y se extiende.\nCada etapa termina con una decisión pública sobre la siguiente.",
    ),
    (
        "estructura",
        "Ejemplo. Un comité mensual con la secretaría, la comunidad y el cooperante toma las "
        "decisiones y publica sus actas.",
    ),
    (
        "sostenibilidad",
        "Ejemplo. La secretaría asume la operación con su presupuesto anual; la comunidad queda "
        "formada para el mantenimiento básico.",
    ),
)
ACTIVITIES = (
    ("1", "Diagnóstico participativo", "Equipo del proyecto", 0, 3, "Informe de diagnóstico", ""),
    ("1", "Diseño con la comunidad", "Secretaría", 2, 5, "Diseño aprobado", ""),
    ("2", "Implementación piloto", "Secretaría", 5, 9, "Piloto en funcionamiento", ""),
    ("2", "Formación de personas de la zona", "Aliado académico", 4, 11, "Personas formadas", "1"),
    ("2", "Evaluación y cierre", "Equipo del proyecto", 10, 12, "Informe final", ""),
)
SOURCES = (
    ("Cooperante", "solicitado"),
    ("Presupuesto de la entidad", "contrapartida"),
    ("Sede y equipos de la entidad", "especie"),
)
BUDGET: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("recursos-humanos", "Coordinación técnica", "1", "mes", "12", 2400, "1"),
    ("servicios", "Diagnóstico y diseño", "2", "contrato", "1", 18000, "1"),
    ("equipos", "Equipos del piloto", "3", "unidad", "20", 950, "1"),
    ("servicios", "Talleres de formación", "4", "taller", "16", 420, "2"),
    ("oficina", "Sede y logística", "3", "mes", "12", 600, "3"),
    ("otros", "Evaluación externa", "5", "contrato", "1", 7500, "1"),
)
OBJECTIVES = (
    ("Conocer el problema con la comunidad", "Diagnóstico y diseño acordados y publicados"),
    ("Poner en marcha y sostener la solución", "Piloto funcionando y personas formadas"),
)
MONTHS = 12
PESOS = 4000  # to the euro, roundly: sample figures
RISKS = (
    (
        "institucional",
        "Cambio de prioridades en la entidad",
        "media",
        "alta",
        "Acuerdo firmado y comité con actas públicas",
        "Secretaría",
    ),
    (
        "economico",
        "Alza de precios de los equipos",
        "media",
        "media",
        "Compra temprana y cotizaciones vigentes",
        "Equipo del proyecto",
    ),
)
ACTORS = (
    (
        "Juntas de acción comunal",
        "sociedad-civil",
        "Que la solución llegue a su barrio",
        "Participan en el comité",
        "Conocimiento del territorio",
    ),
    (
        "Universidad pública",
        "academia",
        "Investigar y formar",
        "Forma a las personas de la zona",
        "Docentes y laboratorios",
    ),
)


def typed_answers(
    start: date, *, months: int = MONTHS, currency: str | None = None
) -> Iterator[tuple[str, Any]]:
    """(field, value) pairs, a pair for each row of a table; ``months`` from ``start`` on."""
    yield from TYPED
    names = ("texto", "resultado")
    yield from (("objetivos", dict(zip(names, row, strict=True))) for row in OBJECTIVES)
    yield from _dated(start, months)
    yield "moneda", currency or "EUR"
    yield from (("fuentes", {"nombre": name, "tipo": kind}) for name, kind in SOURCES)
    names_of_lines = (
        "rubro",
        "concepto",
        "actividad",
        "unidad",
        "cantidad",
        "valor_unitario",
        "fuente",
    )
    scale = PESOS if currency == "COP" else 1
    for *words, price, source in BUDGET:
        row = (*words, str(price * scale), source)
        yield "presupuesto", dict(zip(names_of_lines, row, strict=True))
    actor = ("nombre", "sector", "interes", "rol", "aporte")
    yield from (("actores", dict(zip(actor, row, strict=True))) for row in ACTORS)
    risk = ("tipo", "descripcion", "probabilidad", "impacto", "mitigacion", "responsable")
    yield from (("riesgos", dict(zip(risk, row, strict=True))) for row in RISKS)
    yield from (
        ("informes", {"tipo": kind, "destinatario": "Cooperante y ciudadanía"})
        for kind in ("avance", "final")
    )


def _dated(start: date, months: int) -> Iterator[tuple[str, Any]]:
    yield "inicio", start.isoformat()
    yield "duracion", str(months)
    last_day = end_of(start, months)
    yield (
        "indicadores",
        {
            "objetivo": "2",
            "texto": "Personas de la zona formadas",
            "unidad": "personas",
            "linea_base": "0",
            "linea_base_ano": str(start.year - 1),
            "meta": "240",
            "meta_fecha": last_day.isoformat() if last_day else "",
            "fuente": "Listas de asistencia",
        },
    )
    for objective, text, owner, first, last, product, indicator in ACTIVITIES:
        begins = end_of(start, first * months // MONTHS) if first else None
        ends = end_of(start, last * months // MONTHS)
        yield (
            "actividades",
            {
                "objetivo": objective,
                "texto": text,
                "responsable": owner,
                "inicio": (begins + timedelta(days=1) if begins else start).isoformat(),
                "fin": ends.isoformat() if ends else "",
                "entregable": product,
                "indicador": indicator,
            },
        )
