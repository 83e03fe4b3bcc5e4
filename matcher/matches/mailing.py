"""Which matches may be mailed: not one that nothing an officer could check speaks for."""

from math import fsum

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.matches.models import Match
from matcher.matches.queries import WORTH
from matcher.ranking.score import shipped_ranker

_SHOWN = frozenset({"terms", "translated", "meaning"})
_THEMES = frozenset({"ods", "lines"})


def may_be_mailed(match: Match) -> bool:
    """Whether words, two sentences or themes show what the score says.

    A match that only meaning supports and that no two sentences show is told in the web alone.
    """
    points = match.signals.get("points", {})
    lifted, kinds = points.get("meaning", 0.0), {reason["kind"] for reason in match.reasons}
    if lifted <= 0 or kinds & _SHOWN:
        return True
    without = shipped_ranker().score(fsum(points.values()) - lifted)
    return bool(kinds & _THEMES) and without >= WORTH


def kept_from_mail(session: Session) -> set[int]:
    """The ids of the matches worth reading that may not be mailed."""
    lifted = session.scalars(
        select(Match).where(
            Match.blocked.is_(False),
            Match.score >= WORTH,
            Match.signals["points"]["meaning"].as_float() > 0,
        )
    )
    return {match.id for match in lifted if not may_be_mailed(match)}
