"""Sums that are none of the call: the past's, a fee, an income, the size of a project."""

import re

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table

REACH = 110
"""Letters before a sum in which a word may say what it is."""
AFTER = 70
"""Letters behind a sum in which what it is may be said. Set by hand."""

HISTORY = table(
    r"""
    edicion(?:es)? (?:anterior|pasada|previa)(?:e?s)? | en anos anteriores | hasta la fecha |
    convocatorias? (?:anterior|pasada|previa)(?:e?s)? | (?:edital|edicao) anterior |
    (?:appel|editions?) precedente?s? | l'edition 20\d\d |
    desde su (?:creacion|inicio|puesta en marcha|lanzamiento) | des de la seva creacio |
    since its (?:inception|launch|creation) | since (?:19|20)\d\d | to date | past editions? |
    previous (?:funding )?(?:years?|editions?|rounds?|calls?|cohorts?|cycles?) |
    (?<!than )last year | (?:over|in|during) the (?:last|past) \w+ years | in recent years |
    (?<!que )el (?:ano anterior|pasado ano) | (?:ha|han) invertido |
    en (?:el|los) ultimos? (?:\w+ )?anos? | en lo corrido del? |
    en la historia del? | se asignaron | contrato de prestamo con |
    last (?:round|cycle|edition) | (?<!que el )ano pasado | (?<!que )l'any passat |
    (?<!que )l'an dernier | en sus \d+ anos |
    (?:ha|han) (?:financiado|donado|entregado|repartido|otorgado|apoyado) |
    ya (?:ha|han) (?:financiado|invertido|destinado|apoyado|otorgado) |
    has (?:already )?(?:awarded|granted|invested|funded|provided|disbursed) |
    have been awarded | depuis sa creation | depuis (?:19|20)\d\d |
    edic(?:ao|oes) anterior(?:es)? | desde a sua criacao | edicions? anteriors? |
    desde (?:19|20)\d\d | des de (?:19|20)\d\d | ja (?:destinou|financiou|investiu|apoiou) |
    vigencias? (?:anterior|pasada)(?:e?s)? | (?:ha|han) respaldado |
    se (?:repartieron|entregaron|otorgaron|concedieron|adjudicaron|destinaron) |
    (?:foram|fueron) (?:concedid|distribuid|entregu|otorgad|adjudicad)\w+ |
    were (?:awarded|distributed|granted) | ont ete (?:attribues|accordes|distribues) |
    es van (?:repartir|atorgar|concedir) | a permis de (?:financer|soutenir)
    """,
    tail=r"\b",
)
_APPLICANTS = {
    "OWNED": r"""
    ingresos? | ingressos | income | incomes | revenus? | rendas? | rendimento |
    sueldos? | salari(?:os?|al)?(?! minim) | salaires? | retribuci\w+ | capital social |
    salary | facturacion | factura[dn]\w* | facturen? | turnover | revenues? |
    chiffre d'affaires | faturamento |
    facturacio | ventas | vendas | sales | ventes | patrimonio | activos | assets | receita |
    operating budget | presupuesto operativo | ahorros? | savings | poupanca | epargne |
    estalvis?
    """,
    "BUDGET": r"""
    annual budgets? | presupuesto anual | orcamento anual | pressupost anual | budget annuel
    """,
    "COST": r"""
    presupuesto | pressupost | orcamento | budget | bilancio | assiette de depenses
    """,
    "FEE": r"""
    (?:valor|cost[eo]|importe|preco) (?:de la |da )inscri\w+ |
    (?:entry|entrance) (?:to|into) (?:each|the)\b |
    tasas? (?:administrativ|academic)as? | cuotas? | precio | price | tarifa | tariff | quota |
    preu | costo de inscripcion |
    (?:tasas?|taxas?|derechos?) de (?:inscri\w+|participacion|matricula) | multas? |
    sancion(?:es)? |
    presupuesto base | base de(?: la)? licitacion | precio del contrato |
    valor estimado del contrato |
    enter (?:all|each|both)\b | penalty | amende | fianza | garantia | poliza | caucion |
    deposit | bases cuestan | pliegos? |
    (?:frais|droits|cout) d(?:e |e l'|')(?:inscription|dossier) | drets d'inscripcio |
    inscricao custa |
    (?:entry|registration|application|participation|tuition|membership|admission) fees? |
    (?:pay|charges?) a(?:n? [a-z-]+)? fee
    """,
    "SHARE": r"""
    contrapartida | contraparte | cofinanci\w+ (?:propi|minim)[oa] | (?:fondos|recursos) propios |
    own (?:contribution|funds|resources) | match(?:ing)? (?:funds|contribution|funding) |
    cost[- ]share | autofinancement | apport propre | fonds propres | aportaci\w+ propia |
    local contribution | fons propis | aporte (?:propio|local) |
    (?<!/o )(?<! y )(?<!pago de )(?<!de la )matricula(?= de)
    """,
    "WHOLE": r"""
    total (?:project )?costs? | (?:cost[eo]s?|cout|custo) totale?s? |
    size of (?:a|the|your) project |
    projects? costing | projets? dont le cout | cost of (?:the|your) project | capital minimo
    """,
}
_NO_SHARE = r"(?<!% of )(?<!% of the )(?<!% del )(?<!% de los )(?<!% du )(?<!% do )(?<!% des )"
_BEYOND = (
    r"(?:(?:superior|inferior|mayor|menor|super[ae]|exce[de]|depass)\w*|\w+ than|over|under|"
    r"above|below)"
)
_COMPARED = (
    r"(?:(?:superi|inferi|mayor|menor|super[ea]|exce[de]|depass|ultrapass)\w*|\w+ than|over|under|"
    r"above|below|is|are|be|at least|up to)"
)
"""How a sum is set against another: "no superior a", "more than"."""
NOT_OFFERED_LEFT = table(
    rf"""
    %OWNED%\b[^.;€$£\d]{{0,70}}$ | %FEE%\b[^.;€$£\d]{{0,60}}$ | %SHARE%\b[^.;€$£\d]{{0,50}}$ |
    %BUDGET%\s[^.;€$£\d]{{0,20}}(?:inferi|menor|superi|mayor|no\b|less|under|below|over|above|
        between|moins|plus de|abaixo)[^.;€$£\d]{{0,20}}$ |
    (?:gastos?|facturas?|contratos?|invoices|expenses|purchases|compras|adquisiciones)\s
        (?:\w+ ){{0,3}}(?:superior|mayor|inferior|menor|above|over|below|under|exceeding)
        (?:es)?(?: to| a| de| que)?\s?(?:los |las )?$ |
    (?:must|should|deben?|deberan?|devono|doivent|devem|han de)\s(?:[a-z]+ ){{1,2}}?
        (?:un |una |a |uma |une )?%COST%\b[^.;€$£\d]{{0,40}}$ |
    presupuesto minimo\b[^.;€$£\d]{{0,45}}$ |
    {_NO_SHARE}%WHOLE%\b[^.,;€$£\d]{{0,35}}\b{_COMPARED}\b[^.,;€$£\d]{{0,14}}$ |
    (?:si|if|cuando|when|quand)\s[^.:;,€$£\d]{{4,70}}\b{_BEYOND}\s
        (?:al? |de |los |las |the ){{0,2}}$ |
    (?:applications?|proposals?|solicitudes|propuestas)\s(?:\w+ ){{0,4}}{_BEYOND}\s$ |
    (?:request\w*|seeking|solicit[ae]n|pid[ae]n)\s(?:\w+ ){{0,2}}
        (?:more than|over|above|mas de)\s$ |
    (?:ha(?:ve|s|ving|n|yan?)?|ya|previously|already)\s(?:\w+ )?
        (?:received|recibido|rebut|recebido)\b[^.;€$£\d]{{0,60}}$ |
    iva\b[^.;€$£]{{0,40}}por importe de\s$ | anticipos?\b[^.;€$£]{{0,60}}$ |
    multiplicad\w+ por\s$ | depenses\b[^.;€$£\d]{{0,40}}plafonn\w+ (?:a|de)?\s?$ |
    %COST%\s(?:total |global |elegible )?(?:sea |es |is |be |igual o |igual ou )?
        (?:superior|inferior|mayor|menor|above|below|over|under|exceeding)(?:es)?
        (?: a| de| to| que)?\s?(?:los |las )?$
    """,
    parts=_APPLICANTS,
)
"""Of the applicant, or what its project has to cost so that it may be handed in."""
NOT_OFFERED_RIGHT = table(
    r"""
    (?:contrapartida|contraparte|matching|fondos propios|own funds|autofinancement|apport|fianza|
        inscripcion|matricula|ingresos|multa|facturacio\w*|turnover|revenue) |
    correspondientes? al? \d\d ?% de iva |
    (?:entry fee|recursos propios|faturamento|annual turnover|chiffre d'affaires|fee)
    """,
    lead=r"[\s,(]{0,2}(?:(?:de|of|in|en|as|em) |d')?",
    tail=r"\b",
)


_UNIT_PRICE = re.compile(r"\s?/\s?(?:m[2²]|kwh?|kwc|kg|ha|km|h|hora|hour)\b")
_PROGRAMME = re.compile(r"program\w*\b[^.;€$£]*$")
_PERIOD = re.compile(r"\D{0,30}\b(?:2007-2013|2014-2020|2021-2027)\b")
"""Seven years of a programme of the European Union, whose money is not that of one call."""
_JOINED = re.compile(r"\s?(?:\(|(?:y|e|i|and|et|o|or|ou)\s)(?P<words>[^.;:€$£\n]{0,40})$")
_GIVING = re.compile(r"subven|ayuda|grant|award|pri[zx]e|premi|financ|fund|beca|apoyo|aide|contrib")


def is_offered(passage: Passage, start: int, end: int, *, out: int = -1) -> bool:
    """Whether a sum is of the offer: not the past's, nor a fee, an income or one's own share.

    :param out: where the sum before this one ends if that was none of the offer: "between 5.000
        and 9.000" goes on with what it began.
    """
    low, high = passage.segment(start)
    if HISTORY.search(passage.folded, low, high):
        return False
    joined = _JOINED.fullmatch(passage.folded, out, start) if low <= out <= start else None
    if joined and not _GIVING.search(joined["words"]):
        return False
    left = passage.folded[max(low, start - REACH) : start]
    right = passage.folded[end : min(high, end + AFTER)]
    if _UNIT_PRICE.match(right) or (_PROGRAMME.search(left) and _PERIOD.match(right)):
        return False
    return not (NOT_OFFERED_LEFT.search(left) or NOT_OFFERED_RIGHT.match(right))
