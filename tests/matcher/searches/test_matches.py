"""The list of matches: narrowed by its address, and every match on one page and no other."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.searches.matches import MatchFilter, matches_page
from matcher.tags.models import Tag
from tests.conftest import NOON
from tests.matcher.pursuits.office import add_call, add_person, add_project

ZONE = "America/Bogota"
SCORES = (0.9, 0.8, 0.8, 0.8, 0.1 + 0.2, 0.26, 0.2)


@pytest.fixture
def office(session: Session) -> Session:
    """Ana leads one of two projects; calls of many scores, some the same, one below the line."""
    ana = add_person(session, "Ana Ruiz")
    own, other = add_project(session, "Acueducto"), add_project(session, "Bosque")
    own.owner_id, other.department = ana.id, "Ambiente"
    for number, score in enumerate(SCORES):
        call = add_call(session, f"Convocatoria {number}", closes=date(2026, 12, 1 + number))
        project = own if number % 2 else other
        session.add(
            Match(
                call_id=call.id,
                project_id=project.id,
                score=score,
                confidence=0.5,
                signals={},
                reasons=[],
                blockers=[],
                fingerprint="x",
                first_at=NOON,
                computed_at=NOON,
            )
        )
        if number in (2, 4):
            session.add(
                Tag(
                    subject_type="call",
                    subject_id=call.id,
                    scheme="line",
                    code="agua",
                    score=0.9,
                    assigned=True,
                    origin="model",
                    model_version="1",
                    at=NOON,
                )
            )
    session.flush()
    return session


def read(session: Session, wanted: MatchFilter, *, limit: int = 3) -> list[list[int]]:
    """The pages, one after the other, as the numbers of their calls."""
    ana = session.get(Person, 1)
    assert ana is not None
    pages, after = [], ""
    while True:
        page = matches_page(session, ana, wanted, now=NOON, timezone=ZONE, after=after, limit=limit)
        pages.append([int(match.call.title.split()[1]) for match in page.matches])
        if page.after is None:
            return pages
        after = page.after


def test_the_pages_hold_each_match_once_and_go_on_where_scores_are_equal(office: Session) -> None:
    assert read(office, MatchFilter()) == [[0, 1, 2], [3, 4, 5]]
    assert read(office, MatchFilter(weak=True), limit=2) == [[0, 1], [2, 3], [4, 5], [6]]


@pytest.mark.parametrize(
    ("wanted", "calls"),
    [
        (MatchFilter(mine=True), [1, 3, 5]),
        (MatchFilter(department="Ambiente"), [0, 2, 4]),
        (MatchFilter(department="Ambiente", mine=True), []),
        (MatchFilter(line="agua"), [2, 4]),
        (MatchFilter(closes_within=13), [0, 1, 2]),
        (MatchFilter(line="agua", closes_within=13), [2]),
    ],
)
def test_each_filter_alone_and_together(
    office: Session, wanted: MatchFilter, calls: list[int]
) -> None:
    assert [number for page in read(office, wanted) for number in page] == calls


@pytest.mark.parametrize("after", ["x", "1e999~1", "0.5~", "--1~2", "nan~1", "0.5~99999999999"])
def test_a_key_nobody_can_read_is_the_beginning(office: Session, after: str) -> None:
    ana = office.get(Person, 1)
    assert ana is not None
    page = matches_page(office, ana, MatchFilter(), now=NOON, timezone=ZONE, after=after)
    assert len(page.matches) == 6


def test_a_project_put_away_is_left_out(office: Session) -> None:
    project = office.get(Project, 2)
    assert project is not None
    project.archived_at = NOON
    assert read(office, MatchFilter()) == [[1, 3, 5]]
