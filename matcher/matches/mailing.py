"""Which matches may be mailed: not one that nothing an officer could check speaks for."""

from collections.abc import Collection, Mapping
from math import fsum

from sqlalchemy import String, and_, cast, or_, select
from sqlalchemy.orm import Session

from matcher.matches.models import Match
from matcher.matches.queries import WELL, WORTH
from matcher.ranking.score import shipped_ranker
from matcher.reasons.sentences import PASSING

_SHOWN = frozenset({"terms", "translated", "meaning"})
_THEMES = frozenset({"ods", "lines"})


def may_be_mailed(match: Match) -> bool:
    """Whether words, two sentences or themes show what the score says.

    A match that only meaning supports and that no two sentences show is told in the web alone, and
    so is a low one whose words stand in any call.
    """
    if match.score < WELL and any(one.get("code") == PASSING for one in match.reasons):
        return False
    kinds = {reason["kind"] for reason in match.reasons}
    return is_shown(match.signals.get("points", {}), kinds)


def is_shown(points: Mapping[str, float], kinds: Collection[str]) -> bool:
    """Whether reasons of these ``kinds`` show what the ``points`` add up to."""
    lifted = points.get("meaning", 0.0)
    if lifted <= 0 or not _SHOWN.isdisjoint(kinds):
        return True
    without = shipped_ranker().score(fsum(points.values()) - lifted)
    return not _THEMES.isdisjoint(kinds) and without >= WORTH


def kept_from_mail(session: Session) -> set[int]:
    """The ids of the matches worth reading that may not be mailed."""
    lifted = session.scalars(
        select(Match).where(
            Match.blocked.is_(False),
            Match.score >= WORTH,
            or_(
                Match.signals["points"]["meaning"].as_float() > 0,
                and_(Match.score < WELL, cast(Match.reasons, String).contains(PASSING)),
            ),
        )
    )
    return {match.id for match in lifted if not may_be_mailed(match)}
