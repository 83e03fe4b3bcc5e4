"""Letters that strangers wrote, read without falling over what no standard allows."""

from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

_BREAKS = (LookupError, TypeError, ValueError, AttributeError, AssertionError, MessageError)
"""What Python's own parser is seen to break with, in place of telling of a defect."""


class _Forgiving(EmailPolicy):
    """A header that Python's own parser breaks over is as good as empty."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except _BREAKS:
            return super().header_fetch_parse(name, "")


_POLICY = _Forgiving()


def read_letter(raw: bytes) -> EmailMessage:
    """The letter as a message, whatever its headers say."""
    return message_from_bytes(raw, policy=_POLICY)  # type: ignore[arg-type] # one at run time
