"""A call within another country, which names it nowhere among who may apply.

«Ayuntamientos de la provincia», on the page of a diputación: whoever is spoken of is of there, and
nobody of here. Asked only where the page names no place that holds the country, and none of its own
papers or money.
"""

import re
from collections.abc import Sequence

from scrapers.extract.parties.cues import EXCEPT
from scrapers.extract.parties.places import all_places, holds
from scrapers.extract.parties.sections import WHO_MAY
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.whole.domestic import marks_of
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Fact, Span

_BODIES: dict[str, WordTable] = {
    "ES": table(
        r"""
        diputacion(?:es)?(?: provincial\w*| foral\w*| de)? | diputaci?ons? | diputacio\b |
        mancomuni(?:dad|tat)\w* |
        consistorios? | ayuntamientos? | ajuntaments? | concellos? | consells? comarcals? |
        cabildos? insular\w* |
        comunidad(?:es)? autonomas? | registro autonomico | bdns\b |
        base de datos (?:nacional )?de subvenciones | recurso de alzada | sede electronica |
        ley 38/2003 | real decreto | consejeria |
        conselleria | generalitat | xunta | empadronad\w+ | ongd\b | boletin oficial d | ens locals
        """,
        tail=r"(?![a-z])",
    ),
    "FR": table(
        r"""
        collectivites? territoriales? | intercommunalites? | epci\b | loi (?:de )?1901 | siret\b |
        conseil (?:departemental|regional) | communautes? (?:de communes|d'agglomeration)
        """
    ),
    "PT": table(r"camaras? municipa\w+ | autarquias? | freguesias? | nipc\b | concelhos?\b"),
    "BR": table(
        r"""
        prefeituras? | prefeitos? | governo federal | municipios, estados | estados e municipios |
        ministerio das cidades | secretarias? municipa(?:l|is) | cnpj\b | governo do estado |
        distrito federal | secretaria de estado d |
        territorio estadual | municipios do estado | transferegov | quilombol\w+
        """
    ),
    "IT": table(
        r"""
        comuni\b | enti locali | citta metropolitan\w+ | unioni di comuni | enti del terzo settore |
        regione\b
        """
    ),
    "US": table(r"501\(c\) ?\(3\) | 501c3 | school districts? | tribal governments?"),
    "GB": table(r"charity commission | parish councils? | unitary authorit\w+"),
    "PE": table(
        r"""
        municipalidades (?:provinciales|distritales) | sunarp\b | sello municipal |
        ministerio de desarrollo e inclusion social
        """
    ),
    "CL": table(
        r"""
        region metropolitana | fndr\b | ley (?:n.? ?)?\d{2}\.\d{3} | honorable concejo |
        oficina de partes | seremi\b | minvu\b | \d+ uf\b | \d+ utm\b | juntas? de vecinos |
        servicio de vivienda |
        organizaciones (?:territoriales y )?funcionales | gobierno regional de [a-z]+
        """
    ),
    "UY": table(r"comisiones vecinales | intendencias? | clubes sociales y deportivos"),
    "MX": table(r"presidentes? municipal\w+ | cluni\b | entidades federativas"),
}
"""Bodies, papers and laws that only one country calls so."""
_OF_THERE = table(
    r"""
    (?:de|del|en|dels?|d[aoe]|na|no|nel|nella|della|du|dans|al?|of|in)\s?(?:esta |este |el |la |l'|
        the |le )?%LAND%
    """,
    tail=r"\b(?! (?:de )?(?:mas|\d)\b)",
    parts={
        "LAND": r"""
        provincia | comarca | comuna | region(?! metropolitana) | termino municipal |
        terme municipal |
        comuni(?:dad|tat)(?: autonoma| foral)?(?: de [a-z-]+)? | demarcacio\w* | concelho |
        isla | illa |
        ciutat | ciudad | municipio | municipi | territorio (?:estadual|provincial|municipal|
        regionale) |
        pais\b | departement | region autonoma | territoire (?:departemental|regional) |
        estado d[oae] [a-z]+ |
        county | borough
        """
    },
)
"""Whoever is spoken of is of the funder's own territory."""
_SEAT = re.compile(
    r"\b(?:sede|domicili\w+|seu|delegaci\w+|siege|resid\w+|foro|implant\w+|radicad\w+|establ\w+|atuac\w+|"
    r"registered|inscrit\w+|registrad\w+|constituid\w+|"
    r"establert\w*|etabli\w*|based|located|empadron\w+)\b[^.;]{0,50}$"
)
_OTHERS_NOT = table(
    r"""
    %BODY%[a-z]*(?: [a-z]+){0,2} (?:de|d'|from|of|di|des|in|based in|provenientes de|
        procedentes de) ?
        (?:any )?(?:otr[oa]s|other|altri|outr[oa]s|autres|altres) (?:paises|countries|paesi|pays|
        paisos|
        estados|states|territorios|regiones|regions) |
    (?:entidades|organizaciones|entities|organi[sz]ations|applicants|entites|structures)
        \s(?:de|from|situadas|located|based|hors|basees)? ?(?:de |d')?(?:fuera|fora|outside|
        elsewhere|
        hors) |
    (?:foreign|overseas) (?:entit|organi[sz]a|applicant|institut)[a-z]*
    """,
    tail=r"\b",
    parts={
        "BODY": r"""
        postulantes? | socios? | entidades? | entit | organi[sz]a | municip | ciudad |
        cit(?:y|ies) |
        enti\b | comuni\b | solicitud | propuest | proposal | application | candidatur |
        postulacion |
        propost | demandes? | domand | dossiers? | applicants? | solicitantes? | councils? |
        gobiernos? | governments? | collectivites?
        """
    },
)
"""Those of other countries …"""
_SAID = re.compile(
    r"\b(?:otr[oa]s|other|altri|outr[oa]s|autres|altres|fuera|fora|outside|elsewhere|hors|foreign|"
    r"overseas)\b"
)
"""A word of them: sentences without it are not asked further."""
_NOT = re.compile(r"\b(?:no|not|nao|ne|non|cannot|inelig\w+|rechaz\w+|reject\w+|exclu\w+|fuera)\b")
"""… may not."""


def read_abroad(
    title: Passage,
    text: Passage,
    sentences: tuple[Sequence[Sentence], Sequence[Sentence]],
    country: str,
) -> Fact | None:
    """No, where a page marks itself as another country's own call; ``None`` where it does not."""
    who, every = sentences
    codes = {code for passage in (title, text) for _, _, code in all_places(passage.folded)}
    if marks_of(title, text, country) - {"name", "body"}:
        return None
    held = _is_held(codes, country)
    told = None
    if not held:
        told = _seat_in_a_town(who) or _by_papers_of_there(who, country)
        told = told or _by_money_and_bodies(title, text, who, codes, country)
        told = told or (_others_not(every) if codes else None)
    return told or _of_there(title, text, who, held=held, country=country)


def _is_held(codes: set[str], country: str) -> bool:
    """Whether a country, or the one region that is named, is ours or holds us."""
    listed = len({code for code in codes if len(code) == _CODE}) > 1
    return country in codes or (not listed and any(holds(code, country) for code in codes))


_MANY_REGIONS = ("ES", "PT", "BR", "US", "GB", "PE", "MX")
"""Their words stand too on pages of which «la región» is a continent."""
_PAPERS_THERE: dict[str, WordTable] = {
    "BR": table(
        r"prefeituras? d[eo] (?:todo o )?pais | municipios do pais | cnpj\b(?!,? (?:ou|o|"
        r"or) [^.;]{0,20}(?:equivalen|similar))"
    ),
    "ES": table(
        r"""
        comunidad foral | empadronad\w+ |
        (?:registro|rexistro|registre) municipal d[e'] ?(?:asociaci|entidad|entitat)\w+ |
        registro (?:de agentes de cooperacion|autonomico)
        """
    ),
    "IT": table(
        r"registro unico nazionale | runts\b | (?:albo|registro) (?:regionale|provinciale)"
    ),
    "US": table(r"u\.s\. territories"),
}
"""Who has them is of there, wherever the page is from."""


def _by_papers_of_there(who: Sequence[Sentence], country: str) -> Fact | None:
    """The sentence on who may apply by which they have what only one country gives."""
    for sentence in who:
        cued = sentence.under or any(clause.cues for clause in sentence.clauses)
        if not (cued or "requisitos" in sentence.text or "inscrit" in sentence.text):
            continue
        for code, papers in _PAPERS_THERE.items():
            match = papers.search(sentence.text) if code != country else None
            if match and not _NOT_HAVING.search(sentence.text[: match.start()]):
                return _no(sentence, match.start(), "papers-of-another-country")
    return None


_NOT_HAVING = re.compile(
    r"\b(?:(?<!inscritas )(?<!inscritos )no|not|nao|sin|sem|without|con o sin|"
    r"com ou sem)\b[^.;,]{0,24}$"
)
_MONEY: dict[str, WordTable] = {
    "BR": table(r"r\$ ?\d", lead=""),
    "GB": table(r"£ ?\d", lead=""),
    "MX": table(r"mxn\b | pesos mexicanos"),
    "UY": table(r"\$u ?\d", lead=""),
    "PE": table(r"s/\.? ?\d", lead=r"\b"),
}
_ABROAD = re.compile(
    r"\b(?:international|internacional|overseas|foreign|abroad|worldwide|extranjer|estrangeir|countries|"
    r"paises|global|mundial|ultramar)"
)
"""Others may be in it too."""


def _by_money_and_bodies(
    title: Passage, text: Passage, who: Sequence[Sentence], codes: set[str], country: str
) -> Fact | None:
    """The sentence on who may apply, on a page in the money and with the bodies of one country."""
    if _ABROAD.search(text.folded) or _ABROAD.search(title.folded):
        return None
    for code, money in _MONEY.items():
        here = code == country or codes - {code}
        if not here and money.search(text.folded) and _BODIES[code].search(text.folded):
            on_them = (s for s in who if LOCAL.search(s.text) or OTHERS.search(s.text))
            first = next(on_them, None)
            return _no(first, 0, "money-and-bodies-of-another-country") if first else None
    return None


_SEAT_THERE = re.compile(
    r"\b(?:amb (?:la )?(?:seu|domicili|delegacio)(?: social)?|con sede(?: legale)?) "
    r"(?:permanent )?(?:al?|ad) (?:la |l')?"
)
"""In a tongue that is of no country of the agency's: whatever town is named is there."""


def _seat_in_a_town(who: Sequence[Sentence]) -> Fact | None:
    """The sentence by which whoever applies has its seat in a town there, by its name."""
    for sentence in who:
        for match in _SEAT_THERE.finditer(sentence.text):
            at = sentence.start + match.end()
            if sentence.passage.plain[at : at + 1].isupper():
                return _no(sentence, match.start(), "seat-in-a-town-there")
    return None


_CODE = 2
"""Letters of a country's code; a region's has more."""


def _others_not(every: Sequence[Sentence]) -> Fact | None:
    """The sentence that turns those of other countries away."""
    for sentence in every:
        match = _OTHERS_NOT.search(sentence.text) if _SAID.search(sentence.text) else None
        near = sentence.text[max(0, match.start() - 40) : match.end() + 60] if match else ""
        if match and _NOT.search(near):
            return _no(sentence, match.start(), "others-turned-away")
    return None


def _of_there(
    title: Passage, text: Passage, who: Sequence[Sentence], *, held: bool, country: str
) -> Fact | None:
    """The sentence on who may apply that ties them to the funder's own territory."""
    for sentence in who:
        cued = sentence.under or any(clause.cues for clause in sentence.clauses)
        if not (cued or WHO_MAY.search(sentence.text)):
            continue
        for match in _OF_THERE.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - 70) : match.start()]
            bodies = [*LOCAL.finditer(before), *OTHERS.finditer(before)] if not held else []
            body = max(bodies, key=lambda found: found.end(), default=None)
            tied = body is not None and _is_right_after(before, body.end())
            low = match.start() - len(before) + (body.start() if body else 0)
            out = EXCEPT.search(sentence.text, match.end())
            end = sentence.end if out else sentence.start + match.end()
            own = (sentence.start + low, end)
            wide = "region" in match.group()
            if (tied or _SEAT.search(before)) and _is_of_another(
                title, text, sentence, own, {country, *_MANY_REGIONS[: wide * len(_MANY_REGIONS)]}
            ):
                return _no(sentence, match.start(), "call-of-another-country")
    return None


def find_territory(
    title: Passage, text: Passage, who: Sequence[Sentence], country: str
) -> Span | None:
    """Where whoever applies is tied to another country's own ground, whatever else is named."""
    if marks_of(title, text, country) - {"name", "body"}:
        return None
    told = _of_there(title, text, who, held=False, country=country)
    return told.span if told else None


def _no(sentence: Sentence, at: int, method: str) -> Fact:
    return Fact(
        answer=False, span=sentence.passage.sentence_span(sentence.start + at, method=method)
    )


_GAP = re.compile(r"(?:,? ?(?:y|e|i|et|o|ou|u)? ?[a-z]+){0,3} ?")


def _is_right_after(before: str, at: int) -> bool:
    """Whether only other bodies stand between who is named and where they are."""
    return _GAP.fullmatch(before[at:]) is not None


_TONGUES = {
    "IT": re.compile(
        r"\b(?:domand[ae]|possono|presentare|progett[oi]|partenariato|dovra|bando|degli|della|sono|enti)\b"
    ),
    "PT": re.compile(
        r"\b(?:podem|pessoas|maiores|inscricao|inscricoes|nao|sao|edital|proponente|prefeitura|apenas)\b"
    ),
    "ES": re.compile(
        r"\b(?:axudas?|subvencions|poderan|concellos?|rexistro|solicitude|vecinais|asociacions|ajuts?|"
        r"subvencio|poden|entitats|ajuntament|amb|als|dels|sense|anim|altres|hores|beneficiaries)\b"
    ),
}
"""Words of a tongue that is one country's, whoever is spoken of in it."""
_ENOUGH = 3
"""Of them, so that no name is taken for a tongue. Set by hand."""


def _is_of_another(
    title: Passage, text: Passage, said: Sentence, own: tuple[int, int], but: set[str]
) -> bool:
    """Whether a body that only another country has stands on the page, beside who is tied to it."""
    tongue = f"{title.folded}\n{text.folded}"
    for code, words in {} if "ciutat" in said.text else _TONGUES.items():
        if code not in but and len(set(words.findall(tongue))) >= _ENOUGH:
            return True
    if any(len(code) == _CODE and code not in but for _, _, code in all_places(title.folded)):
        return True
    pieces = [title.folded, text.folded[: own[0]], text.folded[own[1] :]]
    if said.passage is title:
        pieces = [text.folded]
    return any(
        words.search(piece)
        for code, words in _BODIES.items()
        if code not in but
        for piece in pieces
    )
