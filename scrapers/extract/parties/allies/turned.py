"""A partner asked for or not by how the sentence turns: its lack, no need of it, a condition."""

import re

from scrapers.extract.parties.allies.with_another import COMES_WITH, NO_DENIAL, SOMEBODY
from scrapers.extract.parties.forms.lacking import lacking, lacking_it
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.words.partners import ALLY, DENIAL, SUBMITTING
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, followed, table

_THING = WordTable(
    (
        *ALLY.rows,
        r"alliances?|(?<=dicha )union\b|(?<=esa )union\b|(?<=esta )union\b|(?<=tal )union\b",
        r"(?:otra|another|outra|une autre|un'altra|altra|segunda|second) (?:entidad\w*|"
        r"organi[sz]\w+|ciudad|cit[yt]\w*|institu\w+|entit\w+|cidade|ville|collectivit\w+)",
        r"(?:entidad|instituci\w+|organi[sz]\w+|ciudad|entit\w+)(?: [a-z]+)? (?:homolog|soci|aliad|"
        r"parceir|partenair|associ|asociad)\w*",
        r"consorzio|partenariat\w*|compan(?:ero|y) de consorcio|co-?solicit\w+",
    )
)
_NEED_NOT = table(
    r"""
    (?:no|nao|non|ne|not|n'|ni|nem|nor|neither)\s?(?:[a-z]{2} )?%NEED% |
    (?:are|is|do|does|will|need|have) not (?:be )?(?:need|required|obliged|expected|have|to|
        necessary) |
    not necessary | unnecessary | needn't
    """,
    parts={
        "NEED": r"""
        pedimos | pide | pidamos | pedim | demandons | demandem | ask(?: for)? | expect |
        reclamamos |
        necesit\w+ | precis\w+ | need | tien\w+ que | tenen que | tem (?:que|de) | hace falta |
        est\w+ (?:oblig|obrig)\w+(?: a)? | sont (?:pas )?(?:oblig|tenu)\w+ | (?:ont|a) pas besoin |
        faut pas | sao obrig\w+ | sono (?:obbligat|tenut)\w+ | obliged | required | have to |
        requier\w+ | require\w* | exig\w+ | se (?:exig|requier|pid|necesit)\w+ | devono | occorre |
        serve |
        imprescindible | obligatori\w+ | cal |
        es (?:necesari|obligatori|precis|imprescind|indispens)\w+ |
        e'? (?:richiest|necessari|obrigatori|obbligatori|precis)\w+
        """
    },
)
"""There is no need …"""
_TO_ALLY = table(
    r"""
    (?:aliar|asociar|agrupar|unir|associar)-?se | se (?:associar|aliar|agrupar|unir) |
    s'(?:associer|allier|unir) | se (?:regrouper|grouper) | (?:to )?(?:partner|team up|join forces|
        ally|join|collaborate|form a) | associarsi | allearsi | buscar (?:un )?soci\w+ |
    soci[oa]s? | aliad[oa]s? | partners? | partenaires? | parceir[oa]s? |
    concurrir (?:agrupad|en (?:agrup|consor|alian))\w* |
    en (?:consorcio|alianza|parceria|agrupacion) |
    (?:(?:ir|venir|acudir|llegar|presentarse|concurrir|come|applying|venire) )?(?:acompan\w+ (?:de|
        por) (?:otr|nadi)\w*|
        de la mano de (?:otr|una? )\w*|en grupo|in a group|en groupe|em grupo|en grup|in gruppo|
        junto a otr\w+|
        with another|con altr\w+|con otr\w+|avec (?:une autre|d'autres)|com outr\w+|amb altr\w+) |
    (?:con|with|com|amb|avec) (?:nadie|anyone|anybody|ninguem|ningu|nessuno|personne|alguien|
        qualcuno) | (?:work|working|travailler|trabajar|trabalhar|treballar|lavorare|collaborer|
        colaborar)
        \s(?:with|avec|con|com|amb)\s(?:an?other|others|d'autres|une autre|otr\w+|outr\w+|altr\w+|
        un'altra) |
    acudir (?:acompan|con)\w* | (?:contar|comptar|have|tener|ter|tenir|avoir|avere|include|incluir)
        (?: [a-z]+){0,2}? (?:soci|partner|parceir|partenair|aliad|consor)\w*
    """
)
"""… to have one."""
_GAP = re.compile(r"[^.;:]{0,40}")
_IF = table(
    r"""
    provided(?: that)? | on condition that | as long as | siempre que | siempre y cuando |
    con la condicion de que | a condicion de que | a condition (?:que|de|d') | a condicao de |
    desde que |
    contanto que | sempre que | purche | a condizione che | pourvu que | only if | solo si | so se |
    nomes si | a patto che
    """
)
_BELONGS = re.compile(
    r"[^.;:]{0,70}?\b(?:is|are|be|forme[n]?|sea[n]?|soit|soient|sia(?:no)?|seja[m]?|fac[ae][mn]?|"
    r"fass\w+|participe\w*|partecip\w+|figure\w*|join\w*|integr\w+|inclu\w+|incorpor\w+|sum\w+)\b"
    r"[^.;:]{0,30}?\b(?:part|parte|partie|partner|soci[oa]?s?|consor\w+|alianz\w+|equip\w+|"
    r"partenar\w+|parcer\w+|team|membre|member|miembro|grup\w+|aliad\w+|partenariato)\b"
)
"""Somebody else is in it, on which it depends."""
_OBLIGED = re.compile(
    r"\b(?:oblig\w+|obrig\w+|required to|tenu\w* de|deb\w+|must|shall|tien\w+ que|dev\w+|dovr\w+|"
    r"have to|ha[n]? de|doi\w+|solo|only|unicamente|habra[n]? de|necesariamente)\b[^.;:]{0,60}?"
    r"\b(?:agrupad[oa]s|asociad[oa]s (?:a|con)|regroupe\w+|grouped|in groups|em grupo|in gruppi|"
    r"in pairs|"
    r"aliad[oa]s con|sumarse (?:como minimo|al menos))"
)
_MUST_ALLY = table(
    r"necesit(?:an?|o|amos) | do (?:i|we) need | (?:hay que|debo|debemos) (?:tener|buscar) |"
    r" preciso(?: de)? |"
    r" necesitan? | needs? to | deben? | deberan? | must | shall | devem? | deverao | doivent |"
    r" doit |"
    r" tienen? que | have to | has to | han de | dovranno | devono | precisam | hauran de | doit"
)
"""They must come in a group, or find somebody."""
_BRINGS = table(
    r"""
    (?:deb|must|shall|dev|doi|tien|has to|have to|ha[n]? de|dovr|tendra)[a-z]*(?: que| de)?
        (?: [a-z]+){0,2}?\s(?:sumar|incorporar|vincular|integrar|asociar|involve|associate|associer|
        impliquer|envolver|coinvolgere|associare|sumarse|enrol|bring in|bring on board)
    """
)
_ON_BOARD = re.compile(
    r"\b(?:must|has to|have to|shall|deb\w+|dev\w+|doi\w+|dovr\w+|ha[n]? de)\b[^.;:]{0,40}?"
    r"\b(?:as|como|comme|com a|come) (?:(?:an?|the|una?|el|la|le|une) )?(?:[a-z]+ )?"
    r"(?:partner|soci[oa]|aliad[oa]|partenaire|parceir[oa]|co-?solicitante|co-?applicant)s?\b"
)
_GROUP_IS = table(
    r"""
    (?:associe|asocia|integra|inclui|involucra|vincula|involves|includes|associa)
        \s(?:obligatoire|obligatoria|obrigatoria|necesaria|necessari|necessaire)(?:ment|mente|ly)
        \s(?:(?:au moins|al menos|pelo menos|at least) )?(?:une?|una?|uma?|an?|one)\s
        (?:autorite|collectiv|organi|entid|entit|instit|autorid|authorit|ville|ciudad|cidade|city|
        commune|municip|universi|partenaire|socio|partner) |
    (?:y |em |in )?(?:est|esta|es|is|sera|e|ha de estar|debe estar|debera estar|doit etre|must be)
        \s(?:obligatoire|obligatoria|obrigatoria|necesaria|necessari)(?:ment|mente|ly)
        \s(?:associ|asociad|associad|vinculad|implica)[a-z]* |
    (?:binome|tandem|dupla|pareja|consorcio|consortium|alianza|parceria|partenariat|co-?solicitantes?|
        co-?applicants?|soci[oa]s?|partners?|partenaires?|parceir[oa]s?|aliad[oa]s?|agrupacion)
        \s(?:obligatori|obligatoire|mandator|compulsor|obrigat|obbligat|imprescind|required)[a-z]*
    """
)
_FIGURES = re.compile(
    r"\b(?:doi\w+|deb\w+|must|dev\w+|shall|has to|ha[n]? de|dovr\w+)\b[^.;:]{0,30}?\b(?:figur\w+|"
    r"be|estar|etre|contarse|essere|constar)\b[^.;:]{0,20}?\b(?:parmi|among|entre|tra)\b [a-z]+ "
    r"(?:[a-z]+ )?(?:partenaires|partners|soci[oa]?s|aliad[oa]s|parceir[oa]s)"
)
_TOO = re.compile(
    r"\b(?:tambien|igualmente|asimismo|also|aussi|egalement|tambem|igualment|tambe|anche|"
    r"ademas|as well)\b"
)
_GROUP = table(
    r"""
    agrupaciones | consorcios | uniones temporales | alianzas | consortia | groupings |
    groupements | partnerships | parcerias | consorcis | agrupacions | consorzi | raggruppamenti |
    (?:dos|two|deux|duas|dues|due|varias|several|plusieurs) (?:o mas |or more |ou plus |ou mais )?
        (?:ciudad|cit|ville|cidade|municip|entidad|organi|entit|commune|ajunt|collectiv|comuni)\w*
    """
)
_MAY_BE = re.compile(
    r"\b(?:podra\w*|pued\w+|may|can|peuvent|pourront|pod[ei]m?|poderao|poden|possono|lorsque)\b"
)
_JOINT = table(
    r"""
    (?:joint|shared|collective) (?:appli|bid|propos|submis|project|entr)[a-z]* |
    (?:solicitud|candidatur|propuest|proyect|postulac|propost|projet|demande|dossier|sol.?licitud)
        [a-z]* (?:conjunt|conjoint|compartid|commun|coletiv|colectiv|(?:[a-z]+ )?(?:en|em|in)
        \s(?:parceria|alianza|partner|partenariat|asociaci))[a-z]*
    """
)
_TAKEN = table(
    r"""
    (?:is|are|(?:will|may|can) be|son|seran|sont|seront|sao|serao|es|est|(?:tambien|tambem) se|
        (?:pueden|podran|poden) ser) (?:(?:also|tambien|aussi|egalement|tambem) )?
        (?:eligib|elegib|accept|acept|aceit|admit|admis|admes|possib|posib|welcom|allow|recevab|
        permi|bienven)
    """
)
"""Those of several together are taken as well."""
_IN_TEAM = re.compile(
    r"\b(?:can|may|pued\w+|podra\w*|peuvent|pod[ei]m|poden|possono) (?:be |ser |form\w+ |etre |"
    r"faire |"
    r"fazer |fare )?(?:part|parte|partie|membres?|members?|miembros?) (?:of|del?|de|do|da)"
    r" (?:the |la |el |l')?(?:team|equipo|equipe|consor\w+|equip|alianza|partnership)"
)


_NAMED = WordTable((*_THING.rows, *COMES_WITH.rows))


def _lack(text: str) -> tuple[bool, str] | None:
    return lacking(text, _THING) or lacking_it(text, _NAMED)


def lack_counts(sentence: Sentence) -> str | None:
    """Without a partner they are turned down."""
    found = _lack(sentence.text)
    return found[1] if found and found[0] else None


def lack_is_nothing(sentence: Sentence) -> str | None:
    """Without a partner they are taken too."""
    found = _lack(sentence.text)
    return found[1] if found and not found[0] else None


_NO_DUTY = re.compile(
    r"\b(?:se (?:regrouper|grouper)|s'associer|s'allier|asociarse|agruparse|aliarse|associar-se|"
    r"agrupar-se|aliar-se|associarsi|raggrupparsi|partnering|joining forces|"
    r"teaming up)\b[^.;:]{0,50}?\b"
    r"(?:n'est pas|no es|nao e|non e|no es un|is not|isn't|no sera)\b[^.;:]{0,20}?(?:oblig|"
    r"obrig|obblig|"
    r"necess|necesar|requis|exig|mandator|required|condici|condition|imprescind)"
)


def need_not(sentence: Sentence) -> str | None:
    """There is no need to find one."""
    if match := _NO_DUTY.search(sentence.text):
        return match.group()
    return followed(sentence.text, _NEED_NOT, _TO_ALLY, within=40, gap=_GAP)


def on_condition(sentence: Sentence) -> str | None:
    """They may, if somebody else is in it."""
    text = sentence.text
    for condition in _IF.finditer(text):
        if not SUBMITTING.search(text[: condition.start()]) or not _MAY_BE.search(
            text, 0, condition.start()
        ):
            continue
        if _BELONGS.match(text, condition.end()):
            return condition.group()
    return None


def obliged(sentence: Sentence) -> str | None:
    """They must come in a group, or somebody must be named as a partner."""
    for part in _PARTS.split(sentence.text):
        if not DENIAL.search(NO_DENIAL.sub(" ", part)) and (words := _obliges(part)):
            return words
    return None


_PARTS = re.compile(r"[;:] |,? (?:but|pero|mas|mais|sino) ")


def _obliges(text: str) -> str | None:
    match = (
        _OBLIGED.search(text)
        or _FIGURES.search(text)
        or _ON_BOARD.search(text)
        or _GROUP_IS.search(text)
    )
    return (
        followed(text, _BRINGS, SOMEBODY, within=45)
        or followed(text, _MUST_ALLY, _TO_ALLY, within=3)
        or (match.group() if match else None)
    )


def _joint_too(text: str) -> str | None:
    taken = followed(text, _JOINT, _TAKEN, within=50)
    return None if DENIAL.search(text) or _UNDER.search(text) else taken


_UNDER = re.compile(r"\b(?:only|solo|unicamente|uniquement|apenas|if|si|when|cuando|unless)\b")
"""They are taken on a condition, or nothing else is."""


def groups_too(sentence: Sentence) -> str | None:
    """Groups may apply as well as one alone, or others may be in the team."""
    text = sentence.text
    if match := _IN_TEAM.search(text):
        return match.group()
    if joint := _joint_too(text):
        return joint
    group, may = _GROUP.search(text), _MAY_BE.search(text)
    if group and may and _TOO.search(text):
        return group.group()
    return None


TURNED_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="partner-lack-counts",
        when=lack_counts,
        gives=True,
        examples=(
            Example("Las propuestas sin socio serán rechazadas.", True),
            Example("Las propuestas sin socio no serán rechazadas.", False),
        ),
    ),
    Rule(
        name="partner-lack-is-nothing",
        when=lack_is_nothing,
        gives=False,
        examples=(
            Example("La ausencia de aliados no es motivo de exclusión.", False),
            Example("La ausencia de aliados es motivo de exclusión.", True),
        ),
    ),
    Rule(
        name="partner-need-not",
        when=need_not,
        gives=False,
        examples=(
            Example("Las ciudades no necesitan asociarse con nadie para postular.", False),
            Example("Las ciudades necesitan asociarse con otra para postular.", True),
        ),
    ),
)
