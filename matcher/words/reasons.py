"""What speaks for a match, against it, and what forbids it: the sentence of each code.

Stored is ``{"kind", "code", "params", …}``. What was written before there were codes has a
``text``, which is shown as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from matcher.words.language import Words, gettext_noop
from matcher.words.names import KIND_NAMES, LANGUAGE_NAMES, ODS_NAMES
from matcher.words.partners import partners_words
from matcher.words.values import country_words

Params = Mapping[str, Any]
Sentence = Callable[[Words, Params], str]


def reason_words(record: Mapping[str, Any], words: Words) -> str:
    """The sentence of a stored reason or blocker; ``terms`` of the record stand in it."""
    code = str(record.get("code"))
    params = {**(record.get("params") or {}), "terms": record.get("terms") or ()}
    if code in _PLAIN:
        return words.named(_PLAIN[code], **params)
    if code in _MADE:
        return _MADE[code](words, params)
    return str(record.get("text", code))


def signal_words(name: str, words: Words) -> str:
    """What a signal of a match compares, in words an officer reads."""
    return words.named(SIGNAL_NAMES[name])


SIGNAL_NAMES = {
    "terms": gettext_noop("Palabras que la convocatoria y el proyecto tienen en común"),
    "title": gettext_noop("Palabras del proyecto en el título de la convocatoria"),
    "phrases": gettext_noop("Palabras vecinas que ambos tienen juntas"),
    "grams": gettext_noop("Palabras que se escriben parecido, también entre idiomas"),
    "meaning": gettext_noop(
        "De qué tratan ambos, dicho con cualquier palabra y en cualquier idioma"
    ),
    "ods": gettext_noop("Los ODS en que ambos destacan"),
    "lines": gettext_noop("Líneas temáticas que comparten"),
    "usual": gettext_noop("Lo que el proyecto suele tener con cualquier convocatoria, descontado"),
    "funder": gettext_noop("El proyecto nombra a quien financia"),
    "liked": gettext_noop("A su equipo le interesó una parecida"),
    "lead": gettext_noop("Otra entidad tiene que encabezar la solicitud"),
    "partner": gettext_noop("Pide un aliado"),
    "counterpart": gettext_noop("Pide contrapartida"),
    "disliked": gettext_noop("A su equipo no le interesó una parecida"),
}
"""By the names of :data:`matcher.reasons.signals.SIGNALS`."""

_PLAIN = {
    "only-theme": gettext_noop("No comparten palabras: la coincidencia es solo de tema."),
    "nothing-shared": gettext_noop("No encontramos palabras ni temas en común."),
    "funder-named": gettext_noop(
        "El proyecto nombra a quien financia esta convocatoria: %(funder)s."
    ),
    "partner-asked": gettext_noop("Pide presentarse con un aliado."),
    "partner-asked-none-named": gettext_noop(
        "Pide presentarse con un aliado y el campo «Aliados» del proyecto está vacío."
    ),
    "counterpart-unknown": gettext_noop(
        "Pide contrapartida y no sabemos con cuánta cuenta el proyecto."
    ),
    "team-liked": gettext_noop("A su equipo le interesó una convocatoria parecida: «%(title)s»."),
    "team-disliked": gettext_noop(
        "A su equipo no le interesó una convocatoria parecida: «%(title)s»."
    ),
    "team-not-eligible": gettext_noop(
        "Su equipo no era elegible en otra de %(funder)s: «%(title)s»."
    ),
    "team-lacked-counterpart": gettext_noop(
        "A su equipo le faltó contrapartida en otra de %(funder)s: «%(title)s»."
    ),
    "you-liked": gettext_noop("A usted le interesó una convocatoria parecida: «%(title)s»."),
    "you-disliked": gettext_noop("A usted no le interesó una convocatoria parecida: «%(title)s»."),
    "closed": gettext_noop("La convocatoria ya está cerrada."),
    "agency-country-partner": gettext_noop(
        "Desde nuestro país solo se puede ir como socio: la presenta una entidad de otro."
    ),
    "local-government-partner": gettext_noop(
        "La entidad territorial solo puede ir como socio: no podemos presentarla nosotros."
    ),
    "local-government-partner-allies": gettext_noop(
        "La entidad territorial solo puede ir como socio: no podemos presentarla nosotros; los "
        "aliados del proyecto, quizá sí (%(partners)s)."
    ),
    "local-government-out": gettext_noop(
        "No está abierta a gobiernos locales ni a entidades públicas territoriales."
    ),
}
"""Sentences whose parameters stand in them as they are."""


def _same_words(words: Words, params: Params) -> str:
    return words.gettext(
        "La convocatoria y el proyecto (campo «%(field)s») hablan de %(terms)s.",
        field=words.named(params["field"]),
        terms=words.quoted(params["terms"]),
    )


def _other_words(words: Words, params: Params) -> str:
    """``paired`` terms come as «agua potable ↔ drinking water»."""
    terms = params["terms"]
    return words.gettext(
        "La convocatoria está en %(language)s y dice lo mismo con otras palabras "
        "(correspondencia automática): %(terms)s.",
        language=words.named(LANGUAGE_NAMES[params["language"]]),
        terms="; ".join(terms) if params["paired"] else words.quoted(terms),
    )


def _passing_words(words: Words, params: Params) -> str:
    terms = params["terms"]
    return words.gettext(
        "Solo tienen en común palabras sueltas, que por sí solas no dicen que encajen: %(terms)s.",
        terms="; ".join(terms) if params["paired"] else words.quoted(terms),
    )


def _close_sentences(words: Words, params: Params) -> str:
    """Two sentences that a person has to compare."""
    if params["language"] == params["project_language"]:
        return words.gettext(
            "Una frase de la convocatoria y una del proyecto (campo «%(field)s») se parecen por "
            "el sentido: compárelas.",
            field=words.named(params["field"]),
        )
    return words.gettext(
        "La convocatoria está en %(language)s, y una frase suya y una del proyecto (campo "
        "«%(field)s») se parecen por el sentido: compárelas.",
        language=words.named(LANGUAGE_NAMES[params["language"]]),
        field=words.named(params["field"]),
    )


def _shared_ods(words: Words, params: Params) -> str:
    return " ".join(_ods_of(words, way) for way in params["ways"])


def _ods_of(words: Words, way: Params) -> str:
    """ODS both have; what only Puente says of the call or of the project is said to be so."""
    codes: Sequence[int] = way["codes"]
    guessed = way["call_guessed"], way["project_guessed"]
    if guessed == (False, False):
        return words.gettext("Ambos apuntan %(goals)s.", goals=_to_ods(words, codes))
    if guessed == (True, False):
        return words.ngettext(
            "Puente la etiquetó con %(goals)s, al que apunta el proyecto.",
            "Puente la etiquetó con %(goals)s, a los que apunta el proyecto.",
            len(codes),
            goals=_the_ods(words, codes),
        )
    if guessed == (False, True):
        return words.ngettext(
            "La convocatoria apunta %(goals)s y Puente etiquetó el proyecto con él.",
            "La convocatoria apunta %(goals)s y Puente etiquetó el proyecto con ellos.",
            len(codes),
            goals=_to_ods(words, codes),
        )
    return words.gettext(
        "Puente etiquetó la convocatoria y el proyecto con %(goals)s.",
        goals=_the_ods(words, codes),
    )


def _shared_lines(words: Words, params: Params) -> str:
    return " ".join(_lines_of(words, way) for way in params["ways"])


def _lines_of(words: Words, way: Params) -> str:
    """The same of thematic lines, which have the names the agency gave them."""
    names: Sequence[str] = way["names"]
    which = words.ngettext(
        "la línea %(names)s", "las líneas %(names)s", len(names), names=words.joined(names)
    )
    guessed = way["call_guessed"], way["project_guessed"]
    if guessed == (False, False):
        return words.gettext("Comparten %(lines)s.", lines=which)
    if guessed == (True, False):
        return words.ngettext(
            "Puente la etiquetó con %(lines)s, que es la del proyecto.",
            "Puente la etiquetó con %(lines)s, que son las del proyecto.",
            len(names),
            lines=which,
        )
    if guessed == (False, True):
        return words.ngettext(
            "La convocatoria es de %(lines)s y Puente etiquetó el proyecto con ella.",
            "La convocatoria es de %(lines)s y Puente etiquetó el proyecto con ellas.",
            len(names),
            lines=which,
        )
    return words.gettext(
        "Puente etiquetó la convocatoria y el proyecto con %(lines)s.", lines=which
    )


def _other_ods(words: Words, params: Params) -> str:
    """The ODS of either side where none is shared."""
    call, project = params["call"], params["project"]
    call_goals = (_the_ods if params["call_guessed"] else _to_ods)(words, call)
    project_goals = (_the_ods if params["project_guessed"] else _to_ods)(words, project)
    return words.named(
        _OTHER_ODS[params["call_guessed"], params["project_guessed"]],
        call=call_goals,
        project=project_goals,
    )


_OTHER_ODS = {
    (False, False): gettext_noop(
        "La convocatoria apunta %(call)s y el proyecto apunta %(project)s."
    ),
    (True, False): gettext_noop(
        "Puente la etiquetó con %(call)s y el proyecto apunta %(project)s."
    ),
    (False, True): gettext_noop(
        "La convocatoria apunta %(call)s y Puente etiquetó el proyecto con %(project)s."
    ),
    (True, True): gettext_noop(
        "Puente la etiquetó con %(call)s y Puente etiquetó el proyecto con %(project)s."
    ),
}


def _to_ods(words: Words, codes: Sequence[int]) -> str:
    """«al ODS 6 (Agua limpia y saneamiento)»."""
    names = _named(words, codes)
    return words.ngettext("al ODS %(names)s", "a los ODS %(names)s", len(codes), names=names)


def _the_ods(words: Words, codes: Sequence[int]) -> str:
    """«el ODS 6 (Agua limpia y saneamiento)»."""
    names = _named(words, codes)
    return words.ngettext("el ODS %(names)s", "los ODS %(names)s", len(codes), names=names)


def _named(words: Words, codes: Sequence[int]) -> str:
    return words.joined([f"{code} ({words.named(ODS_NAMES[code])})" for code in codes])


def _closed_on(words: Words, params: Params) -> str:
    on = words.day(date.fromisoformat(params["on"]))
    return words.gettext("La convocatoria cerró el %(day)s.", day=on)


def _country_out(words: Words, params: Params) -> str:
    return words.gettext(
        "El país del proyecto (%(country)s) no está entre los que pueden presentarse: %(named)s.",
        country=country_words(words, params["country"]),
        named=", ".join(country_words(words, code) for code in params["named"]),
    )


def _agency_country_out(words: Words, params: Params) -> str:
    return words.gettext(
        "%(country)s no está entre los países que pueden presentarse.",
        country=country_words(words, params["country"]),
    )


def _counterpart_short(words: Words, params: Params) -> str:
    return words.gettext(
        "Pide una contrapartida del %(asked)s %% del costo total y el proyecto cuenta con el "
        "%(offered)s %%.",
        asked=words.number(Decimal(params["asked"]), 1),
        offered=words.number(Decimal(params["offered"]), 1),
    )


def _amount_apart(words: Words, params: Params) -> str:
    currency = params["currency"]
    low, high = (Decimal(v) if v else None for v in (params["minimum"], params["maximum"]))
    if low is not None and high is not None and low != high:
        offered = words.gettext(
            "de %(low)s a %(high)s", low=words.number(low, 1), high=_sum(words, high, currency)
        )
    else:
        offered = _sum(words, high if high is not None else low or Decimal(0), currency)
    return words.gettext(
        "El proyecto busca %(sought)s y la convocatoria ofrece %(offered)s: no guardan proporción.",
        sought=_sum(words, Decimal(params["sought"]), currency),
        offered=offered,
    )


def _sum(words: Words, value: Decimal, currency: str) -> str:
    """An amount that is compared: one decimal says enough."""
    return words.money(words.number(value, 1), currency)


def _kind_unwanted(words: Words, params: Params) -> str:
    def name(kind: str) -> str:
        return words.named(KIND_NAMES.get(kind, kind))

    return words.gettext(
        "Ofrece %(kind)s y el proyecto busca: %(wanted)s.",
        kind=name(params["kind"]),
        wanted=", ".join(map(name, params["wanted"])),
    )


def _partners_none(words: Words, params: Params) -> str:
    return words.gettext(
        "Pide presentarse con aliados (%(asked)s) y el campo «Aliados» del proyecto está vacío.",
        asked=partners_words(words, params),
    )


def _partners_unknown(words: Words, params: Params) -> str:
    return words.gettext(
        "Pide presentarse con aliados: %(asked)s.", asked=partners_words(words, params)
    )


def _partners_fewer(words: Words, params: Params) -> str:
    return words.ngettext(
        "Pide presentarse con aliados (%(asked)s) y el proyecto nombra %(num)s.",
        "Pide presentarse con aliados (%(asked)s) y el proyecto nombra %(num)s.",
        params["has"],
        asked=partners_words(words, params),
    )


_MADE: Mapping[str, Sentence] = {
    "partners-asked-none-named": _partners_none,
    "partners-asked": _partners_unknown,
    "partners-fewer": _partners_fewer,
    "same-words": _same_words,
    "other-words": _other_words,
    "passing-words": _passing_words,
    "close-sentences": _close_sentences,
    "shared-ods": _shared_ods,
    "shared-lines": _shared_lines,
    "other-ods": _other_ods,
    "closed-on": _closed_on,
    "country-out": _country_out,
    "agency-country-out": _agency_country_out,
    "counterpart-short": _counterpart_short,
    "amount-apart": _amount_apart,
    "kind-unwanted": _kind_unwanted,
}
"""Sentences whose parameters are to be put into words first."""
CODES = frozenset({*_PLAIN, *_MADE})
