"""Words on the applicant's own money: who bears the rest, peso for peso, or nothing at all."""

import re
from decimal import Decimal

from scrapers.extract.text.wording import WordTable, followed, table

NONE_AFTER = re.compile(
    r"[a-z' ()/-]{0,45}?[:?] ?(?:no\b(?! (?:menos|less|inferior|podra|puede|sera|menor|below|"
    r"exced|super))|none\b|ningun[ao]?\b|n/?a\b|0 ?%|nao\b(?! (?:menos|inferior|podera|sera))|"
    r"aucun\w*|sense|cap\b|non\b|not\b|nil\b|nenhuma?\b|sin\b)"
)
"""Right after the name of the share: a label whose answer is none."""
PAPERS = re.compile(
    r"\b(?:propuest|proyect|solicitud|candidatur|postulac|proposal|project|application|bid|dossier|"
    r"projet|propost|demande|iniciativ|sol.?licitud|expedient)\w*[^.;]{0,40}$"
)
"""Right before «without»: it is papers that come without it."""
_COIN = r"(?:pesos?|dolar(?:es)?|dollars?|euros?|reais|real|soles|sol|pounds?|libras?|francs?)"
PAIRED = table(
    rf"""
    (?:por|for|para|pour|per) (?:cada|every|each|chaque|one) {_COIN}\b |
    (?:por|for|para|pour|per) (?:cada|every|each|chaque) (?:us\$|usd|eur|r\$|\$|€) |
    match(?:es|ed)? (?:every|each|any|the {_COIN}|the amount|what) | a partes iguales |
    (?:igual|equal|equivalent\w*|egale?) (?:a|al|to|a l[ae])
        \s(?:(?:that of|la|del?|the|lo|al) ){{0,3}}(?:fondo|grant|subvenc|aporte|financ|
        solicitad|montant|ayuda)\w* |
    (?:equal|igual|equivalent\w*|mismo|mesmo|meme|identico|same)
        \s(?:value|valor|montant|amount|monto) |
    in equal (?:parts|shares) | a parts iguals | em partes iguais | a parts egales | pari passu |
    (?:uno a uno|1 a 1|{_COIN} a {_COIN}|{_COIN}[- ](?:for|por|pour)[- ]{_COIN}) |
    (?:un|one|um|el) {_COIN} (?:por|for|para|pour) (?:cada|every|each|chaque|uno?)
    """,
    tail=r"(?![a-z])",
)
"""One coin for another."""
MUST_COME = table(
    r"""
    (?:must|shall|should|has to|have to|debe\w*|deve\w*|doi\w+|tiene\w* que|ha\w* de|tem que|
        hauran? de)\s(?:[a-z]+ ){0,2}?(?:come|proce\w+|proven\w+|salir|sair|vir|sortir|aportars\w+|
        financiars\w+|obteners\w+) |
    (?:must|shall|should|has to|have to) (?:[a-z]+ )?be (?:covered|raised|secured|provided|
        contributed|financed|funded|met|borne|matched|sourced|paid)\b |
    (?:debe\w*|deve\w*|ha\w* de|tiene\w* que|tem que|hauran? de) ser (?:cubiert|aportad|financiad|
        cobert|asumid|pagad|suportad|assegurad)\w+ |
    (?:doi\w+) etre (?:couvert|financ|apport|pris|assur)\w+ |
    comes? from (?:other|another|the applicant|own) |
    proced\w+ de (?:otr|fondos|recursos|la entidad)
    """
)
"""After a share of the budget: it is not the funder who pays it."""
RAISES = table(
    r"""
    (?:secure|raise|obtain|mobili[sz]e|conseguir|captar|obtener|movilizar|reunir|mobilitzar|
        captar|trouver|mobiliser|bring in|source)
    """,
    tail=r"(?![a-z])",
)
ELSEWHERE = table(
    r"""
    (?:from|de|d'|d[eao]s|with|con) ?(?:other|another|otr[oa]s?|autres?|outr[oa]s?|altres) |
    (?:third parties|terceros|tiers)
    """
)
"""Money the applicant raises, and where."""
UNCOVERED = table(
    r"""
    (?:no|not|non|nao) (?:[a-z]+ )?(?:cofinanciad|financiad|subvencionad|cubiert|comparticipad|
        cobert|funded|covered|reimbursed|subventionn|pris en charge|financee?|financat|elegib|
        eligib|apoiad)\w* |
    exce(?:da|dan|dente|eding|ss|ss of)\b
    """
)
BORNE = table(
    r"""
    suportad\w+ | asum\w+ | a cargo | corre\w* (?:por|a) | born?e by | paid by | met by |
    a (?:la )?charge | a cargo d | incumb\w+ | por cuenta | por conta | financiad\w+ por |
    cubiert\w+ por | covered by | assumid\w+ | a carrec
    """
)
"""What the funder does not pay, and that somebody bears it."""
MERELY = table(
    r"""
    trends? | past | used to | pasad[oa] | fue | fueron | era | was | were | fut | previous |
    anterior\w* |
    earlier | history | reports? | informe | panel |
    taller\w* | cursos? | workshops? | formacion | training | course | seminar\w* | webinar |
    modul[eo]s? | mechanisms? | mecanism\w+ | strateg\w+ | estrateg\w+ | stud(?:y|ies) | estudios? |
    analys\w+ | analiz\w+ | analisis | guia | guide | tratara | hablara | discuss\w* | explor\w+ |
    jornada | encontro | encuentro | rencontre | discut\w+ | abord\w+ | lessons | lecciones |
    innovador\w* | innovative |
    (?:fondo|linea|programa|banco|fund|fonds|fundo) (?:de|for|of) (?:cofinan|co-?fin|co-?fund)\w+ |
    temas? | topics? | debat\w+ | conferenc\w+ | foro | forum | publica\w+ sobre | historico
    """,
    tail=r"(?![a-z])",
)
"""Beside a word for the applicant's share: it is only spoken about."""
NOT_HERE = table(
    r"""
    (?:podran?|can|may|podem|peuvent|puede[n]?)(?:not)? (?:not )?(?:ser |be |etre )?(?:us|utiliz|
        destin|employ|empleo|servir|count)\w* | como contrapartida de |
    as (?:a )?match(?:ing)? for |
    si (?:la |los |las )?(?:hubier[ae]|hay|existe|existier[ae]|procede|aplica) | en su caso |
    de existir |
    if any | where applicable | if applicable | le cas echeant | se houver | si n'hi ha |
    valora(?:ra|ran)?\b | tendra en cuenta | se valorara | se puntuara | sera valorad |
    valora(?:ra)? positiv | puntaje adicional | bonus |
    additional points | preferen | desirable | deseable | encouraged | welcome | prioridad |
    priorit | en caso de (?:que )?(?:exist|hab|contar) | in case of
    """
)
"""Beside a word for the applicant's share: it is not asked for here."""
ANOTHER_S = re.compile(
    r"(?:cofinan\w+|co-?fin\w+|co-?fund\w+|contrapartida)"
    r"(?: nacional| estatal| federal| nationale?)? (?:de|del|de la|by|from|du|da|do|por) "
    r"(?:la |el |the |l')?(?:union|ue\b|eu\b|fondo|feder|gobierno|ministerio|estado|european|fse|"
    r"banco|bid\b|nacion|state|government)"
)
"""The share of another funder."""
NO_OTHER = re.compile(r"(?:(?!\b(?:otr[ao]s?|autres?|outr[ao]s?|other|further|altr[ae]s?)\b).)*")
"""Between «without» and the share: «without another» says that there is one."""
PARTS: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (
        re.compile(r"\bquinta parte|\bun quinto|\bfifth\b|\bun cinquieme|\bcinquena part"),
        Decimal(20),
    ),
    (re.compile(r"\bcuarta parte|\bun cuarto|\bquarter\b|\bun quart|\bquarta parte"), Decimal(25)),
    (re.compile(r"\btercera parte|\bun tercio|\bthird\b|\bun tiers|\bum terco"), Decimal("33.3")),
    (re.compile(r"\bla mitad|\bhalf\b|\bla moitie|\ba metade|\bla meitat"), Decimal(50)),
)
"""The applicant's part in words, and in percent."""
PUTS = re.compile(
    r"\b(?:movili[zc]|mobili[sz]|aport|invert|invest|invist|rais|pong|pon|put|spen|gast)\w*"
)
"""Money is put in."""
NOTHING_TO_PAY = table(
    r"""
    (?:no|nao|non|not|n'a) (?:[a-z']+ ){0,2}(?:desembols|pagar|poner|aportar|pay|payer|sborsar|
        pagare|
        verser|contribute)[a-z]* (?:a |de )?(?:nada|nothing|anything|rien|dinero alguno|nulla|
        res\b) |
    (?:curso|participacion|asistencia|assistance|acompanamiento|programa|participation|training|
        formacion|taller|course|programme|participacao)\b
        (?: [a-z]+){0,4}? (?:no tiene (?:ningun )?cost[eo]|es (?:totalmente )?gratuit|is free|
        e gratuit|est gratuit|nao tem custo|has no cost|sin cost[eo]) |
    (?:participantes|municipios|ciudades|entidades|organizaciones|beneficiari[oa]s|solicitantes|
        seleccionad[oa]s)(?: [a-z]+)? no (?:paga|asume|aporta|pone)n nada |
    (?:applicants|participants|grantees|cities|organi[sz]ations|partners)(?: need)? (?:pay|bring|
        contribute)
        \s(?:nothing|no (?:money|funds|cash)) | no (?:money|funds) of (?:its|their|your) own |
    (?:sin|sem|without|sans|senza) (?:ningun |nenhum |any |aucun |nessun )?(?:coste?o?|custo|
        cost|frais|costo)
        \s(?:alguno )?(?:para|for|pour|per) (?:l[aoe]s?|el|o|a|os|as|the|i|gli)? ?(?:solicit|
        benefic|applic|
        particip|municip|entid|ciudad|cit)\w+ |
    sin que suponga (?:ningun )?coste |
    no (?:financial|monetary) (?:commitment|obligation|input) |
    (?:sin|ningun|no (?:hay|implica|supone|genera)(?: ningun)?) (?:compromiso|
        obligacion)\w* (?:financier|
        economic|presupuest)\w* | (?:do|does|need)(?: not| n't)(?: need to| have to)? be matched |
    not need (?:to have )?(?:any )?other funding | bears? no costs? |
    (?:need|have)(?: not| to)? (?:[a-z]+ )?find (?:any|no) (?:other )?money |
    (?:no|not|nao|ne|n') ?(?:paga[n]?|pay|debe[n]?|asume[n]?|tiene[n]? que|have to|has to|
        doi\w+|deve[m]?)(?: (?:cubrir|pagar|asumir|pay|cover|payer|cobrir|pas))?
        \s(?:(?:ningun|aucun|nenhum|any) (?:gasto|cost\w*|frais|custo|expens\w*|pago)|
        (?:nada )?por participar)
    """
)
"""Whoever takes part pays nothing."""
_LENDS = table(
    r"""
    pone[n]? | pondra[n]? | mantiene[n]? | mantendra[n]? | keeps? | commits? |
    (?:must|shall|will) provide | (?:met|mettent|mettra|mettront) a disposition |
    (?:disponibiliza|cede|paga|asume|garantiza|destina|asegura|facilita)(?:ra)?n? |
    conservent? | maintient | assure | paie | prend en charge
    """,
    tail=r"\b",
)
_LENT = table(
    r"""
    espacios? | equipo tecnico | equipo humano | equipo(?=[.,;]) | personal(?! [a-z]) |
    personal (?:tecnico|propio|de apoyo) | salario\w* | sueldos? | salary | salaries | salaires? |
    offices? | oficinas? | bureaux | staff | chefs? de projet | sede | visado | estipendio |
    instalaciones | venue | premises
    """,
    tail=r"\b",
)


def in_kind(text: str, applicant: WordTable) -> str | None:
    """What the applicant gives in kind: its staff, their salary, a place to work."""
    if MERELY.search(text) or NOT_HERE.search(text):
        return None
    if not followed(text, applicant, _LENDS, within=25):
        return None
    return followed(text, _LENDS, _LENT, within=30)
