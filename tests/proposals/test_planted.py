"""Ten drafts with six errors each, twice, labelled before the rules ran: the bar of the checks."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from matcher.money.rates import Converted
from proposals.asked.reading import read_terms
from proposals.checks.rules import check_answers
from proposals.checks.todo import TODO
from proposals.steps import FIELDS

FOLDER = Path(__file__).with_name("planted")
IN_EUROS = {
    "EUR": Decimal(1),
    "USD": Decimal("0.9"),
    "COP": Decimal("0.00022"),
    "CAD": Decimal("0.62"),
    "JPY": Decimal("0.006"),
}


def exchange(amount: Decimal, currency: str, into: str) -> Converted | None:
    rate = IN_EUROS[currency] / IN_EUROS[into]
    day = None if currency == into else date(2027, 1, 4)
    return Converted(value=amount * rate, currency=into, rate=rate, day=day, source="Banco central")


def table(lines: list[str]) -> Iterator[dict[str, str]]:
    names = lines[0].split("|")
    for line in lines[1:]:
        cells = zip(names, line.split("|"), strict=False)
        yield {name: text for name, text in cells if text}


def read_draft(
    path: Path, *, mended: bool = False
) -> tuple[dict[str, Any], str, set[tuple[str, str]]]:
    """The answers with what the call's text fills in, the text, and the labelled errors."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    if mended:
        for part in ("respuestas", "tablas"):
            told[part] |= told["sin_errores"][part]
    given, call = answers_of(told)
    return given, call, {(one["codigo"], one["campo"]) for one in told["errores"]}


def answers_of(told: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The answers with what the call's text fills in, and that text."""
    given: dict[str, Any] = dict(told["respuestas"])
    given |= {key: list(table(lines)) for key, lines in told["tablas"].items()}
    assert set(given) <= set(FIELDS)
    for key, lines in told["tablas"].items():
        assert set(lines[0].split("|")) <= {c.key for c in FIELDS[key].columns}
    call = told["convocatoria"]
    for term in read_terms(call):
        if FIELDS[term.field].is_table and term.field not in told["tablas"]:
            given.setdefault(term.field, []).append(term.value)
        elif not FIELDS[term.field].is_table:
            given.setdefault(term.field, term.value)
    return given, call


AFRESH = FOLDER / "afresh"
CLEAN = FOLDER / "clean"
DRAFTS = sorted(p for p in FOLDER.rglob("*.toml") if p.parent not in (AFRESH, CLEAN))


@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "again"], ids=["first", "again"])
def test_the_errors_are_found_and_little_else(folder: Path) -> None:
    planted = found = 0
    alarms: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        given, call, errors = read_draft(path)
        findings = check_answers(given, call=call, exchange=exchange)
        seen = {(one.code, one.field) for one in findings}
        planted, found = planted + len(errors), found + len(errors & seen)
        alarms[path.stem] = [
            f"{one.code} {one.field}: {one.text}"
            for one in findings
            if (one.code, one.field) not in errors
        ]
        if errors - seen:
            print(path.stem, "missed", errors - seen)
        if alarms[path.stem]:
            print(path.stem, "alarms", alarms[path.stem])
    print(found, "of", planted, sum(map(len, alarms.values())), "alarms")
    assert planted == 60
    assert found >= 57
    assert all(len(said) <= 1 for said in alarms.values()), alarms


def test_shares_are_found_with_their_sentence_and_mended_nothing_is_left_to_say() -> None:
    path = FOLDER / "shares" / "humedal.toml"
    given, call, errors = read_draft(path)
    found = check_answers(given, call=call, exchange=exchange)
    assert {(one.code, one.field) for one in found} == errors
    quoted = {one.code: one.quote for one in found if one.quote}
    assert quoted["requested-over"] == (
        "La Fundación financia como máximo el 80 % de los costos elegibles."
    )
    given, call, _ = read_draft(path, mended=True)
    assert check_answers(given, call=call, exchange=exchange) == []


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_finding_says_where_why_and_what_to_do(path: Path) -> None:
    given, call, _ = read_draft(path)
    for one in check_answers(given, call=call, exchange=exchange):
        assert one.step
        assert one.text
        assert one.todo == TODO[one.code]


def _found(text: str) -> dict[tuple[str, str], str]:
    told = tomllib.loads(text)
    given, call = answers_of(told)
    found = check_answers(given, call=call, exchange=exchange, language=told.get("idioma", "es"))
    return {(one.code, one.field): str(one.text) for one in found}


def test_each_error_in_an_ordinary_draft_is_found_and_the_draft_itself_is_left_alone() -> None:
    """Twelve drafts without errors, and each of fifty that may slip into them, one at a time."""
    planted = 0
    missed: list[str] = []
    for path in sorted(AFRESH.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        draft, *_errors = text.split("[[errores]]")
        alarms = _found(draft)
        assert len(alarms) <= 1, (path.stem, alarms)
        for error in tomllib.loads(text)["errores"]:
            assert draft.count(error["de"]) == 1
            planted += 1
            found = _found(draft.replace(error["de"], error["a"]))
            if (error["codigo"], error["campo"]) not in set(found) - set(alarms):
                missed.append(f"{path.stem}: {error['que']}")
    assert planted == 50
    assert missed == []


def test_twenty_two_ordinary_drafts_are_left_alone() -> None:
    drafts = sorted([*CLEAN.glob("*.toml"), *AFRESH.glob("*.toml")])
    assert len(drafts) == 22
    told = {p.stem: _found(p.read_text(encoding="utf-8").split("[[errores]]")[0]) for p in drafts}
    assert {name: found for name, found in told.items() if len(found) > 1} == {}
    assert sum(map(len, told.values())) <= 5
