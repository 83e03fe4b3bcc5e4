"""Names of organisations in running text: capitalised words around "Ministry", "Fundación"…"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.extract.parties.places import find_places
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table

_HEAD = table(
    r"""
    ministeri[oe]?s?\b | ministry\b | ministere\b | secretari[ae]t?\b | department\b |
    departament[oe]?\b | departement\b | agenci[ae]\b | agency\b | agence\b | fundaci(?:on|o)\b |
    fundacao\b | foundations?\b | fondation\b | trust\b | institut[oe]?\b | ayuntamiento\b |
    ajuntament\b | alcaldia\b | mairie\b | prefeitura\b | municipi[oe]?\b | municipalidad\b |
    municipality\b | diputaci(?:on|o)\b | gobernacion\b | gob(?:i)?erno\b | govern(?:ment|o)?\b |
    gouvernement\b | junta\b | xunta\b | consejeria\b | conselleria\b | consej[oe]\b | consell\b |
    conseil\b | council\b | cabildo\b | embajada\b | embaixada\b | embassy\b | ambassade\b |
    delega[ct]i?(?:on|o|ao)\b | comisi(?:on|o)\b | comissao\b | commission\b | comissio\b |
    banco\b |
    bank\b | banque\b | associa[ct]i?(?:on|o|ao)\b | asociacion\b | federa[ct]i?(?:on|o|ao)\b |
    corporacion\b | camara\b | chamber\b | universidade?\b | university\b | universit(?:at|e)\b |
    organi[sz]a[ct]i?(?:on|ao)\b | principado\b | generalitat\b | orquesta\b | armada\b | bureau\b |
    forum\b | academi[ae]\b | academy\b | society\b | regidoria\b | intendencia\b |
    mancomunidad\b | city of\b | ville de\b | philanthropies\b | alliance\b | alianza\b |
    global initiative\b
    """
)
"""What an organisation is (folded)."""

_FUND = re.compile(r"\b(?:fon[ds]o?|fundo|fons|fund|facility|facilite)\b")
"""A purse: an organisation's name too, where it is longer than "Fondo de Apoyo"."""

_VERBS = table(
    r"""
    Abre | Abren | Lanza | Lanzan | Anuncia | Anuncian | Convoca | Convocan | Ofrece | Ofrecen |
    Destina | Destinan | Publica | Invita | Presenta | Offers | Launches | Announces |
    Issues(?= [$€£]) | Opens | Invites | Lance | Ouvre | Lança | Abriu | Offre | Obre | Calls? |
    Convocatorias? | Edital | Appel | Guide | Aviso | Notice | Submissions? | FAQs?
    """,
    lead="",
    tail=r"\b",
)
_UP = "A-ZÁÉÍÓÚÑÇÈÀÂÊÔÜÕÃÒÏÎÛ"
_CAPITAL = re.compile(rf"(?:[LDld]')?[\"”“«]?[{_UP}][\w&·'-]*(?:\.[{_UP}][\w.]*)?[\"”»]?")
_SMALL = re.compile(
    r"(?:[ée]trang[èe]res|internationales?|europ[ée]+n?nes?|publiques?|ext[ée]rieure?s?|"
    r"territoriales|municipal(?:es)?|nacional(?:es)?|internacional(?:es)?|europ[eé]i?a|"
    r"exteriores|social(?:es)?|"
    r"públic[ao]s?|amitié|franco-qu[ée]b[ée]coise|coop[ée]ration|permanente|"
    r"d[ée]veloppement|española|permanent)(?!\w)"
)
_LINK = (
    r"(?:(?:de la|de las|de los|del|de|des|du|da|do|das|dos|of the|of|for|to|on|in|em|en la|en|"
    r"y la|y el|y|et de la|et du|et des|et|e a|e o|e|and the|and|i|para la|para el|para|per a|the|"
    r"against)\b|de l'|d'|-|,(?= I\.))"
)
_STEPS = (
    re.compile(r" ?/ ?"),
    re.compile(rf" (?:{_LINK} ?){{2}}"),
    re.compile(rf" {_LINK} ?"),
    re.compile(" "),
)
"""What may stand between two words of a name, the longest first."""

_ACRONYM = re.compile(rf" ?\([{_UP}][\w&./-]{{1,15}}\)")
_STARTS = re.compile(rf"(?<![\w'])(?=(?:[LDld]')?[\"”“«]?[{_UP}])")
_LOWER_HEAD = re.compile(
    r"(?<![\w'])(?:minist[èe]r(?:e|io)|secretar[íi]a|ajuntament|ayuntamiento|alcald[íi]a|"
    r"prefeitura|"
    r"gobierno|governo|gouvernement|fundaci[óo]n?|funda[çc][ãa]o|fondation|ambassade|embajada|"
    r"diputaci[óo]n?|agencia|agence|association|instituto) (?:de l'|de la |de |del |des |du |d'|"
    r"da |"
    r"do |dos )?$"
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:The|El|La|Los|Las|Le|Les|O|A|Os|As|Els|En|In|On|For|Para|Por)\s|L')+|"
    r"^(?:Sede Electrónica|Becas?|Presidencia|Junta de Gobierno|Boletín Oficial|Página|Premios?|"
    r"Subvenciones|Ayudas|Programa|Bolsas|Bourses)(?: Electrónica)? (?:de la |del |de |da |do |du )"
)
_NO_NAME = re.compile(
    r"^(?:january|enero|janvier|janeiro|monday|lunes|lundi|segunda|deadline|plazo|dates?\b|"
    r"fechas?\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name and where it stands; ``strong``: its words say that it is an organisation."""

    start: int
    end: int
    text: str
    strong: bool


def names(passage: Passage, low: int, high: int) -> Iterator[Name]:
    """Capitalised names between two positions, in order."""
    high = min(high, len(passage.plain))
    for start, end in _runs(passage.plain, low, high):
        before = _LOWER_HEAD.search(passage.plain, max(low, start - 40), start)
        if before:
            start = before.start()
        while lead := _BEFORE_NAME.match(passage.plain[start:end]):
            start += lead.end()
        end = _without_tail(passage, start, end)
        while end > start and passage.plain[end - 1] in " ,.;:-\"”'":
            end -= 1
        if _is_name(passage, start, end):
            yield Name(
                start=start,
                end=end,
                text=" ".join(passage.plain[start:end].split()),
                strong=_is_strong(passage.folded[start:end]),
            )


def _runs(plain: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with the small ones between them."""
    floor = low
    for match in _STARTS.finditer(plain, low, high):
        end = _capital(plain, match.start(), high) if match.start() >= floor else 0
        if not end:
            continue
        while longer := _longer(plain, end, high):
            end = longer
        acronym = _ACRONYM.match(plain, end, high)
        floor = acronym.end() if acronym else end
        yield match.start(), floor


def _capital(plain: str, at: int, high: int) -> int:
    """Where the capitalised word at ``at`` ends; 0 where there is none, or a verb of calls."""
    if _VERBS.match(plain, at, high):
        return 0
    match = _CAPITAL.match(plain, at, high)
    return match.end() if match else 0


def _longer(plain: str, end: int, high: int) -> int:
    """Where a name that goes on past ``end`` ends with its next word; 0 where it does not."""
    for step in _STEPS:
        gap = step.match(plain, end, high)
        if gap is None:
            continue
        small = _SMALL.match(plain, gap.end(), high)
        after = _capital(plain, gap.end(), high) or (small.end() if small else 0)
        if after:
            return after
    return 0


def _without_tail(passage: Passage, start: int, end: int) -> int:
    """Where a name ends: before " - FAQ" and the like after an organisation's own words."""
    dash = passage.plain.find(" - ", start, end)
    if dash > 0 and _is_strong(passage.folded[start:dash]):
        return dash if not _HEAD.search(passage.folded, dash, end) else end
    return end


def _is_strong(folded: str) -> bool:
    """Whether the words say that they name an organisation."""
    words = folded.split()
    if len(words) < 2:
        return False
    return bool(_HEAD.search(folded)) or (is_purse(folded) and len(words) > 3)


def is_purse(folded: str) -> bool:
    """Whether the words name a fund, and no body that has one."""
    return bool(_FUND.search(folded)) and not _HEAD.search(folded)


def is_bare_head(folded: str) -> bool:
    """Whether a word only says what an organisation is: "ayuntamiento"."""
    return _HEAD.fullmatch(folded) is not None


def _is_name(passage: Passage, start: int, end: int) -> bool:
    """Whether a run of capitalised words may name someone: no country, no month, no lone letter."""
    folded = passage.folded[start:end]
    if not 3 <= len(folded) <= 110 or _NO_NAME.match(folded) or not folded[0].isalpha():
        return False
    places = find_places(passage.folded, start, end)
    return not any(b - a >= len(folded) - 2 for a, b, _ in places)
