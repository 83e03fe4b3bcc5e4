"""What a call asks of who applies, and no likeness makes up for: partners, lead, counterpart."""

from matcher.ranking.inputs import Reason
from matcher.reasons.sentences import Evidence


def missing_partner(evidence: Evidence) -> Reason | None:
    """The call asks for a partner, or for more of them than the project names."""
    required, partners = evidence.call.partner_required, evidence.project.partners
    if required is None or not required.value:
        return None
    asked = evidence.call.partners_asked
    has = len(partners or ())
    if partners and (asked is None or has >= asked.fewest):
        return None
    if asked is None:
        code = "partner-asked-none-named" if partners == () else "partner-asked"
        return Reason(kind="against", code=code, call_quote=required.quote)
    return Reason(
        kind="against",
        code=_PARTNERS[None if partners is None else has > 0],
        params={
            "number": asked.number,
            "counts": asked.counts,
            "kinds": list(asked.kinds),
            "has": has,
        },
        call_quote=asked.span.quote or required.quote,
    )


_PARTNERS = {None: "partners-asked", False: "partners-asked-none-named", True: "partners-fewer"}
"""By whether the project names any; ``None`` where nobody was asked."""


def not_leading(evidence: Evidence) -> Reason | None:
    """A local government may take part and not lead; the project's partners may be able to."""
    fact, project = evidence.call.local_government, evidence.project
    if not project.local_government or fact is None or fact.value != "partner":
        return not_from_here(evidence)
    allies = project.partners or ()
    return Reason(
        kind="against",
        code="local-government-partner-allies" if allies else "local-government-partner",
        params={"partners": ", ".join(allies)} if allies else {},
        call_quote=fact.quote,
    )


def not_from_here(evidence: Evidence) -> Reason | None:
    """From the project's country one may take part and not lead."""
    call, fact = evidence.call, evidence.call.agency_country
    if fact is None or fact.value != "partner":
        return None
    if call.asked_country not in {None, evidence.project.country}:
        return None
    return Reason(kind="against", code="agency-country-partner", call_quote=fact.quote)


def unknown_counterpart(evidence: Evidence) -> Reason | None:
    """The call asks for a counterpart and nothing is known of the project's."""
    asked, project = evidence.call.cofunding_percent, evidence.project
    if asked is None or project.counterpart is not None or project.counterpart_apart:
        return None
    return Reason(kind="against", code="counterpart-unknown", call_quote=asked.quote)
