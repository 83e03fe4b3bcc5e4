"""What lists and pages show of a pursuit: its stage, its next day, what was done about it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from flask import Flask, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.desk.models import SharedCall
from matcher.desk.sharing import is_open
from matcher.gate.passing import rules
from matcher.matches.models import Decision
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.board import PursuitRow, StageColumn, on_board
from matcher.pursuits.desk import Named, News
from matcher.pursuits.models import EndReason, Pursuit, PursuitChange, PursuitDate
from matcher.pursuits.queries import is_stuck, pursuits_on
from matcher.pursuits.sheets import sheets_left
from matcher.pursuits.stages import NEXT, OPEN, REASONED
from matcher.web.cards.calls import dates_shown, listed
from matcher.web.frame.gettext import _, here
from matcher.web.frame.kept import unchanged
from matcher.web.frame.rights import can, is_free
from matcher.web.frame.services import db, now, person, today
from matcher.web.values.filters import day
from matcher.web.values.pieces import as_stored, short_mark
from matcher.web.values.spanish import spanish_marks
from matcher.words.pursuits import change_words, date_words, stage_words, why_words

TONES = {
    "endorsed": "info",
    "submitted": "info",
    "second_stage": "info",
    "won": "ok",
    "lost": "bad",
    "discarded": "",
}


class PursuitView:
    """One card of the board: ``mark`` is a word for all that is stored of what it shows.

    The pursuits themselves are read, all together, when one of them must be rendered anew.
    """

    def __init__(self, listed: "_OnBoard", row: PursuitRow) -> None:
        self._listed = listed
        self.row = row
        self.stuck = is_stuck(row, now=now())
        self.still_days = still_days(row)

    @property
    def mark(self) -> str:
        """Another word as soon as anything on the card is another."""
        return f"{self._listed.marks[self.row.id]}.{self.stuck}.{self.still_days}"

    @property
    def pursuit(self) -> Pursuit:
        """The pursuit."""
        return self._listed.pursuits[self.row.id]

    @property
    def next_date(self) -> PursuitDate | None:
        """Its next own day."""
        return next_date(self.pursuit)

    @cached_property
    def dates(self) -> dict[str, Any]:
        """State, deadline and days left of its call."""
        return dates_shown(self.pursuit.call)

    @property
    def may_move(self) -> bool:
        """Whether who is signed in works it."""
        return self._listed.free or can("pursue", self.pursuit)


class _OnBoard:
    """The cards of a board together."""

    def __init__(self, session: Session, rows: Sequence[PursuitRow]) -> None:
        self._session, self._rows = session, rows
        self.free = is_free(person()) and can("pursue")

    @cached_property
    def marks(self) -> dict[int, str]:
        ids = tuple(row.id for row in self._rows)
        stored = unchanged("board-marks", lambda: self._stored(ids), also=ids)
        calls = [row.call_id for row in self._rows]
        spanish = spanish_marks(calls)
        whole = {}
        if rules(self._session):  # the gate reads all that is in a call
            whole = {view.number: view.mark for view in listed(self._session, calls)}
        whose = None if is_free(person()) else person().id  # what they see is theirs alone
        return {
            row.id: f"{stored[row.id]}.{spanish.get(row.call_id)}.{whole.get(row.call_id)}.{whose}"
            for row in self._rows
        }

    def _stored(self, ids: Sequence[int]) -> dict[int, str]:
        """A word for what the database holds of each pursuit and its call."""
        told: dict[int, list[Any]] = {number: [] for number in ids}
        for stored in _STORED:
            for number, *row in self._session.execute(stored, {"ids": list(told)}):
                told[number].append(row)
        return {number: short_mark(rows) for number, rows in told.items()}

    @cached_property
    def pursuits(self) -> dict[int, Pursuit]:
        return {one.id: one for one in on_board(self._session, self._rows)}


_P, _C, _D = Pursuit.__table__.c, Call.__table__.c, CallDeadline.__table__.c
_O = PursuitDate.__table__.c
_SHOWN_OF_CALL = (
    _C.title,
    _C.language,
    _C.rolling,
    _C.opens_on,
    _C.published_status,
    _C.withdrawn_at,
    _C.discarded_at,
    _C.doubt,
    _C.confirmed_at,
)
_NAMES = (Project.__table__.c.name, Person.__table__.c.name, EndReason.__table__.c.name)
_STORED = (
    as_stored(_P.id, *_P, *_SHOWN_OF_CALL, *_NAMES).select_from(
        Pursuit.__table__.join(Call.__table__, _C.id == _P.call_id)
        .outerjoin(Project.__table__, Project.__table__.c.id == _P.project_id)
        .outerjoin(Person.__table__, Person.__table__.c.id == _P.assignee_id)
        .outerjoin(EndReason.__table__, EndReason.__table__.c.code == _P.end_reason)
    ),
    as_stored(_P.id, *_D)
    .select_from(Pursuit.__table__.join(CallDeadline.__table__, _D.call_id == _P.call_id))
    .order_by(_D.id),
    as_stored(_O.pursuit_id, *_O).order_by(_O.id),
)
"""All that a card of the board shows."""


def on_cards(session: Session, columns: Sequence[StageColumn]) -> list[list[PursuitView]]:
    """The cards of each column."""
    those = _OnBoard(session, [row for column in columns for row in column.rows])
    return [[PursuitView(those, row) for row in column.rows] for column in columns]


def pursuit_views(pursuits: Iterable[Pursuit]) -> list[dict[str, Any]]:
    """What a card shows of each pursuit."""
    return [
        {
            "pursuit": one,
            "next_date": next_date(one),
            "stuck": is_stuck(one, now=now()),
            "still_days": still_days(one),
            **dates_shown(one.call),
        }
        for one in pursuits
    ]


def still_days(pursuit: Pursuit | PursuitRow | Named) -> int:
    """For how many whole days nobody has touched it."""
    return (now() - pursuit.touched_at).days


def next_date(pursuit: Pursuit) -> PursuitDate | None:
    """The first of the office's own days that is not done yet; what ended waits for none."""
    if pursuit.stage not in OPEN:
        return None
    return next((one for one in pursuit.dates if one.done_at is None), None)


def pursuits_of_call(call: Call) -> list[Pursuit]:
    """The pursuits of a call, the furthest along first."""
    return pursuits_on(db(), [call.id]).get(call.id, [])


def left_sheets(call_id: int, project_id: int | None) -> list[Decision]:
    """The sheets «¿Vamos?» that a joined call had for the same project."""
    return sheets_left(db(), call_id=call_id, project_id=project_id)


def history_told(changes: Sequence[PursuitChange]) -> list[dict[str, Any]]:
    """Each change: who did what, and why in their own words; the latest first."""
    people, projects, reasons = people_names(), _project_names(changes), _reason_names()
    return [
        {
            "at": one.at,
            "who": people.get(one.person_id or 0, ""),
            "text": change_words(here(), one, people=people, projects=projects),
            "why": why_words(one, reasons),
        }
        for one in sorted(changes, key=lambda change: change.id, reverse=True)
    ]


def told_words(told: Sequence[News]) -> list[dict[str, Any]]:
    """What others did to pursuits that concern who is signed in, a line each."""
    if not told:
        return []
    people, projects, reasons = people_names(), _project_names(told), _reason_names()
    names = {"people": people, "projects": projects}
    return [
        {
            "pursuit": one,
            "at": one.at,
            "who": people.get(one.person_id or 0, ""),
            "text": _("escribió") if one.kind == "note" else change_words(here(), one, **names),
            "why": one.reason if one.kind == "note" else why_words(one, reasons),
        }
        for one in told
    ]


def people_names() -> dict[int, str]:
    """Id → name of everybody; read once per request."""
    if "people_names" not in g:
        everybody = select(Person.id, Person.name)
        g.people_names = unchanged("people", lambda: dict(db().execute(everybody).all()))
    found: dict[int, str] = g.people_names
    return found


def _project_names(changes: Sequence[PursuitChange | News]) -> dict[int, str]:
    ids = {int(one.after) for one in changes if one.kind == "project" and one.after}
    if not ids:
        return {}
    rows = db().execute(select(Project.id, Project.name).where(Project.id.in_(ids)))
    return {number: name for number, name in rows}


def _reason_names() -> dict[str, str]:
    if "end_reason_names" not in g:
        every = select(EndReason.code, EndReason.name)
        g.end_reason_names = unchanged("end-reasons", lambda: dict(db().execute(every).all()))
    found: dict[str, str] = g.end_reason_names
    return found


def reason_name(code: str | None) -> str:
    """The name of why a pursuit ended."""
    found = db().get(EndReason, code) if code else None
    return found.name if found else ""


def stage_name(stage: str) -> str:
    """The name of a stage, in the language of the page."""
    return stage_words(here(), stage)


def stage_tone(stage: str) -> str:
    """The tone of its badge."""
    return TONES.get(stage, "warn")


def own_date_name(date: PursuitDate) -> str:
    """The name of one of the office's own dates."""
    return date.label or date_words(here(), date.kind)


def date_kind_name(kind: str) -> str:
    """The name of a kind of date, to choose from."""
    return date_words(here(), kind)


def next_stages(pursuit: Pursuit) -> tuple[str, ...]:
    """Where it may go from here."""
    return NEXT[pursuit.stage]


def follows(pursuit: Pursuit) -> bool:
    """Whether who is signed in follows it."""
    return any(one.person_id == person().id for one in pursuit.followers)


def days_to(date: PursuitDate) -> int:
    """Calendar days from today to one of the office's own days."""
    return (date.day - today()).days


def shared_state(made: SharedCall) -> tuple[str, str]:
    """What became of a link that was passed on: the tone of its badge and its words."""
    if made.answered_at is not None:
        return ("ok", _("Interesa")) if made.wants else ("bad", _("No interesa"))
    if made.revoked_at is not None:
        return "", _("Retirado")
    if not is_open(made, now=now()):
        return "", _("Venció sin respuesta")
    return "", _("Sin respuesta; vence el %(day)s", day=day(made.until))


def install(app: Flask) -> None:
    """Let templates show pursuits."""
    for function in (
        shared_state,
        stage_name,
        stage_tone,
        own_date_name,
        date_kind_name,
        next_stages,
        follows,
        days_to,
        still_days,
        people_names,
        reason_name,
        left_sheets,
        pursuits_of_call,
        pursuit_views,
        history_told,
    ):
        app.add_template_global(function)
    app.jinja_env.globals["REASONED_STAGES"] = REASONED
