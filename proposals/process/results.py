"""What came of a proposal, written down among the results of the office."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.clock import local_day
from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.pursuits.following import find_pursuit
from matcher.results.entries import known_of
from matcher.results.models import OWN_CURRENCY, Result, own_currency
from matcher.results.recording import FIELDS, LONGEST, find_result_of, save_result
from proposals.models import Draft, Submission


def tell_results(
    session: Session, draft: Draft, sent: Submission, *, person: Person, at: datetime
) -> Result | None:
    """Keep what ``sent`` came to as the result of its pursuit; ``None`` where there is none.

    What somebody wrote there stays, save the sum that was granted and its day.
    """
    project = draft.project.id if draft.project else None
    call = draft.call
    pursuit = find_pursuit(session, call_id=call.id, project_id=project) if call else None
    if pursuit is None or pursuit.stage not in ("won", "lost"):
        return None
    held = find_result_of(session, pursuit)
    if held is None:
        values = dict(known_of(session, pursuit, timezone=sent.timezone))
        values["title"] = str(values["title"])[:LONGEST]
        if sent.requested is not None:
            values |= {"requested": sent.requested, "currency": sent.requested_currency}
    else:
        values = {name: getattr(held, name) for name in FIELDS}
    values |= _granted(values, sent) | {"day": sent.outcome_on}
    today = local_day(at, sent.timezone)
    return save_result(session, held, values, person=person, at=at, today=today, pursuit=pursuit)


def _granted(values: Mapping[str, Any], sent: Submission) -> dict[str, Any]:
    """The sum that was granted, in its currency; those in another keep theirs.

    :raises InvalidInput: where it would be added to technical cooperation in another currency.
    """
    if sent.granted is None:
        return {"granted": None}
    rest = values.get("currency")
    if values.get("technical") is not None and rest != sent.granted_currency:
        raise InvalidInput(
            "En el resultado hay cooperación técnica en %(other)s, y el informe la suma con lo "
            "concedido. Corrija primero el resultado en el seguimiento, o escriba lo concedido en "
            "%(other)s.",
            other=rest,
        )
    own = {name: values.get(name) or rest for name in map(own_currency, OWN_CURRENCY)}
    return own | {"granted": sent.granted, "currency": sent.granted_currency}
