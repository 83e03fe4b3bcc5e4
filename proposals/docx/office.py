"""LibreOffice, asked for a PDF: without a network, within limits, one at a time.

Nothing that comes out of it is handed over but a PDF: a Word file it saves has other styles.
"""

import fcntl
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

logger = logging.getLogger(__name__)
TIMEOUT = 180
CPU_SECONDS = 150
MEMORY = 4 * 1024**3
_NEW_PROFILE = 81
_FILTERS: Mapping[str, str] = {
    ".docx": 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}',
    ".xlsx": "pdf:calc_pdf_Export",
}
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "HOME")
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">\
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">\
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop \
oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop \
oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""A profile that updates no link, runs no macro, and fetches nothing a document points to."""


def find_office() -> str | None:
    """LibreOffice's program, or ``None`` where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, *, cache: Path) -> Path | None:
    """The PDF of a Word or Excel file, beside it; ``None`` where LibreOffice is missing or fails.

    :param cache: where LibreOffice may keep its profile between documents.
    """
    program = find_office()
    if program is None:
        return None
    profile = cache.resolve() / "libreoffice"
    _prepare(profile)
    command = [
        *_fenced(),
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        _FILTERS[source.suffix],
        "--outdir",
        str(source.parent),
        str(source),
    ]
    with (profile / "puente.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second LibreOffice on one profile would do nothing
        target = source.with_suffix(".pdf")
        return target if _run(command) and target.exists() else None


def _prepare(profile: Path) -> None:
    """Begin a profile with our settings; one that is there keeps what LibreOffice wrote in it."""
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_SETTINGS, encoding="utf-8")


def _fenced() -> list[str]:
    """What goes before the command: a world without network, bounds on processor and memory."""
    fence = list(_without_network())
    if limits := shutil.which("prlimit"):
        fence += [limits, f"--cpu={CPU_SECONDS}", f"--as={MEMORY}", "--core=0"]
    return fence


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """``unshare`` where this machine lets us; else nothing, and the proxies lead nowhere."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    for flags in (("--net",), ("--map-root-user", "--net")):
        tried = subprocess.run(  # noqa: S603 # our own arguments, no shell
            [program, *flags, "true"], capture_output=True, timeout=20, check=False
        )
        if tried.returncode == 0:
            return (program, *flags)
    return ()


def _environment() -> dict[str, str]:
    """None of our settings, and proxies to nowhere."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    names = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
    return kept | dict.fromkeys((*names, *map(str.upper, names)), _NOWHERE)


def _run(command: list[str]) -> bool:
    """Run LibreOffice; whether it came to an end. A new profile ends the first run with 81."""
    for _ in range(2):
        try:
            process = subprocess.Popen(  # noqa: S603 # our own arguments, no shell
                command,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as problem:
            logger.warning("LibreOffice did not start: %s", problem)
            return False
        try:
            code = process.wait(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            logger.warning("LibreOffice did not finish in %d seconds", TIMEOUT)
            return False
        if code != _NEW_PROFILE:
            break
    return True
