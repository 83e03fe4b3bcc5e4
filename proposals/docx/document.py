"""Make the Word document of a draft."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.people.models import Person
from matcher.settings import Settings
from proposals.errors import TemplateError
from proposals.models import Draft, Export


def make_document(
    session: Session, draft: Draft, *, settings: Settings, person: Person | None, at: datetime
) -> Export:
    """Render ``draft`` into ``settings.documents`` and record it."""
    del session, draft, settings, person, at
    raise TemplateError("Todavía no hay plantilla.")
