"""What a person of the team fixed in a call, told beside what its source says."""

from collections.abc import Mapping
from typing import Any

from matcher.calls.compose import bare
from matcher.calls.models import Call
from matcher.desk.corrections import stated_by_sources
from matcher.words.language import Words
from matcher.words.names import CHANGE_NAMES, QUESTION_NAMES
from matcher.words.values import value_words

_ASKED = "eligibility.local_government"
_NAMES: Mapping[str, str] = CHANGE_NAMES | {_ASKED: QUESTION_NAMES["local_government"]}
"""The facts a mail tells, as they are called there."""


def fixed_words(words: Words, call: Call) -> list[str]:
    """A sentence for each fact of a mail that a person fixed otherwise than the source has it."""
    told = []
    for pin in call.pinned:
        if pin not in _NAMES:
            continue
        sides = _held(call, pin), stated_by_sources(call, pin)
        held, says = (_side(words, pin, one) for one in sides)
        if held == says:
            continue  # the source has come to say the same
        name = words.named(_NAMES[pin])
        told.append(
            words.gettext(
                "«%(field)s» lo fijó una persona del equipo; la fuente dice: %(told)s.",
                field=name,
                told=says,
            )
            if says
            else words.gettext(
                "«%(field)s» lo fijó una persona del equipo; la fuente no lo dice.", field=name
            )
        )
    return told


def _held(call: Call, pin: str) -> Any:
    value: Any = call.composed.to_payload()
    for part in pin.split("."):
        value = value.get(part)
    return bare(value)


def _side(words: Words, pin: str, value: Any) -> str:
    """A value in words; empty where there is none."""
    if value in (None, [], {}):
        return ""
    if pin == _ASKED and isinstance(value, Mapping):
        value = {"local_government": value}
        return value_words(words, value).removeprefix(words.named(_NAMES[pin])).strip()
    return value_words(words, value)
