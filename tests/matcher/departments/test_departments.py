"""One list of departments: what names one goes by it, and follows a new name."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import matcher.departments.keeping  # noqa: F401 # what is written goes by the list
from matcher.departments.editing import (
    add_department,
    merge_departments,
    rename_department,
    retire_department,
    uses,
)
from matcher.departments.names import department_names, departments_of
from matcher.digests.models import MailChoices
from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.places import BESIDE
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.models import Project
from matcher.projects.tables.files import read_table

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
BANK = "Nombre del proyecto;Secretaría\nHuertas;secretaria de  SALUD\nParques;Ambiente\n"


def somebody(session: Session, department: str | None = None) -> Person:
    return add_person(
        session,
        email=f"{department}@ciudad.example".replace(" ", ""),
        name="Ada Prueba",
        role="administracion",
        department=department,
        password="una frase larga",
        at=AT,
    )


def names(session: Session) -> list[str]:
    return [one.name for one in departments_of(session)]


def bring(session: Session, text: str) -> list[str]:
    """Import a table; what it warned of."""
    plan = plan_import(session, read_table(text.encode(), "banco.csv"))
    apply_import(session, plan, by=None, at=AT)
    return [str(one) for one in plan.warnings]


def test_what_is_written_goes_by_the_list(session: Session) -> None:
    ada = somebody(session, "Secretaría de Salud")
    assert names(session) == ["Secretaría de Salud"]
    told = bring(session, BANK)
    assert told == ["«Ambiente» no está en la lista de secretarías: se agrega."]
    assert names(session) == ["Ambiente", "Secretaría de Salud"]
    held = set(session.scalars(select(Project.department)))
    assert held == {"Ambiente", "Secretaría de Salud"}
    ada.department = "SECRETARIA DE SALUD"
    session.flush()
    assert ada.department == "Secretaría de Salud"
    assert bring(session, BANK) == []
    assert [
        row.outcome for row in plan_import(session, read_table(BANK.encode(), "b.csv")).rows
    ] == [
        "same",
        "same",
    ]


def test_everything_follows_a_new_name_and_the_former_one_still_means_it(
    session: Session,
) -> None:
    ada = somebody(session, "Secretaría de Salud")
    session.add(MailChoices(person_id=ada.id, departments=["Secretaría de Salud", "Otra"]))
    bring(session, BANK)
    (salud,) = [one for one in departments_of(session) if "Salud" in one.name]
    version = session.scalars(select(Project.version).where(Project.name == "Huertas")).one()
    moved = rename_department(session, salud, "Salud y Vida", person_id=ada.id, at=AT)
    assert moved == 2
    assert ada.department == "Salud y Vida"
    assert session.get_one(MailChoices, ada.id).departments == ["Salud y Vida", "Otra"]
    huertas = session.scalars(select(Project).where(Project.name == "Huertas")).one()
    assert (huertas.department, huertas.version) == ("Salud y Vida", version + 1)
    assert bring(session, BANK) == []
    assert huertas.department == "Salud y Vida"
    assert names(session) == ["Ambiente", "Salud y Vida"]
    assert rename_department(session, salud, "Salud y Vida", person_id=ada.id, at=AT) == 0
    rename_department(session, salud, "Secretaría de Salud", person_id=ada.id, at=AT)
    assert department_names(session).called("salud y vida") == "Secretaría de Salud"


def test_two_become_one(session: Session) -> None:
    ada = somebody(session, "Salud")
    bring(session, BANK)
    ambiente, salud = departments_of(session)[0], departments_of(session)[1]
    with pytest.raises(InvalidInput):
        merge_departments(session, salud, salud, person_id=ada.id, at=AT)
    rename_department(session, ambiente, "Medio Ambiente", person_id=ada.id, at=AT)
    merge_departments(session, ambiente, salud, person_id=ada.id, at=AT)
    assert "Medio Ambiente" not in names(session)
    for former in ("Ambiente", "medio ambiente"):
        assert department_names(session).called(former) == "Salud"
    assert uses(session)["project"] == {"Salud": 1, "secretaria de  SALUD": 1}


def test_what_cannot_be(session: Session) -> None:
    ada = somebody(session, "Salud")
    for name in (" ", "x" * 201, "SALUD"):
        with pytest.raises(InvalidInput):
            add_department(session, name, person_id=ada.id, at=AT)
    other = add_department(session, " Vías  y\tObras ", person_id=ada.id, at=AT)
    assert other.name == "Vías y Obras"
    with pytest.raises(InvalidInput, match="júntelas"):
        rename_department(session, other, "salud", person_id=ada.id, at=AT)
    retire_department(session, other, retired=True, person_id=ada.id, at=AT)
    assert names(session) == ["Salud"]
    retire_department(session, other, retired=False, person_id=ada.id, at=AT)
    assert names(session) == ["Salud", "Vías y Obras"]


_SERVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import wsgi
from matcher.db.migrate import upgrade
from matcher.settings import Settings
app = wsgi.create_app(Settings(data_dir=Path(sys.argv[1]), secret_key="for tests"))
sessions = app.extensions["puente"].sessions
upgrade(sessions.kw["bind"])
from sqlalchemy import text
from matcher.projects.models import Project
at = datetime.now(UTC)
with sessions() as session:
    made = {"modalities": [], "extra": {}, "created_at": at, "updated_at": at, "confirmed_at": at}
    session.add(Project(name="Sendero", department="Parques", **made))
    session.commit()
    print(*session.scalars(text("SELECT name FROM department")))
"""


def test_a_server_that_no_command_started_keeps_the_list_too(tmp_path: Path) -> None:
    """Gunicorn builds the application by itself, in a process that loaded nothing before."""
    asked = [sys.executable, "-c", _SERVER, str(tmp_path)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=BESIDE)
    assert told.stdout.split() == ["Parques"]
