"""Where a page has a section on a question: the headings, in folded words of five languages."""

from collections.abc import Mapping

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Span

_LONGEST = 80
"""Letters of the longest heading. Set by hand."""
_WHO = r"""
    requisitos?\b | quien(?:es)? (?:puede|pueden|podra|podran)\b | a quien(?:es)? (?:se dirige|va) |
    elegib\w+ | beneficiari[oa]s?\b | destinatari[oa]s?\b | participantes\b | perfil (?:de|del) |
    criterios de (?:participacion|admision) | condiciones (?:de participacion|para participar) |
    eligib\w+ | who (?:can|may|should) (?:apply|participate) | who is (?:eligible|it for|this for) |
    applicants?\b | requirements\b | publico[ -]alvo | quem pode | proponentes\b | elegive\w+ |
    beneficiaires?\b | qui (?:peut|pot)\b | criteres d'eligibilite | destinataires\b | candidats\b |
    conditions (?:de participation|d'eligibilite|requises) | destinataris\b | beneficiaris\b |
    requisits\b | postulantes\b | solicitantes\b | entidades participantes
    """
HEADINGS: Mapping[str, WordTable] = {
    "local_government": table(_WHO),
    "agency_country": table(
        _WHO
        + r""" | (?:paises|countries|pays|paisos)\b.{0,12}(?:elegib|eligib|participa|elegiv|
        admes) | (?:eligible|participating) countries | ambito geografico | cobertura geografica |
        geographic(?:al)? (?:scope|coverage|eligibility)"""
    ),
    "partner_required": table(
        r"""
        socios\b | aliados\b | alianzas\b | consorcios?\b | partners?\b | partnerships?\b |
        consortium | partenaires?\b | partenariats?\b | parcerias?\b | parceiros\b | socis\b |
        composicion del (?:equipo|consorcio)
        """
    ),
    "cofunding_required": table(
        r"""
        contrapartidas?\b | cofinanciacion | cofinanciamiento | co-?funding | co-?financing |
        cost[- ]shar\w+ | match(?:ing)?[- ]fund\w* | matching\b | cofinancement | cofinanciamento |
        cofinancament | aportes? propios?
        """
    ),
}
"""The question a heading announces an answer to."""


def find_section(question: str, text: Passage) -> Span | None:
    """The heading of the page's first section on ``question``; something has to follow it."""
    told = HEADINGS[question]
    for start, end in text.segments():
        line = text.folded[start:end].strip()
        if not 3 < len(line) <= _LONGEST or not _announces(line) or end >= len(text.folded):
            continue
        if told.search(line):
            at = start + text.folded[start:end].index(line)
            return text.span(at, at + len(line), method="section-unread")
    return None


def _announces(line: str) -> bool:
    """Whether a line reads like a heading: a question, a label, or a few words and no stop."""
    return line.endswith(("?", ":")) or (line[-1] not in ".,;)" and len(line.split()) <= 8)
