"""Where a page has a section on a question: the headings, in folded words of five languages."""

from collections.abc import Mapping

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Span

UNREAD = "section-unread"
"""The method of a span where a person should look for an answer that was not read."""
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
WHO_MAY = table(
    r"""
    (?:quien(?:es)?|quines|qui|quem|who|para quien(?:es)?|pour qui|for whom|a quien(?:es)?) ?\?*$ |
    (?:para |a |de )?quien(?:es)?
        \s(?:puede|podra|va|se|participa|postula|aplica|solicita|propon|apoya|financia|ayuda)\w*\b |
    (?:for |to )?who (?:can|may|could|is|are|should|we)\b | quem (?:pode|participa|se) \w+ |
    quem participa | quem apoiamos | whom? we (?:fund|support)\w* | where we (?:fund|work)\w* |
    donde (?:trabaj|financ|apoy)\w+ | on treballem | onde (?:trabalh|apoi)\w+ |
    qui nous (?:soutenons|finan[cz]ons) | qui (?:peut|pot|est|sont|participe|s'adresse|depose)\b |
    qui\? |
    (?:entidades|organizaciones|instituciones|ciudades|solicitantes|paises|villes|cidades|actores|
        organismes|structures|demandeurs|candidats|ciutats|entitats|cities)
        \s(?:que (?:pueden|podran)|elegib|eligib|admis|invitad|convocad|participant|elegiv|concern|
        habilitad|benefici|destinat|solicitant|proponent|que poden|que podem)\w* |
    (?:eligible|likely|potential|admissible|target) (?:applicants?|entities|organi[sz]ations?|
        cities|countries|participants?|institutions|recipients?|beneficiaries|grantees|bidders) |
    (?:requisitos|criterios|criteres|criteria|conditions|condiciones|requirements|requisiti)
        \s(?:de|d'|of|for|di) ?(?:elegib|eligib|particip|admis|postul|ammiss|partecip)\w+ |
    eligib\w+ | elegib\w+ | admissibilite | participantes\b | participation\b | participacion\b |
    participants\b | applicants?\b | candidats\b | candidatos\b | proponentes\b | postulantes\b |
    which (?:cit|organi|countr|applic|entit)\w+ | (?:que|quelles) (?:ciudades|villes|entidades) |
    (?:poblacion|publico|grupo) (?:objetivo|destinatari[oa]) | postulan\b |
    who (?:it|this) is for | who qualifies | quien(?:es)? pueden? [a-z]+ |
    solicitantes\b | beneficiari[oa]s\b | beneficiaires\b | beneficiaris\b | destinatari[oa]s\b |
    destinataires\b | destinataris\b | publico[ -]alvo | dirigid[oa] a\b |
    profil des (?:villes|candidats) | perfil de (?:las|los) (?:ciudades|entidades|solicitantes) |
    perfil(?: requerido| buscado)?$ | demandeurs$ | porteurs (?:de projet|eligibles)\w* |
    (?:a|para) quien(?:es)? (?:esta|va|es)\b | a quem (?:se|esta|e)\b | para quem$ | a qui s'adre |
    qui (?:presenta|s'hi pot|ho pot) | quien(?:es)? (?:presenta|usa|accede) |
    entitats que | destinee? a | adrecad[ae]s? a | pour qui | wer\b |
    structures (?:eligibles|concernees) | quem (?:apresenta|concorre) | qui hi pot | a qui va\b
    """,
    lead=r"^\W*(?:\d+[.)]? ?|[a-z]+[.)] )?(?:(?:el|la|los|las|les|the|os|as|els) )?",
)
"""A heading under which stands who may apply, and nothing else."""
COUNTRIES = table(
    r"""
    (?:paises|countries|pays|paisos|territorios|territoires|ciudades|regiones|regions)
        (?: [a-z']+){0,4} |
    (?:ambito|cobertura|alcance)(?: (?:geografic[oa]|territorial|d[eo] [a-z]+))? | territorios? |
    geographic(?:al)? (?:scope|focus|coverage|eligibility|priorities) | places | lugares |
    lieux | donde | where |
    (?:priorites|zones?|couverture) geographiques? | zones? d'intervention |
    (?:¿|\W)?(?:desde|de|from|d'|da) ?(?:donde|onde|where|ou|dove)(?: [a-z]+){0,4} |
    where from | where can you apply from |
    (?:donde|where|on|onde) (?:we |nous )?(?:trabajamos|work|fund|treballem|trabalhamos|atuamos) |
    (?:eligible|participating|priority|target|partner|cooperation) (?:countries|regions|cities)
    """,
    lead=r"\W*(?:\d+[.)]? ?|[a-z]+[.)] )?",
    tail=r"\W*",
)
"""A heading under which stand the countries of a call."""
NOBODY_HERE = table(
    r"""
    para quem nao | no (?:elegibles|eligible|elegiveis) | quien(?:es)? no | quem nao |
    who (?:can ?not|may not|is not) | (?:not|non) eligible | ineligible |
    (?:solicitantes|postulantes|proponentes|candidatos|entidades|applicants) excluid[oa]s? |
    exclu(?:siones|sions|ded|soes|idos|idas)\b | qui ne peut |
    will not be considered:?$ | no se (?:financia|apoya|considera)\w*:?$ |
    (?:does|do|will|can) not (?:fund|support|finance|consider):?$ | what we do not |
    no (?:apoyamos|financiamos) | nao apoiamos | ne (?:finance|soutient) pas |
    (?:pas|non) eligibles
    """
)
"""A heading or line under which stands who may not apply."""
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


_TOUCHES: Mapping[str, WordTable] = {
    "partner_required": table(
        r"""
        soci[oa]s?\b | aliad[oa]s?\b | alianzas? | consor[ct]i\w+ | partners?\b | partnerships? |
        partenair\w+ | partenariat\w* | parceir\w+ | parcerias? | cosolicitantes? |
        co-?applicants? | contrapartes?\b | entitats? socies | socis\b | en asociacion
        """
    ),
    "cofunding_required": table(
        r"""
        contrapartidas? | contrapart(?:e|ie)s? | cofinan\w+ | co-?fund\w+ | co-?finan\w+ |
        aportes?\b | aportacion\w* | cost[- ]shar\w+ | match(?:ed|ing) fund\w* |
        (?:recursos|fondos|fons) (?:propios|proprios|propis) | own (?:funds|resources) |
        autofinan\w+ | a su cargo | a sa charge
        """
    ),
}
"""Words of a sentence that may hold the answer, where the page has no section on it."""


_RUN_IN = 5
"""Words of the longest heading whose text goes on in its line. Set by hand."""


def runs_in(passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence is the heading of those after it: «Segundo. Beneficiarios. Los …»."""
    line = passage.folded[start:end]
    if "\n" in line[-1:] or end >= len(passage.folded) or not line.rstrip().endswith("."):
        return False
    return len(line.split()) <= _RUN_IN and line.strip()[:1].isalnum()


def find_place(question: str, text: Passage) -> Span | None:
    """Where a person should look who wants the answer: the section on it, else a sentence."""
    return find_section(question, text) or _touching(question, text)


def _touching(question: str, text: Passage) -> Span | None:
    words = _TOUCHES.get(question)
    found = words.search(text.folded) if words else None
    return text.sentence_span(found.start(), method=UNREAD) if found else None


def find_section(question: str, text: Passage) -> Span | None:
    """The heading of the page's first section on ``question``; something has to follow it."""
    told = HEADINGS[question]
    for start, end in text.segments():
        line = text.folded[start:end].strip()
        if not 3 < len(line) <= _LONGEST or not _announces(line) or end >= len(text.folded):
            continue
        if told.search(line):
            at = start + text.folded[start:end].index(line)
            return text.span(at, at + len(line), method=UNREAD)
    return None


def _announces(line: str) -> bool:
    """Whether a line reads like a heading: a question, a label, or a few words and no stop."""
    return line.endswith(("?", ":")) or (line[-1] not in ".,;)" and len(line.split()) <= 8)
