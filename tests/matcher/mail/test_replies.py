"""What refusals of real servers are about."""

import pytest

from matcher.errors import MailTrouble
from matcher.mail.replies import Stage, meaning


@pytest.mark.parametrize(
    ("stage", "words", "trouble"),
    [
        # Postfix
        ("recipient", "550 5.1.1 <x@a.b>: Recipient address rejected: User unknown", "address"),
        ("recipient", "450 4.2.0 <x@a.b>: Recipient address rejected: Greylisted", "later"),
        ("recipient", "554 5.7.1 <x@a.b>: Relay access denied", "refused"),
        ("sender", "452 4.3.1 Insufficient system storage", "server"),
        ("sender", "553 5.7.1 Sender address rejected: not owned by user", "server"),
        # Exchange Online
        ("recipient", "550 5.4.1 Recipient address rejected: Access denied.", "address"),
        ("recipient", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "address"),
        ("message", "550 5.7.515 Access denied, sending domain doesn't meet the level", "refused"),
        ("recipient", "421 4.7.0 Try again later, closing connection", "server"),
        # Gmail
        ("recipient", "550-5.1.1 The account you tried to reach does not exist", "address"),
        ("recipient", "550-5.2.1 The account you tried to reach is inactive", "address"),
        ("recipient", "552-5.2.2 The recipient's inbox is out of storage space", "later"),
        ("message", "550-5.7.26 Blocked: the sender is unauthenticated", "refused"),
        ("sender", "530-5.7.0 Authentication Required", "server"),
        # Exim and old servers, without a status
        ("recipient", "550 Unrouteable address", "address"),
        ("recipient", "550 No such user here", "address"),
        ("recipient", "550 relay not permitted", "refused"),
        ("recipient", "554 Blocked, see our blocklist", "refused"),
        ("recipient", "503 sender not yet given", "refused"),
        ("recipient", "550 5.1.8 Sender address rejected: Domain not found", "refused"),
        ("message", "554 Message looks like spam", "refused"),
        ("message", "550 5.1.1 User unknown", "address"),
        ("message", "451 Temporary local problem", "later"),
        ("data", "554 No valid recipients", "refused"),
    ],
)
def test_what_a_refusal_is_about(stage: Stage, words: str, trouble: MailTrouble) -> None:
    assert meaning(stage, int(words[:3]), words) == trouble
