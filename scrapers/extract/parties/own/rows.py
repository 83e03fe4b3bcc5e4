"""The applicant's own means as a row, a share that is required, or work and ground with a price."""

import re

from scrapers.extract.parties.words.giving import APPLICANT
from scrapers.extract.parties.words.own import ASKED_FOR
from scrapers.extract.text.wording import followed, table

_LABELLED = re.compile(
    r"[\s•*-]*(?:[a-z]+ ){0,2}(?:la |el |the |o |a |l'|d[ao] )?(?:entidade?|organi[sz]acion|"
    r"organi[sz]ation|institucion|"
    r"municipio|aporte|aportacion)?"
    r" ?(?:de la |del |of the |d[ao] )?(?:entidade? )?(?:solicitante|beneficiari[oa]|proponente|"
    r"applicant|"
    r"demandeur|porteur|promotor|ejecutor|grantee|recipient|candidata)\b"
    r"[ )]*[:|–-] ?(?:el )?\d{1,2}(?:[.,]\d+)? ?%"
)
"""A row of who pays what."""
_YOURS = re.compile(
    r"\W*(?:what (?:do )?you (?:need to |must )?(?:pay|bring|contribute|put in)|"
    r"your (?:own )?(?:share|contribution)|(?:lo que|cuanto) (?:usted(?:es)? )?"
    r"(?:pone|aporta|paga)n?"
    r"(?: [a-z]+)?|votre (?:part|apport)) ?[:?] ?[^.;%]{0,30}?\d{1,2} ?%"
)
"""A row on what whoever reads it pays."""
_REQUIRED = table(
    r"""
    \d{1,2} ?%\s(?:exigi|requerid|required|requis|obligatori|exige|richiest|obrigatori)\w* |
    \d{1,2} ?%\s(?:minimo|minimum|como minimo)\b
    """,
    lead="",
)
_PAYS_ITS_PART = re.compile(
    r"\b(?:beneficia[dr]\w*|solicitante\w*)\b[^.;]{0,30}\babon\w+[^.;%]{0,12}"
    r"\d{1,2} ?% (?:del?|de l[ao]s?) "
    r"(?:[a-z]+ )?(?:cost|presup|gasto|obra|inver|importe total)"
)
_PUTS_IN = table(r"(?:aport|pon[ed]|provid|contribut|fourni|apport|fornec)[a-z]*")
_VALUED = table(
    r"""
    (?:valorad|valuad|avaluad|avaliad)[oa]s? (?:[a-z]+ ){0,4}(?:usd|us\$|eur|cop|\$|€|\d) |
    valued at | worth (?:at least )?(?:usd|us\$|eur|\$|€|£|\d) |
    por (?:un )?valor de (?:[a-z]+ ){0,3}(?:usd|us\$|eur|cop|\$|€|\d)
    """
)
"""What it is worth: it counts as a contribution."""


def as_row(text: str) -> str | None:
    """The words that tell it so."""
    for pattern in (_LABELLED, _YOURS):
        if row := pattern.match(text):
            return row.group()
    if part := _PAYS_ITS_PART.search(text):
        return part.group()
    valued = followed(text, APPLICANT, _PUTS_IN, within=12)
    valued = valued and followed(text, _PUTS_IN, _VALUED, within=80)
    return valued or followed(text, ASKED_FOR, _REQUIRED, within=120)
