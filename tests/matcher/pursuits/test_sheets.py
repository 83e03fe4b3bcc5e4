"""The decision sheet and the proposal belong to the pursuit; a call that comes back tells of it."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.matches.decisions import Sheet
from matcher.matches.models import Decision
from matcher.pursuits.following import find_pursuit, open_pursuit
from matcher.pursuits.moving import move
from matcher.pursuits.reasons import DECIDED_NO, get_reason, retire_reason
from matcher.pursuits.returning import past_pursuits
from matcher.pursuits.sheets import decide_on, find_sheet, start_drafting
from matcher.settings import Settings
from matcher.words.language import words_in
from matcher.words.pursuits import past_words
from proposals.drafts import begin, drafts_on
from tests.conftest import NOON
from tests.matcher.pursuits.office import LATER, add_call, add_person, add_project

NO = Sheet(verdict="no-vamos", reason="No hay con quién.")
YES = Sheet(answers={"prioridad": ("si", "")}, verdict="vamos")


def test_what_is_decided_moves_the_pursuit_and_saying_it_again_does_not(plain: Session) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)

    def decide(sheet: Sheet, version: int | None) -> int:
        told = {"call_id": call.id, "project_id": project.id, "person": ana, "at": LATER}
        return decide_on(plain, sheet=sheet, version=version, **told).version  # type: ignore[arg-type] # each as it is asked for

    first = decide(NO, None)
    pursuit = find_pursuit(plain, call_id=call.id, project_id=project.id)
    assert pursuit is not None
    assert (pursuit.stage, pursuit.end_reason) == ("discarded", DECIDED_NO)
    assert pursuit.changes[-1].reason == "No hay con quién."
    second = decide(YES, first)
    assert pursuit.stage == "analysis"
    move(plain, pursuit, to="discarded", person=ana, at=LATER, end_reason="no-time")
    assert decide(YES, second) == second
    assert pursuit.stage == "discarded"  # the sheet as it stood decides nothing anew
    reason = get_reason(plain, DECIDED_NO)
    with pytest.raises(InvalidInput):
        retire_reason(plain, reason, retired=True, person_id=ana.id, at=LATER)


def test_a_sheet_calls_nothing_back_from_the_funder(plain: Session) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)
    pursuit = start_drafting(plain, call, project, person=ana, at=NOON)
    assert pursuit is not None
    move(plain, pursuit, to="submitted", person=ana, at=NOON)
    decide_on(plain, call_id=call.id, project_id=project.id, sheet=NO, person=ana, at=LATER)
    assert pursuit.stage == "submitted"


def test_a_proposal_belongs_to_the_pursuit_of_its_call_and_project(
    plain: Session, settings: Settings
) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)
    bare = open_pursuit(plain, call, None, person=ana, at=NOON)
    draft = begin(plain, owner=ana, project=project, call=call, settings=settings, at=LATER)
    assert (bare.stage, bare.project) == ("drafting", project)
    assert drafts_on(plain, call_id=bare.call_id, project_id=bare.project_id) == [draft]
    begin(plain, owner=ana, project=project, call=None, settings=settings, at=LATER)
    assert find_pursuit(plain, call_id=call.id, project_id=None) is None


def test_what_was_done_about_an_earlier_round_is_told(plain: Session) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)
    pursuit = start_drafting(plain, call, project, person=ana, at=NOON)
    assert pursuit is not None
    move(plain, pursuit, to="submitted", person=ana, at=NOON)
    move(
        plain,
        pursuit,
        to="lost",
        person=ana,
        at=LATER,
        end_reason="lost-formal",
        reason="Faltó una firma.",
    )
    (told,) = past_pursuits(plain, [call.id])[call.id]
    assert (told.stage, told.project, told.person) == ("lost", "Acueducto", "Ana")
    assert past_words(words_in("es"), told) == (
        "El seguimiento con «Acueducto» quedó en «Perdida»: No cumplimos un requisito formal."
        " Faltó una firma."
    )


def test_a_sheet_needs_no_project_and_goes_on_with_the_one_chosen(plain: Session) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)
    other = add_project(plain, "Otro")
    told = {"call_id": call.id, "person": ana, "at": LATER}
    written = decide_on(plain, **told, project_id=None, sheet=YES)  # type: ignore[arg-type] # each as it is asked for
    bare = find_pursuit(plain, call_id=call.id, project_id=None)
    assert bare is not None
    assert bare.stage == "analysis"
    assert find_sheet(plain, call_id=call.id, project_id=project.id) is written
    again = decide_on(plain, **told, project_id=project.id, sheet=NO, version=written.version)  # type: ignore[arg-type] # as before
    assert (again.id, again.project_id) == (written.id, project.id)
    assert (bare.project, bare.stage) == (project, "discarded")
    for one in (None, other.id):
        assert find_sheet(plain, call_id=call.id, project_id=one) is None


def test_a_sheet_without_a_project_of_a_pursuit_that_ended_is_left_alone(plain: Session) -> None:
    ana, call, project = add_person(plain, "Ana"), add_call(plain), add_project(plain)
    told = {"call_id": call.id, "person": ana, "at": LATER}
    refused = decide_on(plain, **told, project_id=None, sheet=NO)  # type: ignore[arg-type] # each as it is asked for
    assert find_sheet(plain, call_id=call.id, project_id=project.id) is None
    own = decide_on(plain, **told, project_id=project.id, sheet=YES)  # type: ignore[arg-type] # as before
    assert own is not refused
    assert (refused.project_id, refused.verdict) == (None, "no-vamos")
    with pytest.raises(IntegrityError):
        plain.execute(update(Decision).where(Decision.id == own.id).values(project_id=None))
