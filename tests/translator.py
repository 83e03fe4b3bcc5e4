"""A program named ``apertium`` that knows a few words, for machines without the real one."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from matcher.translation.apertium import installed_modes

WORDS: Mapping[str, str] = {
    "hats": "sombreros",
    "spoons": "cucharas",
    "spoon": "cuchara",
    "window": "ventana",
    "windows": "ventanas",
    "hat": "sombrero",
    "shoes": "zapatos",
    "for": "para",
    "the": "las",
    "clean": "limpia",
    "Clean": "Limpia",
    "urban": "urbana",
    "mobility": "movilidad",
    "cities": "ciudades",
    "municipalities": "municipios",
    "that": "que",
    "pilot": "prueban",
    "before": "antes del",
    "buses": "buses",
    "cycling": "ciclismo",
    "Thimble": "*Thimble",
    "wuthering": "*wuthering",
}


@contextmanager
def translator(folder: Path) -> Iterator[Path]:
    """Put the program first in the way, from English to Spanish; yields the count of its runs."""
    program, runs = folder / "apertium", folder / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    rules = " ".join(f"-e 's/\\b{word}\\b/{said}/g'" for word, said in WORDS.items())
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = "-l" ]; then echo eng-spa; exit; fi\n'
        f"echo x >> {runs}\n"
        f"exec sed {rules}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{folder}{os.pathsep}{before}"
    installed_modes.cache_clear()
    try:
        yield runs
    finally:
        os.environ["PATH"] = before
        installed_modes.cache_clear()
