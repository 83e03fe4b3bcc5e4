"""With how many one has to apply, and with whom: what a sentence that asks for a partner says."""

import re
from collections.abc import Iterator, Sequence

from scrapers.extract.parties.partner import PARTNER_RULES
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.text.rules import decide
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Counts, PartnerKind, PartnersAsked

_NUMBERS = {
    1: "un una uno one uma um une",
    2: "dos two deux duas dois dues",
    3: "tres three trois",
    4: "cuatro four quatre quatro",
    5: "cinco five cinq cinc",
    6: "seis six sis",
    7: "siete seven sept sete set",
    8: "ocho eight huit oito vuit",
}
_VALUES = {word: value for value, words in _NUMBERS.items() for word in words.split()}
_MOST = 30
"""No call asks for more: a larger number counts something else."""
_COUNT = re.compile(rf"\b(?:{'|'.join(_VALUES)}|\d{{1,2}})\b")
_LEAST = table(
    r"""
    al menos | (?:como )?minimo(?: de)? | un minimo de | at least | (?:a )?minimum(?: of)? |
    (?:no|not) (?:fewer|less) than | no menos de | au moins | au minimum | un minimum de |
    pelo menos | ao menos | no minimo | um minimo de | almenys | com a minim | un minim de
    """,
    tail=r",?(?: con| with| avec| com| amb)?\s$",
)
"""Right before a number: it is the least …"""
_OR_MORE = re.compile(r",? (?:o|or|ou) (?:mas|more|mais|plus)\b")
"""… or right after it …"""
_AT_LEAST_AFTER = re.compile(
    r"(?: [a-z-]+){0,4},? (?:como minimo|at the least|au minimum|no minimo|com a minim|o mas|"
    r"or more|ou mais|ou plus)\b"
)
"""… or after what it counts …"""
_MADE_OF = re.compile(
    r"\b(?:consor[ct]\w+|partnerships?|alianzas?|agrupacion\w*|agrupacio|partenariat|parceria|"
    r"groupement|union temporal|coalition)[a-z ]{0,24} "
    r"(?:of|de|d'|por|by|entre|between|from|com) ?(?:entre )?$"
)
"""… or it says how many a group is made of."""
_BODY = table(
    r"""
    soci[oa]?s?\b | aliad[oa]s? | partn?ers? | parceir[oa]s? | partenaires? | co-?applicants? |
    cosolicitantes? | contrapartes? | entidad\w* | entitats? | entity | entities | entites? |
    organi[sz]a\w+ | organism\w+ | institu\w+ | ciudad\w* | city | cities | cidades | villes |
    municip\w+ | ajuntaments? | gobiern\w+ | governments? | structures? | miembros? | members? |
    membres? | actor\w* | acteurs? | participantes? | participants? | beneficiar\w+ | universi\w+ |
    centros? | centres? | empresas? | ongs? | ngos? | compan\w+ | personas juridicas | grupos? |
    associa\w+ | asociaciones | alcaldias? | ayuntamientos? | prefeituras? | communes? | pymes? |
    collectivites? | autorid\w+ | authorit\w+ | fundaci\w+ | osc | socis
    """
)
_BETWEEN = re.compile(r"(?: \(\w+\))?(?: (?!(?:de|of|en|in|to|a|por|by)\b)[a-z-]+){0,3} ")
"""What may stand between a number and what it counts."""
_OTHERS = table(
    r"""
    soci | aliad | partner | parceir | partenaire | co-?\w*applicant | cosolicitant | contraparte
    """
)
"""Bodies that are with the applicant: it is none of them itself …"""
_WHOLE = re.compile(
    r"\b(?:consor[ct]\w+|agrupacion\w*|agrupacio|groupement|union temporal|coalition|partenariat|"
    r"partnerships?|parceria|alianzas?|red solicitante|bring together|"
    r"agrupad\w+|agrupats|joint\w*|conjunta\w*|asociados)\b"
)
"""… unless a group is spoken of, which it belongs to."""
_INCLUDING = re.compile(
    r"\b(?:including|inclu\w+|contando|compris|y compris|inclos\w*) (?:the |el |la |a |o |al |le )?"
    r"(?:lead|coordinator|applicant|solicitante|coordinador|proponente|entidad solicit|demandeur|"
    r"chef de file|candidat)"
)
_BESIDES = re.compile(
    r"\b(?:otr[oa]s?|outr[oa]s?|others?|another|autres?|altr[ea]s?|further|additional|adicional\w*|"
    r"ademas de|in addition to|besides|en plus d|alem d|a mes d|excluding|sin contar|apart from)\b"
)
_KINDS: dict[PartnerKind, WordTable] = {
    "university": table(
        r"""
        universi\w+ | educacion superior | higher education | enseignement superieur |
        ensino superior | educacio superior | \bies\b | academi[ac]\w* | facultad
        """
    ),
    "research": table(
        r"""
        (?:centros?|centres?|institu\w+|organi\w+|grupos?|entidad\w*|laboratoires?|
            organismes?) (?:publico |public )?(?:de|of|d') ?(?:la )?(?:investiga\w+|recherche|
            pesquisa|research|recerca) |
        research (?:cent\w+|institut\w+|organi\w+|bod\w+|performing)
        """
    ),
    "ngo": table(
        r"""
        ongs?\b | ngos?\b | osc\b | csos?\b | ongd\b | civil society | sociedad civil |
        societe civile | sociedade civil | societat civil | sin animo de lucro |
        sin fines de lucro | sem fins lucrativos | sense anim de lucre | non-?profit |
        not-for-profit | a but non lucratif | no gubernamental\w* | non-?governmental |
        nao governamenta\w+ | fundaci\w+ | (?:une |des )associations? | organizacion social |
        organizaciones (?:sociales|comunitarias|de base)
        """
    ),
    "company": table(
        r"""
        empresas?\b(?! (?:social|public)) | compan(?:y|ies) | sector privad[oa] |
        private (?:sector|compan\w+|firm) | entreprises? | secteur prive | setor privado |
        sector privat | pymes? | smes?\b | start-?ups? | industr(?:y|ial|ia)\b
        """
    ),
    "local_government": table(
        r"""
        municip\w+ | alcaldias? | ayuntamientos? | ajuntaments? | gobiernos? locale?s? |
        local (?:governments?|authorit\w+) | prefeituras? | collectivites? | communes? |
        entidad(?:es)? territorial\w* | cit(?:y|ies)\b | ciudad(?:es)?\b | villes?\b |
        cidades? | governos? loca\w+ | governs? locals? | gobernaciones? | diputacion\w*
        """
    ),
    "public_body": table(
        r"""
        (?:entidad|organismo|institucion|administracion)(?:es|s)? publicas? |
        organismos? publicos? | public (?:bod\w+|authorit\w+|institution\w*|entit\w+) |
        organismes? publics? | entidades? publicas? | orgaos? publicos? | sector publico
        """
    ),
    "local": table(
        r"""
        (?:soci[oa]s?|aliad[oa]s?|contrapartes?|entidad(?:es)?|organizacion(?:es)?|partenaires?|
            parceir[oa]s?|socis?|partners?) loca(?:l|les|ux|is|le|ls)\b |
        local (?:partners?|counterparts?|organi[sz]ations?|entit\w+) | homologues? locaux
        """
    ),
    "abroad": table(
        r"""
        otros? paise?s? | otro estado | another (?:\w+ ){0,2}(?:country|state) |
        different (?:\w+ ){0,3}(?:countries|states) | (?:un )?autre pays | pays differents |
        outros? paise?s? | un altre pais | (?:paises|estados|stats) (?:\w+ )?(?:dis|dif)\w+ |
        (?:distint|diferent)[oa]s (?:paises|estados|regiones del mundo) | differents pays |
        paisos (?:dis|dif)\w+ | (?:different|diferents) paisos | extranjer[oa]s? | foreign |
        international partners? | soci[oa]s? internacional\w* | parceir[oa]s? internaciona\w+ |
        partenaires? (?:internationa\w+|etrangers?) | overseas
        """
    ),
}
_COUNTRIES = re.compile(
    rf"\b(?:{'|'.join(w for v, words in _NUMBERS.items() if v > 1 for w in words.split())}|"
    r"[2-9])\b (?:(?!de|of|d')[a-z-]+ ){0,2}(?:paises|countries|pays|paisos|"
    r"member states|estados miembros|etats membres|estados-membros)"
)
_JOINS = table(
    r"""
    (?:en|in|em) (?:consor\w+|alian\w+|asocia\w+|partners\w+|partenariat|parceria|colabora\w+|
        col.laboracio|conjunto|agrupacion|union temporal) (?:con|with|avec|com|amb) |
    junto (?:con|a) | con otra | with another | avec une autre | com outra | conjuntamente con |
    (?:together|jointly) with | ensemble avec |
    (?:aliar|asociar|vincular|associar|associer|partner|involve|associate|bring together|asocien|
        alien|s'associer)\w*(?: up)?(?: con| with| a| com| amb| avec)?\b |
    (?:soci[oa]|aliad[oa]|parceir[oa]|partenaire|co-?applicant|cosolicitante|contraparte|
        consorci\w*|consortium|alianza|partnership|agrupacion)s?\b
    """
)
_PARTNER = re.compile(
    r"soci[oa]|partner|partenaire|parceir|aliad|contraparte|homologue|counterpart"
)
"""A kind that is said with the word for the partner."""
_STOP = re.compile(
    r"[.;:]|\b(?:para|to|pour|que (?!sea|no|tenga)|quien\w*|cuy\w+|who|whose|dont|y deb\w+|"
    r"and must|en beneficio|before|antes|hasta)\b"
)
"""Where what is said of the partner ends."""
_AS_ONE = re.compile(
    r"(?: [a-z]+){0,2} (?:como|as|comme|com a|en calidad de) (?:an? |una? |uma? )?"
    r"(?:soci|aliad|partner|parceir|partenaire|co-?applicant|cosolicit)|"
    r"(?: organi[sz]ation)? partners?\b"
)
"""After a kind: it is the partner although it stands before that word."""
_REACH = 90
"""Letters after the word for the partner that still speak of it. Set by hand."""


def read_partners_asked(sentences: Sequence[Sentence]) -> PartnersAsked | None:
    """What the first sentence that asks for a partner, and says more of it, says.

    The number is that of the first sentence with one; the kinds are those of the same sentence.
    """
    told = [asked for sentence in sentences if (asked := _asked(sentence))]
    return next((one for one in told if one.number), next(iter(told), None))


def _asked(sentence: Sentence) -> PartnersAsked | None:
    verdict = decide(PARTNER_RULES, sentence)
    if verdict.rule is None or verdict.rule.gives is not True:
        return None
    number, counts, at = _number(sentence.text)
    kinds = tuple(_kinds(sentence.text, at))
    if number is None and not kinds:
        return None
    return PartnersAsked(
        span=sentence.passage.sentence_span(sentence.start, method=verdict.rule.name),
        number=number,
        counts=counts,
        kinds=kinds,
    )


def _number(text: str) -> tuple[int | None, Counts | None, int | None]:
    """How many, of whom that is, and where that stands."""
    for match in _COUNT.finditer(text):
        number = _VALUES.get(match.group()) or int(match.group())
        body = _counted(text, match.end())
        if body is None or not 0 < number <= _MOST or _COUNTRIES.match(text, match.start()):
            continue
        before = text[max(0, match.start() - 60) : match.start()]
        least = _LEAST.search(before) or _OR_MORE.match(text, match.end())
        if (
            least
            or _AT_LEAST_AFTER.match(text, body.end())
            or (number > 1 and _MADE_OF.search(before))
        ):
            return number, _counts(text, body, number), match.end()
    return None, None, None


def _counted(text: str, at: int) -> re.Match[str] | None:
    """What a number that ends ``at`` counts."""
    at = more.end() if (more := _OR_MORE.match(text, at)) else at
    for body in _BODY.finditer(text, at, at + 50):
        return body if _BETWEEN.fullmatch(text, at, body.start()) else None
    return None


def _counts(text: str, body: re.Match[str], number: int) -> Counts | None:
    """Whether the number is of everybody or of those the applicant brings."""
    near = text[max(0, body.start() - 50) : body.end() + 40]
    if _INCLUDING.search(text):
        return "everybody"
    if number == 1 or _BESIDES.search(near):
        return "others"
    whole = _WHOLE.search(text, 0, body.end() + 15) is not None
    if _OTHERS.search(text, body.start(), body.end() + 12):
        return None if whole else "others"
    return "everybody" if whole else None


def _kinds(text: str, numbered: int | None) -> Iterator[PartnerKind]:
    """Whom the partner is to be, each kind once."""
    starts = [match.end() for match in _JOINS.finditer(text)]
    if numbered is not None:
        starts += [max(0, numbered - 40)]
    for kind, words in _KINDS.items():
        told = (_PARTNER.search(m.group()) or _near(text, m, starts) for m in words.finditer(text))
        if any(told) or (kind == "abroad" and _COUNTRIES.search(text)):
            yield kind


def _near(text: str, match: re.Match[str], starts: Sequence[int]) -> bool:
    """Whether a kind is told of the partner, and not of the applicant or of who gains by it."""
    if _AS_ONE.match(text, match.end()):
        return True
    return any(
        start <= match.start() <= start + _REACH and not _STOP.search(text, start, match.start())
        for start in starts
    )
