"""Where a clause ends, and what its first words do to the one before; folded, six languages."""

import re

from scrapers.extract.text.wording import table

BREAK = table(
    r"""
    ; | (?<! a)(?<!u\.s)\.\s | ,\s(?:mas)\s(?!de) |
    ,?\s(?:pero|sino(?: que)?|aunque|mientras que|but(?! (?:non )?lucratif)|whereas|while|although|
        tandis que|mais(?! d)|enquanto|embora|sin embargo|no obstante|however|en cambio|si bien|
        senao|malgre|(?:tot i|encara|ainda|alors|mentre) que|aixi i tot|pourtant|porem|contudo)\s |
    ,\s(?:y|e|and|et)\s(?:no|nao|ne|solo|only)\s |
    :\s(?=(?:no|nao|ne|not|non|cada|each|every|chaque|ogni|(?:elle|il|ell[ao]|ela|ele)s|they)\s)
    """,
    lead="",
)
"""Where one clause ends and another begins."""
_WHY = re.compile(r":\s(?:no|nao|ne|not|non)\s")
"""A colon before a denial: without a government before it, it only says why."""
BESIDE = re.compile(r"\b(?:con|with|avec|amb|com)\s(?:[a-z]+ )?$")
"""Right before a government: it is whom somebody works with."""
INSTEAD = re.compile(r"\bsino\b|\bsino que\b|but rather|\bsenao\b")
"""What follows has what was denied of the others."""
NOT_ONLY = re.compile(
    r"\b(?:no (?:solo|solamente|unicamente)|no se (?:limita|restringe|circunscribe)|"
    r"is not (?:limited|restricted)|ne se limite pas|nao se (?:limita|restringe)|non solo|"
    r"non si limita|no es limita|not only|non seulement|nao (?:so|apenas|somente)|"
    r"no nomes)\b"
)
NO_RETURN = re.compile(
    r"\b(?:no|nao|non)[ -](?:reembols|retorn|reintegr|rembours|repay|refund|reimburs|rimbors)\w+"
)
"""Money nobody gives back: a name, which denies nothing."""
ASIDE = re.compile(
    r", (?:unlike|as opposed to|a diferencia d[el]+|al contrario que|contrairement a(?:ux?)?|"
    r"ao contrario d[aoe]s?|a differenza d\w+|a diferencia d\w+|(?:y|e|and|et|i) (?:no|nao|not|non|"
    r"pas)(?: (?:a|to|for|para))?) [^.;:,]{3,60},(?= )"
)
"""Somebody else, spoken of between two commas: «, y no las empresas,»."""
LONG_AGO = re.compile(
    r"^\W*(?:aunque|si bien|although|though|while|embora|bien que|encara que|sebbene)\s"
    r"[^.;,]*\b(?:20\d\d|pasad[oa]s?|anterior\w*|previous\w*|last|earlier|antes|passad[oa]s?|"
    r"precedent\w*)\b[^.;,]*,"
)
"""What was so once, before what is so now."""
ITEM = re.compile(
    r"[,;:()/•?\n]|\s-\s|\b(?:y|e|and|et|or|ou|u|o|i|ni|nor|nem|y/o|and/or|asi como|"
    r"as well as|ainsi que|bem como|are|is|include|includes|including|incluidos|incluidas|son|"
    r"sont|sao|incluyen|such as|tales como)\s"
)
"""Where one member of a list ends and the next begins."""
LEAST = re.compile(
    r"\b(?:al menos|at least|au moins|(?:pelo|ao|por lo) menos|como minimo|almenys|up to|"
    r"no menos de|no (?:fewer|less) than|un minimo de|a minimum of|hasta)(?= )"
)
"""How many at least: words that tie nothing."""
STEP = re.compile(
    r"(?!(?:sin|sem|sans|sense|senza|without|before|after|antes|cuando)\b)[a-z'-]*[ ,(]{1,2}"
)
"""A word between «may» and its verb; past «without» the verb is of something else."""
PAPERS_OF = re.compile(
    r"\b(?:solicitud|propuest|candidatur|postulacion|proyectos|application|proposal|submission|demande|"
    r"dossier|propost|sol.?licitud|domand)[a-z]* (?:[a-z]+ )?(?:de|from|by|d[aeo]s?|dels?|dei|di)\b"
)
"""Before another «de …» of the same list: papers of them too."""
ADDED = frozenset({"", "tampoco", "tambien", "also", "aussi", "tambem", "tambe", "incluso"})
BY = re.compile(r"(?:por|per|par) ")
TO = frozenset("a al als aux au to aos ao".split())
REST = re.compile(r"[a-z]*")
WORD = re.compile(r"[a-z0-9.]+|'")
OF = frozenset("de del d des du da do das dos dels of from by por par per pelas pelos '".split())
PAYS = re.compile(
    r" (?:cubr|aport|pagar|sufrag|cofinanci|asum|pondr|coste|contribu|cover|bear|pay|apport|suport)"
    r"[a-z]*"
)
"""Right after whoever benefits: they pay, and who stands further on pays as well."""
FILING_REACH = 60
"""Letters between a government and what it does with its papers. Set by hand."""


def only_tells_why(stop: re.Match[str]) -> bool:
    """Whether what stands after a break is a reason for what no government stands in."""
    return _WHY.match(stop.string, stop.start()) is not None
