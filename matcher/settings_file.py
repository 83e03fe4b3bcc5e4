"""The settings file: where it is looked for, and what it says, one ``NAME=value`` a line."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from matcher.errors import SettingsError

PREFIX = "PUENTE_"
SETTINGS_FILE = "PUENTE_ENV_FILE"
FILES = (Path("/etc/puente/puente.env"), Path("puente.env"))
"""Where the settings file is looked for, the first that is there, if none is named."""

_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:)([^/].*)")
"""An SQLite file by a relative path."""


def settings_file(
    environ: Mapping[str, str] = os.environ, *, usual: tuple[Path, ...] = FILES
) -> Path | None:
    """The settings file that is read, if any.

    :raises SettingsError: where the one that is named is not there.
    """
    named = environ.get(SETTINGS_FILE)
    if named is None:
        return next((path.resolve() for path in usual if _is_file(path)), None)
    if not named.strip():
        return None
    path = Path(named).expanduser().resolve()
    if not _is_file(path):
        raise SettingsError(f"{SETTINGS_FILE}={named}: ese archivo no existe.")
    return path


def _is_file(path: Path) -> bool:
    """Whether ``path`` is there; one this user may not see must not be taken for none.

    :raises SettingsError: where it cannot be known.
    """
    try:
        return path.is_file()
    except PermissionError as error:
        raise _closed(path) from error


def _closed(path: Path) -> SettingsError:
    return SettingsError(
        f"No se puede leer el archivo de ajustes {path}. Ejecute la orden con el usuario que puede "
        "leerlo, por ejemplo: sudo -u puente puente doctor"
    )


def read_file(path: Path) -> dict[str, str]:
    """The settings a file names, one ``NAME=value`` a line.

    :raises SettingsError: for a line that is none, a name that is not ours, or a file this user
        may not read.
    """
    found: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8") as file:
            lines = list(parse_stream(file))
    except (OSError, UnicodeDecodeError) as error:
        raise _closed(path) from error
    for line in lines:
        if line.error or (line.key is not None and line.value is None):
            raise SettingsError(
                f"{path}, línea {line.original.line}: no se entiende. Escriba NOMBRE=valor."
            )
        if line.key is None or line.value is None:  # a comment, an empty line
            continue
        if not line.key.startswith(PREFIX):
            raise SettingsError(
                f"{path}, línea {line.original.line}: «{line.key}» no es un ajuste de Puente; "
                f"todos empiezan por {PREFIX}."
            )
        found[line.key] = line.value
    return found


def absolute(given: Mapping[str, str], anchor: Path) -> dict[str, str]:
    """``given`` with its folders made absolute: the same ones wherever the next command runs."""
    made = dict(given)
    if folder := made.get("PUENTE_DATA_DIR"):
        made["PUENTE_DATA_DIR"] = str(anchor / Path(folder).expanduser())
    if file := _SQLITE.fullmatch(made.get("PUENTE_DATABASE_URL", "")):
        made["PUENTE_DATABASE_URL"] = file[1] + str(anchor / file[2])
    return made
