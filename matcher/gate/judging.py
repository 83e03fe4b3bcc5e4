"""One call before the agency's rules: it passes, it is stopped, or the call does not tell.

Pure: what is known of the call goes in, an answer with the call's own words comes out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from matcher.calls.facts import CallFacts, Span
from matcher.calls.state import LATER_STAGES
from matcher.gate.models import RuleKind
from matcher.gate.reading import applications, overhead
from matcher.messages import Message
from matcher.text import fold
from matcher.words.language import gettext_noop

Answer = Literal["passes", "stops", "unknown"]


class AgencyRule(Protocol):
    """What is asked of a rule here: a row of ``gate_rule`` or an equal."""

    @property
    def kind(self) -> RuleKind:
        """How it is judged."""
        ...

    @property
    def params(self) -> Mapping[str, Any]:
        """The agency's figures."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSubject:
    """A call as the gate looks at it; ``others`` counts its applications of other projects."""

    facts: CallFacts
    today: date
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a rule says of a call, why, and the words of the call that tell."""

    answer: Answer
    why: Message
    quote: str | None = None


def judge(rule: AgencyRule, subject: GateSubject) -> Ruling:
    """What ``rule`` says of ``subject``."""
    return _JUDGES[rule.kind](rule.params, subject)


_CEILING = gettext_noop("Pide una contrapartida del %(share)s %%; nuestro tope es %(most)s %%.")
_NO_SHARE = gettext_noop(
    "Puente no encontró cuánta contrapartida pide; nuestro tope es %(most)s %%."
)
_NONE_ASKED = gettext_noop("No pide contrapartida.")
_OVERHEAD = gettext_noop("Reconoce %(share)s %% de costos indirectos; necesitamos %(least)s %%.")
_NO_OVERHEAD = gettext_noop(
    "No dice qué costos indirectos reconoce; necesitamos al menos %(least)s %%."
)
_UNCLEAR_OVERHEAD = gettext_noop("Da varias cifras de costos indirectos: verifique cuál aplica.")
_KIND = gettext_noop("Es de una clase que la agencia no toma.")
_OTHER_KIND = gettext_noop("Es de una clase que la agencia toma.")
_NO_KIND = gettext_noop("No se sabe de qué clase es.")
_FIRST = gettext_noop("No hay otra postulación nuestra a esta convocatoria.")
_SECOND = gettext_noop("Ya hay otra postulación nuestra, y solo se acepta una.")
_SEVERAL = gettext_noop("Ya hay otra postulación nuestra, y se aceptan varias.")
_UNSAID = gettext_noop("Ya hay otra postulación nuestra, y no dice si acepta varias.")
_CLOSED = gettext_noop("Cierra en un mes en que la agencia no firma (%(day)s).")
_OPEN_MONTH = gettext_noop("Cierra en un mes en que la agencia firma (%(day)s).")
_NO_DAY = gettext_noop("No se sabe en qué mes cierra.")
_RESERVED = gettext_noop("El financiador está reservado: %(name)s.")
_NOT_RESERVED = gettext_noop("El financiador no está reservado.")
_NO_FUNDER = gettext_noop("No se sabe quién financia.")


def _counterpart(params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    most, asked = Decimal(str(params["most"])), subject.facts.cofunding
    required = subject.facts.eligibility.cofunding_required
    if asked is not None:
        return Ruling(
            answer="stops" if asked.percent > most else "passes",
            why=Message(_CEILING, share=asked.percent, most=most),
            quote=_words(asked.span),
        )
    if required.answer is False:
        return Ruling(answer="passes", why=Message(_NONE_ASKED), quote=_words(required.span))
    unread = Message(_NO_SHARE, most=most)
    quote = _words(required.span) if required.answer else None
    return Ruling(answer="unknown", why=unread, quote=quote)


def _overhead(params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    least, found = Decimal(str(params["least"])), overhead(subject.facts.text)
    if not found:
        return Ruling(answer="unknown", why=Message(_NO_OVERHEAD, least=least))
    answers: set[Answer] = {"stops" if one.value < least else "passes" for one in found}
    if len(answers) > 1:
        quote = " · ".join(one.quote for one in found)
        return Ruling(answer="unknown", why=Message(_UNCLEAR_OVERHEAD), quote=quote)
    why = Message(_OVERHEAD, share=found[0].value, least=least)
    return Ruling(answer=answers.pop(), why=why, quote=found[0].quote)


def _kinds(params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    kind, quote = subject.facts.kind, _words(subject.facts.kind_span)
    if kind is None:
        return Ruling(answer="unknown", why=Message(_NO_KIND))
    if kind in params["kinds"]:
        return Ruling(answer="stops", why=Message(_KIND), quote=quote)
    return Ruling(answer="passes", why=Message(_OTHER_KIND), quote=quote)


def _one_application(_params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    if not subject.others:
        return Ruling(answer="passes", why=Message(_FIRST))
    said = applications(subject.facts.text)
    if said is None:
        return Ruling(answer="unknown", why=Message(_UNSAID))
    if said.value == 1:
        return Ruling(answer="stops", why=Message(_SECOND), quote=said.quote)
    return Ruling(answer="passes", why=Message(_SEVERAL), quote=said.quote)


def _closed_months(params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    ahead = [
        one
        for one in subject.facts.deadlines
        if one.on is not None and one.on >= subject.today and one.label not in LATER_STAGES
    ]
    free = [one for one in ahead if f"{one.on:%Y-%m}" not in params["months"]]
    if not ahead:
        return Ruling(answer="unknown", why=Message(_NO_DAY))
    shown = (free or ahead)[0]
    said = Message(_OPEN_MONTH if free else _CLOSED, day=shown.on)
    return Ruling(answer="passes" if free else "stops", why=said, quote=_words(shown.span))


def _reserved(params: Mapping[str, Any], subject: GateSubject) -> Ruling:
    funder = subject.facts.funder
    if not funder:
        return Ruling(answer="unknown", why=Message(_NO_FUNDER))
    quote = _words(subject.facts.funder_span) or funder
    named = f" {_plain(funder)} "
    for name in params["funders"]:
        if f" {_plain(name)} " in named:
            return Ruling(answer="stops", why=Message(_RESERVED, name=name), quote=quote)
    return Ruling(answer="passes", why=Message(_NOT_RESERVED), quote=quote)


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _words(span: Span | None) -> str | None:
    return (span.quote or None) if span else None


_JUDGES: Mapping[RuleKind, Callable[[Mapping[str, Any], GateSubject], Ruling]] = {
    "counterpart-ceiling": _counterpart,
    "least-overhead": _overhead,
    "kinds-never-taken": _kinds,
    "one-application": _one_application,
    "closed-months": _closed_months,
    "reserved-funders": _reserved,
}
