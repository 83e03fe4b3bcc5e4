"""Lists are read on by key: nothing is shown twice or left out, though rows come and go."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit
from matcher.web.pursuits import pages as board_pages
from tests.matcher.web.seed import NOW, add_call
from tests.matcher.web.support import Visitor

COUNT = 45


def set_apart(session: Session, how: str) -> list[str]:
    """So many calls, of which many were set apart at the same instant; their titles."""
    titles = []
    for number in range(COUNT):
        call = add_call(session, title=f"Apartada número {number:02}", text="Nada.")
        at = NOW - timedelta(hours=number // 8)
        if how == "dudosas":
            call.doubt, call.first_seen_at = "report", at
        else:
            call.discarded_at = at
        titles.append(call.title)
    session.commit()
    return titles


def titles_on(visitor: Visitor, address: str) -> tuple[list[str], str | None]:
    """The titles of a page, and the address of the next one."""
    page = visitor.get(address)
    found = [
        one.text_content().strip()
        for one in page.tree.xpath("//main//a")
        if one.text_content().strip().startswith("Apartada número")
    ]
    return list(dict.fromkeys(found)), next(iter(page.tree.xpath("//a[@rel='next']/@href")), None)


@pytest.mark.parametrize("kind", ["dudosas", "descartadas"])
def test_what_is_set_apart_is_read_on_by_key(officer: Visitor, session: Session, kind: str) -> None:
    titles = set_apart(session, kind)
    shown, address = titles_on(officer, f"/novedades?kind={kind}")
    assert len(shown) == 20
    gone = session.scalars(select(Call).where(Call.title.in_(shown[:3]))).all()
    for call in gone:  # somebody works off the top of the list meanwhile
        call.doubt = call.discarded_at = None
    session.commit()
    while address:
        more, address = titles_on(officer, address)
        shown += more
    assert sorted(shown) == titles


def test_a_key_that_cannot_be_read_is_the_beginning(officer: Visitor, session: Session) -> None:
    set_apart(session, "dudosas")
    first, _next = titles_on(officer, "/novedades?kind=dudosas")
    for after in ("20", "x~y", "2026-11-20T00:00:00~1", "~", f"2026-11-20T00:00:00+00:00~{2**70}"):
        assert titles_on(officer, f"/novedades?kind=dudosas&after={quote(after)}")[0] == first


@pytest.mark.parametrize("stage", ["analysis", "lost"])
def test_a_column_of_the_board_is_read_to_its_end(
    officer: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(board_pages, "PAGE", 20)
    me = session.scalars(select(Person.id)).first()
    titles = set_apart(session, "seguidas")
    for number, call in enumerate(session.scalars(select(Call).where(Call.title.in_(titles)))):
        call.discarded_at = None
        moved = NOW - timedelta(hours=number // 8)
        session.add(
            Pursuit(
                call_id=call.id,
                stage=stage,
                opened_at=NOW,
                opened_by=me,
                moved_at=moved,
                touched_at=NOW,
            )
        )
    session.commit()
    first = officer.get("/seguimiento")
    assert len(first.tree.xpath(f"//*[@data-column='{stage}']//article")) == 8
    (whole,) = first.tree.xpath(f"//*[@data-column='{stage}']/p/a/@href")
    shown, address = titles_on(officer, whole)
    assert len(shown) == 20
    while address:
        more, address = titles_on(officer, address)
        shown += more
    assert sorted(shown) == titles
