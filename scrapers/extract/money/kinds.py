"""What a sum of money is: maximum, minimum, total, part, per beneficiary; or the past's."""

import re

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table
from scrapers.item import AmountKind

_LEFT: tuple[tuple[AmountKind, re.Pattern[str]], ...] = (
    (
        "min",
        re.compile(
            r"\b(?:minim[oa]s?|minimum|minimun|at least|al menos|no inferior|"
            r"superior a|desde|a partir de|mas de|more than|pelo menos|au moins|"
            r"com a minim|floor)\b[^.;]{0,40}$"
        ),
    ),
    (
        "max",
        re.compile(
            r"\b(?:hasta(?: un| los)?|maxim[oa]s?|maximum|max\b|up to|tope|limite|"
            r"limit|ceiling|not (?:to )?exceed|no (?:superara|podra superar|exceder|"
            r"excedera|mayor)|ate|jusqu'a|plafond|fins a|maxim|as much as|"
            r"no more than)\b[^.;]{0,45}$"
        ),
    ),
    (
        "per_beneficiary",
        re.compile(
            r"\b(?:cada|each|per|por (?:proyecto|persona|entidad|beneficiari|becari)|chaque|"
            r"par projet|premio de|primer premio|first prize|prize of|recibiran?|recibira|"
            r"receive|receber|dotad[oa]s? con|awards? of|prix de|premi de|grant of|stipend|"
            r"mensual|monthly|anual por)\b[^.;]{0,50}$"
        ),
    ),
    (
        "total",
        re.compile(
            r"\b(?:total|presupuesto|budget|fondo|bolsa|dotacion|credito|destina\w*|"
            r"cuantia total|importe total|montante|orcamento|enveloppe|pressupost|"
            r"dotat|available|disponible|recursos|inversion|funding|asciende|"
            r"partida|overall|global|in awards|cuenta con|ofrece|"
            r"offering)\b[^.;]{0,60}$"
        ),
    ),
)
_RIGHT: tuple[tuple[AmountKind, re.Pattern[str]], ...] = (
    (
        "per_beneficiary",
        re.compile(
            r"^[\s,]{0,2}(?:\([^)]{0,40}\)\s)?(?:por (?:proyecto|persona|entidad|beneficiari|"
            r"iniciativa|ciudad|ganador|mes|becari|estudiante)|per (?:project|person|award|"
            r"grant|city|winner|month|student|year)|each|cada un|par projet|por projeto|"
            r"per projecte|mensual|al mes|a month|monthly|each)"
        ),
    ),
    (
        "max",
        re.compile(
            r"^[\s,]{0,2}(?:como maximo|maximum|max\b|maxim[oa]s?|au maximum|"
            r"no maximo|com a maxim)"
        ),
    ),
    ("min", re.compile(r"^[\s,]{0,2}(?:como minimo|minimum|minim[oa]s?|au minimum|no minimo)")),
    (
        "total",
        re.compile(
            r"^[\s,]{0,2}(?:en total|in total|total|au total|no total|in awards|"
            r"in funding|de presupuesto|de dotacion)"
        ),
    ),
)
_HISTORY = table(
    r"""
    ediciones (?:anteriores|pasadas|previas) | edicion (?:anterior|pasada) | en anos anteriores |
    convocatorias anteriores | hasta la fecha |
    desde su (?:creacion|inicio|puesta en marcha|lanzamiento) |
    since its (?:inception|launch|creation) | since (?:19|20)\d\d | to date | past editions? |
    previous (?:editions?|rounds?|calls?) | last year | ano pasado |
    (?:ha|han) (?:financiado|donado|entregado|repartido|otorgado|apoyado) | en sus \d+ anos |
    ya (?:ha|han) (?:financiado|invertido|destinado|apoyado|otorgado) |
    has (?:awarded|granted|invested|funded|provided) | have been awarded | depuis sa creation |
    editions precedentes | edicoes anteriores | desde a sua criacao | edicions anteriors |
    desde (?:19|20)\d\d
    """,
    tail=r"\b",
)


def kind_of(passage: Passage, start: int, end: int) -> AmountKind:
    """The kind the words around a sum give it; ``unknown`` where they tell nothing."""
    low, high = passage.segment(start)
    left = passage.folded[max(low, start - 90) : start]
    right = passage.folded[end : min(high, end + 60)]
    for kind, pattern in _RIGHT:
        if pattern.match(right):
            return kind
    best: tuple[int, AmountKind] | None = None
    for kind, pattern in _LEFT:
        match = pattern.search(left)
        if match and (best is None or match.start() > best[0]):
            best = (match.start(), kind)
    return best[1] if best else "unknown"


def is_history(passage: Passage, position: int) -> bool:
    """Whether the sentence tells of money already given in the past."""
    start, end = passage.segment(position)
    return _HISTORY.search(passage.folded, start, end) is not None
