"""Which of several closings a day is: "segunda fase", "concept note"."""

import re

from scrapers.extract.dates.notations import DateHit
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table

_LABEL = table(
    r"""
    (?:primer|segund|tercer|cuart|quint)[oa]?\s(?:corte|convocatoria|ciclo|ventana|fase|etapa|
        plazo|periodo) |
    (?:fase|etapa|corte|ciclo|ventana|ronda|categoria|linea|modalidad|modalitat|lote|stage|phase|
        round|cycle|cut-?off|call|track|volet|eixo)\s(?:[ivx]{1,4}\b|\d{1,2}\b|[a-d]\b|
        "[^"]{3,60}"|de [^\W\d_]+) |
    (?:first|second|third|1st|2nd|3rd)[ -](?:stage|phase|round|cycle|cut-?off|deadline|collect) |
    (?:premiere?|deuxieme|seconde?|troisieme|1re|2e|1ere|2eme)\s(?:session|phase|etape|vague|
        periode|appel|releve) |
    (?:primeir|segund|terceir)[oa]\s(?:chamada|etapa|fase|ciclo|rodada|edital) |
    (?:primer|segon|tercer)a?\s(?:termini|fase|convocatoria|periode) | concept notes? |
    full (?:proposal|application)s? | pre-?proposals? | letters? of (?:intent|inquiry) |
    expression(?:es)? (?:of interest|de interes) | manifestacion de interes |
    notas? (?:de )?concept\w+ | (?:propuestas?|solicitud(?:es)?) complet\w+ | cartas?-consultas? |
    propostas? complet\w+ | propostes complet\w+ | documentos? de sintesis |
    notes? (?:conceptuelles?|succinctes?) | demandes? completes? | para la categoria |
    para a categoria
    """,
    lead="",
)


def label_of(passage: Passage, hit: DateHit) -> str | None:
    """Which of several closings this is ("segunda fase", "concept note")."""
    start, end = passage.segment(hit.start)
    low = max(start, hit.start - 70)
    right = re.split(r"[;.]|\d{4}", passage.folded[hit.end : min(end, hit.end + 60)])[0]
    after = _LABEL.search(passage.folded, hit.end, hit.end + len(right))
    before = list(_LABEL.finditer(passage.folded, low, hit.start))
    match = before[-1] if before else after
    return passage.plain[match.start() : match.end()] if match else None
