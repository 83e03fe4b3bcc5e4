"""Who may apply, and from where: yes, no, or the source does not say; always with the sentence."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.places import HOLD_COLOMBIA, find_places
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import Words, table
from scrapers.item import Eligibility, Fact, Span

_WHO = table(
    r"""
    premia a | reconoce a | ganadora?s?\b | vencedor\w* | winning | available to |
    students from |
    (?:loans?|grants?|prestamos|creditos|subvencion\w*|ayudas|
        subsidios)\b(?: of [^.;]{1,30})? (?:a|to|para)\b | selected cities |
    ciudades seleccionadas | (?:may|can|should|must|are invited to) (?:submit|apply) |
    (?:deben|deberan) (?:remitir|enviar|presentar) | interesad[oa]s\b | interested\b |
    empr?estimos? a |
    (?:por|per|cada|each|par) (?:municipio|ciudad|city|municipality|ville|commune|municipi|
        cidade) | (?:cupos|becas|plazas|vagas|bolsas|bourses) (?:para|for|pour) |
    podran? (?:participar|postular|presentar|solicitar|ser benef|optar|concurrir|aplicar) |
    pueden? (?:participar|postular\w*|presentar\w*|solicitar|aplicar|optar|ser benef|acceder|
        aspirar) | dirigid[oa]s? a | destinad[oa]s? a | destinatari | benefici[ao]ri[oa]s |
    elegib | convocan? a | invita(?:n|mos)? a | abiert[oa]s? a | requisitos? | solicitantes? |
    participantes | quienes? puede | ciudadan[oa]s | exclusiv\w+ | unicamente | solamente |
    eligib\w+ | who can apply | may apply | can apply | open to | applicants? | invite[sd]? |
    must be | designed to help | support(?:s|ed)? .{0,30}members |
    podem? (?:participar|se inscrever|concorrer|candidatar|apresentar|submeter) | poderao |
    elegive\w+ | destinad[oa]s? a | destina-se | voltad[oa]s? (?:a|para) | publico-alvo |
    proponentes | peuvent (?:candidater|deposer|participer|presenter|beneficier) |
    s'adresse(?:nt)? aux? | eligibles? | destinataires? | destine(?:e|s|es)? aux? |
    ouvert(?:e|s|es)? aux | invite(?:e|s|es) |
    poden (?:participar|presentar|optar|sol|demanar|rebre|accedir) | podran? acceder |
    ens locals | adrecad[ae]s? a | podran (?:participar|presentar|sol) | beneficiaris |
    destinataris | entitats beneficiaries
    """
)
_LOCAL = table(
    r"""
    gobiernos? (?:locales?|municipales?|subnacional(?:es)?|territoriales?|regionales? y locales) |
    autoridades? locales? | municip(?:ios?|is|alidad(?:es)?|alit(?:y|ies|es|e))\b | alcaldias? |
    ayuntamientos? | entidades? (?:locales|territoriales|municipales) | corporaciones locales |
    intendencias? | ciudades\b | local (?:governments?|authorit(?:y|ies)) |
    city (?:governments?|authorities|councils?|teams?) | municipal authorities |
    autoridades municipales | cities\b | mayors\b | counties | subnational governments? |
    governos? (?:locais|local|municipa\w+) | prefeituras? | cidades\b | autarquias |
    entes locais | collectivites (?:territoriales|locales) |
    autorites (?:territoriales|locales) | villes\b | communes\b | ctf\b | ajuntaments? |
    ens locals | governs locals | ciutats\b |
    instituciones publicas \(a nivel estatal, regional o local\) | entidades publicas |
    administracion(?:es)? publicas?
    """
)
_NOT_ELIGIBLE = re.compile(
    r"\b(?:no (?:podran?|pueden?|son elegibles|sera[n]? elegibles?)|quedan? exclu|excluid|"
    r"se excluyen?|a excepcion|excepto|salvo|not eligible|ineligible|may not apply|cannot apply|"
    r"excluding|excluded|except for|nao podem|nao poderao|excet[ou]|vedad[oa]|ne peuvent pas|"
    r"exclu(?:s|es)?\b|no poden|exclosos|exceptuan)\b"
)
_ONLY = re.compile(
    r"\b(?:solo|solamente|unicamente|exclusiv\w+|only|exclusively|apenas|somente|uniquement|"
    r"exclusivement|seulement|nomes|han de ser|deberan ser|must be|devem ser|doivent etre)\b"
)
_OTHERS = table(
    r"""
    sociedad civil | ong[sd]?\b | ongd |
    organizaciones (?:no gubernamentales|sin (?:animo|fines) de lucro|de base|sociales|
        comunitarias|locales y de base) | fundaciones | asociaciones |
    sin (?:animo|fines) de lucro | universidades | instituciones de educacion superior |
    higher education | empresas | pymes | autonomos |
    personas (?:fisicas|naturales|juridicas sin) | estudiantes | civil society | non-?profits? |
    ngos? | universities | companies | individuals | students | sociedade civil | empresas |
    osc\b | entidades sem fins | associations | entreprises | universites | entitats sense |
    liderados por la comunidad
    """,
    tail=r"\b",
)
_BASED = table(
    r"""
    establecid[oa]s? en | con (?:sede|domicilio|residencia) (?:social |legal |fiscal )?en |
    domiciliad[oa]s? en | radicad[oa]s? en | ubicad[oa]s? en | residentes? en |
    nacional(?:es|idad)? de | nacionalidad | constituid[oa]s? en | que se encuentran? en |
    ciudadan[oa]s? | based in | located in | established in | registered in | citizens of |
    nationals of | residents? of | sediad[oa]s? em | com sede em | residentes em |
    situad[oa]s? em | etabli(?:es|s)? en | situe(?:s|es)? en | basees? en | amb seu a |
    domiciliats | ser colombian
    """
)
_FROM_WHERE = table(
    r"""
    (?:pueden?|podran?|podem|podera\w*|poden|peuvent|may|can) [a-z]+ | dirigid | destinad |
    destinat | elegib | eligib | nacional | national | ciudadan | citizen | resident | domicili |
    establecid | con sede | based in | located in | students from | applicants | paises |
    countries | pays | open to | abiert[oa]s? a | convoca | exclusiv | unicamente | solamente |
    solo | only | requisit | s'adresse | invita(?:n|mos)? a | available to |
    (?:cupos|becas|plazas|vagas) para | adrecad | voltad | gobiernos locales
    """
)
"""Words of a sentence whose countries say where applicants come from."""

_PARTNER = table(
    r"""
    (?:en|mediante|a traves de) (?:alianza|asociacion|consorcio|partenariado) |
    consorci(?:o|os|a|um)\b |
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
_NO_PARTNER = table(
    r"""
    de (?:forma|manera) individual | individualmente | individualment | individuellement |
    individually |
    no (?:es|sera) (?:necesario|obligatorio) (?:un |contar con )?(?:soci|consorci) |
    partners? (?:are|is) not required | sem necessidade de parceria
    """,
    tail=r"\b",
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
_NO_COFUNDING = table(
    r"""
    sin (?:necesidad de )?(?:contrapartida|cofinanciacion|aporte propio) |
    no (?:se )?(?:requiere|exige|es necesari[oa]|necesita|
        es obligatori[oa])[^.;]{0,30}(?:contrapartida|cofinanci|aporte) |
    (?:co-?funding|cost[- ]?shar\w+|match\w*)[^.;]{0,20} (?:is|are) not (?:required|mandatory) |
    no (?:co-?funding|cost[- ]?shar\w+|match\w*) | 100 ?% | sem contrapartida |
    sans (?:cofinancement|contrepartie)
    """
)


def read_eligibility(title: Passage, text: Passage) -> Eligibility:
    """The three-valued answers of a page.

    Only sentences that speak of applicants are read; a country named elsewhere says nothing
    about who may apply.
    """
    who = list(_who_sentences(title, text))
    where = [part for part in who if _FROM_WHERE.search(part[0].folded, part[1], part[2])]
    countries, span = _countries(where)
    return Eligibility(
        local_government=_local(who), colombia=_colombia(where),
        partner_required=_needed(title, text, _PARTNER, _NO_PARTNER, "partner-cue"),
        cofunding_required=_needed(title, text, _COFUNDING, _NO_COFUNDING, "cofunding-cue"),
        countries=countries, countries_span=span,
    )  # fmt: skip


def _who_sentences(title: Passage, text: Passage) -> Iterator[tuple[Passage, int, int]]:
    """Sentences about applicants, and the list items under a line that announces them."""
    for passage in (title, text):
        below = 0
        for start, end in passage.segments():
            sentence = passage.folded[start:end].strip()
            about = _WHO.search(sentence) is not None
            if about or (below and len(sentence) > 3):
                yield passage, start, end
            if about and (sentence.endswith((":", "?")) or len(sentence) < 50):
                below = 6
            elif below:
                below -= 1


def _fact(passage: Passage, position: int, *, answer: bool, method: str) -> Fact:
    """An answer with its sentence."""
    return Fact(answer=answer, span=passage.sentence_span(position, method=method))


def _local(who: list[tuple[Passage, int, int]]) -> Fact:
    """Whether a local government may apply."""
    closed: Fact | None = None
    for passage, start, end in who:
        text = passage.folded
        named = _LOCAL.search(text, start, end)
        refused = _NOT_ELIGIBLE.search(text, start, end)
        if (
            named
            and refused
            and refused.start() < named.start()
            and named.start() - refused.end() < 120
        ):
            return _fact(passage, named.start(), answer=False, method="excluded-cue")
        if named:
            return _fact(passage, named.start(), answer=True, method="local-government-cue")
        others = _OTHERS.search(text, start, end)
        if others and _ONLY.search(text, start, end) and closed is None:
            closed = _fact(passage, others.start(), answer=False, method="only-others-cue")
    return closed or Fact()


def _colombia(who: list[tuple[Passage, int, int]]) -> Fact:
    """Whether applicants from Colombia are in."""
    elsewhere: Fact | None = None
    for passage, start, end in who:
        places = find_places(passage.folded, start, end)
        for position, _, code in places:
            refused = _NOT_ELIGIBLE.search(passage.folded, max(start, position - 60), position)
            if code == "CO":
                return _fact(passage, position, answer=refused is None, method="country-cue")
            if code in HOLD_COLOMBIA and not refused:
                return _fact(passage, position, answer=True, method="region-cue")
        based = _BASED.search(passage.folded, start, end)
        if places and based and elsewhere is None:
            elsewhere = _fact(passage, based.start(), answer=False, method="based-elsewhere-cue")
    return elsewhere or Fact()


def _countries(who: list[tuple[Passage, int, int]]) -> tuple[tuple[str, ...], Span | None]:
    """Countries and regions named where the page speaks of applicants."""
    codes: dict[str, None] = {}
    span: Span | None = None
    for passage, start, end in who:
        for position, _, code in find_places(passage.folded, start, end):
            codes[code] = None
            span = span or passage.sentence_span(position, method="country-cue")
    return tuple(codes), span


def _needed(title: Passage, text: Passage, yes: Words, no: Words, method: str) -> Fact:
    """A requirement: a cue for yes or one for no; a page with both leaves it open."""
    found = {
        answer: next(((p, m.start()) for p in (title, text) if (m := cue.search(p.folded))), None)
        for answer, cue in ((True, yes), (False, no))
    }
    refused, asked = found[False], found[True]
    if refused and asked and method == "partner-cue":
        return Fact()
    if refused and (asked or method == "partner-cue"):
        return _fact(*refused, answer=False, method=method)
    return _fact(*asked, answer=True, method=method) if asked else Fact()
