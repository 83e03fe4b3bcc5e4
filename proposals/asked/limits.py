"""Single values: how long, how large, in which language and currency, from when."""

import re
from collections.abc import Callable, Iterator

from proposals.asked.sentences import LEAST, MOST, NUMBER, AskedSentence, Term, number_of

_TIME = r"(?P<{0}>mes(?:es)?|months?|mois|mesos|anos?|anys?|years?|ans?|annees?)\b"
_LASTS = re.compile(
    r"\b(?:durac\w+|dur(?:an|en|ar|aran|ara|e)\b|duration|duree|durada|lasting|"
    r"(?:should|must|shall|will|may|can|to|projects?) last|implementation period|"
    r"(?:plazo|periodo|prazo|termini|period|periode|delai) (?:maximo )?(?:de|d'|of) "
    r"(?:ejecucion|execu\w+|implement\w+|realiz\w+|mise en oeuvre))"
)
_JOIN = r"\s*(?:y|and|et|e|a|to|i|ou|o|-|–)\s*"
_RANGE = re.compile(
    rf"(?:between|entre|from|de|comprise entre)\s(?P<low>{NUMBER})\s?(?:{_TIME.format('u1')})?"
    rf"{_JOIN}(?P<high>{NUMBER})\s{_TIME.format('u2')}"
)
_GAP = r"[^\d.;]{0,40}?"
_AT_MOST = re.compile(
    rf"{MOST}{_GAP}(?<!\w)(?P<n>{NUMBER})\s{_TIME.format('u')}|"
    rf"(?P<n2>{NUMBER})\s{_TIME.format('u2')}\s\(?(?:(?:como|au|no|com a|at) )?max"
)
_AT_LEAST = re.compile(
    rf"{LEAST}{_GAP}(?<!\w)(?P<n>{NUMBER})\s{_TIME.format('u')}|"
    rf"(?P<n2>{NUMBER})\s{_TIME.format('u2')}\s\(?(?:(?:como|au|no|com a|at) )?min"
)


def duration(sentence: AskedSentence) -> Iterator[Term]:
    """The fewest and the most months a project may take."""
    if not _LASTS.search(sentence.folded):
        return
    text = sentence.counted
    between = _RANGE.search(text)
    if between:
        unit = between["u2"]
        yield _term("duracion_minima", _months(between["low"], between["u1"] or unit), sentence)
        yield _term("duracion_maxima", _months(between["high"], unit), sentence)
        return
    for field, pattern in (("duracion_minima", _AT_LEAST), ("duracion_maxima", _AT_MOST)):
        if match := pattern.search(text):
            count, unit = match["n"] or match["n2"], match["u"] or match["u2"]
            yield _term(field, _months(count, unit), sentence)


def _months(count: str, unit: str) -> str:
    return str(number_of(count) * (12 if unit.startswith(("an", "y")) else 1))


_PAGES = r"(?:pages?|paginas?|pagines|folios)\b"
_WORDS = r"(?:words?|palabras?|mots|palavras|paraules)\b"


def _length(field: str, unit: str) -> Callable[[AskedSentence], Iterator[Term]]:
    pattern = re.compile(
        rf"{MOST}{_GAP}(?<!\w)(?P<n>{NUMBER})[\s-]{unit}|"
        rf"(?P<n2>{NUMBER})[\s-]{unit}\s\(?(?:(?:como|au|no|com a|at) )?(?:max|or less|o menos)"
    )

    def read(sentence: AskedSentence) -> Iterator[Term]:
        if match := pattern.search(sentence.folded):
            yield _term(field, str(number_of(match["n"] or match["n2"])), sentence)

    return read


def _share(field: str, what: str) -> Callable[[AskedSentence], Iterator[Term]]:
    pattern = re.compile(
        rf"\b(?:{what})[^%.;]{{0,90}}?{MOST}[^%\d;]{{0,40}}?(?P<n>\d{{1,2}}(?:[.,]\d+)?)\s?%"
    )

    def read(sentence: AskedSentence) -> Iterator[Term]:
        if match := pattern.search(sentence.folded):
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
_TONGUE = rf"\b(?:{'|'.join(_TONGUES)})\b"
_WRITTEN = re.compile(
    r"(?:propuest|solicitud|postulac|proyecto|application|proposal|demande|dossier|candidat|"
    r"proposta|sol·?licitud|formulari|concept note|nota conceptual|memoria|projet|submission)\w*"
    r"[^.]{0,90}?(?:present|redact|redig|escri|submi|writ|soumis|apresent|entreg|envi|complet|"
    rf"deposit|formul)\w*[^.]{{0,40}}?\b(?:en|in|em)\s(?P<list>(?:(?:idioma|lengua|langue)\s)?"
    rf"{_TONGUE}(?:\s?(?:,\s?(?:o|or|ou|y|and|et|e|i)\b|,|/|\bo\b|\bor\b|\bou\b|\by\b|\band\b|\bet\b|\be\b|\bi\b)\s?"
    rf"(?:en |in |em )?{_TONGUE})*)"
)


def languages(sentence: AskedSentence) -> Iterator[Term]:
    """The languages a proposal may be written in."""
    if match := _WRITTEN.search(sentence.folded):
        named = [_TONGUES[word] for word in re.findall(_TONGUE, match["list"])]
        yield _term("idiomas", ", ".join(dict.fromkeys(named)), sentence)


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


_PEOPLE = re.compile(
    r"\b(?:ciudades|municipios|cities|municipalities|local governments|gobiernos locales|villes|"
    rf"communes|cidades|ciutats)\b[^.\d]{{0,50}}?{LEAST}\s(?:de\s|of\s)?(?P<n>{NUMBER})\s"
    r"(?:habitante?s|inhabitants|people|residents)"
)


def city_size(sentence: AskedSentence) -> Iterator[Term]:
    """The fewest inhabitants of a city that may apply."""
    if match := _PEOPLE.search(sentence.folded):
        yield _term("poblacion_minima", str(number_of(match["n"])), sentence)


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
