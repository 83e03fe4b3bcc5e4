"""All that no source says of a call, for one line instead of one beside each fact."""

from flask import Flask

from matcher.calls.facts import Span
from matcher.calls.models import Call
from matcher.web.frame.gettext import _, _l

_QUESTIONS = {
    "local_government": _l("si puede aplicar una entidad territorial"),
    "agency_country": _l("si se puede aplicar desde nuestro país"),
    "partner_required": _l("si exige un aliado"),
    "cofunding_required": _l("si exige contrapartida"),
}


def unsaid(call: Call) -> list[str]:
    """What decides whether to open a call: its closing, its money, whose it is."""
    dated = call.deadlines or call.rolling
    paid = call.offer.amount is not None or call.offer.doubts
    return [
        *([] if dated else [_("el cierre")]),
        *([] if paid else [_("el monto")]),
        *([] if call.funder else [_("quién la financia")]),
    ]


def unsaid_at_all(call: Call) -> list[str]:
    """The same, and what the page of a call answers besides; not what was looked for in vain."""
    facts = call.composed
    found = unsaid(call)
    if not call.kind:
        found.append(_("de qué clase es"))
    for name, words in _QUESTIONS.items():
        fact = getattr(facts.eligibility, name)
        if fact.said is None and not fact.unread:
            found.append(str(words))
    asks = facts.eligibility.cofunding_required
    if not facts.cofunding and asks.said is True and not _names_a_share(asks.span):
        found.append(_("cuánta contrapartida"))
    return found


def _names_a_share(span: Span | None) -> bool:
    """Whether the sentence shown beside the answer has a share of its own, though not read."""
    return span is not None and "%" in span.quote


def install(app: Flask) -> None:
    """Let templates ask."""
    app.add_template_filter(unsaid)
    app.add_template_filter(unsaid_at_all)
