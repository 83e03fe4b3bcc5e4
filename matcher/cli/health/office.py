"""What the documents of proposals need of the machine: LibreOffice and the fonts."""

import shutil
import subprocess

FONTS = ("Carlito", "Calibri")
"""Either will do: the first has the measures of the second."""
_SENTENCE = (
    "Letra Carlito (paquete fonts-crosextra-carlito), con la que se componen los documentos; sin "
    "ella el índice puede decir otra página y los PDF salen con otra letra."
)


def examine_office() -> list[tuple[bool, bool, str]]:
    """Findings as ``examine`` gives them: well, needed, the sentence."""
    office = shutil.which("soffice") is not None or shutil.which("libreoffice") is not None
    found = [(office, False, "LibreOffice, para numerar el índice y hacer los PDF.")]
    if office:
        found.append((has_font(), False, _SENTENCE))
        fenced = shutil.which("unshare") is not None
        told = "LibreOffice sin red (unshare, del paquete util-linux)."
        found.append((fenced, False, told))
    return found


def has_font() -> bool:
    """Whether the machine has a font with the measures the documents are laid out for."""
    program = shutil.which("fc-list")
    if program is None:
        return False
    try:
        listed = subprocess.run(  # noqa: S603 # a fixed command line
            [program, ":", "family"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return any(font in listed.stdout for font in FONTS)
