"""A sample of Spain's national grants database: a thin search and the record of each call."""

from datetime import datetime
from typing import Any

from scrapers.demo.calls_file import PublishedCall
from scrapers.demo.http import Reply, Request, SiteContent, as_json, not_found
from scrapers.demo.markup import to_html

_PURPOSES = (
    "Agricultura, Pesca y Alimentación",
    "Cooperación internacional para el desarrollo y cultural",
    "Cultura",
    "Otras actuaciones de carácter económico",
)
_NOTICE = "Datos de ejemplo. La reutilización de los datos reales está sujeta al aviso legal."
_SITE = "https://bdns.example"


def answer(request: Request, telling: SiteContent) -> Reply:
    """Answer the search, the record of one call or the list of purposes."""
    if request.path.endswith("/convocatorias/busqueda"):
        return _search(request, telling)
    if request.path.endswith("/convocatorias"):
        wanted = request.param("numConv")
        for told in telling.calls:
            if told.call.key == wanted:
                return as_json(_record(told))
        return as_json({"codigo": 404, "mensaje": "No existe la convocatoria"}, status=404)
    if request.path.endswith("/finalidades"):
        return as_json(
            [{"id": 10 + index, "descripcion": name} for index, name in enumerate(_PURPOSES)]
        )
    return not_found()


def _search(request: Request, telling: SiteContent) -> Reply:
    calls = [told for told in telling.calls if _is_wanted(told, request)]
    size = max(request.number("pageSize", request.number("size", 50)), 1)
    number = request.number("page", 0)
    content = [_row(told) for told in calls[number * size : (number + 1) * size]]
    pages = -(-len(calls) // size)
    return as_json(
        {
            "content": content,
            "pageable": {
                "pageNumber": number,
                "pageSize": size,
                "offset": number * size,
                "paged": True,
            },
            "totalPages": pages,
            "totalElements": len(calls),
            "last": number + 1 >= pages,
            "first": number == 0,
            "numberOfElements": len(content),
            "size": size,
            "number": number,
            "empty": not content,
            "advertencia": _NOTICE,
        }
    )


def _is_wanted(told: PublishedCall, request: Request) -> bool:
    """Filter by purpose (its number) and by the first day, written day first."""
    purpose, since = request.param("finalidad"), request.param("fechaDesde")
    if purpose.isdigit() and told.call.facts["finalidad"] != _purpose(int(purpose)):
        return False
    try:
        first = datetime.strptime(since, "%d/%m/%Y").date() if since else None  # noqa: DTZ007 # a bare day of a form has no zone
    except ValueError:
        first = None
    return first is None or told.published_on >= first


def _purpose(number: int) -> str | None:
    index = number - 10
    return _PURPOSES[index] if 0 <= index < len(_PURPOSES) else None


def _row(told: PublishedCall) -> dict[str, Any]:
    level1, level2, level3 = told.call.facts["organo"]
    return {
        "id": int(told.call.key) + 200_000,
        "mrr": False,
        "numeroConvocatoria": told.call.key,
        "descripcion": told.call.title,
        "descripcionLeng": told.call.facts.get("leng"),
        "fechaRecepcion": told.published_on.isoformat(),
        "nivel1": level1,
        "nivel2": level2,
        "nivel3": level3,
        "codigoInvente": None,
    }


def _record(told: PublishedCall) -> dict[str, Any]:
    facts, row = told.call.facts, _row(told)
    levels = {name: row[name] for name in ("nivel1", "nivel2", "nivel3")}
    loan = told.call.kind == "prestamo"
    tool = "PRÉSTAMO" if loan else "SUBVENCIÓN Y ENTREGA DINERARIA SIN CONTRAPRESTACIÓN"
    return {
        **row,
        "organo": levels,
        "sedeElectronica": f"{_SITE}/sede",
        "codigoBDNS": told.call.key,
        "instrumentos": [{"descripcion": tool, "id": 1}],
        "tipoConvocatoria": facts.get("tipo", "Concurrencia competitiva - canónica"),
        "presupuestoTotal": facts["budget"],
        "tiposBeneficiarios": [{"descripcion": facts["beneficiarios"], "id": 2}],
        "sectores": [{"descripcion": "Datos de ejemplo", "codigo": "84.2", "id": "O842"}],
        "regiones": [{"descripcion": facts["region"], "id": 1}],
        "descripcionFinalidad": facts["finalidad"],
        "descripcionBasesReguladoras": "Bases reguladoras de ejemplo",
        "urlBasesReguladoras": f"{_SITE}/bases/{told.call.key}",
        "sePublicaDiarioOficial": True,
        "abierto": told.is_open and not told.is_forthcoming,
        "fechaInicioSolicitud": told.opens_on.isoformat(),
        "fechaFinSolicitud": told.closes_on[-1].isoformat() if told.closes_on else None,
        "textInicio": None,
        "textFin": facts.get("text_deadline"),
        "ayudaEstado": None,
        "urlAyudaEstado": None,
        "fondos": [],
        "reglamento": None,
        "objetivos": [],
        "sectoresProductos": [],
        "documentos": [_document(told)],
        "anuncios": [_announcement(told)],
        "advertencia": _NOTICE,
    }


def _document(told: PublishedCall) -> dict[str, Any]:
    published = told.published_on.isoformat()
    return {
        "id": int(told.call.key) + 300_000,
        "descripcion": "Texto en castellano de la convocatoria (ejemplo)",
        "nombreFic": "Convocatoria.pdf",
        "long": 181_204,
        "datMod": published,
        "datPublicacion": published,
    }


def _announcement(told: PublishedCall) -> dict[str, Any]:
    return {
        "numAnuncio": int(told.call.key) + 400_000,
        "titulo": f"Extracto: {told.call.title}",
        "tituloLeng": None,
        "texto": to_html(told.text, lambda title: f"<p>{title}:</p>"),
        "textoLeng": None,
        "url": f"{_SITE}/anuncio/{told.call.key}",
        "cve": f"DEMO-B-{told.call.key}",
        "desDiarioOficial": "DIARIO OFICIAL DE EJEMPLO",
        "datPublicacion": told.published_on.isoformat(),
    }
