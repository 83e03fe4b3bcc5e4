"""Which facts a person has fixed: whole fields, or one answer of a field that has several.

A pin is the name of a field (``deadlines``) or, dotted, of one of its answers
(``eligibility.local_government``): whoever corrects one answer leaves the others to the sources.
The name of the whole field stands for all its answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from matcher.calls.facts import CallFacts

ANSWERS = ("local_government", "agency_country", "partner_required", "cofunding_required")
PARTS = {"eligibility": (*ANSWERS, "partners_asked", "countries")}
"""The fields that have several answers, each of which can be fixed alone."""
SPANS = {
    "kind": "kind_span",
    "funder": "funder_span",
    "opens_on": "opens_span",
    "rolling": "rolling_span",
    "eligibility.countries": "eligibility.countries_span",
}
"""Fact → where its span is, if that is not in the value itself: the two go together."""
PINNABLE = (
    "title",
    "deadlines",
    "rolling",
    "amounts",
    "cofunding",
    "eligibility",
    *(f"{whole}.{part}" for whole, parts in PARTS.items() for part in parts),
    "status",
    "opens_on",
    "funder",
    "kind",
    "language",
    "documents",
)


def parts_of(pin: str) -> tuple[str, ...]:
    """The pins of the single answers that ``pin`` stands for; itself, if it has no parts."""
    return tuple(f"{pin}.{part}" for part in PARTS.get(pin, ())) or (pin,)


def is_fixed(pins: Iterable[str], pin: str) -> bool:
    """Whether ``pin`` is fixed, by its own name or by that of the whole it belongs to."""
    return not {pin, pin.partition(".")[0]}.isdisjoint(pins)


def fixed_also(pins: Sequence[str], more: Iterable[str]) -> list[str]:
    """``pins`` and ``more``, each once; no answer beside the whole it belongs to."""
    found = list(dict.fromkeys([*pins, *more]))
    return [pin for pin in found if "." not in pin or pin.partition(".")[0] not in found]


def free_among(pins: Sequence[str], others: Iterable[str]) -> list[str]:
    """What of ``others`` is not fixed in ``pins``; of a whole fixed in part, the other answers."""
    found: list[str] = []
    for pin in others:
        free = [part for part in parts_of(pin) if not is_fixed(pins, part)]
        found += [pin] if len(free) == len(parts_of(pin)) else free
    return found


def put(facts: CallFacts, values: Mapping[str, Any]) -> CallFacts:
    """``facts`` with other ``values``, by pins and the names in :data:`SPANS`.

    One day to close and no day at all exclude each other: what is put in decides.
    """
    whole = {name: value for name, value in values.items() if "." not in name}
    if whole.get("deadlines"):
        whole["rolling"] = False
    elif whole.get("rolling"):
        whole["deadlines"] = ()
    for name in PARTS:
        parts = {
            key.partition(".")[2]: value
            for key, value in values.items()
            if key.startswith(f"{name}.")
        }
        if parts:
            whole[name] = replace(whole.get(name, getattr(facts, name)), **parts)
    return replace(facts, **whole)


def fixed_values(facts: CallFacts, pins: Iterable[str]) -> dict[str, Any]:
    """What ``facts`` hold at ``pins``, with the spans, for :func:`put`."""
    names = [name for pin in pins for name in (pin, SPANS.get(pin)) if name]
    return {name: value_at(facts, name) for name in names}


def value_at(facts: CallFacts, name: str) -> Any:
    """What ``facts`` hold at a pin."""
    value: Any = facts
    for part in name.split("."):
        value = getattr(value, part)
    return value
