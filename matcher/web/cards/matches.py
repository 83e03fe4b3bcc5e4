"""What lists show of a match: its call's dates, the reasons for and against, what people said."""

from collections.abc import Sequence
from typing import Any

from flask import g

from matcher.matches.decisions import begun_on, decisions_on
from matcher.matches.models import Match
from matcher.matches.personal_feedback import Taste, own_verdicts
from matcher.matches.queries import verdicts
from matcher.web.cards.calls import dates_shown
from matcher.web.cards.gate import has_rules
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, person


def my_taste() -> Taste:
    """What the verdicts of the person signed in do to what they are shown; read once."""
    if "taste" not in g:
        me = person().id
        own, gists = unchanged(("taste", me), lambda: own_verdicts(db(), me))
        g.taste = Taste(db(), me, own=own, gists=dict(gists))
    found: Taste = g.taste
    return found


def light(taste: Taste) -> bool:
    """Whether neither the gate nor the verdicts of the person read the texts of calls."""
    return not taste and not has_rules()


def views(matches: Sequence[Match], taste: Taste | None = None) -> list[dict[str, Any]]:
    """What a list shows of each match: the call's dates and the verdict that counts."""
    said = verdicts(db(), matches, person().id)
    taste = my_taste() if taste is None else taste
    begun = begun_on(db(), {m.call_id for m in matches})
    decided = {
        (one.call_id, one.project_id): one
        for found in decisions_on(db(), list({m.call_id for m in matches})).values()
        for one in found
    }
    shown = []
    for m in matches:
        nudge = taste.nudge(m)
        told = [*([nudge.reason] if nudge else []), *m.reasons]
        shown.append(
            {
                "match": m,
                "score": taste.score(m),
                "decision": decided.get((m.call_id, m.project_id)),
                "draft": begun.get((m.call_id, m.project_id)),
                "verdict": said.get((m.call_id, m.project_id)),
                "reasons": [r for r in told if r.get("kind") != "against"],
                "against": [r for r in told if r.get("kind") == "against"],
                **dates_shown(m.call),
            }
        )
    return shown
