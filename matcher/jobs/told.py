"""Runs of jobs as people read them: what a job is for, when it comes, what a run counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from matcher.words.language import gettext_noop

TITLES: Mapping[str, str] = {
    "collect": gettext_noop("Leer las fuentes"),
    "tag": gettext_noop("Etiquetar convocatorias y proyectos"),
    "match": gettext_noop("Emparejar proyectos y convocatorias"),
    "translate": gettext_noop("Poner en español las convocatorias de otros idiomas"),
    "notify": gettext_noop("Escribir y enviar los correos"),
    "send": gettext_noop("Reintentar los correos que esperan"),
    "mailbox": gettext_noop("Leer los correos que vuelven"),
    "prune": gettext_noop("Podar lo antiguo"),
}
"""The jobs of the timetable, in the order of the work."""
WHEN: Mapping[str, str] = {
    "collect": gettext_noop("todos los días, antes de que abra la oficina"),
    "tag": gettext_noop("cada hora"),
    "match": gettext_noop("cada hora"),
    "translate": gettext_noop("cada hora"),
    "notify": gettext_noop("cada hora de la jornada"),
    "send": gettext_noop("cada cinco minutos"),
    "mailbox": gettext_noop("cada hora"),
    "prune": gettext_noop("los domingos de madrugada"),
}
_SOURCES: Mapping[str, str] = {
    "ok": gettext_noop("fuentes leídas bien"),
    "unhealthy": gettext_noop("fuentes con dudas"),
    "failed": gettext_noop("fuentes que fallaron"),
}
_READ: Mapping[str, str] = {
    "new": gettext_noop("convocatorias nuevas"),
    "changed": gettext_noop("convocatorias cambiadas"),
    "withdrawn": gettext_noop("convocatorias retiradas"),
}
_MAIL: Mapping[str, str] = {
    "queued": gettext_noop("correos escritos"),
    "sent": gettext_noop("correos enviados"),
    "waiting": gettext_noop("correos que esperan otro intento"),
    "unknown": gettext_noop("correos de los que no se sabe si salieron"),
    "failed": gettext_noop("correos que no salieron"),
}
_COUNTED: Mapping[str, Mapping[str, str]] = {
    "tag": {
        "calls": gettext_noop("convocatorias etiquetadas"),
        "projects": gettext_noop("proyectos etiquetados"),
        "assigned": gettext_noop("etiquetas puestas"),
    },
    "match": {
        "calls": gettext_noop("convocatorias comparadas"),
        "projects": gettext_noop("proyectos comparados"),
        "new": gettext_noop("coincidencias nuevas"),
        "changed": gettext_noop("coincidencias cambiadas"),
        "gone": gettext_noop("coincidencias que ya no van"),
    },
    "translate": {
        "calls": gettext_noop("convocatorias puestas en español"),
        "texts": gettext_noop("textos puestos en español"),
        "refused": gettext_noop("textos que no se entendieron"),
    },
    "notify": _MAIL,
    "send": _MAIL,
    "mailbox": {
        "read": gettext_noop("mensajes leídos"),
        "paused": gettext_noop("direcciones que ya no reciben"),
        "refused": gettext_noop("correos devueltos por el dominio o el servidor"),
        "later": gettext_noop("correos que no llegaron por algo pasajero"),
        "forwarded": gettext_noop("boletines reenviados"),
        "new": gettext_noop("convocatorias nuevas"),
    },
    "prune": {
        "snapshots": gettext_noop("copias de páginas borradas"),
        "readings": gettext_noop("lecturas borradas"),
        "runs": gettext_noop("ejecuciones borradas"),
        "mails": gettext_noop("correos borrados"),
        "layouts": gettext_noop("correos sin su diseño"),
    },
}


def told_counts(name: str, counts: Mapping[str, Any]) -> Sequence[tuple[str, int]]:
    """What a run of ``name`` counted, as words (to be translated) and numbers; no zeros."""
    if name == "collect":
        return _told_sources(counts)
    named = _COUNTED.get(name, {})
    return [(words, counts[key]) for key, words in named.items() if counts.get(key)]


def _told_sources(counts: Mapping[str, Any]) -> Sequence[tuple[str, int]]:
    """A reading of many sources, added up."""
    states = Counter(str(one["status"]) for one in counts.values())
    found = [(words, states[state]) for state, words in _SOURCES.items()]
    found += [(words, sum(one[key] for one in counts.values())) for key, words in _READ.items()]
    return [(words, number) for words, number in found if number]
