"""The task list, one step, and the same step posted as a plain form."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.rights import can
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.filters import clock_time, say
from proposals.answers import answers
from proposals.budget import read_budget
from proposals.checks.rules import check
from proposals.drafts import get_draft, offers
from proposals.errors import EditConflict
from proposals.library.blocks import blocks, get_block, is_expired, text_for
from proposals.library.team import get_member, team
from proposals.locking import find_lock, hold_open
from proposals.models import Draft
from proposals.process.bringing import bring_member
from proposals.process.comments import unsettled
from proposals.regime import regime_of
from proposals.saving import Save, find_answer, get_answer, move, save
from proposals.steps import STEPS, get_field, get_step
from proposals.web.blueprint import blueprint
from proposals.web.forms import Posted, read_form
from proposals.wizard import StepView, view_step, view_steps

SLUGS = ",".join(f"'{step.slug}'" for step in STEPS)
STEP = f"/<int:draft_id>/<any({SLUGS}):slug>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A unit somebody else saved first: what the person wrote, and what stands now."""

    posted: Posted
    error: EditConflict


@blueprint.get("/<int:draft_id>")
@requires("read")
def overview(draft_id: int) -> ResponseReturnValue:
    """The ten steps with how far each is."""
    draft = get_draft(db(), draft_id)
    views = view_steps(draft)
    return render_template(
        "proposals/overview.html",
        draft=draft,
        views=views,
        lock=find_lock(db(), draft),
        open_comments=sum(unsettled(db(), draft).values()),
        done=sum(view.state == "done" for view in views),
    )


@blueprint.get(STEP)
@requires("read")
def step(draft_id: int, slug: str) -> ResponseReturnValue:
    """One step of the ten."""
    return _page(get_draft(db(), draft_id), slug)


@blueprint.post(STEP)
@requires("write-proposals")
def save_step(draft_id: int, slug: str) -> ResponseReturnValue:
    """A whole step from a plain form: each changed unit is saved by itself."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    clashes: list[Clash] = []
    refused: dict[str, str] = {}
    for posted in read_form(view_step(draft, slug), request.form):
        try:
            save(db(), draft, posted.save, person=person(), at=now())
        except EditConflict as error:
            clashes.append(Clash(posted=posted, error=error))
        except InvalidInput as error:
            refused[posted.field.key] = said(error)
    if clashes:
        return _conflict_page(draft, slug, clashes)
    _arrange(draft)
    view = view_step(draft, slug)
    if refused or (view.problems and request.form.get("hacer") == "seguir"):
        return _page(draft, slug, refused=refused, summary=True)
    flash(_("Guardado %(time)s.", time=clock_time(now())))
    return redirect(_next(draft, slug))


def _arrange(draft: Draft) -> None:
    """The buttons of single units: «subir», «bajar», «recuperar», «usar»."""
    words = request.form.get("mover", "").split(":")
    if len(words) == 3 and words[2] in {"-1", "1"}:
        move(db(), draft, field=words[0], row=words[1], by=int(words[2]))
    offer = offers(db(), draft, settings=services().settings, at=now()).get(
        request.form.get("usar", "")
    )
    if offer is not None:
        taken = Save(
            field=offer.filled.field.key,
            value=offer.filled.value,
            base=offer.version,
            origin=offer.filled.origin,
            source_version=offer.filled.source_version,
        )
        save(db(), draft, taken, person=person(), at=now())
    _bring(draft)
    words = request.form.get("recuperar", "").split(":")
    if len(words) == 2:
        gone = get_answer(db(), draft, field=words[0], row=words[1])
        back = Save(field=gone.field, row=gone.row, value=gone.value, base=gone.version)
        save(db(), draft, back, person=person(), at=now())


def _bring(draft: Draft) -> None:
    """A text of the library at the end of a field, or somebody of the team as a row."""
    form = request.form
    block = number_of(form.get("bloque")) if form.get("insertar") else None
    if block is not None:
        field = get_field(form.get("insertar_en", ""))
        words, _language = text_for(get_block(db(), block), draft.language)
        held = find_answer(db(), draft, field=field.key)
        before = str(held.value) if held and not held.deleted and held.value else ""
        text = f"{before}\n\n{words}" if before.strip() else words
        given = Save(field=field.key, value=text, base=held.version if held else 0)
        save(db(), draft, given, person=person(), at=now())
    member = number_of(form.get("integrante")) if form.get("traer") else None
    if member is not None:
        bring_member(db(), draft, get_member(db(), member), person=person(), at=now())


def _next(draft: Draft, slug: str) -> str:
    if request.form.get("hacer") != "seguir":
        anchor = request.form.get("mover", "").split(":")[0] or None
        return url_for("proposals.step", draft_id=draft.id, slug=slug, _anchor=anchor)
    place = STEPS.index(get_step(slug)) + 1
    if place == len(STEPS):
        return url_for("proposals.overview", draft_id=draft.id)
    return url_for("proposals.step", draft_id=draft.id, slug=STEPS[place].slug)


def _page(
    draft: Draft, slug: str, *, refused: dict[str, str] | None = None, summary: bool = False
) -> ResponseReturnValue:
    view = view_step(draft, slug)
    known = answers(draft)
    place = view.number
    lock = find_lock(db(), draft)
    return render_template(
        "proposals/step.html",
        draft=draft,
        view=view,
        views=view_steps(draft),
        offers=offers(db(), draft, settings=services().settings, at=now()),
        findings=check(draft) if slug == STEPS[-1].slug else [],
        near=_near(draft, view),
        regime=regime_of(read_budget(known)) if slug == "objetivos" else None,
        budget=read_budget(known) if slug == "objetivos" else None,
        refused=refused or {},
        typed=request.form if refused else {},
        summary=summary,
        previous=STEPS[place - 2] if place > 1 else None,
        following=STEPS[place] if place < len(STEPS) else None,
        lock=lock,
        writable=lock is None and can("write-proposals", draft),
        talk=unsettled(db(), draft),
        blocks=[one for one in blocks(db()) if not is_expired(one, on=today())],
        members=team(db()) if slug == "interes" else [],
    )


def _near(draft: Draft, view: StepView) -> dict[str, list[str]]:
    """What the checks say about the fields of this step, by field."""
    mine = {field.key for field in view.step}
    near: dict[str, list[str]] = {}
    for finding in check(draft):
        if finding.field in mine and finding.code not in {"required", "unreadable"}:
            near.setdefault(finding.field, []).append(say(finding.text))
    return near


def _conflict_page(draft: Draft, slug: str, clashes: list[Clash]) -> ResponseReturnValue:
    """Both texts of each unit, as a form; what did not clash is saved already."""
    return render_template(
        "proposals/conflict.html", draft=draft, view=view_step(draft, slug), clashes=clashes
    )
