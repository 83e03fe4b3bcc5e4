"""On which page each heading falls: asked of LibreOffice, where it is installed."""

import fcntl
import logging
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2

from proposals.docx.contents import Heading

logger = logging.getLogger(__name__)
TIMEOUT = 60
_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
_NEW_PROFILE = 81


def heading_pages(document: bytes, headings: list[Heading], *, cache: Path) -> list[int] | None:
    """The page (from 1) of each heading, or ``None`` where it cannot be found out.

    Nothing of LibreOffice's own file is used: it would change the styles.

    :param cache: where LibreOffice may keep its profile between documents.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="puente-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(document)
        if not _convert(program, source, profile=cache.resolve() / "libreoffice"):
            return None
        outline = _outline(source.with_suffix(".pdf"))
    if len(outline) != len(headings):
        logger.warning("Outline of %d headings, expected %d", len(outline), len(headings))
        return None
    return outline


def _convert(program: str, source: Path, *, profile: Path) -> bool:
    """Make a PDF beside ``source``. A new profile ends the first run with 81: it is repeated."""
    profile.mkdir(parents=True, exist_ok=True)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        _PDF,
        "--outdir",
        str(source.parent),
        str(source),
    ]
    with (profile / "puente.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second LibreOffice on one profile would do nothing
        return _run(command) and source.with_suffix(".pdf").exists()


def _run(command: list[str]) -> bool:
    """Run LibreOffice; whether it came to an end."""
    for _ in range(2):
        try:
            done = subprocess.run(  # noqa: S603 # our own arguments, no shell
                command, capture_output=True, timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            logger.warning("LibreOffice did not finish: %s", problem)
            return False
        if done.returncode != _NEW_PROFILE:
            break
    return True


def _outline(path: Path) -> list[int]:
    """The page of each entry of a PDF's outline, in order."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        found = []
        for entry in pdf.get_toc(max_depth=9):
            target = entry.get_dest()
            index = target.get_index() if target else None
            if index is not None:
                found.append(index + 1)
        return found
    finally:
        pdf.close()
