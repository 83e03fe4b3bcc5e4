"""What a call asks of applicants: a partner, money of their own."""

import re
from collections.abc import Callable

from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Fact

_PARTNER = table(
    r"""
    (?:en|mediante|a traves de) (?:alianza|asociacion|consorcio|partenariado) |
    consorci(?:o|os|a|um)\b(?! public) |
    (?:al menos|minimo(?: de)?|como minimo) (?:un|una|dos|tres|\d+) (?:soci|entidad|organizac|
        ciudad|pais|gobierno|municipi)\w* |
    debe(?:n|ran|ra)? (?:contar con|presentarse (?:con|en)|incluir|asociarse|
        tener) .{0,30}(?:soci[oa]s?|aliad|contraparte|alianza) |
    requiere .{0,25}(?:soci[oa]|alianza|consorcio) |
    must (?:partner|include (?:at least )?(?:one|two|three|a|\d+)[^.]{0,20}partner|
        apply (?:jointly|in partnership)|involve) |
    at least (?:one|two|three|\d+) (?:partners?|organi[sz]ations|entities|countries|cities) |
    consortium | consortia | in partnership with (?:a |at least|one|local|another|an ) |
    joint(?:ly)? appli | em consorcio | parceria (?:obrigatoria|com pelo menos) |
    en partenariat avec | dans le cadre de partenariats | avec leurs homologues |
    au moins (?:un|deux) partenaires? | en consorci | amb una entitat sociaa?
    """,
    tail=r"\b",
)
_ALLIES = r"""
    partner\w* | consor[ct]i\w+ | alianzas? | parceri\w+ | partenariat\w* | agrupa\w+ |
    groupements?
    """
_ALONE = table(
    r"""
    de (?:forma|manera) individual | individualmente | individualment | individuellement |
    individually | single applicants? | partners? (?:are|is) not required |
    sem necessidade de parceria
    """,
    tail=r"\b",
)
_OPTIONAL = table(
    r"""
    (?:no (?:es|sera|hace|se|hay)|not? (?:be )?(?:need|requir|necess)\w*|nao (?:e|se|sera)|
        n'est pas)\s(?:(?!menos|less|moins|solo|only)[a-z]+ ){0,4}
        (?:%ALLIES%|soci[oa]s?|aliad[oa]s?) |
    (?:sol[oa]s?|seul\w*|alone|individual\w*|individuel\w*) (?:o|ou|or)
        \s(?:(?:en|in|as|em|with|con|avec|com|amb) )?(?:una? |an? )?%ALLIES% |
    %ALLIES%[^.;]{0,50}(?:optional|opcional\w*|not (?:required|mandatory|compulsory)|voluntari\w+|
        facultati\w+|encouraged|no (?:es|son|sera|seran) (?:obligatori|necesari|exig)\w+)
    """,
    parts={"ALLIES": _ALLIES},
)
_COFUNDING = table(
    r"""
    contrapartidas? | cofinanciacion | co-?financiamiento |
    aport(?:e|es|acion|aciones) (?:propi[oa]s?|local(?:es)?|en especie) | co-?funding |
    co-?financing | cost[- ]?shar(?:e|ing) | match(?:ing)?[- ]fund(?:s|ing) |
    matching contribution | contrapartida | cofinanciamento | cofinancement | autofinancement |
    apport (?:propre|financier) | cofinancament | aportacio propia
    """,
    tail=r"\b",
)
_PART = (
    r"(?:(?:quinta|cuarta|tercera) parte|un tercio|la mitad|(?:one|a) (?:half|third|quarter|fifth)|"
    r"half\b|un quart|un tiers|la moitie|um terco|(?:a|la) metade|la meitat)"
)
_PERCENT = r"\d ?(?:%|por ciento|per ?cent|pour cent|por cento)"
_APPLICANT = r"""
    ciudad | municipio | entidad | solicitante | beneficiari\w+ | applicant | city | cities |
    municipality | alcaldia | ayuntamiento | proponent\w* | collectivite | prefeitura |
    ajuntament | porteur | demandeur | beneficiaire | candidat\w* | grantee | recipient |
    gobierno local | local governments? | organi[sz]acion | organi[sz]ation | entidade | entitat
    """
_OWN_SHARE = table(
    rf"""
    %APPLICANT%(?:es|s)?\b[^.;]{{0,30}}\b(?:pon|pondra|aport|contribu|asum|provid|apport|cubr|cover|
        match|pag|financ|cofinanc)\w*\b[^.;]{{0,60}}(?:{_PERCENT}|{_PART}) |
    (?:aporte|aportacion|apport|contribu\w+) [^.;]{{0,90}}{_PART}
    """,
    parts={"APPLICANT": _APPLICANT},
)
_FUNDER_PAYS = re.compile(
    rf"\b(?:hasta|up to|maxim\w+|as much as|jusqu'a|ate|fins a|no mas de)\s"
    rf"(?:el |un |del? )?\d?{_PERCENT}[^.;]{{0,40}}\b(?:cost|cout|gasto|presupuesto|budget|depens|"
    r"despes|custo|valor)"
)
_FUNDING = re.compile(r"\b(?:financ|fund(?:ed|s|ing)\b|subvenc|subvent|cubr|cover|couvr|reimburs)")
_ITEM = re.compile(
    r"personal\b|staff|overhead|indirect|administra|anticip|advance|equip|viaje|trave"
)
_ASKED_FOR = (
    r"(?:contrapartidas?|cofinan\w+|co-?fund\w+|co-?financ\w+|aport\w+|matching|"
    r"match\w*[- ]fund\w*|cost[- ]?shar\w+|autofinanc\w+|apport|"
    r"contribu(?:tion|cion?) prop\w+|own contribution)"
)
_NO_COFUNDING = table(
    rf"""
    (?:sin|sem|sans|sense|without|aucune?|ningun[oa]?|cap) (?:[a-z]+ ){{0,3}}{_ASKED_FOR} |
    (?:no|nao|ne|n') ?(?:se |es |sera |hay |e |est )?(?:exig|hace falta|precis|requ[ie]\w*r|pid|
        pede|solicit|neces|obliga|hay|habra|cal|pas )\w*[^.;]{{0,30}}\b{_ASKED_FOR} |
    {_ASKED_FOR}[^.;]{{0,40}}\b(?:no (?:es|se|sera|son|seran) (?:exig|requ|obligat|necesar)\w+|
        (?:is|are) not (?:required|mandatory|needed|expected|compulsory)|n'est pas|
        nao (?:e|se|sera)|optional|opcional|voluntari\w+|facultati\w+) |
    no (?:co-?funding|cost[- ]?shar\w+|match\w*) |
    (?:do|does|need|will) not (?:need|have|be required|require)(?: to)? [^.;]{{0,30}}\b{_ASKED_FOR}
    """
)
_ALL = r"""
    100 ?(?:%|por ciento|per ?cent|pour cent) | la totalidad | all (?:the )?(?:eligible )?costs |
    the full cost | l'integralite | (?:la|a) totalidade | la totalite | la totalitat
    """
_COVERS_ALL = table(
    r"""
    (?:cubr|cover|financ|fund|couvr|cobr|subvencion|asum|pag|pay)\w*\b[^.;\d]{0,50}\b%ALL%
    """,
    parts={"ALL": _ALL},
)
_ASKED_PARTNER = table(
    r"""
    (?:obligatori\w+|mandatory|required|requis\w*|obligatoire|imprescindible|necesari[oa]|exig\w+)
        \b[^.;]{0,50}\b(?:junto con|%ALLIES%|soci[oa]s?|con otra) |
    %ALLIES%[^.;]{0,60}\b(?:is|are|es|son|sera|est|sont|e) (?:mandatory|required|obligat\w+|
        necesari\w+|requis\w*|compulsory|imprescindible)
    """,
    parts={"ALLIES": _ALLIES},
)


def _words(words: WordTable) -> Callable[[Sentence], str | None]:
    """Whether a sentence holds any of ``words``."""

    def asks(sentence: Sentence) -> str | None:
        match = words.search(sentence.text)
        return match.group() if match else None

    return asks


def _pays_part(sentence: Sentence) -> str | None:
    """A share of the costs at most: the rest is the applicant's; a share of one item is not."""
    match = _FUNDER_PAYS.search(sentence.text)
    if match is None or not _FUNDING.search(sentence.text) or _ITEM.search(sentence.text):
        return None
    return None if "100" in match.group() else match.group()


def _all_of_it(sentence: Sentence) -> str | None:
    """ "100 %" beside a word for the applicant's share: nothing is left to pay."""
    asked = _COFUNDING.search(sentence.text)
    at = sentence.text.replace("100%", "100 %").find("100 %")
    return "100 %" if asked and at >= 0 else None


PARTNER_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="partner-optional",
        when=_words(_OPTIONAL),
        gives=False,
        examples=(
            Example("Se puede participar individualmente o en consorcio.", False),
            Example("Cada propuesta requiere un consorcio.", True),
        ),
    ),
    Rule(
        name="alone-may-apply",
        when=_words(_ALONE),
        gives=False,
        examples=(
            Example("Las entidades se presentan individualmente.", False),
            Example("Las entidades se presentan en octubre.", None),
        ),
    ),
    Rule(
        name="partner-mandatory",
        when=_words(_ASKED_PARTNER),
        gives=True,
        examples=(
            Example("Es obligatorio presentarse en alianza con otra ciudad.", True),
            Example("Es obligatorio presentarse antes de mayo.", None),
        ),
    ),
    Rule(
        name="partner-asked",
        when=_words(_PARTNER),
        gives=True,
        examples=(
            Example("The proposal must include at least one partner.", True),
            Example("The proposal must include a budget.", None),
        ),
    ),
)
COFUNDING_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="cofunding-not-asked",
        when=_words(_NO_COFUNDING),
        gives=False,
        examples=(
            Example("No se exige ninguna aportación de la entidad.", False),
            Example("El aporte de la entidad no será inferior a la cuarta parte.", True),
        ),
    ),
    Rule(
        name="funder-pays-all",
        when=_words(_COVERS_ALL),
        gives=False,
        examples=(
            Example("La ayuda cubre el 100 % de los gastos.", False),
            Example("La ayuda cubre el viaje.", None),
        ),
    ),
    Rule(
        name="nothing-left-to-pay",
        when=_all_of_it,
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
        when=_words(_OWN_SHARE),
        gives=True,
        examples=(
            Example("El municipio aporta la tercera parte del costo.", True),
            Example("El municipio aporta un terreno.", None),
        ),
    ),
    Rule(
        name="cofunding-named",
        when=_words(_COFUNDING),
        gives=True,
        examples=(
            Example("La contrapartida se acredita con un certificado.", True),
            Example("La solicitud se acredita con un certificado.", None),
        ),
    ),
)


_OF_PARTNERS = re.compile(
    r"soci|consor|alian|aliad|parcer|parten|partner|menos|minim|debe|requier|must|at least|joint|"
    r"homolog|au moins|amb una|individu|single|sol[oa]s? o|alone|seul|agrupa|groupement|junto|"
    r"con otra"
)
_OF_MONEY = re.compile(
    r"contrapart|cofin|co-?f|aport|match|cost|autofin|apport|contribu|100|totali|integrali|%|"
    r"ciento|cento|cent\b|parte|mitad|half|third|quarter|fifth|tiers|quart|moiti|metade|terc|meitat"
)
"""What any word of the tables holds: sentences without it are not asked further."""


def read_partner(sentences: list[Sentence]) -> Fact:
    """Whether a partner is asked for; "individually" beside a word that asks leaves it open."""
    sentences = [sentence for sentence in sentences if _OF_PARTNERS.search(sentence.text)]
    optional, alone, mandatory, asked = (first_told([rule], sentences) for rule in PARTNER_RULES)
    if optional or mandatory:
        return optional or mandatory or Fact()
    return Fact() if alone and asked else alone or asked or Fact()


def read_own_money(sentences: list[Sentence]) -> Fact:
    """Whether money of the applicant's own is asked for: a sentence that denies it decides."""
    sentences = [sentence for sentence in sentences if _OF_MONEY.search(sentence.text)]
    denies = [rule for rule in COFUNDING_RULES if rule.gives is False]
    asks = [rule for rule in COFUNDING_RULES if rule.gives is True]
    return first_told(denies, sentences) or first_told(asks, sentences) or Fact()
