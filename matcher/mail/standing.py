"""How the sender's domain stands in the DNS: SPF, DKIM and DMARC, which receivers ask for.

Only looked up when somebody asks (``puente doctor``); nothing of it decides whether mail leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal

import dns.exception
import dns.resolver
from dns.resolver import Resolver

from matcher.settings import Settings

PATIENCE = 5.0
"""Seconds for one question."""
Record = Literal["spf", "dkim", "dmarc"]
Trouble = Literal["missing", "several", "open", "revoked", "unknown", ""]
_MOST_PARENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRecord:
    """What was found of one record: ``where`` it was looked up, its text, what is wrong with it."""

    record: Record
    where: str
    text: str = ""
    trouble: Trouble = ""


def sender_domain(settings: Settings) -> str:
    """The domain mail is written from; empty where none is set."""
    return parseaddr(settings.mail_from)[1].rpartition("@")[2].lower()


def look_up(settings: Settings) -> list[DomainRecord]:
    """How the domain of ``PUENTE_MAIL_FROM`` stands; DKIM only where its selector is known."""
    domain = sender_domain(settings)
    if not domain:
        return []
    resolver = _resolver(settings)
    found = [_spf(resolver, domain)]
    if settings.dkim_selector:
        found.append(_dkim(resolver, f"{settings.dkim_selector}._domainkey.{domain}"))
    return [*found, _dmarc(resolver, domain)]


def _resolver(settings: Settings) -> Resolver:
    """The machine's own name server, or the one of the settings (``address`` or ``address:port``).

    :raises dns.exception.DNSException: where the machine names none.
    """
    if not settings.dns_server:
        made = Resolver()
    else:
        made = Resolver(configure=False)
        address, _, port = settings.dns_server.partition(":")
        made.nameservers, made.port = [address], int(port or 53)
    made.lifetime = PATIENCE
    return made


def _texts(resolver: Resolver, name: str) -> Sequence[str] | None:
    """The TXT records of ``name``; ``None`` where nobody could say."""
    try:
        answer = resolver.resolve(name, "TXT", search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except dns.exception.DNSException:
        return None
    return [b"".join(record.strings).decode(errors="replace") for record in answer]


def _chosen(record: Record, name: str, texts: Sequence[str] | None, mark: str) -> DomainRecord:
    """The one record that begins with ``mark``."""
    if texts is None:
        return DomainRecord(record=record, where=name, trouble="unknown")
    found = [text for text in texts if text.lower().replace(" ", "").startswith(mark)]
    trouble: Trouble = "" if len(found) == 1 else "several" if found else "missing"
    return DomainRecord(record=record, where=name, text=found[0] if found else "", trouble=trouble)


def _spf(resolver: Resolver, domain: str) -> DomainRecord:
    found = _chosen("spf", domain, _texts(resolver, domain), "v=spf1")
    if not found.trouble and {"+all", "all", "?all"} & set(found.text.lower().split()):
        return DomainRecord(record="spf", where=domain, text=found.text, trouble="open")
    return found


def _dkim(resolver: Resolver, name: str) -> DomainRecord:
    texts = _texts(resolver, name)
    if texts is None:
        return DomainRecord(record="dkim", where=name, trouble="unknown")
    keys = [tags["p"] for text in texts if "p" in (tags := _tags(text))]
    text = next(iter(texts), "")
    trouble: Trouble = "missing" if not keys else "" if any(keys) else "revoked"
    return DomainRecord(record="dkim", where=name, text=text, trouble=trouble)


def _dmarc(resolver: Resolver, domain: str) -> DomainRecord:
    """Its own policy, else that of the house it belongs to."""
    labels = domain.split(".")
    names = [".".join(labels[n:]) for n in range(max(1, min(_MOST_PARENTS + 1, len(labels) - 1)))]
    for name in names:
        found = _chosen("dmarc", f"_dmarc.{name}", _texts(resolver, f"_dmarc.{name}"), "v=dmarc1")
        if found.trouble != "missing":
            return found
    return DomainRecord(record="dmarc", where=f"_dmarc.{domain}", trouble="missing")


def _tags(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def strict(dmarc: DomainRecord) -> set[str]:
    """What DMARC wants to be of this very domain (``spf``, ``dkim``), and not of its house."""
    tags = _tags(dmarc.text)
    return {name for name, tag in (("spf", "aspf"), ("dkim", "adkim")) if tags.get(tag, "r") == "s"}


def policy_of(dmarc: DomainRecord) -> str:
    """``none``, ``quarantine`` or ``reject``; empty where it says none."""
    return _tags(dmarc.text).get("p", "").lower()
