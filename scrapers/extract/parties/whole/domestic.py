"""A call within one country, which names it nowhere among who may apply.

«Municipios y distritos», a sum in pesos of the country, the clock of its capital: whoever is spoken
of is of there. Two such marks are asked for, one of them in the sentence on who may apply, or a
page that names no other country at all.
"""

import re
from collections.abc import Sequence
from functools import cache

from babel.numbers import get_territory_currencies

from scrapers.extract.parties.places import all_places, names_a_part
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Fact

_BODIES: dict[str, WordTable] = {
    "CO": table(
        r"""
        municipios y distritos | distritos y municipios | entidad(?:es)? territorial(?:es)? |
        juntas? de accion comunal | consejos? comunitarios? |
        corporaciones? autonomas? regional\w* |
        esquemas? asociativos? territorial\w* | cajas? de compensacion | resguardos? indigenas? |
        municipios de (?:categoria|quinta|sexta|cuarta|tercera|segunda|primera) |
        alcaldias(?: [a-z]+)? (?:y|o) gobernaciones | alcaldias, gobernaciones |
        gobernaciones (?:y|o) alcaldias | empresas? de servicios publicos |
        reconocid[oa]s por (?:el )?(?:ministerio|minciencias) | pdet\b | zomac\b
        """,
        tail=r"\b",
    )
}
"""Bodies that only one country calls so."""
_PAPERS: dict[str, WordTable] = {
    "CO": table(
        r"""
        rut\b | nit\b | secop\b | mga\b | sigp\b | gruplac | apc-?colombia |
        minciencias | minambiente | minculturas? | mintic\b | mincit\b | minvivienda |
        departamento nacional de planeacion | dnp\b | sistema general de regalias |
        ley \d+ de \d{4} |
        orden nacional | camara de comercio
        """,
        tail=r"(?![a-z])",
    )
}
"""Papers, laws and offices of the country."""
_TERRITORY = re.compile(
    r"\b(?:territorio nacional|nivel nacional|entre regiones del pais|regiones del pais|"
    r"todo el pais|across the country|territorio do pais|todo o pais|tout le pays)\b"
)
_CLOCK = re.compile(
    r"\b(?:horas?|time|heure)\s(?:legal |local |oficial )?(?:de |of |d[eu] )?(?:la )?$"
)
_EMBASSY = re.compile(
    r"\b(?:embajada|embassy|ambassade|embaixada|delegaci\w+ de la (?:union europea|ue)|"
    r"delegation of the "
    r"(?:european union|eu))\b[^.;:]{0,30} (?:en|in|em|au|na)(?: la| the)? $"
)
"""Right before the country: another's house in it calls those of here."""
_OF_A_NAME = re.compile(
    r"(?:embajada|embassy|ambassade|union|delegacion|gobierno|government|gouvernement|recursos|fondos|agencia|"
    r"apoyo|ministerio|cooperacion|cooperation)[a-z ]{0,30}$"
)
"""Before another country: it gives the money, and says nothing of who applies."""


def read_domestic(
    title: Passage, text: Passage, who: Sequence[Sentence], country: str
) -> Fact | None:
    """Yes, where a page marks itself as one country's own call; ``None`` where it does not."""
    marks = marks_of(title, text, country)
    if not marks or _is_of_another(marks, text, country):
        return None
    for sentence in who:
        own = _of_the_country(sentence.text, country)
        if own is not None and (len(marks) > 1 or marks - {"body"}):
            return _told(sentence, own)
    called = "embassy" in marks and not _names_another(text, text, country)
    if not called and not _are_enough(marks, title, text, country):
        return None
    return next((_told(one, 0) for one in who if _is_on_applicants(one.text)), None)


def _is_of_another(marks: frozenset[str], text: Passage, country: str) -> bool:
    """Whether «the national ground» is all there is, beside what this country does not have."""
    return marks == {"territory"} and country == "CO" and bool(_NOT_HERE.search(text.folded))


def _are_enough(marks: frozenset[str], title: Passage, text: Passage, country: str) -> bool:
    if "territory" not in marks and _names_another(title, text, country):
        return False
    return len(marks - {"body"}) >= _ENOUGH


_ENOUGH = 2
"""Marks that do, on a page that names no other country."""


_NOT_HERE = re.compile(
    r"\b(?:municipios, provincias|(?:gobiernos|entes) provinciales|municipios o comunas|"
    r"provincias (?:y|o|u) (?:municip|otras)|estado federal|"
    r"gobierno federal|"
    r"comunidades autonomas|entidades federativas|intendencias|alcaldias y concejalias)\b"
)
"""What this country does not have: «the national ground» is another's."""


def _told(sentence: Sentence, at: int) -> Fact:
    span = sentence.passage.sentence_span(sentence.start + at, method="domestic-call")
    return Fact(answer=True, span=span)


def _is_on_applicants(sentence: str) -> bool:
    return LOCAL.search(sentence) is not None or OTHERS.search(sentence) is not None


def _of_the_country(sentence: str, country: str) -> int | None:
    """Where a sentence names a body that only this country has."""
    bodies = _BODIES.get(country)
    found = (bodies.search(sentence) if bodies else None) or _TERRITORY.search(sentence)
    return found.start() if found else None


def _before_the_name(folded: str, places: Sequence[int]) -> set[str]:
    """The marks that stand right before the name of the country."""
    told = (("clock", _CLOCK), ("embassy", _EMBASSY))
    return {mark for mark, w in told for at in places if w.search(folded, max(0, at - 60), at)}


def marks_of(title: Passage, text: Passage, country: str) -> frozenset[str]:
    """What on the page says that it is the country's own."""
    marks = set()
    for passage in (title, text):
        folded = passage.folded
        named = [p for p in all_places(folded) if p[2] == country]
        marks |= _before_the_name(folded, [at for at, _, _ in named])
        if named or names_a_part(folded, country):
            marks.add("name")
        if named and passage is title:
            marks.add("title")
        if _sums(country).search(folded):
            marks.add("money")
        for mark, tables in (("body", _BODIES), ("papers", _PAPERS)):
            words = tables.get(country)
            if words is not None and words.search(folded):
                marks.add(mark)
        if _TERRITORY.search(folded):
            marks.add("territory")
    return frozenset(marks)


@cache
def _sums(country: str) -> re.Pattern[str]:
    """A sum in the country's own money, by its code."""
    codes = "|".join(map(str.lower, get_territory_currencies(country))) or "-"
    return re.compile(rf"\b(?:{codes})(?: |\$)")


def _names_another(title: Passage, text: Passage, country: str) -> bool:
    """Whether the page names a country or region other than this one, and not as who pays."""
    named: set[str] = set()
    payers = {country}
    for passage in (title, text):
        folded = passage.folded
        for start, _, code in all_places(folded):
            pays = _OF_A_NAME.search(folded, max(0, start - 60), start)
            (payers if pays else named).add(code)
    return bool(named - payers)
