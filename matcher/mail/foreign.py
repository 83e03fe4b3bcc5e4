"""Letters that strangers wrote, read without falling over what no standard allows."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any


class _Forgiving(EmailPolicy):
    """A header that Python's own parser breaks over is as good as empty."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001 # it breaks with whatever: AttributeError, IndexError…
            return super().header_fetch_parse(name, "")


_POLICY = _Forgiving()


def read_letter(raw: bytes) -> EmailMessage:
    """The letter as a message, whatever its headers say."""
    return message_from_bytes(raw, policy=_POLICY)  # type: ignore[arg-type] # one at run time
