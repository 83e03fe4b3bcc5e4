"""Currencies as pages write them, and what "$" and "pesos" mean where the page says where."""

import re

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, alternatives
from scrapers.item import Language

_INDEXED: tuple[tuple[str, str], ...] = (
    (
        r"s\.? ?m\.? ?(?:m\.? ?)?l\.? ?(?:m\.? ?)?v\b\.?|(?:smlm|smml|sml|smm)\b|"
        r"salarios? minimos?(?: (?:mensual(?:es)?|legal(?:es)?|vigentes?|diarios?)\b){0,4}"
        r"(?: \(s[.ml ]{3,9}v\.?\))?",
        "SMMLV",
    ),
    (r"ufs?\b(?!-)|unidad(?:es)? de fomento", "UF"),
    (r"utms?\b|unidad(?:es)? tributarias? mensual(?:es)?", "UTM"),
    (r"uta\b|unidad(?:es)? tributarias? anual(?:es)?", "UTA"),
    (r"uvt\b|unidad(?:es)? de valor tributario", "UVT"),
    (r"uvr\b|unidad(?:es)? de valor real", "UVR"),
    (r"uvb\b|unidad(?:es)? de valor basico", "UVB"),
    (r"umas?\b|unidad(?:es)? de medida y actualizacion", "UMA"),
    (r"udis?\b|unidad(?:es)? de inversion", "UDI"),
    (r"uits?\b|unidad(?:es)? impositivas? tributarias?", "UIT"),
    (r"ui\b|unidad(?:es)? indexadas?", "UI"),
    (r"ur\b|unidad(?:es)? reajustables?", "UR"),
    (r"bpc\b|bases? de prestaciones y contribuciones", "BPC"),
    (r"smvm\b", "SMVM"),
    (r"sbu\b|salarios? basicos? unificados?", "SBU"),
    (r"(?:veces (?:el )?)?iprem\b|(?:veces (?:el )?)?indicador publico de renta", "IPREM"),
)
"""The names of :data:`scrapers.item.UNITS`; in letters alone they are written in capitals."""

_EXPLICIT: tuple[tuple[str, str], ...] = (
    (r"us\$|u\$s|u\$d|u\.s\.\$|usd ?\$|\$ ?usd|usd\b|\$us\b|us dollars?\b", "USD"),
    (
        r"dolares (?:estadounidenses?|americanos|norteamericanos|de (?:los )?(?:estados unidos|"
        r"ee\.? ?uu)|us[ad]?\b)",
        "USD",
    ),
    (
        r"dolares? estadounidenses?|dolares? americanos?|dollars? (?:americains|us\b|"
        r"des etats-unis)|u\.s\. dollars?|american dollars|dolars (?:americans|estatunidencs)",
        "USD",
    ),
    (
        r"dolares canadi?enses|dolars canadencs|canadian dollars|dollars canadiens|"
        r"ca\$|cad\b|cdn\$",
        "CAD",
    ),
    (
        r"dolares australianos|australian dollars|dollars australiens|dolars australians|"
        r"au?\$(?=\d)|aud\b",
        "AUD",
    ),
    (
        r"dolares ne[oa]?zelandeses|dolares de nueva zelanda|new zealand dollars|"
        r"dollars neo-zelandais|nzd\b|nz\$",
        "NZD",
    ),
    (r"dolares (?:de singapur|singapurenses)|singapore dollars|sgd\b|s\$", "SGD"),
    (r"dolares (?:de hong kong|hongkoneses)|hong kong dollars|hkd\b|hk\$", "HKD"),
    (r"(?:nuevos )?dolares taiwaneses|dolares de taiwan|taiwan dollars|twd\b|nt\$", "TWD"),
    (r"dolares (?:jamaiqu?inos|jamaicanos)|jamaican dollars|jmd\b", "JMD"),
    (r"dolares trinitenses|trinidad and tobago dollars|ttd\b|tt\$", "TTD"),
    (r"euros?\b|eur\b|€|meur\b|keur\b|d'euros?\b", "EUR"),
    (r"r\$|reais\b|brl\b|reales\b(?= brasil)", "BRL"),
    (
        r"cop ?\$|\$ ?cop\b|cop\b|col\$|pesos colombianos|pesos m/?cte\b|colombian pesos|"
        r"pesos \(cop\)|m\s?/\s?cte\b\.?|m\. ?cte\b\.?|mcte\b|m\s?/\s?l\b\.?|"
        r"moneda (?:corriente|legal)\b",
        "COP",
    ),
    (r"mxn ?\$?|mx\$|\$ ?mxn\b|pesos mexicanos|mexican pesos|m\.\s?n\.?(?!\w)|mdp\b", "MXN"),
    (r"ars ?\$?|ar\$|pesos argentinos|argentine pesos", "ARS"),
    (r"clp ?\$?|ch\$|pesos chilenos|chilean pesos", "CLP"),
    (r"uyu ?\$?|\$ ?u(?:yu)?\b|\$uy\b|pesos uruguayos", "UYU"),
    (r"dop ?\$?|rd\$|pesos dominicanos", "DOP"),
    (r"cup\b|pesos cubanos", "CUP"),
    (r"s/\.? ?(?=\d)|pen\b(?= ?\d)|soles\b|nuevos soles", "PEN"),
    (r"gs\.? ?(?=\d)|g\. ?(?=\d{1,3}\.\d{3})|pyg\b|guaranies\b|guaranis\b|₲|g\$ ?(?=\d)", "PYG"),
    (r"bob\b|bs\.? ?(?=\d)|bolivianos\b(?! y)", "BOB"),
    (r"crc\b|₡|¢ ?(?=\d)|colones\b", "CRC"),
    (r"gtq\b|quetzal(?:es)?\b|q\.? ?(?=\d{1,3}[.,]\d{3})", "GTQ"),
    (r"hnl\b|lempiras?\b|l(?:ps)?\. ?(?=\d{1,3}[.,]\d{3})", "HNL"),
    (r"nio\b|cordobas\b", "NIO"),
    (r"gbp\b|£|libras esterlinas|pounds? sterling|livres sterling", "GBP"),
    (r"chf\b|francos suizos|swiss francs|francs suisses", "CHF"),
    (r"jpy\b|¥|yenes\b|japanese yen|yens?\b", "JPY"),
    (r"krw\b|₩|korean won", "KRW"),
    (r"cny\b|rmb\b|yuanes\b|yuan\b", "CNY"),
    (r"sek\b|coronas suecas", "SEK"),
    (r"nok\b|coronas noruegas", "NOK"),
    (r"dkk\b|coronas danesas", "DKK"),
    (r"xof\b|f ?cfa\b|francs cfa", "XOF"),
    (r"inr\b|₹", "INR"),
    (r"zar\b", "ZAR"),
    (r"kz\b|kwanzas?\b|aoa\b", "AOA"),
    (r"mzn\b|metica(?:l|is|les)\b", "MZN"),
    (r"ngn\b|₦|nairas?\b", "NGN"),
    (r"sle\b|leones de sierra leona", "SLE"),
    (r"ghs\b|cedis\b", "GHS"),
    (r"ugx\b", "UGX"),
    (r"tzs\b", "TZS"),
    (r"rwf\b", "RWF"),
    (r"etb\b|birr\b", "ETB"),
    (r"tnd\b", "TND"),
    (r"xaf\b", "XAF"),
    (r"pln\b|zlotys?\b", "PLN"),
    (r"czk\b", "CZK"),
    (r"uah\b", "UAH"),
    (r"bdt\b", "BDT"),
    (r"vnd\b", "VND"),
    (r"thb\b", "THB"),
    (r"kes\b|ksh\b", "KES"),
    (r"rs\.? ?(?=\d)|rupees?\b|rupias?\b|roupies?\b", "rupees"),
    (r"pounds?\b(?! of\b)|libras?\b", "pounds"),
    (r"dolares\b|dollars?\b|dolars\b|mdd\b", "USD"),
    (r"\$", "$"),
    (r"pesos\b", "pesos"),
    *_INDEXED,
)
"""Folded patterns, the specific before the general. Unqualified "dólares" are US dollars, as in
every cooperation call read; "$" and "pesos" alone stay open until the page says where."""

CURRENCY = WordTable((part for pattern, _ in _EXPLICIT for part in alternatives(pattern)), lead="")
SHARED: dict[str, dict[str, str]] = {
    "pounds": {
        "GBP": r"\buk\b|united kingdom|britain|british|england|scotland|wales\b|london|reino unido|"
        r"britanic|royaume-uni|regne unit|£",
        "EGP": r"egypt|egipt|egito",
        "LBP": r"leban|liban",
        "SYP": r"\bsyria|\bsiria|\bsyrie",
        "SDG": r"\bsudan|soudan",
    },
    "rupees": {
        "INR": r"\bindian?\b|\binde\b|\bindi[oa]s?\b|₹",
        "PKR": r"pakistan|paquistan",
        "NPR": r"\bnepal",
        "LKR": r"sri lanka",
        "MUR": r"mauriti|mauricio|maurice\b",
        "IDR": r"indonesi",
    },
}
"""Names several countries give their money, and the words that say whose it is."""

_COMPILED = (
    *((re.compile(pattern), code) for pattern, code in _EXPLICIT),
    (re.compile(r"mn\b"), "MXN"),
)
_DOLLAR_FAMILY = {
    "CO": "COP",
    "MX": "MXN",
    "AR": "ARS",
    "CL": "CLP",
    "UY": "UYU",
    "DO": "DOP",
    "US": "USD",
    "EC": "USD",
    "SV": "USD",
    "PA": "USD",
    "PR": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "CU": "CUP",
    "BR": "BRL",
}
_PESO = {"COP", "MXN", "ARS", "CLP", "UYU", "DOP", "CUP"}
_TLD = re.compile(r"https?://[^/:?#]*\.(co|mx|ar|cl|uy|do|ec|sv|pa|ca|au|nz|br|cu)(?=[/:?#]|$)")
_US_HOST = re.compile(r"https?://[^/:?#]*(?:\.gov|\.mil|usembassy\.gov)(?=[/:?#]|$)")
_PLACES = {
    "CO": r"colombia|bogota|medellin|cali\b|barranquilla|minciencias|icetex|\bsena\b|mincultura|"
    r"mintic|regalias|cundinamarca|antioquia|cartagena de indias|boyaca|casanare|narino\b|"
    r"risaralda|quindio|fondo emprender|gov\.co\b",
    "MX": r"mexic|cdmx|jalisco|conacyt|conahcyt|nuevo leon|guanajuato|oaxaca|queretaro|"
    r"michoacan|yucatan|quintana roo|chiapas|zacatecas|tamaulipas|gob\.mx\b",
    "AR": r"argentin|buenos aires|cordoba, argentina|conicet|olavarria|bahia blanca|"
    r"mar del plata|tucuman\b|chubut|neuquen|jujuy|go[bv]\.ar\b",
    "CL": r"\bchile|santiago de chile|fondecyt|\banid\b|corfo|sercotec|biobio|"
    r"coquimbo|valparaiso|araucania|antofagasta|nunoa\b|gob\.cl\b",
    "UY": r"urugua|montevideo|\banii\b|gub\.uy\b",
    "DO": r"republica dominicana|dominican",
    "US": r"united states|u\.s\.|\busa\b|estados unidos|ee\.? ?uu",
    "CA": r"canad",
    "AU": r"australia",
    "NZ": r"new zealand",
    "EC": r"ecuador|quito",
    "SV": r"el salvador",
    "PA": r"panama",
}
_AMERICAN = WordTable(
    (
        r"\bUS\b",
        r"\bU\.?S\.?A?\.?\b(?=[ .,-])",
        "USAID",
        "USDA",
        r"SAM\.gov",
        r"[Gg]rants\.gov",
        r"\bUEI\b",
        r"501\(c\)",
        r"\b(?:E[SD]T|P[SD]T)\b",
        r"(?:\d|[Mm]\.?|[Nn]oon|[Mm]idnight),? \(?(?:[EP]T|C[SD]T|M[SD]T)\b",
        r"\b(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/20\d\d\b",
        "WASHINGTON",
        "NEW YORK",
        r"\b(?:Eastern|Pacific|Central|Mountain) (?:Standard |Daylight )?Time",
        "Washington",
        "New York",
        r"\bAmerican\b",
        r"Department of (?:the )?(?:Navy|Army|Air Force|Interior)\b",
        "Naval Research",
        "World Bank",
        "Inter-American",
        r"\bIDB\b",
        r"\bIADB\b",
        "United Nations",
        r"\bUNDP\b",
        "UNESCO",
        "UN[- ]Habitat",
        "Bloomberg",
        "Rockefeller",
        "Ford Foundation",
        "Gates Foundation",
        "Open Society",
        "MacArthur",
        "Hewlett",
        "Packard Foundation",
        "Carnegie",
        "Mellon Foundation",
        "Fulbright",
        "Mayors Migration Council",
        "mayorsmigrationcouncil",
        "Climate Mayors",
        "climatemayors",
        "Urban Sustainability Directors",
        "Resilient Cities Network",
        "resilientcitiesnetwork",
        r"iadb\.org",
        r"worldbank\.org",
    ),
    lead="",
)
"""What only pages of the United States, or of bodies that reckon in its dollars, say."""

_PLACE_PATTERNS = {code: re.compile(pattern) for code, pattern in _PLACES.items()}


def currency_of(words: str) -> str:
    """ISO code of a matched currency word; ``$`` and ``pesos`` where it names none."""
    words = " ".join(words.split())
    return next(
        (
            code
            for pattern, code in _COMPILED
            if pattern.match(words) or pattern.match(f"{words}1.000")
        ),
        "",
    )


def dollar_sign(
    title: Passage,
    text: Passage,
    *,
    stated: set[str],
    country: str | None,
    url: str | None,
    language: Language | None,
) -> str | None:
    """What "$" alone means on this page, or ``None`` where the page leaves it open.

    In order: the one dollar or peso the page names elsewhere, the country of the source, the
    country of its address, the only country of the kind that the page names. In English also
    what only an American page says (its funders, "SAM.gov", "ET"); a page that says nothing of
    the sort leaves "$" open.
    """
    family = stated & set(_DOLLAR_FAMILY.values()) - {"BRL"}
    if len(family) == 1:
        return family.pop()
    place = country or _from_url(url)
    if place:
        return _DOLLAR_FAMILY.get(place)
    named = _named(title, text)
    if language == "en":
        others = named & {"CA", "AU", "NZ"}
        if len(others) == 1 and "US" not in named:
            return _DOLLAR_FAMILY[others.pop()]
        return "USD" if "US" in named or _is_american(title, text, url) else None
    local = named - {"US", "CA", "AU", "NZ"}
    if len(local) == 1:
        return _DOLLAR_FAMILY[local.pop()]
    return "USD" if named == {"US"} else None


def _is_american(title: Passage, text: Passage, url: str | None) -> bool:
    """Whether the page, its funder or its address is one that reckons in US dollars."""
    page = f"{url or ''}\n{title.plain}\n{text.plain[:20_000]}"
    return _AMERICAN.search(page) is not None


def peso(sign: str | None, title: Passage, text: Passage) -> str | None:
    """What "pesos" alone means: as "$" on the page, or of the only country with one it names."""
    if sign in _PESO:
        return sign
    named = {_DOLLAR_FAMILY[code] for code in _named(title, text)} & _PESO
    return named.pop() if len(named) == 1 else None


def whose(name: str, title: Passage, text: Passage) -> str:
    """The one currency of :data:`SHARED` whose country the page names; empty where it is open."""
    page = f"{title.folded}\n{text.folded[:20_000]}"
    named = [code for code, words in SHARED[name].items() if re.search(words, page)]
    return named[0] if len(named) == 1 else ""


def _from_url(url: str | None) -> str | None:
    """The country an address belongs to, only where its name says so."""
    if not url:
        return None
    if _US_HOST.match(url.lower()):
        return "US"
    match = _TLD.match(url.lower())
    return match[1].upper() if match else None


def _named(title: Passage, text: Passage) -> set[str]:
    """Countries whose money is written "$", named by the page."""
    page = f"{title.folded}\n{text.folded[:20_000]}"
    return {code for code, pattern in _PLACE_PATTERNS.items() if pattern.search(page)}
