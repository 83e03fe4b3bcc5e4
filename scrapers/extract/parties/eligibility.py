"""Who may apply, and from where: as the sentences on applicants tell, else the source is silent."""

from scrapers.extract.parties.local import CLOSED_RULES, LOCAL_RULES
from scrapers.extract.parties.needs import read_own_money, read_partner
from scrapers.extract.parties.origin import ELSEWHERE_RULES, ORIGIN_RULES, countries, origins
from scrapers.extract.parties.sentences import (
    all_sentences,
    first_told,
    local_sentences,
    who_sentences,
)
from scrapers.extract.text.passage import Passage
from scrapers.item import Eligibility, Fact


def read_eligibility(title: Passage, text: Passage, *, agency_country: str) -> Eligibility:
    """The answers of a page: yes, no, only as a partner, or ``None`` where it does not say.

    Only sentences that speak of applicants are read; a country named elsewhere says nothing
    about who may apply.
    """
    who = list(who_sentences(title, text))
    local = list(local_sentences(title, text))
    where = origins(who, agency_country)
    every = list(all_sentences(title, text))
    named, span = countries(where)
    return Eligibility(
        local_government=first_told(LOCAL_RULES, local) or first_told(CLOSED_RULES, local) or Fact(),
        colombia=first_told(ORIGIN_RULES, where) or first_told(ELSEWHERE_RULES, where) or Fact(),
        partner_required=read_partner(every),
        cofunding_required=read_own_money(every),
        countries=named,
        countries_span=span,
    )
