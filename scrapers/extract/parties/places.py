"""Countries and regions as the five languages name them (folded)."""

import re

_NAMES: dict[str, str] = {
    "CO": r"colombia(?:nos?|nas?|ns?|n[oa]s\(as\))?|colombie|colombien(?:ne)?s?|colombia's",
    "AR": r"argentin[aeo]s?",
    "BO": r"bolivia(?:n[oa]?s?)?|bolivie",
    "BR": r"brasil(?:en[oa]s?|eir[oa]s?)?|brazil(?:ian)?|bresil",
    "CL": r"chile(?:n[oa]s?)?|chili",
    "CR": r"costa ?rica|costarricenses?",
    "CU": r"cuba(?:n[oa]s?)?",
    "DO": r"republica dominicana|dominican republic|dominican[oa]s",
    "EC": r"ecuador|ecuatorian[oa]s?|equador|equateur",
    "GT": r"guatemala",
    "HN": r"honduras",
    "MX": r"mexic(?:o|an[oa]s?|ans?)|mexique",
    "NI": r"nicaragua",
    "PA": r"panama(?:\b(?! ?papers))|panamen[oa]s?",
    "PE": r"peru(?:an[oa]s?)?|perou",
    "PY": r"paragua(?:y|i|yos?)",
    "SV": r"el salvador",
    "UY": r"urugua(?:y|i|yos?)",
    "VE": r"venezuela|venezolan[oa]s?|venezuelan[oa]s?|venezuelan",
    "ES": r"espana|spain|espagne|espanha|espanyola?|espanol(?:es|as)",
    "FR": r"francia|france|francaises|franca\b",
    "PT": r"portugal",
    "DE": r"alemania|germany|allemagne|alemanha",
    "IT": r"italia|italy|italie",
    "US": r"estados unidos|united states|u\.s\.|etats-unis|ee\. ?uu",
    "CA": r"canada",
    "GB": r"reino unido|united kingdom|royaume-uni",
    "JP": r"japon|japan|japao",
    "CH": r"suiza|switzerland|suisse",
    "CN": r"china\b",
    "KR": r"corea|korea",
}
_REGIONS: dict[str, str] = {
    "LAC": r"america latina|latin america|latinoamerica\w*|amerique latine|llatinoamerica|"
    r"latino-?american[oa]s?|\blac\b|\balc\b|caribe\b|caribbean|sudamerica|south america|"
    r"america del sur|mercosur",
    "IBERO": r"iberoameric\w+|ibero-america\w*|ibero-americ\w+",
    "EU": r"union europea|european union|uniao europeia|union europeenne|unio europea|"
    r"estados? miembros? de la ue|eu member states",
    "ODA": r"oda[- ]eligible|dac list|lista del cad|elegibles? para (?:la )?ayuda oficial|"
    r"paises (?:en (?:vias de )?desarrollo|de ingresos? medi[oa]s?|de renta media)|"
    r"developing countries|middle[- ]income countries|pays en developpement|"
    r"paises em desenvolvimento|sur global|global south",
    "WORLD": r"(?:todo el mundo|del mundo|todos los paises|cualquier pais|worldwide|"
    r"around the world|all countries|any country|across the globe|globally|"
    r"de todo el planeta|do mundo|todos os paises|du monde entier|tous les pays|"
    r"tot el mon|cualquier nacionalidad|all nationalities|any nationality)",
}
_PATTERNS = {
    code: re.compile(rf"\b(?:{pattern})(?![^\W\d_])")
    for code, pattern in {**_NAMES, **_REGIONS}.items()
}
_LATIN = frozenset("AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PY SV UY VE".split())
_MEMBERS: dict[str, frozenset[str]] = {
    "LAC": _LATIN | frozenset("BS BB BZ DM GD GY HT JM LC SR TT VC AG KN".split()),
    "IBERO": _LATIN | {"ES", "PT", "AD"},
    "ODA": _LATIN - {"CL", "UY"},
    "EU": frozenset(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
    ),
}


def holds(region: str, country: str) -> bool:
    """Whether a region of :func:`find_places` has the country in it."""
    return region == "WORLD" or country in _MEMBERS.get(region, ())


_PART_OF_A_NAME = re.compile(
    r"(?:secretaria general|organizacion de (?:los )?estados|banco de (?:desarrollo|"
    r"desenvolvimento)"
    r"(?: d[ea])?|development bank of|union de ciudades capitales|cumbre|summit|programa|premio|"
    r"delegacion de la|fundacion|comision|embajada de|gobierno de|financiad\w+ por la)[ -]{1,2}$"
)
"""What stands before a region that only belongs to an institution's name."""


def find_places(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """Start, end and code of the countries and regions named between two positions."""
    found = [
        (m.start(), m.end(), code)
        for code, pattern in _PATTERNS.items()
        for m in pattern.finditer(text, low, high)
        if not _PART_OF_A_NAME.search(text, max(low, m.start() - 50), m.start())
    ]
    return sorted(found)
