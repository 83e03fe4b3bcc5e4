"""What the documents say is there: files they link, rooms they draw, the version they tell of."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from scrapers.fetch import FetchPolicy
from tests.architecture.test_rooms import ROOT, product

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:scrapers|matcher|proposals|templates|tests|docs)/[\w./-]+)`")
MADE_UP = {"my_source", "notes"}
"""Names that the instructions use for what somebody is about to write."""


def documents() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-zco", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_every_link_leads_to_a_file() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in documents()
        for link in LINK.findall(page.read_text())
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert dead == []


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "scrapers/README.md"]
)
def test_every_file_that_is_named_is_there(page: str) -> None:
    gone = [
        name
        for name in NAMED.findall((ROOT / page).read_text())
        if not any(word in name for word in MADE_UP) and not (ROOT / name).exists()
    ]
    assert gone == []


def test_the_map_draws_every_room() -> None:
    drawn = (ROOT / "docs/architecture.md").read_text()
    rooms = {path.parent.relative_to(ROOT).parts[:2] for path in product()}
    missing = [
        "/".join(parts)
        for parts in rooms
        if len(parts) == 2 and f" {parts[1]}/" not in drawn and f"{parts[1]}/<" not in drawn
    ]
    assert missing == []


def test_the_law_is_written_as_it_is_kept() -> None:
    told = (ROOT / "docs/architecture.md").read_text()
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layered = [c for c in kept["contracts"] if c["type"] == "layers" and "containers" in c]
    untold = [
        f"{contract['containers'][0]}: {name}"
        for contract in layered
        for layer in contract["layers"]
        for name in re.findall(r"\w+", layer)
        if not re.search(rf"\b{name}\b", told)
    ]
    assert untold == []


def test_the_version_has_its_section_and_is_told_to_the_sites_that_are_read() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    sections = re.findall(r"^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert sections[:2] == ["Unreleased", version]
    assert version.startswith(f"{FetchPolicy(contact='x@example.org').version}.")


def test_the_changelog_tells_each_kind_of_change_once_a_version() -> None:
    for section in re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE):
        kinds = re.findall(r"^### (.+)", section, re.MULTILINE)
        assert len(kinds) == len(set(kinds)), section.partition("\n")[0]


def test_the_map_names_every_room_and_every_file_that_stands_in_none() -> None:
    tree = (ROOT / "docs/architecture.md").read_text().split("```")[1]
    told = set(re.findall(r"\w+", tree))
    there = {
        path.relative_to(ROOT).parts[1].removesuffix(".py")
        for path in product()
        if len(path.relative_to(ROOT).parts) > 1 and not path.name.startswith("__")
    }
    assert len(there) > 60
    assert there - told == set()


IN_BOTH = {
    "docs/en/operations.md": {
        "El horario": "The timetable",
        "Órdenes": "Commands",
        "Copias": "Copies",
        "De SQLite a PostgreSQL": "From SQLite to PostgreSQL",
        "Los correos que salen": "Mail that goes out",
        "Cuando algo falla": "When something fails",
        "Vigilarlo desde fuera": "Watching it from outside",
        "Revisar la seguridad": "Looking for weaknesses",
        "Intentar lo que intentaría un extraño": "Trying what a stranger would",
        "Lo que se borra con el tiempo": "What goes with time",
        "Matarlo a propósito": "Killing it on purpose",
        "Leer lo que nadie escribiría": "Reading what nobody would write",
        "Actualizar": "Updating",
        "Fuentes para una ciudad colombiana": "Sources for a Colombian city",
        "Agregar una fuente": "Adding a source",
    },
    "docs/en/installation.md": {
        "Qué se necesita": "What it needs",
        "Probarlo": "Try it",
        "Ponerlo a trabajar": "Put it to work",
        "Ajustes": "Settings",
    },
}
"""The sections of the pages of the system that are kept in two languages."""
FIGURES = {
    "Revisar la seguridad",
    "Intentar lo que intentaría un extraño",
    "Lo que se borra con el tiempo",
    "Matarlo a propósito",
    "Leer lo que nadie escribiría",
    "Ponerlo a trabajar",
}
"""Of these the tables of what was measured stand in Spanish alone."""
ONLY_SPANISH = {
    "Cuántas peticiones aguanta",
    "Lo que puede pasar, y la prueba que lo muestra",
    "Lo que cuesta recoger",
    "Lo que cuestan las páginas",
}


def sections(page: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("page", IN_BOTH)
def test_what_is_said_in_spanish_is_said_in_english(page: str) -> None:
    original = {
        "docs/en/operations.md": "docs/operacion.md",
        "docs/en/installation.md": "docs/instalacion.md",
    }[page]
    spanish, english = sections(original), sections(page)
    told = IN_BOTH[page]
    assert set(spanish) - set(told) - ONLY_SPANISH == set()
    assert set(english) == set(told.values())
    for heading, counterpart in told.items():
        for mark in ("### ", "- ", "```") + (() if heading in FIGURES else ("| ",)):
            here, there = (
                sum(line.startswith(mark) for line in text.splitlines())
                for text in (spanish[heading], english[counterpart])
            )
            assert here == there, f"{counterpart}: {there} lines with {mark!r}, not {here}"
