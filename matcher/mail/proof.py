"""Whether a letter is from whom it says: what the mailbox's own server found out (RFC 8601)."""

import re
from email.message import Message
from email.utils import getaddresses

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(dmarc|dkim|spf)\s*=\s*(\w+)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\b(?:header\.(?:from|d|i)|smtp\.(?:mailfrom|mail))\s*=\s*[\"<]?(?:[^\s@;]*@)?([\w.-]+)",
    re.IGNORECASE,
)
_LEAST_LABELS = 2


def sender_of(message: Message) -> str | None:
    """The one address that wrote; ``None`` where a letter names none or several."""
    found = getaddresses([str(one) for one in message.get_all("From", [])])
    addresses = [address.strip().lower() for _name, address in found if "@" in address]
    return addresses[0] if len(found) == 1 and addresses else None


def is_proven(message: Message, *, by: str) -> bool:
    """Whether the server called ``by`` vouches for the domain of the letter's sender.

    Only the first finding under that name is heard: anybody may write more below it. Without a
    name nobody is believed.
    """
    sender = sender_of(message)
    if not by or sender is None:
        return False
    domain = sender.rpartition("@")[2]
    for header in message.get_all("Authentication-Results", []):
        name, _, findings = _COMMENT.sub(" ", " ".join(str(header).split())).partition(";")
        if name.strip().partition(" ")[0].lower() == by.lower():
            return _vouches(findings.split(";"), domain)
    return False


def _vouches(findings: list[str], domain: str) -> bool:
    """DMARC's word is the last; without one, a signature or a sending server of that domain."""
    said: dict[str, bool] = {}
    for finding in findings:
        if (result := _RESULT.match(finding)) is None:
            continue
        method, passed = result[1].lower(), result[2].lower() == "pass"
        named = _DOMAIN.findall(finding)
        aligned = any(_same_house(one.lower(), domain) for one in named) if named else False
        fine = passed and (aligned or (method == "dmarc" and not named))
        said[method] = said.get(method, False) or fine
        if method == "dmarc" and result[2].lower() == "fail":
            return False
    return any(said.values())


def _same_house(domain: str, wrote: str) -> bool:
    whole = domain.count(".") + 1 >= _LEAST_LABELS
    return domain == wrote or (whole and wrote.endswith(f".{domain}"))
