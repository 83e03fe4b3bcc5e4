"""The applicant's own share named, and all of the costs; folded, five languages."""

import re

from scrapers.extract.text.wording import WordTable, alternatives, table

OWN_SHARE = table(
    r"""
    contrapartidas? | contreparties? | counterpart (?:fund|contrib)\w* | cofinanciacion |
    co-?financiamiento | cofinanciamento | cofinanciar\w* |
    aport(?:e|es|acion|aciones) (?:propi[oa]s?|local(?:es)?|en especie|minim\w+|economic\w+ de) |
    match[- ]funded | co-?funding | co-?financing | cost[- ]?shar(?:e|ing) |
    match(?:ing)?[- ]fund(?:s|ing)? |
    matching contribution | cofinancement | cofinancer | autofinancement | co-?financement |
    apport (?:propre|financier|minimum) | matched funding |
    (?:sus?|seus|leurs|their|its) (?:propi[oa]s?|proprios|propres|own)
        \s(?:recursos|fondos|medios|presupuesto|moyens|fonds|resources|funds|budget) |
    cofinancament | aportacio (?:propia|minima) | cofinanziament\w+ | risorse propri\w+ |
    fondi propri\w* | achega (?:propia|minima) | contribut[oi] propri\w* |
    contribution (?:propre|en nature) | own contribution | contribucion propia |
    (?:acredit|demostr|justific)[a-z]* (?:recursos|fondos) propios |
    counterpart (?:resources|money) | eigenanteil | eigenmittel |
    (?:llev|inclu|cont|prev|incorpor|reun|present)[a-z]*(?: (?:con|al|menos|un|una|el|minimo|
        de)){0,4}
        \s\d{1,2} ?% (?:de |en |como )?(?:recursos|fondos|aporte|aportacion)
        \s(?:propi[oa]s?|proprios) |
    (?:community|beneficiary) contributions? | aporte (?:comunitario|de la comunidad) |
    contribucion (?:comunitaria|de la comunidad) | contribution (?:communautaire|de la communaute) |
    participa(?:tion|cion|cao|cio) (?:financier[ea]|economica|financeira)
        \s(?:de la|de|du|del|da|minim\w+) |
    (?:1:1|one[- ]to[- ]one|dollar[- ]for[- ]dollar|in-kind|cash|local|financial) (?:cash )?match |
    in-kind contributions? |
    (?:aport\w*|contribu\w*|con|com|em|financ\w*|poner|destin\w*|reserv\w*|garant\w*|moviliz\w*|
        mobili[sz]\w*|avec|from|with|amb) \s?(?:[a-z']+ ){0,3}(?:(?:recursos|fondos|fons)
        \s(?:propi[oa]?s|proprios|propis)|own (?:resources|
        funds|means)|(?:fonds|ressources|moyens) propres) |
    (?:contribut|mobili[sz]|provid|bring)\w*(?: [a-z]+){0,3} (?:resources|funds) of (?:their|its)
        \sown |
    (?:expected|required|asked) to (?:match|co-?fund|co-?finance|contribute (?:at least|
        financially)) |
    must (?:be matched|match)\b |
    (?:colocar|poner|pon|put|put in|aportar|contribute|mettre) (?:dinero|dinheiro|money|funds|
        argent)\b |
    (?:su|sus|their|its|leur|seu|sua) (?:aportes?|aportacion|apport|match|cofinanc\w+)
        (?! a\b| al\b| to\b| aux?\b| ao\b|\w) |
    (?:por|poner|aportar|destinar|pondra|aportara)(?: [a-z]+)? (?:recursos|fondos)(?: [a-z]+)?
        \s(?:proprios|propios) | contraparte financier\w+
    """,
    tail=r"\b",
)
"""The applicant's share, named."""
ASKED_FOR = table(
    r"""
    contrapartidas? | contreparties? | counterpart (?:fund|contrib)\w* | cofinan\w+ | achegas? |
    contribut[oi] (?:propri|finanz|in natura|economic)\w* | risorse propri\w+ | quota propri\w+ |
    autofinanz\w+ | in-kind (?:contrib|support)\w* | contribucions? propi\w+ | co-?pag\w+ |
    co-?fund\w+ | co-?financ\w+ | aport\w+ | matching | match\b | eigenanteil | eigenmittel |
    participation financiere | recursos adicionales | additional (?:funds|resources) | desembolsar |
    (?:poner|ponga[n]?|pongam|ponha[m]?) (?:plata|algo|nada|una parte|uma parte) |
    match\w*[- ]fund\w* | cost[- ]?shar\w+ | autofinanc\w+ | apport | own contribution |
    comparticip\w+ | contribu(?:tion|cion?|cao) (?:prop|financ|econom|local|en espec|minim)\w* |
    (?:recursos|fondos) (?:proprios|propios) | own (?:resources|funds) |
    (?:financial|cash|monetary|economic|matching|in-kind|institutional|applicant|host|partner)
        \s(?:co-)?contribution | contributions? (?:from|by|of) (?:the )?(?:applicant|beneficiar|
        grantee)[a-z]* | poner dinero |
    contribute (?:[a-z]+ )?(?:funds|money) | contribute financially |
    funds of (?:their|its) own | debourser |
    (?:pong\w+|pon|ponen|put|puts|find|raise|bring|invert\w+)
        \s(?:any |mas |other |more |up ){0,2}(?:dinero|money|cash|fondos propios|dinheiro) |
    bears? (?:no|any) costs? |
    finan[cz]i?a\w+ prop\w+ | (?:aporte|esfuerzo) propio
    """
)
"""The applicant's share, where a denial stands beside it."""
COVERS = table(
    r"""
    (?:cubr|cubiert|cover|financ|fund|couvr|cobr|subvencion|asum|pag|pay|alcan|llegar|reach|sufrag|
        ascend|arca|custe|prend|paid|met)\w* |
        (?:apoio|apoyo|ayuda|aide|ajut|grant|subvenci\w+|subvention|support|funding|
        financ\w+|taxa|tasa|taux|rate|intensi\w+|porcentaje)(?: [a-z]+){0,2} (?:e|es|est|is|sera|
        of|de) |
    up to | hasta | jusqu'a | ate | atteindre | atteint
    """,
    tail=r"\b",
)
ALL_COSTS = table(
    r"""
    100 ?% | la totalidad | el total de los |
    all (?:the |of the )?(?:eligible )?(?:costs|expenses) |
    the (?:full|entire|whole)(?: [a-z]+)? (?:costs?|budget|amount) | l'integralite |
    (?:la|a) totalidade |
    la totalite | la totalitat | integramente | integralmente | in full\b | fully | totalmente |
    en su totalidad | na totalidade | dans leur totalite | en la seva totalitat |
    entierement | integrament | por completo | por enteiro | interamente | per intero |
    en totalite |
    every (?:cent|penny)\b | hasta el ultimo (?:peso|euro|centavo) |
    (?:tout(?:e?s)?|tous) (?:les )?(?:couts|frais|depenses) | prend tout | tout en charge |
    todos los (?:costos|gastos|costes) | todos os custos |
    tots els costos
    """
)
MORE_SOURCES = WordTable(
    alternatives(
        r"\b(?:asum|cubr|financ|subvencion)\w+ entre (?:un |el )?\d{1,2} ?%? y (?:un |"
        r"el )?\d{1,2} ?%|"
        r"\b(?:make|pay|provide) an? (?:[a-z]+ )?(?:financial |cash |annual )contribution of|"
        r"\bwill contribute [^.;]{0,90}in cash or in[- ]kind|"
        r"\b(?:must|shall|should|deb\w+|dev\w+|doi\w+)\b[^.;]{0,40}\b(?:additional|otr[oa]s|outr[oa]s|"
        r"other|further|autres) (?:contributions?|aport\w+|contribuci\w+|apports?|financing|"
        r"funding)"
        r"[^.;]{0,12}(?:\b(?:from|de|d')|[.;]|$)|"
        r"\b(?:required|expected|must|shall|asked|have)(?: to)? contribute (?:[a-z]+ )?(?:in cash|"
        r"in[- ]kind|cash|"
        r"financially)|\b(?:deb\w+|dev\w+) (?:aportar|contribuir) (?:en|em) (?:dinero|especie|"
        r"efectivo|dinheiro)"
    ),
    lead="",
)
GOES_TO = re.compile(r"\b(?:se|sera|seran) (?:ira|iran|destin|distrib|entreg|otorg|asign)\w*")
"""Of the rest: the funder gives it to somebody else."""
"""What others give is asked for as well."""
OTHER_TOWNS = re.compile(
    r"\b(?:resto|restantes|demas) (?:de )?(?:los |las )?(?:munic|ciudad|ayunt|comun|entid)"
)
"""The rest of the towns, and not of the costs."""
