"""Which part of the cost is paid at most, of which costs, and whether work and goods count."""

import re
from collections.abc import Iterator
from decimal import Decimal

from matcher.text import Chain, in_turn
from proposals.asked.sentences import MOST, AskedSentence, Term, counted_in

_PERCENT = r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|por ciento|per ?cent|pour cent|por cento)"
_SHARE = re.compile(_PERCENT)
_COST = re.compile(
    r"(?:cost|cout|gasto|presupuesto|budget|total|proyecto|project|projet|depens|custo|valor|"
    r"despes)"
)
_PAID = re.compile(
    r"\b(?:financ\w+|finance[rsd]?\b|subvenc\w+|subvention\w*|cubr\w+|cover\w*|fund(?:s|ed|ing)?\b|"
    r"grants?\b|ayudas?\b|apoy\w+|apoi\w+|couvr\w+|prise? en charge|solicit\w+|pedir\w*|"
    r"supports?\b|co-?financ\w+|co-?fund\w*|aides?\b|ajuts?\b|contribu\w+|monto solicitado)"
)
_IS_PAID = re.compile(
    r"\b(?:(?:sera|es|puede ser|podra ser) (?:financiad|cubiert|subvencionad)|"
    r"(?:is|are|will be|may be|can be) (?:financed|funded|covered))"
)
_CLAUSE = re.compile(r"[^%;]{0,90}")
_NO_OTHER = re.compile(r"[^%\d;]{0,30}")
_NEAR, _NOT_FAR = re.compile(r"[^.;%]{0,40}"), re.compile(r"[^.;%]{0,60}")
_PAID_AT_MOST: Chain = (_PAID, (_CLAUSE, MOST), (_NO_OTHER, _SHARE), (_NEAR, _COST))
_MOST_IS_PAID: Chain = (MOST, (_NO_OTHER, _SHARE), (_NOT_FAR, _COST), (_NOT_FAR, _IS_PAID))
_RATE = re.compile(
    r"\b(?:(?:tasa|porcentaje|tipo|intensidad|taux|taxa|percentatge)\s(?:maxim\w+\s)?(?:de |d')"
    r"(?:la )?(?:co-?)?(?:financ\w+|ayuda|subvencion|subvention|intervention|aide)|"
    r"(?:co-?)?(?:funding|financing|grant|aid) (?:rate|intensity))"
    rf"(?:\smaxim\w+)?[^%\d;]{{0,60}}?{_PERCENT}"
)
_OF_SOMETHING_ELSE = re.compile(
    r"indirec|imprevist|imprevus|contingen|overhead|anticipo|adelanto|advance|prefinanc|"
    r"pre-financ|desembols|instal+ment|tranche|subcontrat|sub-?grant|subcontract|personal\b|staff|"
    r"salari|equip|administr|viajes|travel|obras|vehicul|gastos generales"
)
_THEIR_OWN = re.compile(
    r"\b(?:contrapartida|contraparte|fondos propios|recursos propios|own (?:funds|resources|"
    r"contribution)|match\w*|cost[- ]?shar\w+|autofinancement|apport|aportar\w*|"
    r"aporte\b(?! solicitad)|aportacion|(?:solicitante|applicant|entidad|municipio|ciudad|"
    r"beneficiari\w+)\s(?:\w+\s){0,2}"
    r"(?:financ|cubr|cover|contribu|co-?financ))"
)
_WHOLE = 100


def most_paid(sentence: AskedSentence) -> Iterator[Term]:
    """The largest part of the cost that whoever finances pays."""
    text = sentence.folded
    if _OF_SOMETHING_ELSE.search(text):
        return
    for way in (_PAID_AT_MOST, _MOST_IS_PAID, (_RATE,)):
        share = counted_in(next(in_turn(text, *way), ()))
        if share and not _THEIR_OWN.search(text, 0, share.start("n")):
            if 0 < Decimal(share["n"].replace(",", ".")) < _WHOLE:
                yield Term(field="solicitado_maximo", value=share["n"], quote=sentence.quote)
            return


_ELIGIBLE = re.compile(
    r"(?:cost|cout|gasto|depens|despes|custo)\w*\s(?:\w+\s){0,2}?(?:eleg|elig|subvenc|admisib|"
    r"admissib|financiab)\w+|(?:eleg|elig|subvenc|admisib|financiab)\w+\s(?:\w+\s)?"
    r"(?:cost|expen|budget|expenditure)"
)
_TOTAL = re.compile(
    r"(?:cost[eo]?s?|coste|presupuesto|valor|cout|custo|budget)\s(?:total|global)|"
    r"(?:total|overall)\s(?:project\s)?(?:cost|budget)|total (?:de los costos|del proyecto)"
)


def base(sentence: AskedSentence) -> Iterator[Term]:
    """Of which costs a share is meant, where a sentence on shares says so."""
    text = sentence.folded
    if _OF_SOMETHING_ELSE.search(text) or not _SHARE.search(text):
        return
    if not (_PAID.search(text) or _RATE.search(text) or _THEIR_OWN.search(text)):
        return
    if _ELIGIBLE.search(text):
        yield Term(field="base_cofinanciacion", value="elegible", quote=sentence.quote)
    elif _TOTAL.search(text):
        yield Term(field="base_cofinanciacion", value="total", quote=sentence.quote)


_IN_KIND = re.compile(r"\b(?:en especie|in[- ]kind|en nature|en especies)\b")
_REFUSED = re.compile(
    r"\bno (?:se |podra |podran |puede |pueden )?(?:acept|admit|cuent|contar|comput|"
    r"consider|reconoc|ser|es\b|son\b|tendr|valor)|"
    r"\bnot (?:be )?(?:eligible|accepted|considered|counted|allowed)|\bcannot\b|"
    r"\bne (?:sont|seront|peuvent)|\bexcluy|\bexclud"
)
_MONEY = r"(?:en (?:dinero|efectivo)|in cash|en numeraire)"
_KIND = r"(?:en especie|in[- ]kind|en nature)"
_EITHER = r"\s(?:(?:y/)?o|or|ou|and/or)\s"
_ACCEPTED = re.compile(rf"{_MONEY}{_EITHER}{_KIND}|{_KIND}{_EITHER}{_MONEY}")
_ONLY_MONEY = re.compile(
    r"(?:contrapartida|cofinanciacion|co-?funding|matching|aporte)\w*[^.;]{0,60}?\b(?:solo|"
    rf"unicamente|exclusivamente|only|must be|debera ser|tiene que ser)\s(?:\w+\s)?{_MONEY}"
)


def in_kind(sentence: AskedSentence) -> Iterator[Term]:
    """Whether work and goods count as a share of one's own."""
    text = sentence.folded
    accepted = _ACCEPTED.search(text)
    named = _IN_KIND.search(text)
    if accepted and not _REFUSED.search(text):
        yield Term(field="especie_cuenta", value="si", quote=sentence.quote)
    elif _ONLY_MONEY.search(text) or (named and _REFUSED.search(text)):
        yield Term(field="especie_cuenta", value="no", quote=sentence.quote)


READERS = (most_paid, base, in_kind)
