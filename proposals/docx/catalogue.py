"""The Word templates there are: ``templates/docx/<programme>/<version>/``.

A version is never changed once a document was made with it; a better one gets the next number.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from matcher.places import templates_of
from proposals.errors import TemplateError

FOLDER = templates_of("docx")
WHOLE = {"es": "propuesta-completa", "en": "full-proposal"}
"""The template of a whole proposal, by the language of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One version of a template; ``path`` is the Word file."""

    programme: str
    version: str
    name: str
    language: str
    path: Path


def find_template(programme: str = WHOLE["es"], version: str | None = None) -> Template:
    """The template of ``programme``, in its newest version unless one is named.

    :raises TemplateError: if there is none, or its description is not complete.
    """
    folder = FOLDER / programme
    versions = [p for p in folder.glob("*") if p.name.isdecimal()] if folder.is_dir() else []
    chosen = [p for p in versions if version is None or p.name == version]
    if not chosen:
        raise TemplateError(
            "No hay una plantilla «%(name)s».", name=" ".join(filter(None, (programme, version)))
        )
    return _read(max(chosen, key=lambda path: int(path.name)))


def templates() -> list[Template]:
    """Every template in its newest version, by name."""
    found = [find_template(p.name) for p in FOLDER.iterdir() if p.is_dir()]
    return sorted(found, key=lambda template: template.name)


def _read(folder: Path) -> Template:
    try:
        about = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
        return Template(
            programme=folder.parent.name,
            version=folder.name,
            name=about["name"],
            language=about["language"],
            path=folder / "template.docx",
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as problem:
        raise TemplateError(
            "La plantilla %(name)s/%(name_2)s no está bien descrita: %(problem)s",
            name=folder.parent.name,
            name_2=folder.name,
            problem=problem,
        ) from problem
