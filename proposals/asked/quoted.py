"""Field → the sentence of the call that says what stands in it."""

from proposals.asked.reading import read_terms
from proposals.models import Draft
from proposals.steps import FIELDS


def quotes_in(text: str) -> dict[str, str]:
    """The sentences of ``text`` behind each single value that is read in it."""
    told = read_terms(text)
    return {term.field: term.quote for term in told if not FIELDS[term.field].is_table}


def quotes(draft: Draft) -> dict[str, str]:
    """The sentences of the draft's call, those the collector read among them."""
    if draft.call is None:
        return {}
    found = quotes_in(draft.call.text)
    limit, share = draft.call.offer.limit, draft.call.composed.cofunding
    if limit is not None and limit.span.quote:
        found |= dict.fromkeys(("monto_maximo", "monto_minimo"), limit.span.quote)
    if share is not None and share.span.quote:
        found["cofinanciacion_minima"] = share.span.quote
    return found
