"""Where a clause ends, and what its first words do to the one before; folded, six languages."""

import re

BREAK = re.compile(
    r";|\.\s|,?\s(?:pero|sino(?: que)?|aunque|mientras que|but(?! (?:non )?lucratif)|whereas|"
    r"while|although|tandis que|"
    r"mais (?!d)|enquanto|embora|sin embargo|no obstante|however|en cambio|si bien|senao|"
    r"malgre|tot i que|encara que|ainda que|aixi i tot|pourtant|alors que|porem|contudo|"
    r"mentre que)\s|,\s(?:mas|mais)\s(?!d)|"
    r",\s(?:y|e|and|et)\s(?:no|nao|ne|solo|only)\s|:\s(?=(?:no|nao|ne|not|non)\s)"
)
"""Where one clause ends and another begins."""
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
