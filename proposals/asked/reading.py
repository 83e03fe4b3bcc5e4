"""One text in, every term of it out; what the text does not say is not there."""

from functools import lru_cache

from proposals.asked import limits, lists, shares, starting
from proposals.asked.sentences import AskedSentence, Term, sentences


@lru_cache(maxsize=64)
def read_terms(text: str) -> tuple[Term, ...]:
    """What ``text`` asks of a proposal, in the order it says so.

    A single value that two sentences give differently is not given: nobody knows which holds.
    """
    told = sentences(text)
    found = [term for sentence in told for term in _single(sentence)]
    values: dict[str, set[str]] = {}
    for term in found:
        values.setdefault(term.field, set()).add(str(term.value))
    once = {term.field: term for term in reversed(found) if len(values[term.field]) == 1}
    rows = [term for reader in lists.READERS for term in reader(told)]
    return (
        *(once[field] for field in dict.fromkeys(t.field for t in found) if field in once),
        *rows,
    )


def _single(sentence: AskedSentence) -> list[Term]:
    return [
        term
        for reader in (*limits.READERS, *shares.READERS, starting.start, starting.end)
        for term in reader(sentence)
    ]
