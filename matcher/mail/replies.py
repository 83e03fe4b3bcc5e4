"""What a mail server's refusal is about: the server, the moment, the message or the address.

A wrong guess costs differently each way. Taking a refusal of *us* (no relaying, a failed SPF) for a
dead mailbox would stop the mail of a whole agency, one person after the other; so only what speaks
of the mailbox pauses an address.
"""

import re
from typing import Literal

from matcher.errors import MailTrouble

Stage = Literal["sender", "recipient", "data", "message"]
"""The command that was answered: MAIL FROM, RCPT TO, DATA, or the message itself."""

AUTHENTICATION_REQUIRED = 530
SHUTTING_DOWN = 421
_STATUS = re.compile(r"(?<![\d.])5\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
ABOUT_US = re.compile(
    r"relay|authenticat|spf|dkim|dmarc|black ?list|block ?list|spam|sender|policy|reputation",
    re.IGNORECASE,
)


def meaning(stage: Stage, code: int, words: str) -> MailTrouble:
    """What the refusal ``code`` with ``words`` says, RFC 3463's status first where it has one."""
    if code in (SHUTTING_DOWN, AUTHENTICATION_REQUIRED) or stage == "sender":
        return "server"
    if code < 500:
        return "later"
    status = _STATUS.search(words)
    if status:
        return of_status(stage, int(status[1]), int(status[2]))
    about_mailbox = stage == "recipient" and code != 503 and not ABOUT_US.search(words)
    return "address" if about_mailbox else "refused"


def of_status(stage: Stage, subject: int, detail: int) -> MailTrouble:
    """What RFC 3463's ``5.subject.detail`` says."""
    if (subject, detail) == (2, 2):  # the mailbox is full: it is emptied one day
        return "later"
    if subject == 1 and detail not in (7, 8):  # 7 and 8 speak of the sender's address
        return "address"
    if subject == 2 or (stage == "recipient" and subject == 4):  # routing: 5.4.1 is Exchange's
        return "address"  # word for a mailbox that is not there
    return "refused"
