"""What can be done with a draft as a whole, in which state, and by whom: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matcher.people.permissions import Permission
from proposals.models import DraftState

DeedName = Literal[
    "ask-review",
    "end-review",
    "ask",
    "take-back",
    "grant",
    "refuse",
    "reopen",
    "reopen-sent",
    "send",
    "win",
    "lose",
    "withdraw",
    "archive",
    "restore",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """From which states to which one (``None``: it stays); whether a reason must be given.

    ``locks`` keeps a snapshot of every answer with it.
    """

    before: tuple[DraftState, ...]
    after: DraftState | None
    permission: Permission = "write-proposals"
    needs_reason: bool = False
    locks: bool = False


_WRITTEN: tuple[DraftState, ...] = ("writing", "review")
_ENDED: tuple[DraftState, ...] = ("won", "lost", "withdrawn")
_ALL: tuple[DraftState, ...] = ("writing", "review", "asked", "approved", "sent", *_ENDED)
DEEDS: Mapping[DeedName, Deed] = {
    "ask-review": Deed(before=("writing",), after="review"),
    "end-review": Deed(before=("review",), after="writing"),
    "ask": Deed(before=_WRITTEN, after="asked"),
    "take-back": Deed(before=("asked",), after="writing"),
    "grant": Deed(
        before=("asked",), after="approved", permission="approve", needs_reason=True, locks=True
    ),
    "refuse": Deed(before=("asked",), after="writing", permission="approve", needs_reason=True),
    "reopen": Deed(before=("approved",), after="writing", needs_reason=True),
    "reopen-sent": Deed(
        before=("sent", *_ENDED), after="writing", permission="approve", needs_reason=True
    ),
    "send": Deed(before=("approved",), after="sent", locks=True),
    "win": Deed(before=("sent", *_ENDED), after="won"),
    "lose": Deed(before=("sent", *_ENDED), after="lost", needs_reason=True),
    "withdraw": Deed(
        before=("writing", "review", "asked", "approved", "sent", "won", "lost"),
        after="withdrawn",
        needs_reason=True,
    ),
    "archive": Deed(before=_ALL, after=None),
    "restore": Deed(before=_ALL, after=None),
}
