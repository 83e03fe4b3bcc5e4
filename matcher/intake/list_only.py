"""What a thin record may change: nothing that an earlier, whole reading of it already told.

A call's own page may fail for a night while the list that names it answers. The row of the list
says little, so it must not look as if deadline, money and text had vanished.
"""

from typing import Any

from matcher.calls.compose import days

_KEPT = {"code": "list-only"}
_OTHER_DAY = "list-closes-otherwise"


def is_thin(payload: dict[str, Any]) -> bool:
    """Whether a payload is only the row of a list, its own page unread."""
    return bool(payload.get("thin"))


def kept(stored: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """``stored``, read whole, with a warning that ``row`` is all that came this time.

    A closing day that only the row gives is told and not taken: the officer is to look. A call
    that the row says was cancelled is cancelled.
    """
    warnings = [w for w in stored.get("warnings") or () if not _told_before(w)]
    closing, listed = days(stored.get("deadlines")), days(row.get("deadlines"))
    warnings.append(_KEPT)
    if listed and listed[-1] not in closing:
        day = {"closes_on": listed[-1].isoformat()}
        warnings.append({"code": _OTHER_DAY, "params": day})
    status = "cancelled" if row.get("status") == "cancelled" else stored.get("status")
    return stored | {"warnings": warnings, "status": status}


def _told_before(warning: str | dict[str, Any]) -> bool:
    """Whether an earlier row of the list left it."""
    return isinstance(warning, dict) and warning["code"] in (_KEPT["code"], _OTHER_DAY)
