"""Whoever reads English gets a mail that is English from the subject to the foot."""

import re
from datetime import date
from typing import Any, get_args

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, SourceRun
from matcher.db.session import transaction
from matcher.digests.concerns import Concern, Why
from matcher.digests.content import Content, Fresh, Item
from matcher.digests.mine.pursued import PursuitWord
from matcher.digests.mine.searched import SearchNews
from matcher.digests.reminders import Reminder
from matcher.digests.render import View, render
from matcher.mail.templates import Rendered
from matcher.matches.models import Match
from matcher.messages import Message
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit, PursuitChange, PursuitDate
from matcher.settings import Settings
from matcher.tags.models import Tag
from tests.conftest import NOON
from tests.matcher.digests.test_digests import collect

SPANISH = re.compile(
    r"\b(?:el|la|los|las|un|una|de|del|que|con|su|sus|por|para|convocatorias?|proyectos?|"
    r"fuentes?|cierra|cierre|hora|día|días|usted)\b|[ñáéíóú¿¡«»]",
    re.IGNORECASE,
)
CHANGES = [
    {"field": "deadlines", "before": [{"on": "2027-03-01"}], "after": [{"on": "2027-03-05"}]},
    {"field": "rolling", "before": None, "after": True},
    {"field": "status", "before": "open", "after": "cancelled"},
    {
        "field": "amounts",
        "before": None,
        "after": [{"kind": "max", "value": "350000", "currency": "EUR"}],
    },
    {"field": "eligibility", "before": None, "after": {"agency_country": {"answer": True}}},
]
REASONS = [
    {
        "kind": "ods",
        "code": "shared-ods",
        "terms": [],
        "params": {"ways": [{"codes": [6], "call_guessed": True, "project_guessed": False}]},
    },
    {"kind": "against", "code": "only-theme", "params": {}, "terms": []},
]


def content(session: Session, language: str, *, empty: bool) -> Content:
    """A digest with all there can be in it; the funder's own words are in no language."""
    person = add_person(
        session,
        email=f"{language}@city.example",
        name="Ann",
        password="a long pass phrase",
        role="profesional",
        at=NOON,
    )
    person.language = language
    project = Project(
        name="Clean creeks",
        modalities=[],
        extra={},
        created_at=NOON,
        updated_at=NOON,
        confirmed_at=NOON,
    )
    project.id = 7
    call = session.scalars(select(Call).order_by(Call.id)).first()
    assert call is not None
    call.title, call.funder, call.url = "Water fund", "Andes Fund", "https://a.example/1"
    call.warnings = [
        {"code": "list-only"},
        {
            "code": "closes-before-opening",
            "params": {"closes_on": "2027-03-05", "opens_on": "2027-04-01"},
        },
    ]
    match = Match(call=call, project=project, score=0.8, reasons=REASONS, blockers=[])
    items = [
        Item(kind="match", keys=["m"], call=call, matches=[match]),
        *(
            Item(
                kind="change",
                keys=["c"],
                call=call,
                changes=CHANGES,
                concern=[Concern(call_id=1, why=why, since=NOON)],
            )
            for why in get_args(Why)
        ),
        *(
            Item(
                kind="closing",
                keys=["s"],
                call=call,
                reminder=Reminder(days=days, working=working, key="s"),
            )
            for days, working in ((0, 0), (1, 1), (7, 5), (7, None))
        ),
    ]
    found: dict[str, Any] = {} if empty else mine(call, project)
    run = SourceRun(source_id="red", started_at=NOON, status="failed")
    return Content(
        person=person,
        items=[] if empty else items,
        rest=[Fresh(call_id=1, matches=[], fit=0.5, left=3, project_ids=[])] * 3,
        lines={"agua": "Water"},
        sources_read=0 if empty else 2,
        sources_failed=[run],
        to_confirm=[project],
        stopped=[project] * 12,
        **found,
    )


def mine(call: Call, project: Project) -> dict[str, Any]:
    """Every kind of word on a pursuit, and the news of two searches."""
    pursuit = Pursuit(id=3, call=call, project=project)
    one: dict[str, Any] = {"key": "k", "pursuit": pursuit, "at": NOON, "who": "Ben"}
    moved = PursuitChange(kind="date", about="draft", before="2027-03-01", after="2027-03-05")
    own = PursuitDate(kind="legal", label="", day=date(2026, 11, 27))
    words = [
        PursuitWord(kind="aval", **one),
        PursuitWord(kind="mention", text="@Ann, see annex 2", **one),
        PursuitWord(kind="given", **one),
        PursuitWord(kind="changed", change=moved, **one),
        *(
            PursuitWord(kind="date", due=own, days=days, working=working, **one)
            for days, working in ((-2, 0), (0, 0), (1, 1), (7, 5), (7, None))
        ),
    ]
    news = {"saved_id": 1, "since": NOON, "calls": [call]}
    return {
        "pursued": words,
        "pursued_later": 2,
        "searched": [
            SearchNews(
                name="Water", address="q=water&country=1", unnamed=frozenset({7, 8, 9}), **news
            ),
            SearchNews(name="Mayors", address="q=mayors", **news),
        ],
    }


def rendered(session: Session, settings: Settings, language: str, *, empty: bool) -> Rendered:
    found = content(session, language, empty=empty)
    tags = [
        Tag(scheme="ods", code="6", origin="model"),
        Tag(scheme="ods", code="16", origin="person"),
        Tag(scheme="line", code="agua", origin="person"),
    ]
    halted = Message("Las fuentes nunca se han leído hasta el final.")
    doubt = Message(
        "%(problem)s (visto el %(day)s). En Puente está la copia guardada.",
        day=NOON.date(),
        problem=Message("La página original ya no existe (error %(status)s)", status=404),
    )
    calls = {item.call.id for item in found.items}
    view = View(
        settings=settings,
        now=NOON,
        source_titles={"red": "The Net"},
        tags=dict.fromkeys(calls, tags),
        doubts=dict.fromkeys(calls, doubt),
        halted=[halted] if empty else (),
    )
    return render(found, view)


@pytest.mark.parametrize("empty", [False, True])
def test_an_english_mail_is_whole(
    sessions: sessionmaker[Session], settings: Settings, empty: bool
) -> None:
    with transaction(sessions) as session:
        collect(session, "2027-03-05")
        mail = rendered(session, settings, "en", empty=empty)
        session.rollback()
    html = re.sub(r"<style.*?</style>|<[^>]+>", " ", mail.html, flags=re.DOTALL)
    text = f"{mail.subject}\n{mail.text}\n{html}".replace(settings.agency_name, "")
    text = re.sub(r"https?://\S+", "", text)
    assert [line for line in text.splitlines() if SPANISH.search(line)] == []
    if not empty:
        assert "Puente tagged it with SDG 6 (Clean Water and Sanitation)" in mail.text
        assert "before 1 March 2027 → now 5 March 2027" in mail.text
        assert "The original page no longer exists (error 404) (seen on" in mail.text


def test_a_spanish_mail_says_the_same_in_spanish(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        collect(session, "2027-03-05")
        mail = rendered(session, settings, "es", empty=False)
        session.rollback()
    assert "Puente la etiquetó con el ODS 6 (Agua limpia y saneamiento)" in mail.text
    assert "Estado en la fuente: antes abierta → ahora cancelada" in mail.text
    assert "La página original ya no existe (error 404) (visto el" in mail.text
