"""Patterns written as tables of words, folded: lower case, without accents."""

import re


def table(rows: str) -> re.Pattern[str]:
    """One pattern out of a table of alternatives, separated by bars between spaces.

    Order inside a table carries no meaning. A line that does not end in such a bar goes on,
    without a space, in the next one.
    """
    whole = re.sub(r"(?<! \|)\n\s*", "", rows.strip())
    return re.compile(r"\b(?:" + "|".join(re.split(r"\s+\|\s+", whole)) + ")")
