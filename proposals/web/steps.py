"""The task list, one step, and the same step posted as a plain form."""

from dataclasses import dataclass
from typing import Any

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
from proposals.asked.quoted import quotes
from proposals.budget import read_budget
from proposals.checks.finding import Finding
from proposals.checks.rules import AT_ONCE, check
from proposals.drafts import get_draft, new_row, offers
from proposals.errors import EditConflict
from proposals.library.blocks import blocks, get_block, is_expired, text_for
from proposals.library.indicators import find_indicator, standard_indicators
from proposals.library.team import get_member, team
from proposals.locking import find_lock, hold_open
from proposals.models import Draft
from proposals.process.bringing import bring_member
from proposals.process.comments import unsettled
from proposals.regime import regime_of
from proposals.rows.references import known_rows
from proposals.saving import Save, find_answer, get_answer, move, save
from proposals.steps import STEPS, get_field, get_step
from proposals.web.blueprint import blueprint
from proposals.web.forms import Posted, read_form, read_pasted
from proposals.web.grid import line_totals
from proposals.web.weighing.beside import beside
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
        alarms=[one for one in check(db(), draft, on=today()) if one.code in AT_ONCE],
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
    view = view_step(draft, slug)
    for posted in read_form(view, request.form):
        try:
            save(db(), draft, posted.save, person=person(), at=now())
        except EditConflict as error:
            clashes.append(Clash(posted=posted, error=error))
        except InvalidInput as error:
            refused[posted.field.key] = said(error)
    refused |= _paste(draft, view)
    if clashes:
        return _conflict_page(draft, slug, clashes)
    _arrange(draft)
    view = view_step(draft, slug)
    if refused or (view.problems and request.form.get("hacer") == "seguir"):
        return _page(draft, slug, refused=refused, summary=True)
    flash(_("Guardado %(time)s.", time=clock_time(now())))
    return redirect(_next(draft, slug))


def _paste(draft: Draft, view: StepView) -> dict[str, str]:
    """Add the rows copied from a spreadsheet; what does not fit is told, whole in its box."""
    refused = {}
    for question in view.questions:
        try:
            for posted in read_pasted(question.field, request.form):
                save(db(), draft, posted.save, person=person(), at=now())
        except InvalidInput as error:
            refused[f"pegar-{question.field.key}"] = said(error)
    return refused


def _arrange(draft: Draft) -> None:
    """The buttons of single units: «subir», «bajar», «duplicar», «recuperar», «usar»."""
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
    words = request.form.get("duplicar", "").split(":")
    if len(words) == 2:
        one = get_answer(db(), draft, field=words[0], row=words[1])
        twin = Save(field=one.field, row=new_row(), value=one.value, base=0, after=one.row)
        save(db(), draft, twin, person=person(), at=now())
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
    chosen = find_indicator(form.get("indicador", ""), draft.language)
    if chosen is not None and form.get("traer") == "indicadores":
        cells = {"texto": chosen.text, "unidad": chosen.unit, "sentido": chosen.way}
        given = Save(field="indicadores", row=new_row(), value=cells, base=0)
        save(db(), draft, given, person=person(), at=now())
    member = number_of(form.get("integrante")) if form.get("traer") == "equipo" else None
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
    place = view.number
    found = check(db(), draft, on=today())
    lock = find_lock(db(), draft)
    return render_template(
        "proposals/step.html",
        draft=draft,
        view=view,
        views=view_steps(draft),
        offers=offers(db(), draft, settings=services().settings, at=now()),
        findings=found if slug == STEPS[-1].slug else [],
        near=_near(found, view),
        **_asked(draft, slug, found),
        **_planned(draft, slug),
        refused=refused or {},
        typed=request.form if refused else {},
        summary=summary,
        previous=STEPS[place - 2] if place > 1 else None,
        following=STEPS[place] if place < len(STEPS) else None,
        lock=lock,
        writable=lock is None and can("write-proposals", draft),
        talk=unsettled(db(), draft),
        known=known_rows(draft),
        blocks=[one for one in blocks(db()) if not is_expired(one, on=today())],
        members=team(db()) if slug == "interes" else [],
    )


def _asked(draft: Draft, slug: str, found: list[Finding]) -> dict[str, Any]:
    """For the two steps on the call: what it asks, beside what there is, with its words."""
    if slug not in ("convocatoria", "requisitos"):
        return {"alarms": [], "compared": [], "quotes": {}}
    alarms = [one for one in found if one.code in AT_ONCE]
    return {"alarms": alarms, "compared": beside(draft), "quotes": quotes(draft)}


def _planned(draft: Draft, slug: str) -> dict[str, Any]:
    """The sums and the regime they point to; the indicators one may choose from."""
    here = slug == "objetivos"
    budget = read_budget(answers(draft)) if here or slug == STEPS[-1].slug else None
    return {
        "standard": standard_indicators(draft.language) if here else (),
        "regime": regime_of(budget) if budget else None,
        "budget": budget if here else None,
        "totals": line_totals(draft, budget) if budget and here else None,
    }


def _near(found: list[Finding], view: StepView) -> dict[str, list[str]]:
    """What the checks say about the fields of this step, by field."""
    slug, mine = view.step.slug, {field.key for field in view.step}
    near: dict[str, list[str]] = {}
    for finding in found:
        here = finding.at == slug or finding.field in mine
        if here and finding.code not in {"required", "unreadable", "too-long"}:
            near.setdefault(finding.field, []).append(f"{say(finding.text)} {_(finding.todo)}")
    return near


def _conflict_page(draft: Draft, slug: str, clashes: list[Clash]) -> ResponseReturnValue:
    """Both texts of each unit, as a form; what did not clash is saved already."""
    return render_template(
        "proposals/conflict.html",
        draft=draft,
        view=view_step(draft, slug),
        clashes=clashes,
        known=known_rows(draft),
        action=url_for("proposals.step", draft_id=draft.id, slug=slug),
        back=url_for("proposals.step", draft_id=draft.id, slug=slug),
    )
