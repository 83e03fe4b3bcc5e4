"""What a feed needs before any parser sees it: one charset, no DTD, no unknown entities."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5

from scrapers.errors import TooLarge
from scrapers.fetch.charset import decode
from scrapers.remark import Remark

MAX_FEED = 30 * 1024 * 1024
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
# Only before the root element: a description may speak of one.
DOCTYPE = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?(?:(?!\?>).)*\?>\s*)*<!DOCTYPE", re.IGNORECASE | re.DOTALL
)
DOCTYPE_SIGN = re.compile(r"[\"'\[\]>]")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});?")
BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)")
# Control characters that no XML 1.0 text may hold, raw or as a reference.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&#(\d{1,7}|[xX][0-9a-fA-F]{1,6});")


def prepare(body: bytes, content_type: str | None, url: str) -> str:
    """The XML as text that means the same and can do no harm.

    :raises TooLarge: over ``MAX_FEED`` bytes.
    """
    if len(body) > MAX_FEED:
        raise TooLarge(url, Remark("feed-too-large"))
    text = decode(body, content_type).lstrip("\ufeff \t\r\n")
    text = CONTROLS.sub("", DECLARATION.sub("", text, count=1))
    text = _without_doctype(text)
    return REFERENCE.sub(_reference, _entities(text))


def _without_doctype(text: str) -> str:
    """Cut the document type out, with every entity it declares: none is ever expanded."""
    found = DOCTYPE.match(text)
    if found is None:
        return text
    start, depth, quote = found.end() - len("<!DOCTYPE"), 0, ""
    for sign in DOCTYPE_SIGN.finditer(text, found.end()):
        if quote:
            quote = "" if sign[0] == quote else quote
        elif sign[0] in "\"'":
            quote = sign[0]
        elif sign[0] == ">" and depth <= 0:
            return text[:start] + text[sign.end() :]
        else:
            depth += {"[": 1, "]": -1}.get(sign[0], 0)
    # Not closed: a quote or bracket is missing; cut at the first tag that follows.
    return text[:start] + text[text.find(">", start) + 1 :]


def _entities(text: str) -> str:
    """Named HTML entities become characters, unknown ones and lone ampersands text."""
    if "&" not in text:
        return text
    return BARE_AMPERSAND.sub("&amp;", ENTITY.sub(_named, text))


def _named(match: re.Match[str]) -> str:
    name, whole = match[1], match[0]
    if not whole.endswith(";"):
        return whole
    if name in XML_NAMES:
        return whole
    found = html5.get(f"{name};")
    if found is None:
        return f"&amp;{name};"
    return found if found not in "&<>\"'" else {"&": "&amp;", "<": "&lt;"}.get(found, found)


def _reference(match: re.Match[str]) -> str:
    """A numeric reference XML would choke on is dropped, one in 128–159 read as Windows-1252."""
    digits = match[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", errors="ignore")
    if number > 0x10FFFF or CONTROLS.match(chr(number)):
        return ""
    return match[0]


# --- dates ----------------------------------------------------------------------------------

MONTHS = {
    name: f"{number:02}"
    for number, names in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may mai",
            "jun",
            "jul",
            "aug ago",
            "sep set",
            "oct out",
            "nov",
            "dec dic dez",
        ),
        start=1,
    )
    for name in names.split()
}
DAY_MONTH = re.compile(
    r"(?:^|[\s,])(\d{1,2})[\s-]+([A-Za-zç]{3})[A-Za-zç]*\.?[\s,-]+(\d{4}|\d{2})\b(.*)$", re.DOTALL
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{2}:?\d{2}|[A-Z]{1,5})?")
ISO = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{2}:\d{2}(?::\d{2})?(?:[.,]\d+)?)"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def read_moment(value: str | None) -> tuple[date | None, datetime | None]:
    """The day as written and, where an offset or zone is stated, the moment in UTC.

    RFC 822 (also with Spanish and Portuguese month names) and ISO 8601; anything else is
    ``(None, None)``: a feed's date is never guessed.
    """
    text = (value or "").strip()[:100]
    if not text:
        return None, None
    if match := ISO.match(text):
        return _iso(match)
    return _rfc822(text)


def _iso(match: re.Match[str]) -> tuple[date | None, datetime | None]:
    year, month, day, clock, offset = match.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None, None
    if not clock or not offset:
        return on, None
    zone = "+00:00" if offset in "Zz" else offset
    try:
        moment = datetime.fromisoformat(f"{on}T{clock.replace(',', '.')}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return on, None
    return on, moment


def _rfc822(text: str) -> tuple[date | None, datetime | None]:
    match = DAY_MONTH.search(text)
    if not match:
        return None, None
    day, name, year, rest = match.groups()
    month = MONTHS.get(name.lower())
    if month is None:
        return None, None
    try:
        on = date(_century(year), int(month), int(day))
    except ValueError:
        return None, None
    clock = CLOCK.search(rest)
    if not clock or not clock[4]:
        return on, None
    hours = f"{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}"
    english = f"{on.day} {on.strftime('%b')} {on.year} {hours} {clock[4].replace(':', '')}"
    return on, _utc(english)


def _century(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 70 else 1900)


def _utc(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else None
    except OverflowError:
        return None
