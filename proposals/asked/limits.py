"""Single values: how long, how large, in which language and currency, from when."""

import re
from collections.abc import Callable, Iterable, Iterator

from matcher.text import Chain, in_turn
from proposals.asked.sentences import (
    LEAST,
    MOST,
    NUMBER,
    AskedSentence,
    Term,
    counted_in,
    number_of,
)

_LASTS = re.compile(
    r"\b(?:durac\w+|dur(?:an|en|ar|aran|ara|e)\b|duration|duree|durada|lasting|"
    r"(?:should|must|shall|will|may|can|to|projects?) last|implementation period|"
    r"(?:plazo|periodo|prazo|termini|period|periode|delai) (?:maximo )?(?:de|d'|of) "
    r"(?:ejecucion|execu\w+|implement\w+|realiz\w+|mise en oeuvre))"
)
_TIME = r"(?P<u>mes(?:es)?|months?|mois|mesos|anos?|anys?|years?|ans?|annees?)\b"
_FROM = re.compile(r"(?:between|entre|from|de|comprise entre)\s")
_LOW = re.compile(rf"(?P<n>{NUMBER})\s?(?:{_TIME})?")
_JOIN = re.compile(r"\s*(?:y|and|et|e|a|to|i|ou|o|-|–)\s*")
_LENGTH = re.compile(rf"(?<!\w)(?P<n>{NUMBER})\s{_TIME}")
_NOTHING = re.compile("")
_GAP = re.compile(r"[^\d.;]{0,40}")
_ASIDE = re.compile(r"\s\(?")
_SO = r"(?:(?:como|au|no|com a|at) )?"
_BOUNDS: tuple[tuple[str, tuple[Chain, Chain]], ...] = (
    ("duracion_minima", ((LEAST, (_GAP, _LENGTH)), (_LENGTH, (_ASIDE, re.compile(rf"{_SO}min"))))),
    ("duracion_maxima", ((MOST, (_GAP, _LENGTH)), (_LENGTH, (_ASIDE, re.compile(rf"{_SO}max"))))),
)


def duration(sentence: AskedSentence) -> Iterator[Term]:
    """The fewest and the most months a project may take."""
    if not _LASTS.search(sentence.folded):
        return
    text = sentence.counted
    for _, low, high in in_turn(text, _FROM, (_NOTHING, _LOW), (_JOIN, _LENGTH)):
        yield _term("duracion_minima", _months(low["n"], low["u"] or high["u"]), sentence)
        yield _term("duracion_maxima", _months(high["n"], high["u"]), sentence)
        return
    for field, ways in _BOUNDS:
        if length := _first(text, ways):
            yield _term(field, _months(length["n"], length["u"]), sentence)


def _first(text: str, ways: Iterable[Chain]) -> re.Match[str] | None:
    """The leftmost of what is found in any of several ways, as the match that has the number."""
    found = [chain for way in ways if (chain := next(in_turn(text, *way), None))]
    if not found:
        return None
    leftmost = min(found, key=lambda chain: chain[0].start())
    return counted_in(leftmost)


def _months(count: str, unit: str) -> str:
    return str(number_of(count) * (12 if unit.startswith(("an", "y")) else 1))


_PAGES = r"(?:pages?|paginas?|pagines|folios)\b"
_WORDS = r"(?:words?|palabras?|mots|palavras|paraules)\b"


def _length(field: str, unit: str) -> Callable[[AskedSentence], Iterator[Term]]:
    length = re.compile(rf"(?<!\w)(?P<n>{NUMBER})[\s-]{unit}")
    most = re.compile(rf"{_SO}(?:max|or less|o menos)")
    ways: tuple[Chain, ...] = ((MOST, (_GAP, length)), (length, (_ASIDE, most)))

    def read(sentence: AskedSentence) -> Iterator[Term]:
        if match := _first(sentence.folded, ways):
            yield _term(field, str(number_of(match["n"])), sentence)

    return read


_SAME_CLAUSE = re.compile(r"[^%.;]{0,90}")
_NO_OTHER_SHARE = re.compile(r"[^%\d;]{0,40}")
_SHARE = re.compile(r"(?P<n>\d{1,2}(?:[.,]\d+)?)\s?%")


def _share(field: str, what: str) -> Callable[[AskedSentence], Iterator[Term]]:
    ways: tuple[Chain, ...] = (
        (re.compile(rf"\b(?:{what})"), (_SAME_CLAUSE, MOST), (_NO_OTHER_SHARE, _SHARE)),
    )

    def read(sentence: AskedSentence) -> Iterator[Term]:
        if match := _first(sentence.folded, ways):
            yield _term(field, match["n"], sentence)

    return read


_LANGUAGES = {
    "español": "espanol castellano spanish espagnol espanhol espanyol castella",
    "inglés": "ingles english anglais angles",
    "francés": "frances french francais",
    "portugués": "portugues portuguese portugais",
    "catalán": "catalan catala",
    "italiano": "italiano italian italien italia",
    "alemán": "aleman german allemand alemao alemany",
}
_TONGUES = {word: name for name, words in _LANGUAGES.items() for word in words.split()}
_TONGUE = re.compile(rf"\b(?:{'|'.join(_TONGUES)})\b")
_DOCUMENT = re.compile(
    r"(?:propuest|solicitud|postulac|proyecto|application|proposal|demande|dossier|candidat|"
    r"proposta|sol·?licitud|formulari|concept note|nota conceptual|memoria|projet|submission)\w*"
)
_WRITTEN = re.compile(
    r"(?:present|redact|redig|escri|submi|writ|soumis|apresent|entreg|envi|complet|deposit|"
    r"formul)\w*"
)
_IN_TONGUE = re.compile(rf"\b(?:en|in|em)\s(?:(?:idioma|lengua|langue)\s)?(?={_TONGUE.pattern})")
_OR = re.compile(r"\s?(?:,\s?(?:o|or|ou|y|and|et|e|i)\b|,|/|\b(?:o|or|ou|y|and|et|e|i)\b)\s?")
_AGAIN_IN = re.compile(r"(?:en |in |em )?")
_WITHIN_SENTENCE = re.compile(r"[^.]{0,90}")
_NEAR = re.compile(r"[^.]{0,40}")
_TO_BE_IN: Chain = (_DOCUMENT, (_WITHIN_SENTENCE, _WRITTEN), (_NEAR, _IN_TONGUE))


def languages(sentence: AskedSentence) -> Iterator[Term]:
    """The languages a proposal may be written in."""
    if found := next(in_turn(sentence.folded, *_TO_BE_IN), None):
        named = dict.fromkeys(_tongues(sentence.folded, found[-1].end()))
        yield _term("idiomas", ", ".join(named), sentence)


def _tongues(text: str, start: int) -> Iterator[str]:
    """The languages listed from ``start`` on."""
    while tongue := _TONGUE.match(text, start):
        yield _TONGUES[tongue.group()]
        joined = _OR.match(text, tongue.end())
        again = _AGAIN_IN.match(text, joined.end()) if joined else None
        if again is None:
            return
        start = again.end()


_CURRENCIES = {
    "EUR": r"euros?|eur",
    "USD": r"dolares(?: estadounidenses| americanos)?|(?:us |u\.s\. |american )?dollars|usd",
    "COP": r"pesos colombianos|cop",
}
_IN_CURRENCY = {
    code: re.compile(
        r"(?:presupuesto|budget|orcamento|pressupost)\w*[^.\d]{0,60}?(?:present|express|expres|"
        rf"prepar|formul|elabor|exprim|libell)\w*[^.\d]{{0,20}}?\b(?:en|in|em)\s(?:{words})\b"
    )
    for code, words in _CURRENCIES.items()
}


def currency(sentence: AskedSentence) -> Iterator[Term]:
    """The currency the budget has to be in."""
    for code, pattern in _IN_CURRENCY.items():
        if pattern.search(sentence.folded):
            yield _term("moneda_exigida", code, sentence)


_CITIES = re.compile(
    r"\b(?:ciudades|municipios|cities|municipalities|local governments|gobiernos locales|villes|"
    r"communes|cidades|ciutats)\b"
)
_OF = re.compile(r"\s(?:de\s|of\s)?")
_PEOPLE = re.compile(rf"(?P<n>{NUMBER})\s(?:habitante?s|inhabitants|people|residents)")
_OF_SO_MANY: Chain = (_CITIES, (re.compile(r"[^.\d]{0,50}"), LEAST), (_OF, _PEOPLE))


def city_size(sentence: AskedSentence) -> Iterator[Term]:
    """The fewest inhabitants of a city that may apply."""
    if found := next(in_turn(sentence.folded, *_OF_SO_MANY), None):
        yield _term("poblacion_minima", str(number_of(found[-1]["n"])), sentence)


_CODE = re.compile(
    r"\b(?:reference|referencia|ref|codigo|identificador|identifier|call id|topic id|expediente|"
    r"edital|convocatoria|numero|bdns)\b(?:[^:\n\d]{0,40}?(?::|n[º°o]\.?)\s*)"
    r"(?P<code>[a-z0-9][\w./-]*\d[\w./-]*)"
)
_SUM = re.compile(r"\b(?:importe|cuantia|dotacion|presupuesto|amount|montant|euros?|eur|usd|cop)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOT = re.compile(r"\b(?:lot|lote)\s(?:n[º°o]\.?\s*)?(?P<n>\d{1,2})\b")


def reference(sentence: AskedSentence) -> Iterator[Term]:
    """The call's own number, and the lot."""
    match = None if _SUM.search(sentence.folded) else _CODE.search(sentence.folded)
    if match and not _YEAR.fullmatch(match["code"].rstrip("./-")):
        start, end = match.span("code")
        yield _term("referencia", sentence.raw[start:end].rstrip("./-"), sentence)
    if match := _LOT.search(sentence.folded):
        yield _term("lote", match["n"], sentence)


def _term(field: str, value: str, sentence: AskedSentence) -> Term:
    return Term(field=field, value=value, quote=sentence.quote)


READERS: tuple[Callable[[AskedSentence], Iterator[Term]], ...] = (
    duration,
    languages,
    _length("limite_paginas", _PAGES),
    _length("limite_palabras", _WORDS),
    _share(
        "indirectos_maximo",
        r"costes? indirectos?|costos? indirect[oe]s|indirect costs?|couts? indirects?|"
        r"custos? indiretos?|(?:despesas|gastos|despeses) (?:administrativ\w+|generales)|"
        r"administrative costs?|overheads?|frais (?:de gestion|administratifs|generaux)",
    ),
    _share("imprevistos_maximo", r"imprevist\w+|contingenc\w+|imprevus|imprevisibles"),
    currency,
    city_size,
    reference,
)
