"""Who gives the money, from a label, the title, the first sentences or the address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapers.extract.known_funders import DOMAINS, KNOWN
from scrapers.extract.passage import Passage
from scrapers.item import Span

_HEAD = 900
_NAME = r"(?P<name>[^\n.;|]{3,90}?)"
_LABELLED = re.compile(
    rf"(?:^|\n)[ \-•*]*(?:entidad (?:convocante|financiadora|oferente)|organismo (?:convocante|"
    rf"financiador)|financiador|convocante|convoca|cooperante|donante|fuente (?:de financiacion|"
    rf"oferente)|funder|funding (?:agency|body|organi[sz]ation)|donor|agency name|responsible|"
    rf"grantmaker|sponsor|financiadora|orgao financiador|financeur|organisme financeur|porteur|"
    rf"entitat convocant)\s*[:|]\s*{_NAME}\s*(?:\n|[.;|]|$)"
)
_LAUNCH = re.compile(
    r"\b(?:lanz(?:a|o|an|aron)|ha lanzado|han lanzado|convoca[n]?|abre[n]?|ha abierto|abrio|"
    r"presenta[n]?|anuncia[n]?|invita[n]?|pone[n]? en marcha|publica[n]?|destina|ofrece[n]?|"
    r"brinda|launch(?:es|ed)?|is pleased to|are pleased to|announces?|invites?|is (?:offering|"
    r"accepting|inviting|seeking)|lanca[m]?|abriu|premiam?|lance(?:nt)?|annonce(?:nt)?|"
    r"ouvre(?:nt)?|llanca|obre|abren convocatoria|funded by|financiad[oa] (?:por|con fondos de)|"
    r"finance(?:e)? par)\b"
)
_SUBJECT = re.compile(
    r"(?P<name>(?:[A-ZÁÉÍÓÚÑÇÈÀÂÊÔÜ][\w'.&·áéíóúñçèàâêôü-]*|(?:\b(?:de|del|la|las|los|el|y|e|"
    r"para|of|the|and|for|des|du|et|da|do|das|dos|di|i)\b|d'|l'))(?:[ ]|"
    r"(?=[,(]))){1,14}(?:\([A-Z][\w &-]{1,20}\)[ ,]*)?$"
)
_LEADING = re.compile(
    r"^(?:(?:el|la|los|las|the|le|les|o|a|os|as|l'|els|y|e|de|del|en|para|por|and|et|of)\s+)+",
    re.IGNORECASE,
)


def read_funder(
    title: Passage, text: Passage, *, url: str | None
) -> tuple[str | None, Span | None]:
    """The funder's name and where it stands; ``None`` where nothing names one.

    A label wins ("Entidad convocante: …"), then a known funder in the title or as the subject
    of "lanza", "convoca", "invites"…, then the address, then any known funder near the top, then
    the capitalised name before such a verb.
    """
    for found in (_labelled(text), _known(title, 0, len(title.folded)), _subject_known(text)):
        if found:
            return found
    named = _from_address(url)
    if named:
        return named, Span(quote=url or "", field="url", method="address-of-funder")
    for found in (_known(text, 0, _HEAD), _capitalised(title), _capitalised(text)):
        if found:
            return found
    return _known(text, 0, len(text.folded)) or (None, None)


def _labelled(text: Passage) -> tuple[str, Span] | None:
    """ "Financiador: …"."""
    match = _LABELLED.search(text.folded)
    if match is None or not match["name"].strip():
        return None
    span = text.span(match.start("name"), match.end("name"), method="funder-label")
    return span.quote.strip(), span


def _known(passage: Passage, low: int, high: int) -> tuple[str, Span] | None:
    """Known funders named between two positions, the first two of them joined."""
    found = sorted(_positions(passage, low, high))
    if not found:
        return None
    start = found[0][0]
    names = [name for at, _, name in found[:3] if at - start < 120]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} y {names[-1]}"
    return joined, passage.span(
        start, max(e for _, e, n in found if n in names), method="known-funder"
    )


def _positions(passage: Passage, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    """Where each known funder is first named; short names only in capitals."""
    for name, pattern in KNOWN:
        for match in pattern.finditer(passage.folded, low, min(high, len(passage.folded))):
            written = passage.plain[match.start() : match.end()]
            if len(written) > 5 or written[:1].isupper():
                yield match.start(), match.end(), name
                break


def _subject_known(text: Passage) -> tuple[str, Span] | None:
    """Known funders before a verb of launching, within the first sentences."""
    for match in _LAUNCH.finditer(text.folded, 0, _HEAD):
        start, _ = text.segment(match.start())
        found = _known(text, max(start, match.start() - 200), match.start())
        if found:
            return found
    return None


def _capitalised(passage: Passage) -> tuple[str, Span] | None:
    """The capitalised name right before a verb of launching."""
    for match in _LAUNCH.finditer(passage.folded, 0, _HEAD):
        start, _ = passage.segment(match.start())
        low = max(start, match.start() - 140)
        before = passage.plain[low : match.start()].rstrip(" ,")
        name = _SUBJECT.search(before + " ")
        if name is None:
            continue
        words = _LEADING.sub("", name["name"].strip(" ,"))
        if len(words) > 3 and words[0].isupper():
            at = low + before.rfind(words)
            span = passage.span(at, at + len(words), method="subject-of-launch")
            return " ".join(words.split()), span
    return None


def _from_address(url: str | None) -> str | None:
    """The funder whose own address this is."""
    host = (urlsplit(url).hostname or "").lower() if url else ""
    parts = host.split(".")
    for index in range(len(parts) - 1):
        named = DOMAINS.get(".".join(parts[index:]))
        if named:
            return named
    return None
