"""Which matches may be mailed: not one that nothing an officer could check speaks for."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

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
    return _is_shown(match.signals, match.reasons)


def kept_from_mail(session: Session) -> set[int]:
    """The ids of the matches worth reading that may not be mailed."""
    rows = session.execute(
        select(Match.id, Match.signals, Match.reasons).where(
            Match.blocked.is_(False),
            Match.score >= WORTH,
            Match.signals["points"]["meaning"].as_float() > 0,
        )
    )
    return {number for number, signals, reasons in rows if not _is_shown(signals, reasons)}


def _is_shown(signals: Mapping[str, Any], reasons: Sequence[Mapping[str, Any]]) -> bool:
    points = signals.get("points", {})
    lifted, kinds = points.get("meaning", 0.0), {reason["kind"] for reason in reasons}
    if lifted <= 0 or kinds & _SHOWN:
        return True
    without = shipped_ranker().score(fsum(points.values()) - lifted)
    return bool(kinds & _THEMES) and without >= WORTH
