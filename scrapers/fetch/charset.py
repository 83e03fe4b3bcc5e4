"""Bytes to text: what a page declares, set against what its bytes really are."""

import codecs
import re

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What these labels mean on the web: the WHATWG Encoding standard reads all of them as cp1252.
LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
WIDE_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
)
XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)")
META = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
HEAD_BYTES = 4096
NEVER = frozenset({"idna", "punycode", "undefined", "utf-7"})


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of ``body``: byte order mark, then header, declaration, UTF-8, Windows-1252.

    A label is believed only as far as the bytes bear it out: text labelled ISO-8859-1 that is
    valid UTF-8 is read as UTF-8, else as the Windows-1252 it nearly always is; a bad byte in
    UTF-8 is read alone as Windows-1252 and does not touch the rest. Never raises.
    """
    for bom, name in BOMS:
        if body.startswith(bom):
            return _lenient(body[len(bom) :], name)
    for start, name in WIDE_STARTS:
        if body.startswith(start):
            return _lenient(body, name)
    label = declared(body, content_type)
    if label is None or label in LATIN or label == "utf-8":
        return _utf8_or_latin(body, latin=label in LATIN)
    return _lenient(body, label)


def declared(body: bytes, content_type: str | None) -> str | None:
    """Python's name of the declared charset, ``None`` if none is declared or it is unknown."""
    candidates: list[str] = []
    if content_type and (match := HEADER.search(content_type)):
        candidates.append(match[1])
    head = body[:HEAD_BYTES]
    found = (pattern.search(head) for pattern in (XML_DECLARATION, META))
    candidates += [match[1].decode("ascii") for match in found if match]
    for candidate in candidates:
        name = _python_name(candidate)
        if name:
            # A declaration that could be read byte by byte cannot be in a two-byte charset.
            return "utf-8" if name.startswith(("utf-16", "utf-32")) else name
    return None


def _python_name(label: str) -> str | None:
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    # Codecs such as "zlib" or "rot13" are no charsets, and some that are would run escapes.
    if not info._is_text_encoding or "escape" in info.name or info.name in NEVER:
        return None
    return info.name


def _utf8_or_latin(body: bytes, *, latin: bool) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if latin or not _mostly_utf8(body):
        return _lenient(body, "cp1252")
    return body.decode("utf-8", errors="puente_byte_as_cp1252")


def _mostly_utf8(body: bytes) -> bool:
    good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", body))
    return good > 0 and good >= len(body.decode("utf-8", errors="replace").split("\ufffd")) - 1


def _lenient(body: bytes, name: str) -> str:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return body.decode(name, errors="replace")


def _byte_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("puente_byte_as_cp1252", _byte_as_cp1252)


# --- UTF-8 that somebody upstream read as Latin-1 or Windows-1252 ----------------------------

_CP1252_HIGH = "".join(bytes([b]).decode("cp1252", errors="ignore") for b in range(0x80, 0xA0))
_TAIL = f"[\u0080-\u00bf{re.escape(_CP1252_HIGH)}]"
MOJIBAKE = re.compile(
    f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}"
)
LEAD = re.compile("[\u00c2-\u00f4]")


def undo_mojibake(text: str) -> str:
    """Repair UTF-8 that was read as Latin-1 ("convocaciÃ³n"), line by line.

    A line is touched only where every suspicious letter of it belongs to a sequence that
    decodes cleanly: a line with one honest accent is left as it is.
    """
    if text.isascii() or not MOJIBAKE.search(text):
        return text
    return "\n".join(_undo_line(line) for line in text.split("\n"))


def _undo_line(line: str) -> str:
    if not MOJIBAKE.search(line):
        return line
    try:
        return line.encode("latin-1").decode("utf-8")
    except UnicodeError:  # Windows-1252, or clean in parts only
        pass
    if LEAD.search(MOJIBAKE.sub("", line)):
        return line
    try:
        return MOJIBAKE.sub(lambda match: _to_bytes(match[0]).decode("utf-8"), line)
    except UnicodeDecodeError:
        return line


def _to_bytes(characters: str) -> bytes:
    return b"".join(
        bytes([ord(one)]) if ord(one) < 0x100 else one.encode("cp1252") for one in characters
    )
