"""«¿Qué convocatorias hay para esto?»: a text that nobody saves, against the open calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import state_sql
from matcher.clock import local_day
from matcher.errors import InvalidInput
from matcher.matches.bank import call_from_row
from matcher.matches.matching import open_tools
from matcher.matches.ranking import rank
from matcher.matches.texts import Match, ProjectText
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags, lines
from matcher.text import words

LEAST_WORDS = 3
_ID = "texto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One open call for the text, with its reasons."""

    call: Call
    match: Match


def calls_for_text(
    session: Session, settings: Settings, text: str, *, now: datetime, top: int = 10
) -> Sequence[Found]:
    """The open calls that fit ``text`` best. Nothing is written.

    :raises InvalidInput: for fewer than :data:`LEAST_WORDS` words.
    """
    if len(words(text)) < LEAST_WORDS:
        raise InvalidInput("Escriba al menos una frase.", field="text")
    state = state_sql(session, now=now, timezone=settings.timezone).state()
    calls = list(session.scalars(select(Call).where(state.in_(LIVE)).order_by(Call.id)))
    if not calls:
        return ()
    tags = assigned_tags(session, "call", [c.id for c in calls])
    texts = [call_from_row(c, tags.get(c.id, []), now=now, settings=settings) for c in calls]
    asked = ProjectText(
        id=_ID, title="", text=text, fields={"Su texto": text}, local_government=True,
        country=settings.agency_country or None,
    )  # fmt: skip
    found = rank(
        texts, [asked], top=top, tools=open_tools(session, settings),
        today=local_day(now, settings.timezone),
        line_names={line.code: line.name for line in lines(session)},
    )  # fmt: skip
    by_id = {str(c.id): c for c in calls}
    return [Found(call=by_id[m.call_id], match=m) for m in found]
