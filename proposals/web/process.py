"""Review, endorsement, sending and outcome of a proposal: one page, and the deeds on it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.people.models import Person
from matcher.projects.numbers import NotANumber, read_money
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.rights import can
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.inputs import day_of, figure_of
from proposals.answers import answers
from proposals.budget import FOREIGN, read_budget
from proposals.checks.finding import Finding
from proposals.checks.rules import check
from proposals.documents.watching import ready_exports
from proposals.drafts import get_draft
from proposals.library.files import attachments
from proposals.locking import find_lock
from proposals.models import Draft, DraftPassage
from proposals.process.deeds import DEEDS, DeedName
from proposals.process.mail import DraftNews, approvers, tell, writers
from proposals.process.moving import Wish, endorsed, passages, refused, take, unendorsed
from proposals.process.outcomes import Answered, SentProposal, conclude, find_submission, send
from proposals.rows.references import rows_among
from proposals.steps import FIELDS
from proposals.web.attachments import uploaded
from proposals.web.blueprint import blueprint
from proposals.web.words import read_out

_BY_FORM = "','".join(name for name in DEEDS if name not in ("send", "win", "lose", "withdraw"))


@blueprint.get("/<int:draft_id>/proceso")
@requires("read")
def process(draft_id: int) -> ResponseReturnValue:
    """Where the proposal stands, what can be done with it now, and what was done so far."""
    return _page(get_draft(db(), draft_id))


def _page(draft: Draft, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    budget = read_budget(answers(draft))
    requested = budget.of_source(FOREIGN)
    page = render_template(
        "proposals/process.html",
        draft=draft,
        problem=problem,
        typed=request.form,
        can_do={name for name, deed in DEEDS.items() if can(deed.permission, draft)},
        passages=passages(db(), draft),
        submission=find_submission(db(), draft),
        lock=find_lock(db(), draft),
        grave=_grave(draft),
        reviewers=[one for one in writers(db()) if one.id != person().id],
        approvers=approvers(db()),
        files=attachments(db(), draft),
        exports=ready_exports(db(), draft),
        zones=sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/")),
        requested=" ".join(filter(None, [figure_of(requested), budget.currency]))
        if requested
        else "",
    )
    return page, status


def _grave(draft: Draft) -> list[Finding]:
    """What stands between the draft and sending it, besides the endorsement."""
    return [
        one
        for one in check(db(), draft, on=today())
        if one.severity == "blocking" and one.code != "endorsement-missing"
    ]


@blueprint.post(f"/<int:draft_id>/proceso/<any('{_BY_FORM}'):deed>")
@requires("write-proposals")
def take_deed(draft_id: int, deed: DeedName) -> ResponseReturnValue:
    """One of the deeds that need no more than a reason, a day and who is to hear of it."""
    draft, form = get_draft(db(), draft_id), request.form
    try:
        wish = Wish(
            deed=deed,
            reason=form.get("reason", ""),
            seen=form.get("seen") if deed in ("grant", "refuse") else None,
            answers=_answers(deed),
        )
        passage = take(db(), draft, wish, person=person(), at=now())
    except (InvalidInput, Conflict) as error:
        db().rollback()
        return _page(
            get_draft(db(), draft_id),
            problem=said(error),
            status=409 if isinstance(error, Conflict) else 422,
        )
    _tell(draft, passage, deed)
    flash(_("Hecho. Quedó anotado con su nombre y la hora."))
    return redirect(url_for("proposals.process", draft_id=draft_id))


def _answers(deed: DeedName) -> dict[str, str]:
    """What the deed writes into step 2."""
    if deed in ("grant", "refuse"):
        told = endorsed if deed == "grant" else refused
        return told(
            by=person(),
            on=_day("on"),
            position=request.form.get("position", "").strip(),
            reason=request.form.get("reason", "").strip(),
        )
    if deed in ("reopen", "reopen-sent", "take-back"):
        return unendorsed()
    return unendorsed("pedido") if deed == "ask" else {}


def _day(name: str) -> date:
    """The day that was typed, today for none.

    :raises InvalidInput: for what is no day, or one to come.
    """
    typed = request.form.get(name, "").strip()
    day = day_of(typed) if typed else today()
    if day is None or day > today():
        raise InvalidInput("Escriba el día, hoy o antes, así: 2027-03-15.")
    return day


def _tell(draft: Draft, passage: DraftPassage, deed: DeedName) -> None:
    words = request.form.get("reason", "").strip()

    def news(kind: Any, to: list[Person]) -> None:
        told = DraftNews(kind=kind, draft=draft, by=person(), words=words)
        tell(db(), services().settings, told, to=to, at=now())

    if deed == "ask-review":
        chosen = {number_of(one) for one in request.form.getlist("reviewer")}
        reviewers = [one for one in writers(db()) if one.id in chosen]
        passage.asked = [one.id for one in reviewers]
        news("review", reviewers)
    elif deed == "ask":
        news("asked", approvers(db()))
    elif deed in ("grant", "refuse"):
        asked = next((p.person for p in passages(db(), draft) if p.deed == "ask"), draft.owner)
        news("granted" if deed == "grant" else "refused", [draft.owner, asked])
    elif deed in ("reopen", "reopen-sent"):
        news("reopened", [draft.owner, *approvers(db())])


@blueprint.post("/<int:draft_id>/envio")
@requires("write-proposals")
def send_proposal(draft_id: int) -> ResponseReturnValue:
    """Write down that it was sent: when, how, with what, and the receipt."""
    draft = get_draft(db(), draft_id)
    try:
        if not request.form.get("knowing") and (grave := _grave(draft)):
            raise InvalidInput(
                "Hay puntos que impiden enviar (%(count)s). Reabra la propuesta para corregirlos; "
                "si ya se envió así, regístrelo diciéndolo.",
                count=len(grave),
            )
        requested, currency = _money("requested")
        receipt = uploaded(draft, name="receipt", kind="constancia", needed=False)
        sent = SentProposal(
            at=_instant(),
            timezone=_zone(),
            channel=_channel(),
            number=request.form.get("number", ""),
            receipt_id=receipt.id if receipt else None,
            content=_content(draft),
            requested=requested,
            currency=currency,
        )
        send(db(), draft, sent, person=person(), at=now())
    except (InvalidInput, Conflict) as error:
        return _refused(draft_id, error)
    flash(_("Envío registrado. La propuesta queda guardada tal como se envió."))
    return redirect(url_for("proposals.process", draft_id=draft_id))


def _refused(draft_id: int, error: InvalidInput | Conflict) -> ResponseReturnValue:
    db().rollback()
    status = 409 if isinstance(error, Conflict) else 422
    return _page(get_draft(db(), draft_id), problem=said(error), status=status)


def _channel() -> str:
    channel = request.form.get("channel", "")
    names = {
        "portal": "Portal de la convocatoria",
        "correo": "Correo electrónico",
        "ventanilla": "Ventanilla o mensajería",
    }
    return names.get(channel) or request.form.get("channel_words", "").strip() or "Otro"


def _zone() -> str:
    zone = request.form.get("timezone") or services().settings.timezone
    if zone not in available_timezones():
        raise InvalidInput("Escoja la zona horaria de la lista.")
    return zone


def _instant() -> datetime:
    """The moment that was typed, on the clock that was chosen; now for none."""
    day, hour = request.form.get("day", "").strip(), request.form.get("hour", "").strip()
    if not day and not hour:
        return now()
    on = day_of(day) if day else today()
    try:
        at = time.fromisoformat(hour)
    except ValueError:
        at = None
    if on is None or at is None:
        raise InvalidInput("Escriba el día y la hora del envío, así: 2027-03-15 y 16:30.")
    return datetime.combine(on, at.replace(tzinfo=None), tzinfo=ZoneInfo(_zone()))


def _money(name: str) -> tuple[Any, str | None]:
    typed = request.form.get(name, "").strip()
    if not typed:
        return None, None
    try:
        money = read_money(typed)
    except NotANumber as problem:
        raise InvalidInput(
            "«%(value)s» %(problem)s", value=typed, problem=problem.message
        ) from None
    currency = money.currency or request.form.get(f"{name}_currency") or None
    if currency is None:
        raise InvalidInput("Escriba la moneda junto al monto, por ejemplo: 250.000 EUR.")
    return money.value, currency


def _content(draft: Draft) -> list[dict[str, Any]]:
    """The files that were ticked as sent, each with its SHA-256."""
    ticked = set(request.form.getlist("sent"))
    exports = ready_exports(db(), draft)
    made = [(f"d{one.id}", one.filename, one.fingerprint) for one in exports]
    given = [(f"a{one.id}", one.filename, one.fingerprint) for one in attachments(db(), draft)]
    return [
        {"id": code, "name": name, "digest": digest}
        for code, name, digest in (*made, *given)
        if code in ticked
    ]


@blueprint.post("/<int:draft_id>/resultado")
@requires("write-proposals")
def conclude_proposal(draft_id: int) -> ResponseReturnValue:
    """Write down how it ended."""
    draft = get_draft(db(), draft_id)
    outcome: Any = request.form.get("outcome", "")
    try:
        if outcome not in ("won", "lost", "withdrawn"):
            raise InvalidInput("Escoja qué pasó: ganada, perdida o retirada.")
        granted, currency = _money("granted")
        answered = Answered(
            outcome=outcome,
            on=_day("on"),
            granted=granted,
            currency=currency,
            reason=request.form.get("reason", ""),
        )
        conclude(db(), draft, answered, person=person(), at=now())
    except (InvalidInput, Conflict) as error:
        return _refused(draft_id, error)
    flash(_("Resultado registrado."))
    return redirect(url_for("proposals.process", draft_id=draft_id))


@blueprint.get("/<int:draft_id>/proceso/<int:passage_id>")
@requires("read")
def kept(draft_id: int, passage_id: int) -> ResponseReturnValue:
    """The proposal as it stood when it was approved or sent."""
    draft = get_draft(db(), draft_id)
    passage = db().get(DraftPassage, passage_id)
    if passage is None or passage.draft_id != draft.id or passage.snapshot is None:
        raise NotFound("Esta copia no existe.")
    then = rows_among((one["field"], one["row"], one["value"], False) for one in passage.snapshot)
    told = ((FIELDS[one["field"]], one["value"]) for one in passage.snapshot if _known(one))
    found = [(field, read_out(field, value, then)) for field, value in told]
    return render_template("proposals/kept.html", draft=draft, passage=passage, found=found)


def _known(one: dict[str, Any]) -> bool:
    return one["field"] in FIELDS and not FIELDS[one["field"]].aside
