"""The ``puente`` command as a process of its own, in an installation of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PUENTE = Path(sys.executable).with_name("puente")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which only these settings of Puente are given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PUENTE_")}
    return kept | {"PUENTE_DATA_DIR": str(folder), "PUENTE_APERTIUM": "no"} | more


def fed(bases: Mapping[str, str]) -> dict[str, str]:
    """Settings that make the sample sources the only ones."""
    named = {f"PUENTE_SOURCE_BASE_{name.upper()}": url for name, url in bases.items()}
    return named | {"PUENTE_SOURCES": ",".join(bases)}


def puente(
    *words: str | Path,
    folder: Path,
    typed: str | None = None,
    patience: float = 120,
    **more: str,
) -> subprocess.CompletedProcess[str]:
    """Run ``puente`` to its end, which comes within ``patience`` seconds."""
    return subprocess.run(
        [str(PUENTE), *map(str, words)],
        env=environment(folder, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
