"""What a thin record may change: nothing that an earlier, whole reading of it already told.

A call's own page may fail for a night while the list that names it answers. The row of the list
says little, so it must not look as if deadline, money and text had vanished.
"""

from dataclasses import replace

from matcher.calls.compose import days
from matcher.calls.facts import CallFacts, Warned

_KEPT = {"code": "list-only"}
_OTHER_DAY = "list-closes-otherwise"


def kept(stored: CallFacts, row: CallFacts) -> CallFacts:
    """``stored``, read whole, with a warning that ``row`` is all that came this time.

    A closing day that only the row gives is told and not taken: the officer is to look. A call
    that the row says was cancelled is cancelled.
    """
    warnings = [w for w in stored.warnings if not _told_before(w)]
    closing, listed = days(stored.deadlines), days(row.deadlines)
    warnings.append({**_KEPT})
    if listed and listed[-1] not in closing:
        warnings.append({"code": _OTHER_DAY, "params": {"closes_on": listed[-1].isoformat()}})
    status = "cancelled" if row.status == "cancelled" else stored.status
    return replace(stored, warnings=tuple(warnings), status=status)


def _told_before(warning: Warned) -> bool:
    """Whether an earlier row of the list left it."""
    return isinstance(warning, dict) and warning["code"] in (_KEPT["code"], _OTHER_DAY)
