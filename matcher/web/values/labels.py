"""Codes and the words people use for them, in the language of the page."""

from collections.abc import Mapping

from flask import Flask

from matcher.tags.classifier.tagger import HIGH
from matcher.web.frame.gettext import _, _l
from matcher.words.names import (
    LANGUAGE_NAMES,
    ODS_NAMES,
    PUBLISHED_NAMES,
    QUESTION_NAMES,
    REGION_NAMES,
)

ODS = {code: _l(name) for code, name in ODS_NAMES.items()}
STATES = {
    "proxima": _l("Próxima"),
    "abierta": _l("Abierta"),
    "cierra-pronto": _l("Cierra pronto"),
    "cerrada": _l("Cerrada"),
    "permanente": _l("Permanente"),
    "retirada": _l("Retirada"),
    "descartada": _l("Descartada"),
    "dudosa": _l("Dudosa: parece noticia"),
    "sin-fecha": _l("Sin fecha de cierre"),
}
PUBLISHED = {code: _l(name) for code, name in PUBLISHED_NAMES.items()}
REVIEW_KINDS = {
    "": _l("Todas"),
    "nuevas": _l("Nuevas"),
    "cambios": _l("Con cambios"),
    "con-advertencia": _l("Con advertencia"),
    "dudosas": _l("Dudosas: parecen noticia"),
    "duplicados": _l("Posibles duplicados"),
    "por-correo": _l("Traídas por correo"),
    "descartadas": _l("Descartadas"),
}
STATE_TONE = {
    "proxima": "info",
    "abierta": "ok",
    "cierra-pronto": "warn",
    "permanente": "ok",
    "retirada": "bad",
    "descartada": "bad",
    "dudosa": "warn",
}
KINDS = {
    "subvencion": _l("Subvención"),
    "convocatoria": _l("Convocatoria"),
    "premio": _l("Premio"),
    "beca": _l("Beca o curso"),
    "prestamo": _l("Préstamo"),
    "cooperacion-tecnica": _l("Cooperación técnica"),
}
LANGUAGES = {code: _l(name) for code, name in LANGUAGE_NAMES.items()}
SORTS = {
    "deadline": _l("Cierran antes"),
    "newest": _l("Más nuevas"),
    "amount": _l("Monto más alto"),
    "relevance": _l("Más parecidas a lo que busca"),
}
STAGES = {
    "idea": _l("Idea"),
    "perfil": _l("Perfil"),
    "prefactibilidad": _l("Prefactibilidad"),
    "factibilidad": _l("Factibilidad"),
    "listo": _l("Listo para ejecutar"),
    "en-ejecucion": _l("En ejecución"),
}
MODALITIES = {
    "tecnica": _l("Técnica"),
    "financiera-no-reembolsable": _l("Financiera no reembolsable"),
    "financiera-reembolsable": _l("Financiera reembolsable"),
}
REASONS = {
    "no-elegible": _l("No somos elegibles"),
    "ya-lo-vimos": _l("Ya lo vimos"),
    "otro-tema": _l("Es de otro tema"),
    "sin-contrapartida": _l("No hay contrapartida"),
    "plazo-corto": _l("El plazo es muy corto"),
    "otra": _l("Otra razón"),
}
GOING = {"vamos": _l("Vamos"), "no-vamos": _l("No vamos"), "": _l("En análisis")}
SHEET = {
    "elegibles": _l("¿Podemos aplicar?"),
    "prioridad": _l("¿Es una prioridad de la ciudad?"),
    "dinero": _l("¿Alcanza el dinero y tenemos la contrapartida?"),
    "tiempo": _l("¿Da tiempo y hay quien la formule?"),
    "aliados": _l("¿Tenemos los aliados y los documentos que pide?"),
}
SHEET_ANSWERS = {"si": _l("Sí"), "no": _l("No"), "por-averiguar": _l("Por averiguar")}
QUESTIONS = {code: _l(name) for code, name in QUESTION_NAMES.items()}
FIELDS = {
    "title": _l("Título"),
    "text": _l("Texto"),
    "url": _l("Enlace"),
    "kind": _l("Clase"),
    "funder": _l("Financiador"),
    "status": _l("Estado publicado"),
    "opens_on": _l("Apertura"),
    "deadlines": _l("Cierre"),
    "rolling": _l("Abierta sin fecha de cierre"),
    "amounts": _l("Montos"),
    "cofunding": _l("Contrapartida"),
    "eligibility": _l("Quién puede aplicar"),
    "documents": _l("Documentos"),
    "language": _l("Idioma"),
    "eligibility.countries": _l("Países o regiones"),
    "eligibility.partners_asked": _l("Con cuántos y con quién"),
    **{f"eligibility.{code}": words for code, words in QUESTIONS.items()},
}
REGIONS = {code: _l(name) for code, name in REGION_NAMES.items()}


ACTIONS = {
    "tag.corrected": _l("corrigió una etiqueta"),
    "tag.correction-undone": _l("deshizo la corrección de una etiqueta"),
    "match.judged": _l("opinó sobre una coincidencia"),
    "match.judgement-undone": _l("retiró su opinión sobre una coincidencia"),
    "project.added": _l("agregó el proyecto"),
    "project.changed": _l("cambió el proyecto"),
    "project.confirmed": _l("confirmó que el proyecto sigue vigente"),
    "project.archived": _l("archivó el proyecto"),
    "project.restored": _l("devolvió el proyecto al banco"),
    "project.imported": _l("importó el proyecto"),
    "project.import-undone": _l("deshizo lo que una importación cambió en el proyecto"),
    "import.undone": _l("deshizo una importación de proyectos"),
    "project.owner-given": _l("puso responsable al proyecto"),
    "person.added": _l("creó la cuenta"),
    "person.changed": _l("cambió la cuenta"),
    "person.password-set": _l("puso su contraseña con un enlace"),
    "person.link-given": _l("dio un enlace para poner la contraseña"),
    "person.retired": _l("retiró el nombre y el correo de una cuenta"),
    "data.asked": _l("pidió corregir sus datos"),
    "data.answered": _l("respondió a quien pidió corregir sus datos"),
    "department.added": _l("agregó la secretaría"),
    "department.renamed": _l("cambió el nombre de la secretaría"),
    "department.merged": _l("juntó dos secretarías"),
    "department.retired": _l("retiró la secretaría"),
    "department.restored": _l("devolvió la secretaría a la lista"),
    "access.asked": _l("pidió un acceso"),
    "access.granted": _l("concedió el acceso"),
    "access.refused": _l("negó el acceso"),
    "person.provider-joined": _l("entró por primera vez con su cuenta institucional"),
    "person.second-step-set": _l("puso un segundo paso para entrar"),
    "person.second-step-removed": _l("quitó el segundo paso para entrar"),
    "person.recovery-code-used": _l("entró con un código de recuperación"),
    "person.signed-out-everywhere": _l("salió de todos los equipos"),
    "person.sessions-ended": _l("cerró sesiones suyas en otros equipos"),
    "person.password-changed": _l("cambió su contraseña"),
    "export.calls": _l("descargó la tabla de convocatorias"),
    "export.projects": _l("descargó el banco de proyectos"),
    "export.pursuits": _l("descargó la tabla de seguimiento"),
    "export.list": _l("descargó la tabla de una lista"),
    "export.document": _l("descargó el documento de la propuesta"),
    "export.attachment": _l("descargó un anexo de la propuesta"),
    "export.cv": _l("descargó la hoja de vida"),
    "export.filed": _l("descargó un documento de un proyecto o seguimiento"),
    "export.results": _l("descargó los resultados"),
    "export.own-data": _l("descargó sus propios datos"),
    "key.made": _l("creó una dirección o clave de acceso"),
    "key.revoked": _l("retiró una dirección o clave de acceso"),
    "job.asked": _l("pidió ejecutar un trabajo"),
    "mail.sent-again": _l("pidió enviar otra vez el correo"),
    "mail.chosen": _l("decidió qué correos quiere recibir"),
    "mail.all-sent-again": _l("pidió intentar ya todos los correos que esperan"),
    "address.reactivated": _l("reactivó la dirección"),
    "source.enabled": _l("encendió la fuente"),
    "source.tried": _l("probó la fuente"),
    "letter.read": _l("mandó leer un correo reenviado"),
    "letter.left": _l("dejó sin leer un correo reenviado"),
    "source.disabled": _l("apagó la fuente"),
    "source.added": _l("agregó la fuente"),
    "line.added": _l("agregó la línea temática"),
    "line.changed": _l("cambió la línea temática"),
    "line.merged": _l("unió la línea temática con otra"),
    "line.retired": _l("retiró la línea temática"),
    "line.restored": _l("devolvió la línea temática"),
    "term.added": _l("agregó el término del glosario"),
    "term.changed": _l("cambió el término del glosario"),
    "term.retired": _l("retiró el término del glosario"),
    "term.restored": _l("devolvió el término del glosario"),
    "rate.added": _l("agregó la tasa de cambio"),
    "rate.changed": _l("cambió la tasa de cambio"),
    "rate.removed": _l("quitó la tasa de cambio"),
    "result.added": _l("registró el resultado"),
    "result.changed": _l("cambió el resultado"),
    "result.removed": _l("quitó el resultado"),
    "goal.added": _l("puso la meta"),
    "goal.changed": _l("cambió la meta"),
    "goal.removed": _l("quitó la meta"),
    "funder-contact.added": _l("agregó un contacto del financiador"),
    "funder-contact.changed": _l("cambió un contacto del financiador"),
    "funder-contact.removed": _l("quitó un contacto del financiador"),
    "funder-note.added": _l("anotó algo sobre el financiador"),
    "funder-note.changed": _l("cambió una nota sobre el financiador"),
    "funder-note.removed": _l("quitó una nota sobre el financiador"),
    "network.added": _l("agregó la red de ciudades"),
    "network.changed": _l("cambió la ficha de la red"),
    "network.archived": _l("archivó la red"),
    "network.restored": _l("devolvió la red a la lista"),
    "document.added": _l("adjuntó un documento"),
    "document.removed": _l("quitó un documento"),
    "document.restored": _l("devolvió un documento"),
    "search.saved": _l("guardó la búsqueda"),
    "search.changed": _l("cambió la búsqueda guardada"),
    "search.forgotten": _l("quitó la búsqueda guardada"),
    "call.added": _l("agregó a mano la convocatoria"),
    "call.shared": _l("pasó la convocatoria a alguien sin cuenta"),
    "call.share-revoked": _l("retiró el enlace de una convocatoria"),
    "call.corrected": _l("corrigió la convocatoria"),
    "call.released": _l("dejó de fijar un dato de la convocatoria"),
    "call.joined": _l("unió dos convocatorias"),
    "call.split": _l("separó una fuente de la convocatoria"),
    "call.discarded": _l("descartó la convocatoria"),
    "call.confirmed": _l("dijo que sí es una convocatoria"),
    "call.restored": _l("devolvió la convocatoria a las listas"),
    "review.accepted": _l("miró la novedad y la dio por buena"),
    "review.undone": _l("deshizo lo que dijo de una novedad"),
    "decision.saved": _l("llenó la ficha «¿Vamos?»"),
    "pursuit.opened": _l("abrió el seguimiento"),
    "pursuit.stage": _l("pasó el seguimiento a otro estado"),
    "pursuit.assignee": _l("cambió el responsable del seguimiento"),
    "pursuit.project": _l("enlazó el seguimiento con un proyecto"),
    "pursuit.date": _l("cambió una fecha del seguimiento"),
    "pursuit.endorsement": _l("pidió o negó el aval del seguimiento"),
    "gate.rule-added": _l("agregó una regla del filtro propio"),
    "gate.rule-changed": _l("cambió una regla del filtro propio"),
    "gate.rule-retired": _l("retiró una regla del filtro propio"),
    "gate.rule-restored": _l("devolvió una regla del filtro propio"),
    "gate.let-through": _l("dejó pasar una convocatoria por el filtro propio"),
    "gate.shut-again": _l("quitó el permiso de pasar el filtro propio"),
    "end-reason.added": _l("agregó un motivo de cierre"),
    "end-reason.changed": _l("cambió un motivo de cierre"),
    "end-reason.retired": _l("retiró un motivo de cierre"),
    "end-reason.restored": _l("devolvió un motivo de cierre"),
    "draft.begun": _l("empezó la propuesta"),
    "draft.document-made": _l("generó el documento de la propuesta"),
    "draft.ask-review": _l("pidió revisar la propuesta"),
    "draft.end-review": _l("terminó la revisión de la propuesta"),
    "draft.ask": _l("pidió el aval de la propuesta"),
    "draft.take-back": _l("retiró la petición de aval de la propuesta"),
    "draft.grant": _l("concedió el aval a la propuesta"),
    "draft.refuse": _l("negó el aval a la propuesta"),
    "draft.reopen": _l("reabrió la propuesta con aval"),
    "draft.reopen-sent": _l("reabrió la propuesta ya enviada"),
    "draft.send": _l("registró el envío de la propuesta"),
    "draft.win": _l("registró que se ganó la propuesta"),
    "draft.lose": _l("registró que se perdió la propuesta"),
    "draft.withdraw": _l("retiró la propuesta"),
    "draft.archive": _l("archivó la propuesta"),
    "draft.restore": _l("recuperó la propuesta del archivo"),
    "mail.tested": _l("se envió un mensaje de prueba"),
    "agency.changed": _l("cambió la identidad de la entidad"),
    "entity.changed": _l("cambió la ficha de la entidad"),
    "template.uploaded": _l("subió una plantilla de Word"),
    "template.in-force": _l("puso en uso una plantilla de Word propia"),
    "template.shipped-again": _l("volvió a la plantilla de Word de Puente"),
    "template.removed": _l("quitó una plantilla de Word"),
    "team.saved": _l("guardó los datos de una persona del equipo"),
    "team.retired": _l("retiró a una persona del equipo"),
    "team.restored": _l("devolvió a una persona al equipo"),
    "block.saved": _l("guardó un texto de la biblioteca"),
    "block.retired": _l("retiró un texto de la biblioteca"),
    "block.restored": _l("devolvió un texto a la biblioteca"),
}

SUBJECTS = {
    "job": _l("trabajo"),
    "call": _l("convocatoria"),
    "project": _l("proyecto"),
    "import": _l("importación de proyectos"),
    "match": _l("coincidencia"),
    "feedback": _l("opinión"),
    "person": _l("persona"),
    "department": _l("secretaría"),
    "source": _l("fuente"),
    "line": _l("línea temática"),
    "draft": _l("propuesta"),
    "agency": _l("identidad"),
    "entity": _l("entidad"),
    "template": _l("plantilla de Word"),
    "member": _l("persona del equipo"),
    "block": _l("texto de la biblioteca"),
    "term": _l("término"),
    "decision": _l("decisión"),
    "pursuit": _l("seguimiento"),
    "funder": _l("financiador"),
    "network": _l("red de ciudades"),
    "end-reason": _l("motivo de cierre"),
    "gate-rule": _l("regla del filtro propio"),
    "review": _l("novedades"),
    "mail": _l("correo"),
    "letter": _l("correo reenviado"),
    "address": _l("dirección de correo"),
    "rate": _l("tasa de cambio"),
    "export": _l("descarga"),
    "access": _l("solicitud de acceso"),
    "saved_search": _l("búsqueda guardada"),
    "result": _l("resultado"),
    "goal": _l("meta"),
}

DETAILS = {
    "row": _l("fila"),
    "field": _l("dato"),
    "scheme": _l("esquema"),
    "code": _l("código"),
    "verdict": _l("opinión"),
    "scope": _l("para"),
    "reason": _l("razón"),
    "role": _l("perfil"),
    "email": _l("correo"),
    "model_version": _l("modelo"),
    "score": _l("puntaje"),
    "other": _l("la otra"),
    "title": _l("título"),
    "into": _l("con"),
    "new": _l("nueva"),
    "source": _l("fuente"),
    "entry": _l("descripción"),
    "password_set": _l("contraseña nueva"),
    "calls": _l("convocatorias"),
    "owner": _l("responsable"),
    "about": _l("sobre"),
    "mails": _l("correos"),
}


DOORS = {"calendar": _l("calendario"), "feed": _l("feed"), "api": _l("programa")}


def action_words(action: str) -> str:
    """What was done, in words; an action without words as it is recorded."""
    return str(ACTIONS.get(action, action))


def label_in(code: str, names: Mapping[str, object]) -> str:
    """The words for ``code`` among ``names``, else the code itself."""
    return str(names.get(code, code))


def ods_name(code: int | str) -> str:
    """The official short name of an ODS."""
    return str(ODS.get(int(code), code))


def confidence_word(score: float, *, assigned: bool = True) -> str:
    """Confidence of a tag in words."""
    if not assigned:
        return _("por revisar") if score >= 0.2 else _("poco probable")
    if score >= HIGH:
        return _("alta")
    return _("media") if score >= 0.5 else _("baja")


def score_word(score: float) -> str:
    """How well a match fits, in the words the emails use too."""
    if score >= 0.75:
        return _("muy alta")
    if score >= 0.5:
        return _("alta")
    return _("baja") if score >= 0.25 else _("muy baja")


def certainty_word(confidence: float) -> str:
    """How much is known about a pair, in words."""
    if confidence >= 0.67:
        return _("alta")
    return _("media") if confidence >= 0.5 else _("baja")


def install(app: Flask) -> None:
    """Let templates use these words."""
    names: dict[str, object] = {
        "ODS": ODS,
        "STATES": STATES,
        "STATE_TONE": STATE_TONE,
        "KINDS": KINDS,
        "CALL_LANGUAGES": LANGUAGES,
        "SORTS": SORTS,
        "STAGES": STAGES,
        "MODALITIES": MODALITIES,
        "REASONS": REASONS,
        "QUESTIONS": QUESTIONS,
        "FIELDS": FIELDS,
        "SUBJECTS": SUBJECTS,
        "REGIONS": REGIONS,
        "GOING": GOING,
        "SHEET": SHEET,
        "SHEET_ANSWERS": SHEET_ANSWERS,
        "DOORS": DOORS,
    }
    app.jinja_env.globals.update(names)
    for function in (ods_name, confidence_word, score_word, certainty_word, action_words):
        app.add_template_global(function)
    app.add_template_filter(label_in)
