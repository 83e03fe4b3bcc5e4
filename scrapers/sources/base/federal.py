"""The applicant codes of the United States' federal grants."""

from scrapers.item import Fact
from scrapers.sources.base.values import span

_LOCAL = {"01", "02", "04", "99"}
"""County, city or township, special district, unrestricted."""
_UNSETTLED = {"25"}
"""Others: only the text says who."""


def local_government(codes: set[str], *, quote: str, field: str) -> Fact:
    """Whether local governments may apply, as far as the codes settle it.

    Codes speak of the kind of applicant, not of its country.
    """
    codes = {code for code in codes if code}
    if not codes:
        return Fact()
    if codes & _LOCAL:
        return Fact(answer=True, span=span(quote, field))
    return Fact() if codes & _UNSETTLED else Fact(answer=False, span=span(quote, field))
