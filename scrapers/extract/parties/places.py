"""Countries, regions and parts of countries as five languages name them, and what holds what."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from scrapers.extract.text.wording import WordTable, alternatives, table
from scrapers.letters import fold

Tables = tuple[tuple[str, WordTable], ...]
_LANGUAGES = ("es", "en", "pt", "fr", "ca", "it", "gl")
_NO_COUNTRY = frozenset("AC AN AQ BV CP DG EA EU EZ HM IC IO QO RE TA TF UM UN XA XB ZZ".split())
_TAKEN = frozenset(
    "granada reunion curazao maurice jersey jordan georgia ira gana palau dominique catar "
    "oma".split()
)
"""Names that more often mean something else than the country."""
_ALSO: dict[str, str] = {
    "CO": r"colombo-[a-z]+|colombian[oa]?s?\b|colombians|colombien(?:ne)?s?|colombian[oa]s\(as\)|"
    r"colombia's",
    "AR": r"argentin[aeo]s?",
    "BO": r"bolivian[oa]?s?|bolivien(?:ne)?s?",
    "BR": r"brasilen[oa]s?|brasileir[oa]s?|brazilians?|bresilien(?:ne)?s?",
    "CL": r"chilen[oa]s?|chileans?|chilien(?:ne)?s?",
    "CR": r"costarricenses?|costa ricans?",
    "CU": r"cuban[oa]s?|cubans?",
    "DO": r"republica dominicana|dominican[oa]s",
    "EC": r"ecuatorian[oa]s?|equatorian[oa]s?|ecuadorians?",
    "GT": r"guatemaltec[oa]s?",
    "HN": r"hondurene?[oa]s?",
    "MX": r"estados unidos mexicanos|mexican[oa]?s?|mexicain[es]*",
    "NI": r"nicaraguenses?",
    "PA": r"panamene?[oa]s?",
    "PE": r"peruan[oa]s?|peruvians?|peruvien(?:ne)?s?",
    "PY": r"paraguay[oa]s?",
    "SV": r"salvadorene?[oa]s?",
    "UY": r"uruguay[oa]s?|uruguaios?",
    "VE": r"venezolan[oa]s?|venezuelan[oa]?s?",
    "ES": r"(?:registro|rexistro) (?:[a-z]+ )?(?:gallego|galego|vasco|andaluz|catalan|canario|"
    "extremeno|"
    r"navarro|aragones|valenciano|asturiano)|valencian[oas]*\b|(?:entidad|organizacion|ayuntamiento|ajuntament|empresa|"
    r"universidad|institucion|concello|municipio|mancomunidad|ongd?|asociacion|concejo)(?:es|s)? "
    r"(?:local(?:es)? )?(?:vasc|galleg|galeg|catalan|aragones|extremen|navarr|asturian|murcian|"
    r"balear|canari|andaluz|manchego|leones|riojan|madrilen|cantabr|castellan)[a-z]*|"
    r"(?:galleg|galeg|canari|vasc|catalan|extremen|asturian|murcian|navarr|riojan|cantabr|mallorquin)"
    r"[oae]s\b|andaluces|leonesas|manchegas|aragonesas|"
    r"(?:ajuntament|ens local|entitat|municipi)s? (?:catalan|mallorqui|valencia|balear)[a-z]*|"
    r"espanol(?:es|as|a)?\b|espanyol[ae]?s?\b",
    "FR": r"ctf\b|frances(?:as|es)\b|francaise?s?\b",
    "PT": r"portugues(?:es|as)\b|portuguesas?\b",
    "DE": r"aleman(?:es|as)\b",
    "IT": r"italian[oa]s\b",
    "US": r"us(?=-(?:bas|inc|reg|head|dom))|"
    r"ee\. ?uu\.?|u\.s\.|usa\b|estadounidenses?",
    "GB": r"uk\b|gran bretana|great britain",
    "CA": r"canadienses?|canadians?",
    "JP": r"japon(?:eses|esas)\b",
    "KG": r"kyrgyz republic|republica kirguisa|republique kirghize",
    "KR": r"corea\b|republic of korea|republica de corea",
    "CN": r"china\b",
    "CD": r"congo\b",
    "CZ": r"republica checa|czech republic",
    "NL": r"holanda|holland|the netherlands",
    "GN": r"guinea\b",
    "MM": r"birmania",
    "CI": r"ivory coast|costa de marfil",
    "VN": r"viet ?nam",
}
"""Peoples and second names; the names themselves are Unicode's (CLDR)."""
_OF = (
    r"(?:(?:los |las |aquellos |aquellas |the |os |els )?(?:pais(?:es|os)? |economias |naciones |"
    r"estados |paesi |pays )(?:que [a-z ]{0,40})?(?:clasificad\w+ )?(?:como )?(?:de |con |d'|"
    r"amb |com |a |di )?"
    r"|(?:los |as |aquellos |os |els )(?:de |con |d'|amb |com )|(?:como|como paises) de )"
)
"""Before a group that has only what its members are: «los países de», «los de», «como de»."""
_WORLD = (
    r"todo el mundo|del mundo|"
    r"todos los paises(?! (?:de|del|con|que|[a-z]+(?:[aoe]s|bros)\b))|cualquier pais(?! (?:de|"
    r"[a-z]+in[oa]|[a-z]+e[oa]|[a-z]*american[oa])\b)|"
    r"worldwide|(?:espanol[ae]?s?|estados unidos|colombian[oa]s?|usa) (?:y|"
    r"o|u|como|and|or) "
    r"(?:extranjer[oa]s?|foreign)(?! (?:con|que|resid|legal|who|with))|around the world|"
    r"in the world(?! (?:bank|heritage|food|health|cup))|(?:alcance|"
    r"ambito|caracter|escala) (?:mundial|global)|"
    r"(?:global|worldwide|world-wide) (?:competition|call|challenge|award|prize)(?! (?:on|for) )|"
    r"(?:no|without(?: any)?|ninguna?|sin|sem|sans|aucune) (?:geographic(?:al)?|geografi\w+|"
    r"territorial|geographiques?) (?:restric\w+|limit\w+)|"
    r"(?:no hay|nao ha|aucune|no|sin|sem) (?:restric\w+|limitac\w+|limite) (?:geografic\w+|"
    r"geographiques?|territorial\w*)|every country(?! (?:of|in))|"
    r"quel que soit leur pays|(?:estados|paises) (?:miembros|parte) de (?:la unesco|las naciones "
    r"unidas|la onu)|(?:member states|members) of (?:unesco|the united nations)|"
    r"all countries(?! (?:of|in))|any country(?! (?:of|in))|across the globe|globally|"
    r"de todo el planeta|do mundo|(?:de|en) tou[st] (?:les )?pays|l'ensemble des pays(?! d)|"
    r"todos os paises(?! d)|"
    r"qualquer pais(?! d)|du monde entier|tous les pays(?! d)|n'importe quel pays|tot el mon|"
    r"cualquier continente|qualquer continente|any continent|tous les continents|foreign-based|"
    r"(?:any|every)(?:where| part| corner| region) (?:in|of|on) (?:the )?(?:world|globe)|"
    r"anywhere|all over the world|toutes les nationalites|"
    r"(?:cualquier|qualquer|qualsevol|toda) (?:parte|lugar|region|part) d[eo]l? (?:mundo|planeta|"
    r"mon)|"
    r"(?:cinco|five|cinq|cinc) contine\w+|"
    r"qualsevol pais|cualquier nacionalidad|all nationalities|any nationality|cualquier lugar del|"
    r"sin (?:importar|distincion de) (?:la |su )?"
    r"(?:nacionalidad|pais)|(?:sin|sem|sense) (?:restriccion(?:es)?|restric\w+) (?:de|d'|"
    r"geografica|por)"
    r" ?(?:nacionalid\w+|pais|origen)?|du monde\b|"
    r"(?:no hay|nao ha|aucune|no) restric\w+ (?:de|on|d[eao]s?|based on) (?:la )?nationali\w+|"
    r"(?:no hay|nao ha) restric\w+ de nacionalida\w+|(?:irrespective|"
    r"regardless) of (?:their )?nationality"
)
_PART_OF_A_NAME = table(
    r"""
    secretaria general | organizacion de (?:los )?estados | development bank of |
    banco de (?:desarrollo|desenvolvimento) d[ea] | union de ciudades capitales | cumbre | summit |
    programa | premio | delegacion de la | fundacion | comision | embajada del? | embassy of |
    gobierno del? | government of | financiad\w+ por la | fund(?:ed|ing) (?:by|from) the |
    fondos? de la | (?<!cualquier )(?<!una )(?<!toda )ciudad de |
    delegation of the | agencia | agency | estrategia | cooperacion | estado | exteriores, |
    (?:otr[oa]s|outr[oa]s|autres|altres|other)
        \s(?:regions?|regiones|regioes|paises|pays|parts?|partes|parties) |
    sistema educativo | idioma | arte contemporaneo | centrale? | norte de | south | nueva | new
    """,
    tail=r"[ -]{1,2}$",
)
"""What stands before a place that only belongs to an institution's name."""
_A_NAME_OF_ONE = table(
    r"""
    ayuntamiento | diputacion(?: foral| provincial| general)? | junta | gobierno | govern |
    generalitat | xunta | alcaldia(?: mayor)? | gobernacion | universi\w+ | prefeitura | governo |
    conseil(?: regional| departemental| general)? | consejo | cabildo | camara | fundacion |
    fundacio | caixa | instituto? | institut | banco? | ajuntament | diputacio | municipio |
    municipalidad | mairie | ville | cidade | secretaria | agencia | agencia catalana | fondo |
    feria | festival | museo | parlamento | parlament | government | xarxa |
    (?<!de la )(?<!da )region |
    (?<!de la )comunidad | (?<!del )(?<!do )(?<!of )(?<!no )(?:estado|state) | sede en | en | em |
    in | a | sera en | tendra lugar en
    """,
    tail=r"(?: municipal| regional| general| autonomo)?(?: de la| de los| del| de| do| da| d'| of)?"
    r" (?:la |el )?$",
)
"""Right before a part of a country: one institution's name, or where something is held …"""
_OF_APPLICANTS = re.compile(
    r"(?:establec|domicili|radica|ubica|constitui|registra|sedia|situa|inscri|etabli|based|locat|"
    r"registe|establ|incorp|sede|siege|seu|resid|operating|headq|delegaci|antenne)"
    r"[a-z]*(?: [a-z]+){0,4} (?:en|em|in|a|dans|au)(?: la| el| las| los| a| o| the)?"
    r"(?: (?:comunidad|region|provincia|estado|regiao|ciudad|ciutat|cidade|ville|city|state|county|"
    r"province))?(?: autonoma)?(?: de la| de| del| do| da| of)? ?$"
)
"""… and not where those who apply are."""
_ANY_OF_THEM = re.compile(
    r"\b(?:una?|uma?|une|any|an?|each|every|cada|alg[uú]na?|cualquier|qualsevol|qualquer|tout) "
    r"(?:ayuntamiento|ajuntament|municipio|municipi|municipalidad|alcaldia|mairie|ville|cidade|concello|"
    r"universi\w+|fundaci\w+|camara|prefeitura|entidad|entitat|ong)(?: [a-z]+)? (?:de|del|of|do|"
    r"da|d')"
    r"(?: la| el| los)? $"
)
"""Right before a part of a country: one of its bodies, whichever, and not one by its name."""
_WORD = re.compile(r"(?<!\w)[a-z]\w*")


@cache
def _regions() -> tuple[dict[str, frozenset[str]], Tables]:
    """The members of each region, and the tables that name it."""
    told = tomllib.loads(Path(__file__).with_name("regions.toml").read_text(encoding="utf-8"))
    members = {
        code: frozenset(one["members"].split()) for code, one in told.items() if "members" in one
    }
    for code, one in told.items():
        if "groups" in one:
            members[code] = frozenset().union(*(members[part] for part in one["groups"].split()))
        elif "all_but" in one:
            members[code] = frozenset(Locale("en").territories) - members[one["all_but"]]
    named = [(code, _table([_spelt(n) for n in told[code]["names"]])) for code in told]
    named += [(code, _table([name])) for code, name in {**_ALSO, "WORLD": _WORLD}.items()]
    return members, tuple(named)


def _spelt(name: str) -> str:
    """A group's name, of several countries or of one of them."""
    one = name.replace("paises", "pais(?:es)?").replace("countries", "countr(?:ies|y)")
    return one.replace("%OF%", _OF)


def _table(names: list[str]) -> WordTable:
    """The names of one place, the longer before the shorter."""
    rows = [row for name in names for row in alternatives(name)]
    return WordTable(sorted(rows, key=len, reverse=True), tail=r"(?![^\W\d_])")


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """Every country's names by their first word, the longest first."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            folded = fold(name)
            country = len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
            if country and folded not in _TAKEN:
                found.setdefault(folded, code)
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(found, key=len, reverse=True):
        first = _WORD.match(name)
        if first:
            by_word.setdefault(first.group(), []).append((name, found[name]))
    return by_word


@cache
def _parts() -> Tables:
    """The tables that name the parts of each country."""
    told = tomllib.loads(Path(__file__).with_name("subnational.toml").read_text(encoding="utf-8"))
    return tuple((code, _table(told[code])) for code in told)


def _is_an_institution(text: str, low: int, at: int) -> bool:
    """Whether what stands at ``at`` only belongs to the name of one institution, or to an event."""
    before = text[max(low, at - 50) : at]
    if _ANY_OF_THEM.search(before):
        return False
    return _A_NAME_OF_ONE.search(before) is not None and not _OF_APPLICANTS.search(before)


def holds(place: str, country: str) -> bool:
    """Whether a country or region of :func:`find_places` is or has the country."""
    return place in {country, "WORLD"} or country in _regions()[0].get(place, ())


@lru_cache(maxsize=256)
def _standing(text: str) -> tuple[Tables, Tables]:
    """The tables of regions and of parts of which anything stands in a text: few of them do."""
    regions, parts = _regions()[1], _parts()
    return (
        tuple((code, names) for code, names in regions if names.search(text)),
        tuple((code, names) for code, names in parts if names.search(text)),
    )


def find_places(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """Start, end and code of the countries and regions named between two positions."""
    regions, parts = _standing(text)
    found = [
        (m.start(), m.end(), code)
        for code, names in regions
        for m in names.finditer(text, low, high)
    ]
    found += [
        (m.start(), m.end(), code)
        for code, names in parts
        for m in names.finditer(text, low, high)
        if not _is_an_institution(text, low, m.start())
    ]
    for word in _WORD.finditer(text, low, high):
        for name, code in _names().get(word.group(), ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                found.append((word.start(), end, code))
                break
    kept: list[tuple[int, int, str]] = []
    past = low
    for start, end, code in sorted(found, key=lambda one: (one[0], -one[1])):
        if start < past:
            continue
        past = end
        of_a_name = _PART_OF_A_NAME.search(text, max(low, start - 50), start)
        if not of_a_name or _OF_APPLICANTS.search(text, max(low, start - 60), start):
            kept.append((start, end, code))
    return kept


def names_a_part(text: str, country: str) -> bool:
    """Whether a part of the country is named, even in the name of an institution."""
    return any(code == country and names.search(text) for code, names in _parts())


@lru_cache(maxsize=4)
def all_places(folded: str) -> tuple[tuple[int, int, str], ...]:
    """Every place of a folded text, which several questions ask for."""
    return tuple(find_places(folded, 0, len(folded)))


def is_listed(gap: str) -> bool:
    """Whether between two places stands only what ties a list together."""
    return (
        re.fullmatch(
            r"[\s,;:/()•*–-]*(?:(?:y|e|o|u|i|and|or|et|ou|ni|nor|nem|de|del|da|do|the|la|el|los|"
            r"las|a|"
            r"as "
            r"well as|asi como|en|in|from|desde|cualquier|any|all|todos|d'|l'|du|des|au|aux|"
            r"otros|paises)[\s,]*)*",
            gap,
        )
        is not None
    )
