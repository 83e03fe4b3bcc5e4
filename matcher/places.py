"""Where the files that are no code lie: beside the packages, in a checkout and in a wheel alike."""

from pathlib import Path
from typing import Literal

BESIDE = Path(__file__).resolve().parents[1]


def templates_of(medium: Literal["web", "email", "docx"]) -> Path:
    """The folder of the templates of ``medium``."""
    return BESIDE / "templates" / medium
