"""Why two calls are taken for one, for two, or for a pair that somebody has to look at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher.words.language import Words, gettext_noop


def twin_words(words: Words, reason: Mapping[str, Any]) -> str:
    """The sentence of a reason that identity gave; ``on`` at the end of a name is a day."""
    code = str(reason["code"])
    shown = {name: _shown(words, name, told) for name, told in (reason.get("params") or {}).items()}
    return words.named(_SENTENCES[code], **shown) if code in _SENTENCES else code


def _shown(words: Words, name: str, told: Any) -> str:
    """One parameter: a day, what differs, what is shared, or how a title puts it."""
    if name == "shared":
        return words.joined([words.named(_SHARED[one]) for one in told])
    if name.endswith("_on"):
        return words.day(date.fromisoformat(str(told)))
    if name == "kind":
        return words.named(_KINDS.get(str(told), str(told)))
    return told or words.gettext("nada")


_KINDS = {
    "year": gettext_noop("el año"),
    "number": gettext_noop("el número o la edición"),
    "size": gettext_noop("el tamaño"),
    "lot": gettext_noop("el lote"),
    "place": gettext_noop("el lugar"),
    "population": gettext_noop("a quién se dirige"),
    "degree": gettext_noop("el nivel de estudios"),
    "month": gettext_noop("el mes"),
    "theme": gettext_noop("el tema"),
    "name": gettext_noop("el nombre"),
}
_SHARED = {
    "funder": gettext_noop("el financiador"),
    "day": gettext_noop("el cierre"),
    "sums": gettext_noop("el monto"),
    "title": gettext_noop("palabras del título"),
    "numbers": gettext_noop("las cifras"),
    "names": gettext_noop("los nombres propios"),
    "link": gettext_noop("el enlace"),
    "site": gettext_noop("el sitio web, al que una enlaza"),
    "day_told": gettext_noop("el cierre de una, que la otra nombra"),
    "moved": gettext_noop("el plazo, que una dice que se movió"),
}
_SENTENCES = {
    "a-list": gettext_noop("Una de las dos es un boletín o una lista de convocatorias."),
    "outcome": gettext_noop("Una de las dos cuenta cómo terminó la convocatoria."),
    "other-code": gettext_noop("Los códigos oficiales son otros: %(first)s y %(second)s."),
    "same-code": gettext_noop("Mismo código: %(id)s."),
    "same-code-extended": gettext_noop(
        "Mismo código: %(id)s. Prórroga: el cierre pasa del %(before_on)s al %(after_on)s."
    ),
    "same-code-other-funder": gettext_noop("Mismo código, %(id)s, pero el financiador es otro."),
    "same-code-other-title": gettext_noop(
        "Mismo código, %(id)s, pero difieren en %(kind)s: %(first)s y %(second)s."
    ),
    "same-code-other-words": gettext_noop(
        "Mismo código, %(id)s, pero la fuente las publica como dos, con otro título."
    ),
    "same-page": gettext_noop("Es la misma página."),
    "same-page-extended": gettext_noop(
        "Es la misma página. Prórroga: el cierre pasa del %(before_on)s al %(after_on)s."
    ),
    "same-page-other-funder": gettext_noop("Es la misma página, pero el financiador es otro."),
    "same-page-other-title": gettext_noop(
        "Es la misma página, pero difieren en %(kind)s: %(first)s y %(second)s."
    ),
    "page-other-title": gettext_noop("Es la misma página, con otro título."),
    "one-source": gettext_noop("La misma fuente las publica como dos."),
    "published-again": gettext_noop(
        "La misma fuente la publica dos veces, con el mismo título y el mismo cierre."
    ),
    "other-title": gettext_noop("Difieren en %(kind)s: %(first)s y %(second)s."),
    "words-differ": gettext_noop("Los títulos difieren: «%(first)s» y «%(second)s»."),
    "other-funder": gettext_noop("El financiador es otro: %(first)s y %(second)s."),
    "named-code": gettext_noop("Las dos nombran el código %(id)s."),
    "linked": gettext_noop("Una enlaza a la página de la otra."),
    "linked-extended": gettext_noop(
        "Una enlaza a la página de la otra. Prórroga: el cierre pasa del %(before_on)s al "
        "%(after_on)s."
    ),
    "same-title": gettext_noop("Mismo título y mismo cierre."),
    "same-title-other-day": gettext_noop(
        "Mismo título, con otro cierre: %(before_on)s y %(after_on)s. Puede ser una prórroga."
    ),
    "same-title-undated": gettext_noop("Mismo título; al menos una no dice cuándo cierra."),
    "close-title": gettext_noop("Los títulos dicen casi lo mismo."),
    "close-title-aside": gettext_noop(
        "Los títulos dicen casi lo mismo, pero solo uno nombra %(kind)s: %(first)s y %(second)s."
    ),
    "other-words": gettext_noop("Mismo financiador, cierre y monto, con otro título."),
    "alike": gettext_noop("Coinciden en %(shared)s, con otro título."),
    "alike-title": gettext_noop("Mismo título; coinciden en %(shared)s."),
    "alike-language": gettext_noop("Coinciden en %(shared)s, en otro idioma."),
    "other-language": gettext_noop("Mismo financiador, cierre y montos, en otro idioma."),
    "nothing": gettext_noop("No tienen en común nada que las identifique."),
}
"""The sentence of each rule of :mod:`matcher.intake.identity.rules`."""
