"""What some weeks of work leave: pursuits in every stage, a call that came back, two rules.

Nothing here is said of a real call: the notes say that they are examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.funders.notes import write
from matcher.gate.editing import save_rule
from matcher.jobs.stages import Pipe
from matcher.matches.models import ClosedMatch, Match
from matcher.people.models import Person
from matcher.people.queries import find_by_email
from matcher.projects.models import Project
from matcher.pursuits.dates import set_date
from matcher.pursuits.following import open_pursuit, take
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.moving import ask_endorsement, move
from matcher.pursuits.notes import note
from proposals.demo.networks import join_networks

_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """How one pursuit went: its stages in order, and how many days ago it began."""

    stages: tuple[Stage, ...]
    began: int
    every: int = 2
    """Days between one stage and the next."""
    end_reason: str | None = None
    reason: str = ""


_UP_TO_SENT: tuple[Stage, ...] = ("assigned", "analysis", "drafting", "endorsed", "submitted")
STORIES = (
    Story(stages=(), began=1),
    Story(stages=("assigned",), began=3),
    Story(stages=("assigned", "analysis"), began=30),  # and then nobody touched it
    Story(stages=("assigned", "analysis", "drafting"), began=8),
    Story(stages=_UP_TO_SENT[:4], began=12),
    Story(stages=_UP_TO_SENT, began=25),
    Story(stages=(*_UP_TO_SENT, "second_stage"), began=40, every=5),
    Story(stages=(*_UP_TO_SENT, "won"), began=45, every=6),
    Story(
        stages=(*_UP_TO_SENT, "lost"),
        began=50,
        every=7,
        end_reason="lost-others-better",
        reason="Ejemplo: quedamos de cuartos.",
    ),
    Story(
        stages=("assigned", "discarded"),
        began=9,
        end_reason="no-counterpart",
        reason="Ejemplo: no hay contrapartida este año.",
    ),
)


def live(pipe: Pipe, *, clock: Clock) -> int:
    """Leave in the demo what an office would have left; once only. How many pursuits."""
    at = clock.now()
    with transaction(pipe.sessions) as session:
        people = [find_by_email(session, f"{n}@demo.example") for n in ("profesional", "direccion")]
        officer, director = people
        done = select(Pursuit.id).where(Pursuit.stage == "won").limit(1)
        if officer is None or director is None or session.scalar(done):
            return 0
        pursuits = [
            _tell(
                session,
                match.call,
                match.project,
                story,
                officer=officer,
                director=director,
                at=at,
            )
            for match, story in zip(_pairs(session, len(STORIES)), STORIES, strict=False)
        ]
        _work(session, pursuits, officer=officer, director=director, at=at)
        _rules(session, director, at)
        join_networks(session, officer=officer, director=director, at=at)
        return len(pursuits)


def remember(pipe: Pipe, *, clock: Clock) -> None:
    """Leave in the demo the rounds of a year ago of two calls, and how one went; once only.

    They are those of the second and third best match: the best is what the sample proposal is made
    for. Of the third nobody went after that round.
    """
    with transaction(pipe.sessions) as session:
        people = [find_by_email(session, f"{n}@demo.example") for n in ("profesional", "direccion")]
        officer, director = people
        matches = _pairs(session, 3)
        done = session.scalar(select(Pursuit.id).limit(1))
        if done is None and officer is not None and director is not None and len(matches) > 2:
            (_, match, other), at = matches, clock.now()
            _come_back(
                session, match.call, match.project, officer=officer, director=director, at=at
            )
            earlier = _a_year_ago(session, other.call, at)
            session.add(
                ClosedMatch(
                    call_id=earlier.id,
                    project_id=other.project_id,
                    score=other.score,
                    at=at - _YEAR,
                )
            )


def _pairs(session: Session, count: int) -> Sequence[Match]:
    """The best matches nothing forbids, each of another call, of which nobody goes after yet."""
    found: dict[int, Match] = {}
    pursued = set(session.scalars(select(Pursuit.call_id)))
    for match in session.scalars(
        select(Match).where(Match.blocked.is_(False)).order_by(Match.score.desc(), Match.id)
    ):
        if match.call_id not in pursued:
            found.setdefault(match.call_id, match)
    return list(found.values())[:count]


def _tell(
    session: Session,
    call: Call,
    project: Project | None,
    story: Story,
    *,
    officer: Person,
    director: Person,
    at: datetime,
) -> Pursuit:
    day = at - timedelta(days=story.began)
    pursuit = open_pursuit(session, call, project, person=officer, at=day)
    for stage in story.stages:
        if stage == "assigned":
            take(session, pursuit, person=officer, at=day)
        else:
            ends = stage in ("lost", "discarded")
            move(
                session,
                pursuit,
                to=stage,
                person=director if stage == "endorsed" else officer,
                at=day,
                end_reason=story.end_reason if ends else None,
                reason=story.reason if ends else "",
            )
        day = min(at, day + timedelta(days=story.every))
    return pursuit


def _work(
    session: Session,
    pursuits: Sequence[Pursuit],
    *,
    officer: Person,
    director: Person,
    at: datetime,
) -> None:
    """Own dates, a question, an aval that waits: on what is being drafted and sent."""
    today = at.date()
    for pursuit in pursuits[3:4]:
        for kind, days in (("draft", 3), ("legal", 6), ("signature", 9)):
            set_date(session, pursuit, kind, today + timedelta(days=days), person=officer, at=at)  # type: ignore[arg-type] # kinds of dates
        text = f"Ejemplo: ¿alcanza el presupuesto de la secretaría, @{director.name}?"
        note(session, pursuit, text, person=officer, at=at)
        ask_endorsement(session, pursuit, person=officer, at=at)
    for pursuit in pursuits[1:2]:
        funder = pursuit.call.funder
        if funder:
            told = "Ejemplo: oficina de convocatorias, convocatorias@financiador.example."
            write(session, funder, "contact", told, person=officer, at=at)
            told = (
                "Ejemplo: piden el certificado del presupuesto firmado; conviene tramitarlo antes."
            )
            write(session, funder, "note", told, person=officer, at=at)
        text = f"Ejemplo: mire los requisitos antes del viernes, @{officer.name}."
        note(session, pursuit, text, person=director, at=at)


def _come_back(
    session: Session,
    now: Call,
    project: Project,
    *,
    officer: Person,
    director: Person,
    at: datetime,
) -> None:
    """The same call a year ago, and how it went then: sent three days before it closed."""
    earlier, every = _a_year_ago(session, now, at), 6
    closed = (at.date() - earlier.closes_on).days if earlier.closes_on else _YEAR.days
    story = Story(
        stages=(*_UP_TO_SENT, "lost"),
        began=closed + 3 + _UP_TO_SENT.index("submitted") * every,
        every=every,
        end_reason="lost-formal",
        reason="Ejemplo: faltó la firma de un aliado; empezar por ahí la próxima vez.",
    )
    _tell(session, earlier, project, story, officer=officer, director=director, at=at)


def _a_year_ago(session: Session, now: Call, at: datetime) -> Call:
    """The same call, as it was then."""
    closing = (now.closes_on or at.date() + timedelta(days=30)) - _YEAR
    then = at - _YEAR
    earlier = Call(
        title=now.title,
        text=now.text,
        url=now.url,
        language=now.language,
        kind=now.kind,
        funder=now.funder,
        published_status="closed",
        closes_on=closing,
        round_key=now.round_key,
        content_hash=f"{now.content_hash}-anterior",
        quiet=True,
        first_seen_at=then,
        changed_at=then,
        judged_by=now.judged_by,
        deadlines=[CallDeadline(position=0, on_day=closing, precision="day", span={"quote": ""})],
    )
    session.add(earlier)
    session.flush()
    return earlier


def _rules(session: Session, director: Person, at: datetime) -> None:
    why = "Ejemplo: cámbiela por la regla de su agencia."
    for kind, values in (("kinds-never-taken", ["prestamo"]), ("counterpart-ceiling", ["50"])):
        save_rule(session, None, kind, values, because=why, person_id=director.id, at=at)  # type: ignore[arg-type] # kinds of rules
