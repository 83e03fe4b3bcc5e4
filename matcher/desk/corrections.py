"""What a person sets right in a call: it is pinned, and no later reading overwrites it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.compose import bare, differences
from matcher.calls.facts import BY_HAND, KINDS, CallFacts, Fact, Share, by_hand
from matcher.calls.fields import write_facts
from matcher.calls.models import Call, CallVersion
from matcher.calls.pins import (
    ANSWERS,
    PINNABLE,
    SPANS,
    fixed_also,
    is_fixed,
    put,
    value_at,
)
from matcher.db.versions import advance
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Store
from matcher.words.language import gettext_noop

CORRECTED, RELEASED = "call.corrected", "call.released"
_LATE = gettext_noop("Esta convocatoria cambió mientras usted la corregía.")
_Answer = bool | Literal["partner"] | None
_WHOLE = Decimal(100)


def check_version(call: Call, seen: int | None) -> None:
    """
    :raises Conflict: if ``call`` is no longer the one that was on the screen.
    """
    if seen is not None and call.version != seen:
        raise Conflict(_LATE)


def correct(
    session: Session,
    call: Call,
    changes: Mapping[str, Any],
    *,
    quotes: Mapping[str, str] | None = None,
    person_id: int,
    at: datetime,
) -> AuditEntry:
    """Set facts of ``call`` right: each stays as it is now told, whatever is read later.

    :param changes: pin → its value; ``None`` or nothing says that the source does not say it. An
        answer is yes, no or ``partner``; a share its percent; days and sums as facts hold them.
    :param quotes: pin → the words that say so, where the value has no span of its own.
    :raises InvalidInput: for what cannot be so, with the pin as its field.
    """
    if not changes:
        raise InvalidInput("Falta decir qué dato.")
    told = quotes or {}
    values: dict[str, Any] = {}
    for pin, value in changes.items():
        values[pin] = _checked(pin, value, told.get(pin, ""))
        if pin in SPANS:
            values[SPANS[pin]] = by_hand(told.get(pin, "")) if value else None
    after = put(call.composed, values)
    _check_days(after, changes)
    _check_share(after, changes)
    _check_partners(after, changes)
    return _pin(session, call, after, names=list(changes), person_id=person_id, at=at)


def _checked(pin: str, value: Any, quote: str) -> Any:
    """``value`` as the facts hold it.

    :raises InvalidInput: if it cannot be that.
    """
    if pin not in PINNABLE:
        raise InvalidInput("Falta decir qué dato.")
    check = _CHECKS.get(pin)
    return value if check is None else check(value, quote)


def _title(value: str, _quote: str) -> str:
    clean = " ".join(value.split())
    if not clean:
        raise InvalidInput("Escriba el título.", field="title")
    return clean


def _funder(value: str | None, _quote: str) -> str | None:
    return " ".join((value or "").split()) or None


def _kind(value: str | None, _quote: str) -> str | None:
    if value and value not in KINDS:
        raise InvalidInput("Escoja una de las clases de la lista.", field="kind")
    return value or None


def _share(value: Decimal | None, quote: str) -> Share | None:
    if value is None:
        return None
    if not 0 < value <= _WHOLE:
        raise InvalidInput(
            "Escriba un porcentaje mayor que 0 y de 100 como mucho.", field="cofunding"
        )
    return Share(percent=value, span=by_hand(quote))


def _answer(value: _Answer, quote: str) -> Fact:
    """Where nothing is said there is no span either: one would say where it was looked for."""
    if value is None:
        return Fact()
    if value == "partner":
        return Fact(partner=True, span=by_hand(quote))
    return Fact(answer=value, span=by_hand(quote))


_CHECKS: Mapping[str, Callable[[Any, str], Any]] = {
    "title": _title,
    "funder": _funder,
    "kind": _kind,
    "cofunding": _share,
    **{f"eligibility.{name}": _answer for name in ANSWERS},
}


def _check_days(after: CallFacts, changes: Mapping[str, Any]) -> None:
    """
    :raises InvalidInput: if it opens after it closes, or closes on a day and never.
    """
    if changes.get("rolling") and changes.get("deadlines"):
        raise InvalidInput(
            "Si cierra un día, no es permanente: borre el día o escoja «No».",
            field="rolling",
        )
    closing = [d.on for d in after.deadlines if d.on]
    if not {"opens_on", "deadlines"}.isdisjoint(changes) and after.opens_on and closing:
        if after.opens_on <= max(closing):
            return
        raise InvalidInput(
            "Abre después de cerrar: revise los dos días.",
            field="opens_on" if "opens_on" in changes else "deadlines",
        )


def _check_share(after: CallFacts, changes: Mapping[str, Any]) -> None:
    """
    :raises InvalidInput: if it asks for a share and for none.
    """
    asked = "eligibility.cofunding_required"
    if {asked, "cofunding"}.isdisjoint(changes):
        return
    if after.cofunding and after.eligibility.cofunding_required.answer is False:
        raise InvalidInput(
            "Si no exige contrapartida, borre el porcentaje.",
            field="cofunding" if "cofunding" in changes else asked,
        )


def _check_partners(after: CallFacts, changes: Mapping[str, Any]) -> None:
    """
    :raises InvalidInput: if it says with whom one has to apply where nobody is needed.
    """
    if changes.get("eligibility.partners_asked") and (
        after.eligibility.partner_required.answer is not True
    ):
        raise InvalidInput(
            "Si no exige un aliado, borre con cuántos y con quién; si lo exige, escoja «Sí».",
            field="eligibility.partners_asked",
        )


def keep_former(
    session: Session, call: Call, former: Mapping[str, Any], *, person_id: int, at: datetime
) -> AuditEntry:
    """Let values that a reading has changed stand as they were, fixed against the next one.

    :param former: field → its value before the change, as a version notes it.
    :raises InvalidInput: if nothing of it can be fixed.
    """
    names = [name for name in PINNABLE if name in former]
    if not names:
        raise InvalidInput("Este cambio no tiene un valor anterior que se pueda dejar.")
    held = CallFacts.from_payload(call.composed.to_payload() | {n: former[n] for n in names})
    values = {name: value_at(held, name) for name in names}
    # The words that gave the later value do not say the former one.
    values |= {SPANS[n]: BY_HAND if values[n] else None for n in names if n in SPANS}
    after = put(call.composed, values)
    return _pin(session, call, after, names=names, person_id=person_id, at=at)


def release(
    session: Session, call: Call, field: str, *, person_id: int, at: datetime, store: Store
) -> None:
    """Undo a correction: what the sources say now stands again.

    :raises NotFound: if no person has set ``field``.
    """
    if field not in call.pinned:
        raise NotFound("Nadie ha corregido este dato.")
    call.pinned = [name for name in call.pinned if name != field]
    store.recompose(call)
    record(
        session,
        at=at,
        person_id=person_id,
        action=RELEASED,
        subject_type="call",
        subject_id=call.id,
        field=field,
    )


def stated_by_sources(call: Call, field: str) -> Any:
    """What the first source that states ``field`` says, beside what a person set, as JSON.

    ``None`` where none does.
    """
    for sighting in call.sightings:
        value: Any = sighting.stated.to_payload()
        for part in field.split("."):
            value = value.get(part)
        if field.partition(".")[0] == "eligibility" and isinstance(value, dict):
            facts = value.values() if "." not in field else (value,)
            value = value if any(map(_says, facts)) else None
        if value and value != "unknown":
            return bare(value)
    return None


def _says(fact: Any) -> bool:
    """Whether a stored answer is one."""
    if not isinstance(fact, dict):
        return bool(fact)
    return fact.get("answer") is not None or bool(fact.get("partner")) or "kinds" in fact


def _pin(
    session: Session,
    call: Call,
    after: CallFacts,
    *,
    names: Sequence[str],
    person_id: int,
    at: datetime,
) -> AuditEntry:
    """Write ``after`` and fix the facts called ``names``."""
    before = call.composed
    changes = differences(before, after)
    if after.language != before.language:  # no reading of it is worth a mail: it is not watched
        changes.append({"field": "language", "before": before.language, "after": after.language})
    if changes or after != before:
        advance(session, call, seen=call.version, conflict=_LATE)
    write_facts(call, after)
    free = [name for name in names if not is_fixed(call.pinned, name)]
    call.pinned = fixed_also(call.pinned, free)
    if changes:
        call.changed_at = at
        session.add(
            CallVersion(call=call, number=call.version, at=at, person_id=person_id, changes=changes)
        )
    return record(
        session,
        at=at,
        person_id=person_id,
        action=CORRECTED,
        subject_type="call",
        subject_id=call.id,
        field=list(names),
    )
