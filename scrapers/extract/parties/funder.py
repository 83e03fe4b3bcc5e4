"""Who gives the money, from a label, the title, the first sentences or the address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapers.extract.parties.known_funders import DOMAINS, KNOWN
from scrapers.extract.parties.org_names import Name, is_bare_head, is_purse, names
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table
from scrapers.item import Span

_HEAD = 900
"""Letters at the top of a text in which it names who pays. Set by hand."""
_FIRST = 450
"""Letters in which a name stands for the publisher where nothing says «financia». Set by hand."""
_NAME = r"(?P<name>[^\n.;|]{3,90}?)"
_LABELLED = table(
    r"""
    entidad (?:convocante|financiadora|oferente) |
    (?:organismo|organo|orgao|organ|institucion) (?:convocante?|financiador|que promueve|promotor) |
    organismo | invita | financiador | convocante | convoca | cooperante | donante |
    fuente (?:de financiacion|oferente) | funder | by | funding (?:agency|body|organi[sz]ation) |
    donor | agency name | responsible | grantmaker | sponsor | financiadora | orgao financiador |
    financeurs?(?:\(s\))? | organisme financeur | porteur | entitat convocant
    """,
    lead=r"(?:^|\n)[ \-•*]*",
    tail=rf"\s*[:|]\s*{_NAME}\s*(?:\n|[.;|]|$)",
)
_LAUNCH = table(
    r"""
    lanz(?:a|an|o|aron|ara|aran)\b | (?:ha|han) (?:lanzado|abierto|convocado|publicado) |
    convoc(?:a|an|o|aron|ara)\b | abr(?:e|en|io|ira)\b | presentan?\b | anunci(?:a|an|o|aron)\b |
    invitan?\b | ponen? en marcha | public(?:a|an|o)\b | destin(?:a|an|o|ara)\b | ofrecen?\b |
    brindan?\b | otorgan?\b | conceden?\b | recibe\b | pagara\b |
    launch(?:es|ed)?\b | opens?\b | opened\b | (?:is|are) pleased to | announce[sd]?\b |
    invites?\b |
    offer(?:s|ed)?\b | issue[sd]?\b | gives?\b | seeks?\b | awards\b | calls for |
    has (?:established|opened|launched) |
    (?:is|are) (?:offering|accepting|inviting|seeking|taking|open for) |
    lance(?:nt)?\b | annonce(?:nt)?\b | ouvre(?:nt)?\b | (?:a|ont) (?:ouvert|lance) |
    propose(?:nt)?\b |
    offre(?:nt)?\b | recoit\b | souhaite(?:nt)?\b | s'adresse\b | donne\b | attribue\b |
    lanca(?:m)?\b | lancou\b | abriu\b | premiam?\b | publicou\b | oferecem?\b | convida\b |
    (?:comunica|informa) que | torna publico | chama a\b | deu mais prazo | destina\b |
    llanca\b | obren?\b | ofereix\b | obre\b | abren convocatoria
    """
)
_BY = table(
    r"""
    (?:por|a l'|por a) ?iniciativa d[eo]l?a? | a l'initiative d[eu] |
    (?:convocad|lanzad|promovid|impulsad|financiad|ofrecid|otorgad|organizad|oferecid|publicad|
        lancad|
        gestionad|concedid|atorgad|convocat|finançad|impulsat)[aeo]?s? (?:por|per|pel[oa]s?|
        con fondos de) |
    (?:launched|offered|funded|financed|awarded|organi[sz]ed|provided) by |
    (?:lance|finance|ouvert|propose|organise|offert)e?s? par |
    (?<!se )(?:promovem|promove|organizan?|promueven?|convocan?|financian?|informa|comunica)\b
        (?: (?:esta|a|la|el) (?:edicao|edicion|convocatoria))?
    """
)
_ASIDE = table(
    r"""
    colabora\w+ (?:con|de) | junto (?:con|a) | asocio con | alianza con | partner\w*(?: with)? |
    parceria com | partenariat avec | together with | cooperation with |
    (?:con|com|with) (?:el |o |the )?(?:apoyo|apoio|support|aval) (?:de|do|da|of) | for | para |
    for the | dirigid[oa]s? a | mediante | through | junto ao? | segun | according to | selon |
    segundo | foto: | fuente: | redaccion | asi como | such as | tales como | draw on |
    including | incluid[oa]s? | como
    """,
    lead="",
    tail=r"(?: (?:el|la|los|las|the|o|a|os|as|le|les))?\s?$",
)
"""What stands before a partner, a beneficiary or a news desk: no funder."""

Found = tuple[str, Span]


def read_funder(
    title: Passage, text: Passage, *, url: str | None
) -> tuple[str | None, Span | None]:
    """The funder's name and where it stands; ``None`` where nothing names one.

    In order: a label ("Entidad convocante: …"), a known funder in the title, who launches, opens
    or offers ("X lanza", "launched by X"), the address, an organisation the address belongs to or
    the title names, a known funder near the top, the one organisation the first lines name, any
    known funder.
    """
    for found in (_labelled(text), _known(title, 0, len(title.folded)), _known_launching(text)):
        if found:
            return found
    named = _from_address(url)
    if named:
        return named, Span(quote=url or "", field="url", method="address-of-funder")
    told = list(names(title, 0, 300)), list(names(text, 0, _HEAD))
    for name, passage, method in (
        *_launching(title, told[0]),
        *_launching(text, told[1]),
        *_of_site(title, told[0], url),
        *_of_site(text, told[1], url),
    ):
        whole = _whole(name, passage, (title, text))
        if whole:
            return whole[0].text, whole[1].span(whole[0].start, whole[0].end, method=method)
    first = [n for n in told[1] if n.end < _FIRST and not is_purse(text.folded[n.start : n.end])]
    for found in (_known(text, 0, _HEAD), _only(title, told[0]), _only(text, first)):
        if found:
            return found
    return _known(text, 0, len(text.folded)) or (None, None)


Told = tuple[Name, Passage, str]


def _known_launching(text: Passage) -> Found | None:
    """A known funder told to launch, open or offer within the first sentences."""
    for match in _LAUNCH.finditer(text.folded, 0, _HEAD):
        start, _ = text.segment(match.start())
        found = _known(text, max(start, match.start() - 200), match.start())
        if found:
            return found
    return None


def _launching(passage: Passage, found: list[Name]) -> Iterator[Told]:
    """Who is told to launch, open or offer, or by whom something is."""
    for match in _LAUNCH.finditer(passage.folded, 0, _HEAD):
        if any(n.start <= match.start() < n.end for n in found):
            continue
        start, _ = passage.segment(match.start())
        before = [n for n in found if start <= n.start and n.end <= match.start()]
        first = [n for n in before[:1] if n.strong and n.start - start < 12]
        for name in [*first, *before[-1:]]:
            if _is_subject(passage, name, match.start(), leads=name in first):
                yield name, passage, "subject-of-launch"
    yield from _launched_by(passage, found)


def _launched_by(passage: Passage, found: list[Name]) -> Iterator[Told]:
    """By whom something is launched, offered, financed."""
    for match in _BY.finditer(passage.folded, 0, _HEAD):
        for name in found:
            if 0 <= name.start - match.end() <= 6 and (name.strong or len(name.text) > 4):
                yield name, passage, "launched-by"


def _is_subject(passage: Passage, name: Name, verb: int, *, leads: bool) -> bool:
    """Whether a name is what does the verb at ``verb``: right before it, or a clause away."""
    gap = passage.folded[name.end : verb]
    if _is_aside(passage, name) or re.search(r"[:;!?]", gap):
        return False
    if name.strong:
        return leads or len(gap) <= 90
    own = len(name.text) > 3 or name.text.isupper()
    return not gap.strip(" ,()") and own and not _COMMON.match(name.text)


_COMMON = re.compile(
    r"(?:Se|Ya|No|Hoy|Aquí|Así|Est[aeo]s?|This|It|We|You|They|Con|Quiénes|Becas?|Programa|"
    r"Proyectos?|"
    r"Grants?|Nov[ao]|Nuev[oa]|Abiert[oa]|Il|Elle|Ele|Ela|Que|Quien|Applications?|Cities|City|"
    r"ONGD?|OSC|"
    r"Inscri\w+|Postulaciones|Candidaturas|Organizaciones|Municipios|PYMES?|Foto|News)\b(?! de)"
)
_ONE_WORD = re.compile(r"[^\s]+")


def _whole(
    name: Name, passage: Passage, fields: tuple[Passage, ...]
) -> tuple[Name, Passage] | None:
    """The name in full where only a word of it is told: "Diputación", "MMA", "Bloomberg"."""
    if name.strong or not _ONE_WORD.fullmatch(name.text):
        return name, passage
    word = re.compile(rf"\b{re.escape(passage.folded[name.start : name.end])}\b")
    for field in fields:
        for other in names(field, 0, 1500):
            if other.strong and word.search(field.folded, other.start, other.end):
                return other, field
    return None if is_bare_head(passage.folded[name.start : name.end]) else (name, passage)


def _of_site(passage: Passage, found: list[Name], url: str | None) -> Iterator[Told]:
    """A name the page's own address is made of: "Lost Tree Foundation", losttreefoundation.org."""
    host = (urlsplit(url).hostname or "").lower() if url else ""
    labels = {part for part in re.split(r"[.\-]", host) if len(part) > 3} - _SHARED_HOSTS
    for name in found:
        letters = re.sub(r"[^a-z0-9]", "", passage.folded[name.start : name.end])
        if name.strong and any(part in letters or letters in part for part in labels):
            yield name, passage, "name-of-site"


_SHARED_HOSTS = frozenset(
    "blogspot wordpress noticias news sede transparencia fundacion foundation gobierno cooperacion "
    "europa instituto universidad municipio federaciondemunicipios convocatorias grants portal "
    "fondos fund prefeitura ayuntamiento ministerio info".split()
)


def _only(passage: Passage, found: list[Name]) -> Found | None:
    """The organisation a title or the first lines name, where they name no other."""
    strong = [name for name in found if name.strong and not _is_aside(passage, name)]
    if len({name.text for name in strong}) != 1:
        return None
    span = passage.span(strong[0].start, strong[0].end, method="organisation-named")
    return strong[0].text, span


def _is_aside(passage: Passage, name: Name) -> bool:
    """Whether a name is told as a partner's, a beneficiary's or a news desk's."""
    return _ASIDE.search(passage.folded, max(0, name.start - 40), name.start) is not None


def _labelled(text: Passage) -> tuple[str, Span] | None:
    """ "Financiador: …"."""
    match = _LABELLED.search(text.folded)
    if match is None or not match["name"].strip():
        return None
    span = text.span(match.start("name"), match.end("name"), method="funder-label")
    return span.quote.strip(), span


def _known(passage: Passage, low: int, high: int) -> tuple[str, Span] | None:
    """Known funders named between two positions, the first two of them joined."""
    found = sorted(_positions(passage, low, high))
    if not found:
        return None
    start = found[0][0]
    names = [name for at, _, name in found[:3] if at - start < 120]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} y {names[-1]}"
    return joined, passage.span(
        start, max(e for _, e, n in found if n in names), method="known-funder"
    )


def _positions(passage: Passage, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    """Where each known funder is first named; short names only in capitals."""
    for name, pattern in KNOWN:
        for match in pattern.finditer(passage.folded, low, min(high, len(passage.folded))):
            written = passage.plain[match.start() : match.end()]
            if len(written) > 5 or written[:1].isupper():
                yield match.start(), match.end(), name
                break


def _from_address(url: str | None) -> str | None:
    """The funder whose own address this is."""
    host = (urlsplit(url).hostname or "").lower() if url else ""
    parts = host.split(".")
    for index in range(len(parts) - 1):
        named = DOMAINS.get(".".join(parts[index:]))
        if named:
            return named
    return None
