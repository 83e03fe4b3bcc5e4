"""Whether the applicant has to bring money of its own."""

import re

from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.own import (
    ALL_COSTS,
    ASKED_FOR,
    COVERS,
    OWN_SHARE,
)
from scrapers.extract.parties.words.shares import (
    ANOTHER_S,
    BORNE,
    ELSEWHERE,
    LACKING,
    MERELY,
    MUST_COME,
    NO_OTHER,
    NONE_AFTER,
    NOT_HERE,
    NOTHING_TO_PAY,
    PAIRED,
    PAPERS,
    PARTS,
    PUTS,
    RAISES,
    TURNED_DOWN,
    UNCOVERED,
    in_kind,
)
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, followed, table
from scrapers.item import Fact, Share

_WITHOUT = table(
    r"sin | sem | sans | sense | without | aucune? | ningun[oa]? | cap | nenhuma? | free of",
    tail=r"\b",
)
_NOT_ASKED = table(
    r"""
    (?:no|nao|ne|n'|not|tampoco) ?(?:se |s'|es |sera |hay |e |est |ha |les )?(?:exig|hace falta|
        precis|requ[ie]\w*r|pid|ped|solicit|neces|obliga|hay|habra|cal|pas |deman[da]|contempla|
        oblig|haura|
        tendra|tienen|deb|ha de|il y a|preve|reclam)\w* |
    no(?= (?:co-?fund|cost|match|own|co-?fin|financial|cash|monetary)) |
    need not |
    (?:do|does|need|will|are|is) not (?:ask for|request|need|have|be required|requir\w+|expected|
        asked|obliged|requested) | dispensa-se | se dispensa |
        (?:queda|fica|es|e|esta)[nm]? dispensad\w+ |
    (?:no|nao) (?:havera|ha|existe|hay|habra|existira) (?:exig|oblig|requ|necess|imposi)\w* |
    no (?:hay que|need to|obligation|requirement|requisito) | rien a |
    (?:exent[oa]s?|exim\w+|exoner\w+|dispens\w+|isent[oa]s?|exempt\w*|exonere\w*|libres?)
        \s(?:de|d'|from|of|da|do)
    """
)
_NEEDLESS = table(
    r"""
    (?:no|nao|not|pas|ni) (?:[a-z]+ ){0,2}(?:exig|requ|obligat|necesar|mandatory|needed|expected|
        compulsory|necess|obrigat|aplica|impose|imprescind|demand|oblig)\w* |
    optional | opcional | voluntar\w+ | facultati\w+ | n'est pas | exempt\w* | waived |
    sera exigida nenhuma
    """
)
_NOT_OF_COSTS = re.compile(
    r"\bcompatib|concurrencia con|super\w+ el 100|exce\w+ 100|anticip|advance|pago|desembols|abono|"
    r"100 ?% (?:de la (?:ayuda|subvencion)|del importe concedido|of the grant)"
)
"""All of something else, or what several funders together may not pass."""
_HEADING = 25
"""Letters of a line that only names the share, above what is said of it."""
_INCLUDED = re.compile(r"\b(?:including|y compris|incluid[oa]s?|incluind|inclus)")
_NO_DIGITS = re.compile(r"[^\d]*")
_PAID = table(
    r"(?:financ|fund|cubiert|subvencion|cover|finance|pagad|sufrag)\w* | a cargo del fondo"
)
_LIMIT = table(
    r"""
    hasta | up to | maxim\w+ | as much as | jusqu'a | ate | fins a | no mas de | not exceed\w* |
    no (?:podra |puede |podra )?(?:super\w+|exced\w+|sobrepas\w+) |
    (?:ningun caso|no) se (?:super|exced)\w+ | plafonn\w+ a |
    au plus | limit\w+ (?:a|to) | ne (?:peut|pourra) (?:pas )?(?:depasser|exceder) | no more than |
    nao (?:podera )?(?:ultrapass|exced)\w+ | tope | limite | ceiling | cap(?:ped)? (?:of|at) |
    a maximum of | pays?(?: for)? | paga\w* | asum\w+ | sufrag\w+ | prend en charge | meets? |
    asseg?ura | au maximum | como maximo | intensi(?:dad|te|ty|dade|tat) | taux | tasa | rate |
    porcentaje | a hauteur de | sera de[l]? | es de[l]? | is | cubr\w+ | cover\w* | financ\w+ |
    cobr\w+ | couvr\w+ | funds? | subvencion\w* | reimburs\w+
    """,
    tail=r"\b",
)
"""What stands before the share the funder pays at most."""
_SHARE = table(
    r"""
    (?<![\d.,])\d{1,2}(?:[.,]\d+)? ?(?:%|por ciento|por 100|per ?cent|pour cent|por cento) |
    dos tercios | dos terceras partes | (?:one|a) (?:half|third|quarter) | la tercera parte |
    (?:tres|dos|cuatro) quint[ao]s(?: partes)? | three[- ]fifths | trois quarts | tres quartos |
    tres cuartas partes | la mitad | two[- ]thirds |
    three[- ]quarters | half | deux tiers | la moitie | dois tercos | a metade | dos tercos |
    la meitat
    """,
    lead=r"(?<![a-z])",
)
_OWN_PART = table(
    r"""
    \d ?(?:%|por ciento|per ?cent|pour cent|por cento) |
    (?:quinta|cuarta|tercera|sexta|decima|quarta|terca) parte | un tercio | un quinto | un cuarto |
    la mitad | (?:one|a)[- ](?:half|third|quarter|fifth|tenth) | half\b | un quart | un tiers |
    la moitie | um terco | um quinto | um quarto | (?:a|la) metade | la meitat | un cinquieme |
    una cinquena part | one to one | 1:1 | el resto | the rest | the remaind | le reste |
    o restante | la resta | lo restante | the balance
    """,
    lead="",
)
_APPLICANT = table(
    r"""
    ciudad(?:es)? | municipios? | entidad(?:es)? | solicitantes? | beneficiari[oa]s? | applicants? |
    institucion(?:es)? | empleador(?:a|es)? | employers? | oferentes? | villes? |
    city | cities | municipality | municipalities | alcaldias? | ayuntamientos? | proponent\w* |
    collectivites? | prefeituras? | ajuntaments? | porteurs? | demandeurs? | beneficiaires? |
    beneficiar(?:y|ies) | candidat\w* | grantees? | recipients? | gobiernos? local(?:es)? |
    local governments? | towns? | councils? | counties | authorities | organi[sz]acion(?:es)? |
    organi[sz]ations? | entidades? | entitats? |
    postulantes? | promotor\w* | communes? | municipis? | ejecutor\w* | socios? | partners?
    """,
    tail=r"\b",
)
_GIVES = table(
    r"""
    entra[mn]? co[mn]\b |
    (?:meet|pon|pondra|prennent|prend|assum|aport|contribu|asum|provid|apport|cubr|cover|match|pag|pay|financ|cofinanc|arcar|
        suport)\w*
    """,
    tail=r"\b",
)
_MUST_GIVE = table(
    r"""
    (?:debe\w*|must|devem?|deverao|doi\w+|ha[n]? de|hauran de|tienen? que|se exig\w+|
        requier\w+)\s(?:[a-z]+ ){0,2}
        (?:garantir|garantizar|ase?gurar|assegurar|guarantee|poner|pagar|posar|pay|assumir|assumer|aportar|cofinanciar|contribuir|apporter|contribute|provide|cobrir|asumir)
    """
)
_CONTRIBUTION = table(r"aporte | aportacion | apport | contribu\w+", tail=r"\b")
_REST = table(
    r"remaining | restante?s? | resto | reste | remainder | the rest | restant", tail=r"\b"
)
_OF_COSTS = re.compile(
    r"\b(?:cost|cout|gasto|presupuesto|budget|depens|despes|custo|valor|inversion|investment|"
    r"expen|importe (?:total|subvencionable)|pressupost|orcamento|obra|proyecto|project|projet|"
    r"projeto|actuacion|accion|travaux|works\b|montant|"
    r"(?:del|of the|du|do) total\b)"
)
_FUNDING = re.compile(
    r"\b(?:financ|fund(?:ed|s|ing)?\b|subvenc|subvent|cubr|cover|couvr|reimburs|ayuda|aide\b|grant|"
    r"ajut|cobr|fondo\b|programa?\b|programme\b|apoio|apoyo|aid\b|support|contribucion de la|"
    r"contribution|auxilio|aporte del fondo|"
    r"importe por proyecto|maximo por proyecto|montante por|importe maximo)"
)
_ITEM = re.compile(
    r"personal\b|staff|overhead|indirect|administra|anticip|advance|equip|viaje|trave|salar|"
    r"honorari|imprevist|conting|publicid|gastos generales|subcontrat|primer pago|"
    r"first (?:pay|inst)|desembols|disburs|tramo|cuota|garantia|frais de|auditor|puntos|points|"
    r"poblacion|mujeres|women|interes"
)


def _not_asked(sentence: Sentence) -> str | None:
    text = sentence.text
    none = next((m for m in ASKED_FOR.finditer(text) if NONE_AFTER.match(text, m.end())), None)
    return (
        (
            None
            if _turned_down(text)
            else followed(text, _WITHOUT, ASKED_FOR, within=30, gap=NO_OTHER)
        )
        or followed(text, _NOT_ASKED, ASKED_FOR, within=45)
        or followed(text, ASKED_FOR, _NEEDLESS, within=90)
        or _told(NOTHING_TO_PAY, text)
        or (none.group() if none else None)
    )


def _turned_down(text: str) -> str | None:
    """Papers without a share, which are turned down for it."""
    for match in ASKED_FOR.finditer(text):
        lacks = LACKING.search(text, max(0, match.start() - 40), match.start())
        if lacks and PAPERS.search(text[: lacks.start()]):
            refused = TURNED_DOWN.search(text, match.end())
            return refused.group() if refused else None
    return None


def _borne(text: str) -> str | None:
    """A share of the budget that comes from elsewhere, or what the funder leaves unpaid."""
    rest = followed(text, UNCOVERED, BORNE, within=60)
    return (
        (rest if _APPLICANT.search(text) else None)
        or (followed(text, _OWN_PART, MUST_COME, within=50) if _OF_COSTS.search(text) else None)
        or (followed(text, RAISES, ELSEWHERE, within=60) if _OWN_PART.search(text) else None)
        or _paired(text)
    )


def _paired(text: str) -> str | None:
    match = PAIRED.search(text)
    return match.group() if match and (_GIVES.search(text) or PUTS.search(text)) else None


def _pays_all(sentence: Sentence) -> str | None:
    """The funder pays all of it, in either order."""
    text = sentence.text
    if _NOT_OF_COSTS.search(text):
        return None
    pays = followed(text, COVERS, ALL_COSTS, within=60, gap=_NO_DIGITS)
    if pays and _SHARE.search(_INCLUDED.split(text)[0]):
        return None
    return pays or followed(text, ALL_COSTS, _PAID, within=12)


def _nothing_left(sentence: Sentence) -> str | None:
    """ "100 %" beside a word for the applicant's share: nothing is left to pay."""
    asked = OWN_SHARE.search(sentence.text)
    at = sentence.text.replace("100%", "100 %").find("100 %")
    return "100 %" if asked and at >= 0 else None


def _pays_part(sentence: Sentence) -> str | None:
    """A share of the costs at most: the rest is the applicant's; a share of one item is not."""
    text = sentence.text
    if not _FUNDING.search(text) or _ITEM.search(text) or not _OF_COSTS.search(text):
        return None
    return followed(text, _LIMIT, _SHARE, within=40, gap=_NO_DIGITS)


def _own_share(sentence: Sentence) -> str | None:
    text = sentence.text
    gives = followed(text, _APPLICANT, _GIVES, within=40)
    return (
        (gives and followed(text, _GIVES, _OWN_PART, within=60))
        or followed(text, _MUST_GIVE, _OWN_PART, within=40)
        or followed(text, _REST, _APPLICANT, within=80)
        or _borne(text)
        or _turned_down(text)
        or in_kind(text, _APPLICANT)
        or (None if "%" in text else followed(text, _CONTRIBUTION, _OWN_PART, within=90))
    )


def _named(sentence: Sentence) -> str | None:
    said = sentence.text.strip()
    heading = len(said) < _HEADING and not re.search(r"\d|\?$", said)
    if (
        heading
        or MERELY.search(sentence.text)
        or NOT_HERE.search(sentence.text)
        or ANOTHER_S.search(sentence.text)
    ):
        return None
    match = OWN_SHARE.search(sentence.text)
    return match.group() if match else None


COFUNDING_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="cofunding-not-asked",
        when=_not_asked,
        gives=False,
        examples=(
            Example("No se exige ninguna aportación de la entidad.", False),
            Example("El aporte de la entidad no será inferior a la cuarta parte.", True),
        ),
    ),
    Rule(
        name="funder-pays-all",
        when=_pays_all,
        gives=False,
        examples=(
            Example("La ayuda cubre el 100 % de los gastos.", False),
            Example("La ayuda cubre el viaje.", None),
        ),
    ),
    Rule(
        name="nothing-left-to-pay",
        when=_nothing_left,
        gives=False,
        examples=(
            Example("Cofinanciación: 100 % del presupuesto.", False),
            Example("Cofinanciación: 60 % del presupuesto.", True),
        ),
    ),
    Rule(
        name="funder-pays-a-part",
        when=_pays_part,
        gives=True,
        examples=(
            Example("Up to 60 % of eligible costs will be funded.", True),
            Example("Up to 10 % of eligible costs may be funded as staff costs.", None),
        ),
    ),
    Rule(
        name="own-share-asked",
        when=_own_share,
        gives=True,
        examples=(
            Example("El municipio aporta la tercera parte del costo.", True),
            Example("El municipio aporta un terreno.", None),
        ),
    ),
    Rule(
        name="cofunding-named",
        when=_named,
        gives=True,
        examples=(
            Example("La contrapartida se acredita con un certificado.", True),
            Example("La solicitud se acredita con un certificado.", None),
            Example("Se valorará la cofinanciación.", None),
        ),
    ),
)
_OF_MONEY = table(
    r"""
    contrapart | cofin | co-?f | aport | match | cost | autofin | apport | contribu | 100 |
    totali | integra | % | ciento | cento | cent\b | parte | mitad | half | third | quarter |
    fifth | tiers | quart | moiti | metade | terc | meitat | peso | dol | euro | reais | real\b |
    equal | iguales | egales | sources | fuentes | don[oa] | subven | cubier | compart |
    covered | prend | funds | dinero | debours | pone | pondra | manti | keeps | commit |
    provide | dispos | cede | paga | asume | gratuit | cubrir | free | propi | proprio | own |
    propres | fully | in full | entier | todos | cien por | financi
    """,
    lead="",
)
"""What any word of the tables holds: sentences without it are not asked further."""


def read_own_money(sentences: list[Sentence]) -> Fact | None:
    """Whether money of the applicant's own is asked for: a sentence that denies it decides."""
    sentences = [sentence for sentence in sentences if _OF_MONEY.search(sentence.text)]
    sentences = _without_exempt(sentences)
    denies = [rule for rule in COFUNDING_RULES if rule.gives is False]
    asks = [rule for rule in COFUNDING_RULES if rule.gives is True]
    return first_told(denies, sentences) or first_told(asks, sentences)


def _without_exempt(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, without one that spares others where a local government is asked."""
    if not any(LOCAL.search(one.text) and _asks(one) for one in sentences):
        return sentences
    return [
        one
        for one in sentences
        if LOCAL.search(one.text) or not (OTHERS.search(one.text) and _not_asked(one))
    ]


def _asks(sentence: Sentence) -> bool:
    return not _not_asked(sentence) and (_own_share(sentence) or _named(sentence)) is not None


def _told(pattern: WordTable, text: str) -> str | None:
    match = pattern.search(text)
    return match.group() if match else None


def read_own_part(sentences: list[Sentence]) -> Share | None:
    """The applicant's share where it is told as a part («la quinta parte»), in percent."""
    for sentence in sentences:
        if not _OF_MONEY.search(sentence.text) or "%" in sentence.text:
            continue
        if not _own_share(sentence) or _not_asked(sentence):
            continue
        for pattern, percent in PARTS:
            if match := pattern.search(sentence.text):
                at = sentence.start + match.start()
                span = sentence.passage.sentence_span(at, method="own-part")
                return Share(percent=percent, span=span)
    return None
