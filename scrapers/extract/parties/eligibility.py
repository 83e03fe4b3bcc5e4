"""Who may apply, and from where: as the sentences on applicants tell, else the source is silent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from scrapers.extract.parties.allies.asked import read_partners_asked
from scrapers.extract.parties.allies.from_there import PARTNER_ORIGIN_RULES
from scrapers.extract.parties.learned.reading import read_worded, spoken_against
from scrapers.extract.parties.origin import (
    ELSEWHERE_RULES,
    EXCEPTED,
    ORIGIN_RULES,
    REGION,
    Origin,
    countries,
    origins,
)
from scrapers.extract.parties.own.money import COFUNDING_RULES, read_own_money
from scrapers.extract.parties.partner import PARTNER_RULES, read_partner
from scrapers.extract.parties.rules.closed import CLOSED_RULES
from scrapers.extract.parties.rules.local import LOCAL_RULES
from scrapers.extract.parties.sections import UNREAD, find_place
from scrapers.extract.parties.sentences import (
    Answer,
    Sentence,
    all_sentences,
    first_told,
    local_sentences,
    who_sentences,
)
from scrapers.extract.parties.whole.abroad import find_territory, read_abroad
from scrapers.extract.parties.whole.domestic import read_domestic
from scrapers.extract.parties.whole.elsewhere import compose, find_partners
from scrapers.extract.parties.whole.listed import read_listed
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.rules import Rule, Verdict, decide
from scrapers.item import Eligibility, Fact
from scrapers.letters import fold


def read_eligibility(title: Passage, text: Passage, *, agency_country: str) -> Eligibility:
    """The answers of a page: yes, no, only as a partner, or ``None`` where none was read.

    Only sentences that speak of applicants are read; a country named elsewhere says nothing
    about who may apply. Where a page has a section on a question and nothing in it was read, the
    answer has no value and the section's heading.
    """
    local = list(local_sentences(title, text))
    where = origins(list(who_sentences(title, text)), agency_country)
    every = list(all_sentences(title, text))
    named, span = countries(where)
    origin = _read_origin(where)
    city = first_told(LOCAL_RULES, local) or first_told(CLOSED_RULES, local)
    city = _each_by_itself(city, local)
    if agency_country:
        who = [*where, *local]
        origin = read_listed(text, who, every, origin, agency_country)
        origin = origin or read_domestic(title, text, who, agency_country)
        origin = origin or read_abroad(title, text, (who, every), agency_country)
        partners = find_partners(every, text, agency_country)
        territory = find_territory(title, text, who, agency_country)
        city, origin = compose(city, origin, partners, where, territory)
    told: Mapping[str, Fact | None] = {
        "local_government": city,
        "agency_country": origin if agency_country else None,
        "partner_required": read_partner(every),
        "cofunding_required": read_own_money(every),
    }
    settled = {
        name: _settled(name, fact, title, text, agency_country) for name, fact in told.items()
    }
    asked = settled["partner_required"]
    return Eligibility(
        **settled,
        partners_asked=read_partners_asked(every) if asked.answer else None,
        countries=named,
        countries_span=span,
    )


def _read_origin(where: Sequence[Origin]) -> Fact | None:
    """Whether somebody of the country may apply; who is taken out of a region is out of it."""
    told = next(filter(None, (first_told(rules, where) for rules in _ORIGIN)), None)
    if told and told.span and told.span.method == REGION:
        return first_told(EXCEPTED, where) or told
    return told


_TOGETHER = re.compile(
    r"\b(?:associations?|asociaciones|federa[ct]i\w+|associac\w+|associacions) (?:of|de|d'|des) ?"
    r"(?:local (?:auth|gov)|municip|cit|ciud|ayunt|commun|ajunt|collectiv|gobiernos|alcald)"
)
_BY_ITSELF = re.compile(r"\bindividua|\bindividue|\bby (?:itself|themselves)\b|\bpor si sol")


def _each_by_itself(city: Fact | None, local: Sequence[Sentence]) -> Fact | None:
    """What is said of one alone, where it is their associations that may."""
    if city and city.answer and city.span and _TOGETHER.search(fold(city.span.quote)):
        alone = first_told(LOCAL_RULES, [one for one in local if _BY_ITSELF.search(one.text)])
        return alone if alone and alone.partner else city
    return city


_NOT_ALONE = PARTNER_ORIGIN_RULES[:1]
_ORIGIN = (_NOT_ALONE, ORIGIN_RULES[:-1], ORIGIN_RULES[-1:], PARTNER_ORIGIN_RULES, ELSEWHERE_RULES)
"""What decides first: the country by its name outweighs a region that holds it, and a rule that
lets it in outweighs who may come along."""
Heard = tuple[str, Sentence, Verdict[Sentence, Answer]]


def heard(title: Passage, text: Passage, *, agency_country: str) -> Iterator[Heard]:
    """Every sentence in which a rule finds its words, by question, in the order of the page."""
    local = list(local_sentences(title, text))
    where = origins(list(who_sentences(title, text)), agency_country)
    every = list(all_sentences(title, text))
    asked: tuple[tuple[str, Sequence[Rule[Sentence, Answer]], Sequence[Sentence]], ...] = (
        ("local_government", (*LOCAL_RULES, *CLOSED_RULES), local),
        ("agency_country", tuple(chain(*_ORIGIN)), where),
        ("partner_required", PARTNER_RULES, every),
        ("cofunding_required", COFUNDING_RULES, every),
    )
    for question, rules, sentences in asked:
        for sentence in sentences:
            verdict = decide(rules, sentence)
            if verdict.rule is not None:
                yield question, sentence, verdict


def _settled(
    question: str, fact: Fact | None, title: Passage, text: Passage, agency_country: str
) -> Fact:
    """What a rule read, unless the wording speaks against it; else what the wording suggests.

    Else no answer, with the place of the page that may hold it.
    """
    if fact and not spoken_against(question, fact, title, text):
        return fact
    guess = read_worded(question, title, text, agency_country=agency_country)
    doubted = replace(fact.span, method=UNREAD) if fact and fact.span else None
    return guess or Fact(span=find_place(question, text) or doubted)
