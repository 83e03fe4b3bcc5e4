"""What a message that came back says: which mail did not arrive, where, and why.

Reads delivery reports (RFC 3464) as Postfix, Exchange, Outlook, Gmail and Exim write them, and
Exim's old ones in plain text. What a person or their absence wrote is never one, whatever it
quotes: only the outermost message counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import parseaddr
from typing import Literal

from matcher.mail.replies import ABOUT_US, of_status

REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED = frozenset(
    {
        "message/rfc822",
        "message/global",
        "text/rfc822-headers",
        "message/global-headers",
        "message/rfc822-headers",
    }
)
MOST_WORDS = 300
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_BRACKETED = re.compile(r"<[^<>\s]{1,250}>")
_ABOUT_MAILBOX = re.compile(
    r"unrouteable|user unknown|unknown (?:user|recipient|mailbox)|no such|no mailbox"
    r"|(?:user|mailbox|recipient|account|address).{0,80}?(?:not found|unknown|unavailable|disabled"
    r"|inactive|does(?: not|n't) exist)|invalid (?:recipient|mailbox)"
    r"|no existe|usuario desconocido|destinatario desconocido",
    re.IGNORECASE | re.DOTALL,
)
"""Words that speak of the mailbox where no status does; an IP address that is blocked is none."""
_OLD_REPORT = "could not be delivered to one or more of its"
"""How Exim opens a report without a machine's part, in the only language it has."""
_GIVEN_UP_ON_TIME = re.compile(r"expired|timed out|time ?out", re.IGNORECASE)
_ROUTING_ON_THE_WAY = frozenset({3, 5, 6, 7})
"""Of x.4.y: a server on the way, congestion, a loop, time that ran out: none is the address's."""


Means = Literal["address", "refused", "later", "delayed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedMail:
    """A mail that did not arrive, as a server tells it.

    :param means: ``address`` where nobody reads it, ``refused`` where the message or its sender is
        not wanted, ``later`` where it was given up for a trouble that passes, ``delayed`` where it
        is still being tried.
    :param message_ids: by which the returned mail may be known; empty where it tells none.
    :param recipients: whom it was written to, as far as it says.
    :param status: RFC 3463's, the one that says most.
    """

    means: Means
    status: str | None
    words: str
    message_ids: tuple[str, ...]
    recipients: tuple[str, ...]


def read_returned(raw: bytes) -> ReturnedMail | None:
    """What ``raw`` tells of a mail that did not arrive; ``None`` where it is anything else."""
    message = message_from_bytes(raw)
    if message.get_content_type() == "multipart/report" and message.is_multipart():
        parts = [part for part in message.get_payload() if isinstance(part, Message)]
        blocks = [
            block
            for part in parts
            if part.get_content_type() in REPORTS
            for block in _blocks(part)
            if block["Final-Recipient"] or block["Original-Recipient"] or block["Action"]
        ]
        return _told(blocks, message_ids=_ids(message, parts, raw)) if blocks else None
    return _old_report(message, raw)


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields of a report; those the parser took for a text are read again."""
    payload = part.get_payload()
    for block in payload if isinstance(payload, list) else []:
        if not isinstance(block, Message):
            continue
        yield block
        rest = block.get_payload()
        if isinstance(rest, str) and rest.strip():
            yield from (message_from_string(text) for text in re.split(r"\r?\n\s*\r?\n", rest))


def _told(blocks: list[Message], *, message_ids: tuple[str, ...]) -> ReturnedMail | None:
    """What the first group says whose mail did not arrive."""
    for block in blocks:
        action = _field(block, "Action").partition(" ")[0].partition(";")[0].lower()
        field, words = _field(block, "Status"), _after_type(_field(block, "Diagnostic-Code"))
        status = _status(words, field)
        if action not in {"failed", "delayed", ""} or (not action and not status):
            continue
        if action != "failed" and status is not None and status[0] == 2:
            continue
        wrote = (_field(block, "Original-Recipient"), _field(block, "Final-Recipient"))
        addresses = (_bare(_after_type(address)) for address in wrote if address)
        return ReturnedMail(
            means="delayed" if action == "delayed" else _meaning(status, words),
            status=_written(status),
            words=(words or field)[:MOST_WORDS],
            message_ids=message_ids,
            recipients=tuple(dict.fromkeys(address for address in addresses if address)),
        )
    return None


def _old_report(message: Message, raw: bytes) -> ReturnedMail | None:
    """A report in plain text: by its writer, its header and how it opens, all three."""
    writer = parseaddr(_field(message, "From"))[1].partition("@")[0].lower()
    failed = _field(message, "X-Failed-Recipients")
    body = raw.partition(b"\n\n")[2] or raw.partition(b"\r\n\r\n")[2]
    text = body.decode(errors="replace")
    if writer != "mailer-daemon" or not failed or _OLD_REPORT not in " ".join(text.split()):
        return None
    said, _, copy = text.partition("------ This is a copy")
    words = " ".join(said.partition("failed:")[2].split())
    status = _status(words, "")
    return ReturnedMail(
        means=_meaning(status, words),
        status=_written(status),
        words=words[:MOST_WORDS],
        message_ids=tuple(_ID.findall(copy)[:1]),
        recipients=tuple(_bare(address) for address in failed.split(",") if address.strip()),
    )


def _ids(message: Message, parts: list[Message], raw: bytes) -> tuple[str, ...]:
    """The returned mail's own id; what the report answers only where it brings none."""
    for part in parts:
        if part.get_content_type() in RETURNED:
            found = _BRACKETED.findall(_returned_id(part))
            if found:
                return tuple(found[:1])
    answered = _BRACKETED.findall(_field(message, "In-Reply-To"))
    return tuple(answered[:1]) or tuple(_ID.findall(raw.decode(errors="replace"))[1:][-1:])


def _returned_id(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return _field(payload[0], "Message-ID") if isinstance(payload[0], Message) else ""
    decoded = part.get_payload(decode=True)
    text = decoded.decode(errors="replace") if isinstance(decoded, bytes) else str(payload)
    return _field(message_from_string(text.lstrip()), "Message-ID")


Status = tuple[int, int, int]


def _status(words: str, field: str) -> Status | None:
    """The status that says most: the server's own before the reporter's, a reason before none."""
    found = [(int(a), int(b), int(c)) for a, b, c in _STATUS.findall(f"{words} {field}")]
    about_us = [status for status in found if status[0] == 5 and status[1] == 7]
    telling = [status for status in found if status[1:] != (0, 0)]
    return next(iter(about_us or telling or found), None)


def _meaning(status: Status | None, words: str) -> Means:
    if status is None or status[1] == 0:
        if status is not None and status[0] == 4:
            return "later"
        about_mailbox = _ABOUT_MAILBOX.search(words) and not ABOUT_US.search(words)
        return "address" if about_mailbox else "refused"
    kind, subject, detail = status
    passing = subject == 4 and (detail in _ROUTING_ON_THE_WAY or _GIVEN_UP_ON_TIME.search(words))
    if kind == 4 or passing:
        return "later"
    trouble = of_status("recipient", subject, detail)
    return trouble if trouble == "address" or trouble == "later" else "refused"


def _written(status: Status | None) -> str | None:
    return ".".join(map(str, status)) if status else None


def _field(message: Message, name: str) -> str:
    """A header on one line; a server may write anything into it."""
    return " ".join(str(message[name] or "").split())


def _after_type(value: str) -> str:
    """``rfc822; ana@…`` and ``smtp; 550 …`` without the word before."""
    kind, mark, rest = value.partition(";")
    return rest.strip() if mark and re.fullmatch(r"[\w.-]+\s*", kind) else value


def _bare(address: str) -> str:
    return address.strip().strip("<>").strip().lower()
