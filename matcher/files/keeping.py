"""A file as it was uploaded: judged by what is in it and how large it is, kept once, whole."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.files.models import StoredFile
from matcher.files.scanning import refuse_infected
from matcher.settings import Settings
from scrapers.files import written_whole

MOST_BYTES = 15 * 1024 * 1024
_LONGEST_NAME = 120
_MOST_PARTS = 5_000
MEDIA: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_STARTS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"} | {
    "ppt/presentation.xml": "pptx"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: its name and its content."""

    filename: str
    content: bytes


def kind_of(content: bytes) -> str:
    """What the content is, whatever its name says: a key of :data:`MEDIA`.

    :raises InvalidInput: for anything else, and for an office file with macros.
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    raise InvalidInput(
        "El archivo no es un PDF, una imagen (PNG o JPG) ni un documento de Word, Excel, "
        "PowerPoint u OpenDocument. Guárdelo en uno de esos formatos y súbalo otra vez."
    )


def _office_kind(content: bytes) -> str:
    broken = InvalidInput("El archivo está dañado y no se puede abrir. Guárdelo otra vez y súbalo.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist()[:_MOST_PARTS])
            marked = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise broken from error
    if any(name.lower().endswith("vbaproject.bin") or "/Basic/" in f"/{name}" for name in names):
        raise InvalidInput(
            "El archivo trae macros, que pueden hacer daño en otro equipo. Guárdelo sin macros "
            "(.docx, .xlsx) y súbalo otra vez."
        )
    for part, kind in _MAIN_PARTS.items():
        if part in names:
            return kind
    for kind in ("odt", "ods"):
        if marked == MEDIA[kind].encode():
            return kind
    raise broken


def keep_file(session: Session, settings: Settings, given: Upload) -> tuple[str, StoredFile]:
    """Keep ``given``; its name, made safe and ending in what it is, and the stored file.

    :raises InvalidInput: for a file that is empty, too large, of another kind, or that the
        antivirus of the settings knows.
    """
    if not given.content:
        raise InvalidInput("El archivo está vacío. Escoja otro.", field="file")
    if len(given.content) > MOST_BYTES:
        raise InvalidInput(
            "El archivo pasa de %(most)s MB. Redúzcalo o divídalo.",
            most=MOST_BYTES // 1024**2,
            field="file",
        )
    kind = kind_of(given.content)
    refuse_infected(given.content, settings.antivirus)
    digest = sha256(given.content).hexdigest()
    path = path_of(settings, digest)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written_whole(path) as part:
            part.write_bytes(given.content)
    stored = session.get(StoredFile, digest)
    if stored is None:
        stored = StoredFile(fingerprint=digest, size=len(given.content), kind=kind)
        session.add(stored)
        session.flush()
    return _safe_name(given.filename, kind), stored


def _safe_name(name: str, kind: str) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = "".join(c if c.isprintable() and c not in '<>:"|?*' else "-" for c in last)
    stem = stem.rpartition(".")[0] or stem
    return f"{stem.strip(' .')[:_LONGEST_NAME] or 'archivo'}.{kind}"


def path_of(settings: Settings, digest: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return settings.documents / "files" / digest
