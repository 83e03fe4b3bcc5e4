"""One email as the standard library builds it: multipart, with the headers good mail has."""

from binascii import b2a_qp
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy, default
from email.utils import format_datetime, parseaddr

HEADERS = 2_000
"""Bytes of a message's headers, which hold two long addresses to leave by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom, about what.

    ``message_id`` (with angle brackets) stays the same when sending is tried again, so that a
    mail server can tell a repeat.
    """

    sender: str
    recipient: str
    recipient_name: str
    message_id: str
    at: datetime
    headers: dict[str, str] = field(default_factory=dict)


class _Addresses(UnstructuredHeader):
    """A header of addresses, which breaks between them and never within one.

    The library would write a long address as an encoded word, which no mail program follows.
    """

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes over the line."""
        ways = f",{policy.linesep} ".join(str(self).split(", "))
        return f"{self.name}: {ways}{policy.linesep}"  # type: ignore[attr-defined] # of the registry


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Addresses)  # type: ignore[arg-type] # mixed in there
_POLICY = default.clone(header_factory=_HEADERS)


def build(envelope: Envelope, *, subject: str, text: str, html: str) -> EmailMessage:
    """A multipart/alternative message, plain text first.

    Line breaks in a subject or name are folded to spaces: nobody adds a header through a title.
    """
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = " ".join(subject.split())
    message["From"] = _address(*parseaddr(envelope.sender))
    message["To"] = _address(envelope.recipient_name, envelope.recipient)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    for name, value in envelope.headers.items():
        message[name] = value
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def weight(*, text: str, html: str) -> int:
    """The bytes a message of both takes on the line at the most, headers and all."""
    return HEADERS + sum(len(b2a_qp(part.encode())) for part in (text, html))


def _address(name: str, address: str) -> Address:
    return Address(display_name=" ".join(name.split()), addr_spec=address)
