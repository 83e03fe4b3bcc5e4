"""The year again: as things are it is the ledger; with something else, what that changes."""

from dataclasses import replace
from typing import Any

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.digests.models import DigestItem
from matcher.glossary.models import OwnEntry
from matcher.rehearsals.difference import repeated, told_under
from matcher.rehearsals.lists import index_of
from matcher.rehearsals.models import Rehearsal
from matcher.rehearsals.past import Past, read_past
from matcher.rehearsals.replay import Year, lists_of, replay
from matcher.rehearsals.running import run, run_alone
from matcher.rehearsals.settings import DEEDS, Setting, present_setting, would_change
from matcher.tags.models import ThematicLine
from tests.matcher.rehearsals.lived_year import Office

ADMIN = 1


def read(office: Office) -> tuple[Past, Setting]:
    sessions, settings, now = office
    with transaction(sessions) as session:
        return read_past(session, settings, now=now), present_setting(session, settings)


def again(past: Past, setting: Setting) -> Year:
    return replay(past, setting, lists_of(past, setting, index_of(past, setting)))


def contents(sessions: sessionmaker[Session]) -> dict[str, list[Any]]:
    """Every row of every table but that of rehearsals, and of which tables were written last."""
    with transaction(sessions) as session:
        names = sorted(inspect(session.connection()).get_table_names())
        return {
            name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')).all()))
            for name in names
            if name not in {"rehearsal", "written"}
        }


def rehearse(office: Office, deed: str, **proposal: Any) -> dict[str, Any]:
    sessions, settings, now = office
    with transaction(sessions) as session:
        asked = Rehearsal(
            person_id=ADMIN, deed=deed, proposal=proposal, form=[], path="/", asked_at=now
        )
        session.add(asked)
        session.flush()
        number = asked.id
    before = contents(sessions)
    run(sessions, settings, number, clock=FixedClock(now))
    assert contents(sessions) == before  # nothing is written but the difference
    with transaction(sessions) as session:
        kept = session.get_one(Rehearsal, number)
        assert kept.error is None
        assert kept.found is not None
        assert kept.done == kept.total
        return kept.found


def nothing(part: dict[str, Any]) -> bool:
    return (part["new"], part["gone"], part["moved"]) == (0, 0, 0)


def line(office: Office, code: str) -> dict[str, Any]:
    with transaction(office[0]) as session:
        row = session.get_one(ThematicLine, code)
        return {
            "code": code,
            "name": row.name,
            "description": row.description,
            "words": list(row.words),
            "ods": dict(row.ods),
            "version": row.version,
        }


def test_with_what_is_in_force_it_is_the_ledger_entry_by_entry(office: Office) -> None:
    past, setting = read(office)
    with transaction(office[0]) as session:
        rows = session.execute(
            select(DigestItem.person_id, DigestItem.call_id, DigestItem.digest_id).where(
                DigestItem.reason == "match"
            )
        ).all()
    at = {turn.digest_id: turn.at for turn in past.turns}
    year = again(past, setting)
    assert told_under(past, year, year) == {(p, c): at[d] for p, c, d in rows}
    assert len(rows) > 20


def test_the_replay_itself_gives_nearly_all_of_it_again(office: Office) -> None:
    past, setting = read(office)
    year = again(past, setting)
    assert repeated(past, year) >= 0.9 * len(past.ledger)
    assert not year.mails.keys() - past.ledger.keys()  # and makes nothing up


def test_a_higher_least_fit_takes_away_what_fits_less(office: Office) -> None:
    found = rehearse(office, "least", least=100)
    assert nothing(found["matches"])
    assert found["mailed"]["gone"] > 0
    assert found["mailed"]["new"] == 0
    assert {one["person"] for one in found["mailed"]["examples"]["gone"]} == {ADMIN}


def test_an_unchanged_line_changes_nothing(office: Office) -> None:
    found = rehearse(office, "line", **line(office, "ecociudad"))
    assert nothing(found["matches"])
    assert nothing(found["mailed"])


def test_a_line_that_takes_in_other_words_moves_matches(office: Office) -> None:
    told = line(office, "gobernanza-paz")
    told["words"] += ["digitalizar", "archivos", "memoria", "museo", "contar su memoria"]
    found = rehearse(office, "line", **told)
    assert found["matches"]["moved"] > 0
    example = found["matches"]["examples"]["moved"][0]
    assert example["project"] == 4
    assert example["score_is"] > example["score_was"]


def test_a_rule_of_the_gate_says_what_it_would_stop(office: Office) -> None:
    rule = {"id": None, "kind": "kinds-never-taken", "because": "", "version": None}
    found = rehearse(office, "rule", values=["subvencion"], **rule)
    assert found["gate"]["new"] == found["calls"]
    assert found["gate"]["examples"]["new"][0]["told"] > 0
    assert nothing(rehearse(office, "rule", values=["beca"], **rule)["gate"]) is False  # now judged


def test_weights_can_be_handed_over_too(office: Office) -> None:
    past, setting = read(office)
    ranker = setting.tools.ranker
    none = replace(ranker, weights=replace(ranker.weights, terms=0.0, title=0.0, phrases=0.0))
    other = replace(setting, tools=replace(setting.tools, ranker=none))
    assert again(past, other).matches != again(past, setting).matches


def test_whether_anything_would_change_is_told_without_changing_it(office: Office) -> None:
    sessions, _, now = office
    before = contents(sessions)
    entry = {"id": None, "names": {"es": "vereda", "en": "hamlet"}, "version": None}
    assert would_change(sessions, "entry", entry, person_id=ADMIN, at=now)
    assert would_change(sessions, "least", {"least": 75}, person_id=ADMIN, at=now)
    assert not would_change(sessions, "least", {"least": 25}, person_id=ADMIN, at=now)
    unchanged = line(office, "ecociudad")
    assert not would_change(sessions, "line", unchanged, person_id=ADMIN, at=now)
    assert contents(sessions) == before
    assert set(DEEDS) >= {"line", "entry", "rule", "least"}


def test_what_cannot_be_done_is_told_in_a_sentence(office: Office) -> None:
    sessions, settings, now = office
    with transaction(sessions) as session:
        asked = Rehearsal(
            person_id=ADMIN,
            deed="entry",
            proposal={"id": None, "names": {"es": "vereda"}, "version": None},
            form=[],
            path="/",
            asked_at=now,
        )
        session.add(asked)
        session.flush()
        number = asked.id
    run_alone(settings, number)
    with transaction(sessions) as session:
        kept = session.get_one(Rehearsal, number)
        assert kept.error is not None
        assert kept.ended_at is not None
        assert session.scalars(select(OwnEntry)).all() == []
