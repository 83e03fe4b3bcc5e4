"""Apertium, a rule-based translator, run as a separate process where it is installed.

Nothing here needs it: without the program, switched off or past the time limit of a batch the
answer is no translation. Answers are kept on disk under the hash of what was asked, so that a
text is translated once.
"""

import hashlib
import logging
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from matcher.text import Language
from scrapers.files import written_whole

_MODES: dict[tuple[Language, Language], tuple[str, ...]] = {
    ("es", "en"): ("spa-eng",),
    ("en", "es"): ("eng-spa",),
    ("es", "pt"): ("es-pt",),
    ("pt", "es"): ("pt-es",),
    ("es", "fr"): ("es-fr",),
    ("fr", "es"): ("fr-es",),
    ("fr", "en"): ("fr-es", "spa-eng"),
    ("pt", "en"): ("pt-es", "spa-eng"),
    ("en", "fr"): ("eng-spa", "es-fr"),
    ("en", "pt"): ("eng-spa", "es-pt"),
    ("fr", "pt"): ("fr-es", "es-pt"),
    ("pt", "fr"): ("pt-es", "es-fr"),
}
_SECONDS = 90.0
"""A batch may take."""
_MOST_SECONDS = 600.0
"""All batches of a call may take: less than the lock of a job is held for without a sign."""
_BATCH = 250
"""Texts given to one process."""
_LONGEST = 4000
"""Characters of a text that are translated: its beginning says what it is about."""
_MARK = re.compile(r"\s*\[\[(\d+)\]\]\s*")
_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def installed_modes() -> frozenset[str]:
    """The translation modes this machine has; empty without the program."""
    program = shutil.which("apertium")
    if program is None:
        return frozenset()
    try:
        listed = subprocess.run(  # noqa: S603 # a fixed command line
            [program, "-l"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.stdout.split())


class Apertium:
    """Translates, each batch within a time limit: of many texts a busy machine loses none.

    :param cache: folder for translations already made; ``None`` keeps none.
    :param seconds: limit for one batch.
    """

    def __init__(self, *, cache: Path | None = None, seconds: float = _SECONDS) -> None:
        self._cache = cache
        self._seconds = seconds

    def available(self, source: Language, target: Language) -> bool:
        """Whether every step from ``source`` to ``target`` is installed."""
        modes = _MODES.get((source, target), ())
        return bool(modes) and installed_modes().issuperset(modes)

    def translate(
        self, texts: Sequence[str], *, source: Language, target: Language, marked: bool = False
    ) -> list[str | None]:
        """``texts`` in ``target``; ``None`` for each that could not be translated in time.

        Only the first 4,000 characters of a text are translated.

        :param marked: put ``*`` before each word it does not know.
        """
        if not self.available(source, target):
            return [None] * len(texts)
        modes = _MODES[source, target]
        kept_as = (*modes, "*") if marked else modes
        done = {text: self._kept(text, kept_as) for text in dict.fromkeys(texts)}
        missing = [text for text, found in done.items() if found is None]
        ends_at = time.monotonic() + _MOST_SECONDS
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            left = min(self._seconds, ends_at - time.monotonic())
            translated = _run(batch, modes, seconds=left, marked=marked)
            if translated is None:
                _log.warning("Apertium no terminó a tiempo: se sigue sin él.")
                break
            for text, found in zip(batch, translated, strict=True):
                done[text] = found
                self._keep(text, kept_as, found)
        return [done[text] for text in texts]

    def _kept(self, text: str, modes: Sequence[str]) -> str | None:
        """The stored translation, if there is one."""
        path = self._path(text, modes)
        if path is None:
            return None
        try:
            return path.read_text(encoding="utf-8")
        except OSError:
            return None

    def _keep(self, text: str, modes: Sequence[str], translated: str | None) -> None:
        """Store a translation whole: a reader never sees half of it."""
        path = self._path(text, modes)
        if path is None or translated is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as draft:
            draft.write_text(translated, encoding="utf-8")

    def _path(self, text: str, modes: Sequence[str]) -> Path | None:
        """Where the translation of ``text`` belongs."""
        if self._cache is None:
            return None
        key = hashlib.sha256("\0".join((*modes, text)).encode()).hexdigest()
        return self._cache / "apertium" / key[:2] / f"{key}.txt"


def _run(
    texts: Sequence[str], modes: Sequence[str], *, seconds: float, marked: bool
) -> list[str | None] | None:
    """Every text through every mode, one process each; ``None`` past the time limit."""
    piped = "\n\n".join(f"[[{number}]]\n\n{_clean(text)}" for number, text in enumerate(texts))
    ends_at = time.monotonic() + seconds
    for mode in modes:
        left = ends_at - time.monotonic()
        if left <= 0:
            return None
        try:
            process = subprocess.run(  # noqa: S603 # a fixed command line, the text is its input
                [shutil.which("apertium") or "apertium", *([] if marked else ["-u"]), mode],
                input=piped,
                capture_output=True,
                text=True,
                timeout=left,
                check=False,
                encoding="utf-8",
                errors="replace",
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        piped = process.stdout
    parts = _MARK.split(piped)
    found = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    return [found.get(number) or None for number in range(len(texts))]


def _clean(text: str) -> str:
    """``text`` on one line, without what the translator reads as a sign of its own."""
    return " ".join(re.sub(r"[\[\]\x00^$@{}\\]", " ", text[:_LONGEST]).split())
