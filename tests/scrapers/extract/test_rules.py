"""Every rule at work on its own sentences: the examples that explain a rule are its tests."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from scrapers.extract.dates.notations import find_dates
from scrapers.extract.dates.roles import RULES, ToldDate, roles
from scrapers.extract.kind import read_kind
from scrapers.extract.kind_signals import SIGNALS, Signal
from scrapers.extract.parties.origin import ELSEWHERE_RULES, ORIGIN_RULES, origins
from scrapers.extract.parties.own.money import COFUNDING_RULES
from scrapers.extract.parties.partner import PARTNER_RULES
from scrapers.extract.parties.rules.closed import CLOSED_RULES
from scrapers.extract.parties.rules.local import LOCAL_RULES
from scrapers.extract.parties.sentences import (
    all_sentences,
    first_told,
    local_sentences,
    who_sentences,
)
from scrapers.extract.text.passage import make_passage
from scrapers.extract.text.rules import Example, Rule


def cases(rules: tuple[Any, ...]) -> Iterator[Any]:
    for rule in rules:
        for number, example in enumerate(rule.examples):
            yield pytest.param(rule, example, id=f"{rule.name}-{number}")


def told(says: str) -> ToldDate:
    """What is told of the date in brackets."""
    at = says.index("[")
    passage = make_passage("text", says.replace("[", "").replace("]", ""))
    found = [t for t in roles(passage, find_dates(passage, order="dmy")) if t.hit.start == at]
    assert len(found) == 1, f"no date begins at the bracket: {says}"
    return found[0]


@pytest.mark.parametrize(("rule", "example"), cases(RULES))
def test_a_date_is_for_what_the_example_says(rule: Rule[Any, Any], example: Example[Any]) -> None:
    found = told(example.says)
    assert found.role == example.gives, found
    assert (found.rule == rule.name) == (example.gives == rule.gives), found


@pytest.mark.parametrize(("signal", "example"), cases(SIGNALS))
def test_a_title_is_of_the_kind_the_example_says(signal: Signal, example: Example[Any]) -> None:
    title, text = make_passage("title", example.says), make_passage("text", "")
    kind, span = read_kind(title, text, has_amounts=False)
    assert kind == (example.gives or None)
    assert (span is not None and span.method == signal.name) == (example.gives == signal.gives)


ELIGIBILITY = {
    "who": (LOCAL_RULES, CLOSED_RULES),
    "where": (ORIGIN_RULES, ELSEWHERE_RULES),
    "every": (PARTNER_RULES,),
    "money": (COFUNDING_RULES,),
}


@pytest.mark.parametrize(
    ("kind", "tables", "rule", "example"),
    [
        pytest.param(kind, tables, rule, example, id=f"{rule.name}-{number}")
        for kind, tables in ELIGIBILITY.items()
        for rules in tables
        for rule in rules
        for number, example in enumerate(rule.examples)
    ],
)
def test_an_answer_is_what_the_example_says(
    kind: str, tables: Any, rule: Rule[Any, Any], example: Example[Any]
) -> None:
    title, text = make_passage("title", ""), make_passage("text", example.says)
    where = origins(list(who_sentences(title, text)), "CO")
    local = list(local_sentences(title, text))
    sentences: Any = {"who": local, "where": where}.get(kind, list(all_sentences(title, text)))
    found = next(filter(None, (first_told(rules, sentences) for rules in tables)), None)
    told = None if found is None else "partner" if found.partner else found.answer
    assert told == example.gives, found
    assert found is None or found.span is not None
    if example.gives == rule.gives and rule.examples[0] is example:
        assert found is not None
        assert found.span is not None
        assert found.span.method == rule.name


def test_every_rule_has_a_name_of_its_own_and_an_example_of_either_kind() -> None:
    tables = [rules for tables in ELIGIBILITY.values() for rules in tables]
    every = (*RULES, *SIGNALS, *(rule for rules in tables for rule in rules))
    names = Counter(rule.name for rule in every)
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []
    for rule in every:
        kinds = {example.gives == rule.gives for example in rule.examples}
        assert kinds == {True, False}, rule.name
