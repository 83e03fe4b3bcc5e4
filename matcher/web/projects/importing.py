"""Who may see an import, what it did in words, and for whom it works."""

from collections.abc import Sequence

from flask import current_app
from sqlalchemy.orm import Session

from matcher.people.models import Person
from matcher.people.ownership import is_of_one_department
from matcher.projects.imports.models import BankImport
from matcher.projects.imports.running import Works, latest
from matcher.projects.models import Project
from matcher.web.frame.gettext import _
from matcher.web.frame.rights import works
from matcher.web.values.filters import number

_LATEST = 50
_SHOWN = 10


def sees(who: Person, one: BankImport) -> bool:
    """Whether an import is shown to ``who``: their own, and all to who works for the agency."""
    return one.person_id == who.id or not is_of_one_department(who)


def shown_imports(session: Session, who: Person) -> Sequence[BankImport]:
    """The last imports ``who`` may see, the newest first."""
    return [one for one in latest(session, most=_LATEST) if sees(who, one)][:_SHOWN]


def importer(person_id: int) -> Works:
    """What somebody works, for a thread that has no request."""
    app = current_app._get_current_object()  # type: ignore[attr-defined] # the proxy's own way

    def asked(session: Session, project: Project) -> bool:
        with app.app_context():
            return works(session.get_one(Person, person_id), project)

    return asked


def told_counts(one: BankImport) -> str:
    """What an import did, in a line."""
    found = one.found or {}
    return _(
        "Nuevos: %(new)s. Cambiados: %(changed)s. Sin cambios: %(same)s. "
        "Por corregir: %(rejected)s.",
        **{name: number(found.get(name, 0)) for name in ("new", "changed", "same", "rejected")},
    )
