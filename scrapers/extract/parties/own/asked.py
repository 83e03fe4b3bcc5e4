"""Where money, goods or work of the applicant's own is asked for."""

import re

from scrapers.extract.parties.own.denied import instead
from scrapers.extract.parties.own.rows import as_row
from scrapers.extract.parties.scope import needed
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.giving import (
    AMOUNT,
    APPLICANT,
    CONTRIBUTION,
    FUNDING,
    GIVES,
    HEADING,
    ITEM,
    LIMIT,
    MUST_GIVE,
    NO_DIGITS,
    OF_COSTS,
    OWN_PART,
    REST,
    SHARE,
)
from scrapers.extract.parties.words.own import (
    ASKED_FOR,
    GOES_TO,
    MORE_SOURCES,
    OTHER_TOWNS,
    OWN_SHARE,
)
from scrapers.extract.parties.words.shares import (
    ANOTHER_S,
    BORNE,
    ELSEWHERE,
    MERELY,
    MUST_COME,
    NOT_HERE,
    PAIRED,
    PUTS,
    RAISES,
    UNCOVERED,
    in_kind,
)
from scrapers.extract.text.wording import followed, table

_AT_LEAST = table(
    r"""
    (?:al menos|cuando menos|como minimo|at least|au moins|pelo menos|almeno|com a minim|
        no minimo|minimum|minim[oa]|nunca menos|no menos|nao menos|not less|no less|never less)
        [^.;\d]{0,25}\d{1,2}(?:[.,]\d+)? ?% |
    (?:no|not|nao|non|ne|nunca|never)\b[^.;\d]{0,25}(?:inferior|menor|menos|less|lower|below|
        moins|inferieure?|minore)
        [^.;\d]{0,12}\d{1,2}(?:[.,]\d+)? ?% |
    (?:igual o superior|superior|egale?|superieure|equal|equivalent\w*|igual ou superior)
        [^.;\d]{0,16}\d{1,2}(?:[.,]\d+)? ?%
    """
)
"""A least share."""
_MEANS = table(
    r"""
    recursos | fondos | fons | resources | funds | fonds | aporte\w* | aportaci\w+ | apport |
    participation | participacion | participacio | participacao | contribu\w+ | esfuerzo |
    coinversion | co-?investment | coinvestimento | financement | financiamiento | risorse | fondi |
    quota
    """,
    tail=r"\b",
)
_IN_KIND = table(
    r"""
    terrenos? | mano de obra | materiales | materials | land\b | labou?r | main[- ]d'oeuvre |
    mao de obra | mao-de-obra | jornales | volunteer hours | horas de trabajo | ma d'obra |
    terrain | en especie | in kind | in-kind | en nature | em especie | in natura
    """,
    tail=r"(?![a-z])",
)
_BINDS = table(
    r"""
    (?:se compromete[n]?|commits?|s'engage(?:nt)?|si impegna\w*|es compromet\w*|compromete-se) a |
    (?:debe\w*|must|shall|doi\w+|deve\w*|dovra\w*|ha[n]? de|tendran? que|tiene[n]? que)
        \s(?:[a-z]+ ){0,2}?(?:aport|entreg|pon|provid|contribu|fourni|apport|ced|bring|suppl|
        fornec)\w*
    """
)
_LEFT = table(
    r"""
    a cargo | a su cargo | corre\w* (?:por|a|de) | born?e by | paid by | met by | por conta |
    a (?:la|leur|sa|son) charge | assegurad\w+ pel\w+ | asegurad\w+ por | por cuenta |
    por su cuenta | de su cuenta | covered by |
    a carrec | a carico | on the applicant | from (?:their|its) own | de otras fuentes |
    (?:otras|outras|other|autres|altres) (?:fuentes|fontes|sources|fonts) |
    (?:be|ser|etre) (?:met|found|covered|raised|secured|financ\w+|cubiert\w+|couvert\w*|asumid\w+)
    """
)
"""What the funder leaves, and that somebody else pays it."""
_TAKES_THE_REST = table(
    r"""
    (?:ase?gur|assegur|assur|garant|cubr|cobr|assum|asum|prend|aport|apport|pon|pag|cover|meet|bear|
        provid|financ|complet)[a-z]*(?: en charge)? (?:o|el|le|the|la|il|lo)
        \s(?:(?:valor|monto|importe|amount|montant) )?(?:remain|remanesc|restant|resto\b|reste\b|
        rest\b|saldo|
        solde|remaind|balance|difer|differ|complement)[a-z]*
    """
)
_FACES = table(
    r"hacer frente a | afrontar | sufragar | asumir | to meet | to cover | faire face a | "
    r"prendre en charge | far fronte | fazer face a | suportar | assumir"
)
_INSTALMENT = re.compile(
    r"\b(?:plazos|instal.?ments?|tramos?|segundo pago|final report|anticip\w+|justificaci\w+|"
    r"versements?|parcelas|desembols\w+|abona\w* (?:a|tras|al)|adelant\w+|rate\b|prestacion)"
)
_MONEY = table(
    r"recursos | fondos | dinero | dinheiro | funds | money | resources | fonds | argent"
)
_PARTLY = table(
    r"""
    (?:complet|complement)\w* (?:el |the |le |o |su |its |their )(?:financ|fund|presup|budget|
        orcam|pressup)\w* |
    (?:financi|cubr|cubier|subvenci|fund|cover|financ|couvr)\w* (?:solo |only )?(?:parcialmente|
        partially|partiellement|
        en parte|in part|en partie|em parte)\b |
    (?:financiaci\w+|financiamiento|subvenci\w+|ayuda|subsidio) (?:es |sera )?parcial\b |
    partial (?:funding|grants?|cover\w*)
    """
)
_ABOUT = re.compile(
    r"\b(?:dudas|preguntas|consultas|questions|queries|duvidas|sobre|about|regarding|acerca de|sur|"
    r"relativ[oa]s? a)(?: [a-z]+){0,2} (?:la |el |the )?(?:contrapart|cofin|co-?fund|co-?fin|"
    r"match|cost)|"
    r"\b(?:used to|ya no|no longer|hasta ahora|anteriormente|previously|suprim\w+|elimin\w+|"
    r"antes)\b|\bno tendran? la condicion\b"
)
"""It is spoken about, or was asked for before."""
_WHO_ASKS = table(
    r"quien (?:lo |la )?(?:propon|present|solicit|postul)\w* | whoever applies | "
    r"qui (?:demande|depose)"
)
_OF_EACH = re.compile(
    r"\b[a-z]+ (?:de|of|sur|em|su|out of) (?:cada |every |each |ogni )?(?:diez|cinco|cuatro|"
    r"tres|cien|ten|five|four|three|dez|dix)\b"
)
_NONE_OF_IT = re.compile(
    r"\b(?:no|ningun[oa]?|sin|without|nenhuma?|aucune?|nessun[oa]?) (?:minimum |minim[oa] |fixed )?"
    r"(?:co-?fund|co-?fin|cofin|match|contrapart|contrep|cost[- ]shar)"
)
_BONUS = re.compile(
    r"\b(?:sum|otorg|dar|da|obtien|obtendr|conced|earn|gain|scor|give|receiv|recib)\w*\s"
    r"(?:[a-z\d]+ ){0,3}(?:puntos|points|puntaje|pontos|punts|punti)"
)


_ASKS_FOR_MONEY = re.compile(
    r"\b(?:poner|aportar|pagar|cofinanciar|contribuir|pay|contribute|put in|apporter|payer|"
    r"cofinancer|"
    r"por|pagar|contribuir|bring)\s(?:algo|plata|dinero|algun (?:dinero|aporte)|money|recursos|"
    r"fondos|"
    r"anything|something|de l'argent|dinheiro|alguma coisa|any (?:money|funds))\b"
)


def asks_for_money(sentence: Sentence) -> str | None:
    """A question whether money has to be brought: the answer to it tells."""
    match = _ASKS_FOR_MONEY.search(sentence.text)
    return match.group() if match and sentence.text.strip().endswith("?") else None


_OF_ELIGIBLE = re.compile(
    r"%[^.;,]{0,14}\b(?:(?:gasto|coste?o?|inversion|presupuesto|despesa|depense|custo|cout)s? "
    r"(?:elegible|subvencionable|elegive|eligible|admissive)|eligible (?:cost|expen))"
)
"""A share of what the funder pays for at all."""


def pays_part(sentence: Sentence) -> str | None:
    """A share of the costs at most: the rest is the applicant's; a share of one item is not."""
    text = sentence.text
    if rate := _RATE.match(text) or MORE_SOURCES.search(text):
        return rate.group()
    given = FUNDING.search(text) or AMOUNT.search(text) or _OF_ELIGIBLE.search(text)
    if not given or ITEM.search(text) or not OF_COSTS.search(text):
        return None
    return followed(text, LIMIT, SHARE, within=40, gap=NO_DIGITS)


_RATE = re.compile(
    r"(?:[^.;%]{0,80}; ?)?(?:l?[ae] |l')?"
    r"\W*(?:(?:maximum|eu|co-?)[ -]?)?(?:(?:funding|financing|reimbursement|grant|aid) "
    r"(?:rate|ratio|intensity|share)|(?:tasa|porcentaje|taux|taxa|intensidad|percentual|quota) "
    r"(?:maxim[oa] |maximum |massima )?(?:de |d'|di )"
    r"(?:co)?(?:financ|subven|ayuda|aide|apoio|interv|compartic)[a-z]*)"
    r"[^.;:\d]{0,24}(?::| (?:est?|e|is|sera)) ?[a-z' ]{0,16}\d{1,2}(?:[.,]\d+)? ?%"
)
"""A row that tells the share the funder pays, and that it is not all."""
_SHUT = re.compile(
    r"\b(?:queda[n]? (?:por )?fuera|exclu\w+|no (?:se )?(?:financia|apoya|admit|podra|pued)\w*|"
    r"(?:do|does|will|can) ?not (?:fund|support|apply)|ineligib\w+|ne (?:peu|seront)\w*|"
    r"nao (?:apoia|pod)\w*)"
)
_BRINGS_NONE = re.compile(
    r"\b(?:que|who|which|that|qui) (?:no|do not|does not|nao|n'|ne) ?"
    r"(?:aport|pong|pon|contribu|bring|dispon|cuent|apport|tien|tenh|offer|ofre[zc])[a-z]*"
    r"(?: pas)?(?: con)? [^.;,]{0,24}?"
    r"(?:recurs|fond[os]|contrapart|aporte|dinero|resource|fund|money|ressourc|dinheiro|especie)"
)
"""Whoever brings no means is shut out."""


def shut_without(sentence: Sentence) -> str | None:
    """Those are shut out who bring nothing, in one sentence or below a line that shuts out."""
    match = _BRINGS_NONE.search(sentence.text)
    if match is None:
        return None
    folded = sentence.passage.folded
    head = folded[max(0, sentence.start - _ABOVE) : sentence.start].rpartition(":\n")[0]
    heading = head[head.rfind("\n") + 1 :]
    shuts = _SHUT.search(sentence.text, 0, match.start()) or _SHUT.search(heading)
    return match.group() if shuts else None


_ABOVE = 300
"""Letters above an item in which the line that announces its list stands. Set by hand."""


def own_share(sentence: Sentence) -> str | None:
    """What of the costs, or in kind, the applicant has to bring."""
    text = sentence.text
    gives = _is_given(text)
    shares = (
        gives if gives and _OF_EACH.search(text) else None,
        gives and followed(text, GIVES, OWN_PART, within=75),
        followed(text, MUST_GIVE, OWN_PART, within=40),
        followed(text, MUST_GIVE, _MONEY, within=15),
        _left_to_them(text),
    )
    return next(filter(None, shares), None) or shut_without(sentence) or _otherwise(text)


def _left_to_them(text: str) -> str | None:
    """The rest of the costs, beside whoever applies."""
    if not _is_on_costs(text) or GOES_TO.search(text) or OTHER_TOWNS.search(text):
        return None
    return followed(text, REST, APPLICANT, within=80)


def _otherwise(text: str) -> str | None:
    """What is not told as a share the applicant gives."""
    found = (
        _borne(text),
        followed(text, _FACES, UNCOVERED, within=40),
        "without" if _is_needed(text) else None,
        instead(text),
        as_row(text),
        _least(text),
        _in_kind(text),
        None if "%" in text else followed(text, CONTRIBUTION, OWN_PART, within=90),
    )
    return next(filter(None, found), None)


def _is_needed(text: str) -> bool | None:
    """Whether papers without it are turned down."""
    return needed(text, ASKED_FOR) or (_is_on_costs(text) and needed(text, REST))


def _is_on_costs(text: str) -> bool:
    """Whether a rest is one of the costs, and no instalment of the grant."""
    money = SHARE.search(text) or OF_COSTS.search(text) or FUNDING.search(text)
    return bool(money) and not _INSTALMENT.search(text)


def _is_given(text: str) -> str | None:
    """Whether an applicant is who gives."""
    return (
        followed(text, GIVES, _WHO_ASKS, within=25)
        or followed(text, APPLICANT, GIVES, within=40)
        or followed(text, OTHERS, GIVES, within=40)
        or followed(text, LOCAL, GIVES, within=40)
    )


def _least(text: str) -> str | None:
    """A least share that the applicant's means have to be."""
    if not APPLICANT.search(text) or ITEM.search(text) or MERELY.search(text):
        return None
    return followed(text, _MEANS, _AT_LEAST, within=90)


def _in_kind(text: str) -> str | None:
    if MERELY.search(text) or NOT_HERE.search(text):
        return None
    return (
        in_kind(text, APPLICANT)
        or followed(text, _BINDS, _IN_KIND, within=60)
        or (
            followed(text, APPLICANT, _PUTS_IN, within=12)
            and followed(text, _PUTS_IN, _WORK, within=40)
        )
        or (
            followed(text, _OF_ORIGIN, _BEARS, within=12)
            and followed(text, _BEARS, _TRAVEL, within=40)
        )
    )


_PUTS_IN = table(
    r"""
    (?:aport|pondr|proporcion|provid|contribut|fourni|apport|fornec|suminist)[a-z]*
    """
)
_WORK = table(
    r"mano de obra | mao[ -]de[ -]obra | main[- ]d'oeuvre | ma d'obra | labou?r\b | jornales | "
    r"horas de trabajo | manodopera"
)
"""Work of its own people, and not land alone, which it has anyway."""
_OF_ORIGIN = table(
    r"""
    (?:ciudad|municipio|entidad|institucion|organizacion|municipalidad|alcaldia|ayuntamiento|cidade|
        ville|city|municipality|organi[sz]ation|institution|prefeitura|commune)
        \s(?:de origen|de procedencia|solicitante|postulante|participante|de origem|candidata|
        d'origine|proponente|candidate) | (?:home|sending|applicant) (?:city|municipality|town|
        organi[sz]ation|institution)
    """
)
_BEARS = table(
    r"""
    (?:cubr|asum|pag|sufrag|corr|financ|cobr|arca|assum|suport|cover|bear|pay|prend|financ)[a-z]*
        (?: (?:obligatoria|obrigatoria|obligatoire)[a-z]*| en charge| con| com)?
    """
)
_TRAVEL = table(
    r"""
    pasajes? | billetes? | vuelos? | viajes? | traslados? | seguro\w* | alojamiento | hospedaje |
    passagens? | passagem | hospedagem | flights? | airfare | travel | accommodation | insurance |
    voyages? | billets? | hebergement
    """
)
"""What those of a place where they come from pay for themselves."""


def _borne(text: str) -> str | None:
    """A share of the budget that comes from elsewhere, or what the funder leaves unpaid."""
    rest = followed(text, UNCOVERED, BORNE, within=60)
    return (
        (rest if APPLICANT.search(text) else None)
        or (None if _INSTALMENT.search(text) else followed(text, REST, _LEFT, within=80))
        or _in_part(text)
        or followed(text, APPLICANT, _TAKES_THE_REST, within=30)
        or (followed(text, OWN_PART, MUST_COME, within=50) if OF_COSTS.search(text) else None)
        or (followed(text, RAISES, ELSEWHERE, within=60) if OWN_PART.search(text) else None)
        or _paired(text)
    )


def _in_part(text: str) -> str | None:
    """Only a part is paid, or the applicant completes what is."""
    match = _PARTLY.search(text)
    return match.group() if match and not ITEM.search(text) else None


def _paired(text: str) -> str | None:
    match = PAIRED.search(text)
    return match.group() if match and (GIVES.search(text) or PUTS.search(text)) else None


_DENIED_BEFORE = re.compile(
    r"\b(?:no|nao|non|ne|not|sin|sem|sans|senza|without|aucune?|nenhuma?|ningun[oa]?)\b"
    r"(?! (?:menos|menor|inferior|less|lower|solo|only|obstante|moins|so\b))[^.;,]{0,30}$"
)
"""Right before the share: whatever is said of it, a mention under a denial asks for nothing …"""
_TURNED_AWAY = re.compile(
    r"\b(?:fuera|fora|rechaz|descart|inadmi|exclu|desestim|irrecevable|reject|recus|escl)\w*"
)
"""… but where its lack is what turns papers away."""


def named(sentence: Sentence) -> str | None:
    """The applicant's share, named where nothing says that it is only spoken about."""
    said = sentence.text.strip()
    heading = len(said) < HEADING and not re.search(r"\d|\?$", said)
    if (
        heading
        or MERELY.search(sentence.text)
        or NOT_HERE.search(sentence.text)
        or _BONUS.search(sentence.text)
        or _ABOUT.search(sentence.text)
        or ANOTHER_S.search(sentence.text)
        or _NONE_OF_IT.search(sentence.text)
        or needed(sentence.text, ASKED_FOR) is False
    ):
        return None
    match = OWN_SHARE.search(sentence.text)
    if match is None or (
        _DENIED_BEFORE.search(sentence.text, 0, match.start())
        and not _TURNED_AWAY.search(sentence.text)
    ):
        return None
    return match.group()
