"""Letters that strangers wrote, read without falling over what no standard allows."""

import re
from base64 import b64decode
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from itertools import islice
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
_MOST_NESTED = 5
_MOST_PARTS = 1_000
"""Each costs a millisecond, and twenty thousand go into a megabyte."""
_BOUNDARY = re.compile(rb"^--\S", re.MULTILINE)
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_OF_OUTLOOK = frozenset({"application/vnd.ms-outlook", "application/ms-tnef"})


def read_letter(raw: bytes) -> EmailMessage:
    """The letter as a message, whatever its headers say; of one in endless parts its beginning."""
    end = next(islice(_BOUNDARY.finditer(raw), _MOST_PARTS, None), None)
    raw = raw[: end.start()] if end else raw
    return message_from_bytes(raw, policy=_POLICY)  # type: ignore[arg-type] # one at run time


def parts_attached(letter: EmailMessage) -> Iterator[EmailMessage]:
    """What came with a letter, also where a signature is wrapped around all of it."""
    for part in letter.iter_attachments() if letter.is_multipart() else ():
        if part.get_content_maintype() == "multipart":
            yield from parts_attached(part)
        elif part.get_content_type() not in _SIGNATURES:
            yield part


def letters_in(letter: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """The letters that were forwarded as attachments of ``letter``, or itself where none was."""
    inner = list(_enclosed(letter)) if depth < _MOST_NESTED else []
    for one in inner:
        yield from letters_in(one, depth + 1)
    if not inner:
        yield letter


def _enclosed(letter: EmailMessage) -> Iterator[EmailMessage]:
    for part in parts_attached(letter):
        if is_letter(part):
            yield from _opened(part)


def is_letter(part: EmailMessage) -> bool:
    """Whether an attachment is a letter that can be opened."""
    named = str(part.get_filename() or "").lower().endswith(".eml")
    return part.get_content_type() == "message/rfc822" or named


def _opened(part: EmailMessage) -> Iterator[EmailMessage]:
    if part.get_content_type() != "message/rfc822":
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield read_letter(content)
        return
    for one in part.get_payload():
        if isinstance(one, EmailMessage):
            yield one if one.keys() else _decoded(one)


def _decoded(letter: EmailMessage) -> EmailMessage:
    """A letter coded whole, headers and all: no standard allows it, and some programs do it."""
    try:
        return read_letter(b64decode(str(letter.get_payload())))
    except ValueError:
        return letter


def is_of_outlook(part: EmailMessage) -> bool:
    """Whether an attachment is of a kind only Outlook opens (``.msg``, ``winmail.dat``)."""
    name = str(part.get_filename() or "").lower()
    named = name.endswith(".msg") or name == "winmail.dat"
    return named or part.get_content_type() in _OF_OUTLOOK
