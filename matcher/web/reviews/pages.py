"""Novedades: a second pair of eyes on what the machines wrote, entry by entry or many at once."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.models import AuditEntry
from matcher.calls.queries import get_call, reindex
from matcher.calls.review_queue import (
    KINDS,
    MOST,
    FirstLoad,
    ReviewFilter,
    count_waiting,
    first_loads,
    source_counts,
    waiting,
)
from matcher.calls.twins import count_twins
from matcher.desk import doubts as doubting
from matcher.desk import verdicts as judging
from matcher.errors import Conflict, InvalidInput
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.calls.edits import store
from matcher.web.cards.calls import summaries
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, ngettext
from matcher.web.frame.kept import unchanged
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, now, person
from matcher.web.reviews.cards import cards
from matcher.web.values.inputs import instant_of
from matcher.web.values.labels import FIELDS, REVIEW_KINDS
from matcher.web.values.lists import MOST_ROWS, as_table
from matcher.web.values.source_names import source_title

TWINS = "duplicados"
blueprint = Blueprint("reviews", __name__, url_prefix="/novedades")


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """What waits for somebody's eyes, narrowed by what the address asks for."""
    if request.args.get("kind") == TWINS:
        return redirect(url_for("reviews.twins"))
    if request.args.get("kind") == "por-correo":
        return redirect(url_for("reviews.letters"))
    if request.args.get("kind") == "descartadas":
        return _discarded()
    if request.args.get("kind") == "dudosas":
        return _doubtful()
    wanted = _asked()
    entries, after = waiting(db(), wanted, after=request.args.get("after"))
    loads = [] if wanted.first_load or wanted.kind else _loads(wanted.source)
    return render_template(
        "reviews/index.html",
        wanted=wanted,
        cards=cards(db(), entries),
        after=after,
        total=unchanged("waiting", lambda: count_waiting(db(), wanted), also=wanted),
        doubles=0 if wanted.kind or wanted.source else unchanged("twins", _twins),
        loads=loads,
        titles=[source_title(load.source_id) for load in loads],
        sources=sources_asked(wanted),
        read_at=now(),
        **frame(),
    )


@as_table(
    blueprint,
    index,
    named="novedades",
    headings=("Convocatoria", "Financiador", "Qué pasó", "Fuente", "Desde", "Enlace"),
)
def _rows() -> Iterator[list[Any]]:
    kind = request.args.get("kind")
    if kind in ("descartadas", "dudosas"):
        judged = judging.discarded if kind == "descartadas" else doubting.doubtful_calls
        for call in judged(db(), limit=MOST_ROWS)[0]:
            sources = "; ".join(source_title(one.source_id) for one in call.sightings)
            what = "Descartada" if kind == "descartadas" else "Dudosa"
            yield [call.title, call.funder, what, sources, call.first_seen_at, call.url]
        return
    for entry in waiting(db(), _asked(), limit=MOST_ROWS)[0]:
        call = entry.row.call
        changed = "; ".join(str(FIELDS.get(c["field"], c["field"])) for c in entry.changes)
        what = "Nueva" if entry.new else f"Cambió: {changed}"
        source = source_title(entry.row.source_id)
        yield [call.title, call.funder, what, source, entry.row.at, call.url]


def _loads(source: str) -> list[FirstLoad]:
    """The first loads that wait, of ``source`` where one is asked for."""
    every = unchanged("first-loads", lambda: first_loads(db()))
    return [one for one in every if source in ("", one.source_id)]


def _discarded() -> ResponseReturnValue:
    calls, after = judging.discarded(db(), after=request.args.get("after"))
    names = {p.id: p.name for p in people(db())}
    signed = judging.discarders(db(), calls)
    return render_template(
        "reviews/discarded.html",
        views=summaries(db(), calls),
        people={call_id: names.get(who, "") for call_id, who in signed.items()},
        after=after,
        wanted=ReviewFilter(),
        sources=sources_asked(ReviewFilter()),
        **frame(),
    )


def _doubtful() -> ResponseReturnValue:
    calls, after = doubting.doubtful_calls(db(), after=request.args.get("after"))
    return render_template(
        "reviews/doubtful.html",
        views=summaries(db(), calls),
        after=after,
        wanted=ReviewFilter(),
        sources=sources_asked(ReviewFilter()),
        **frame(),
    )


def frame(kind: str | None = None) -> dict[str, object]:
    """What all lists show around them."""
    here, asked = request.full_path.rstrip("?"), request.args.get("kind", "")
    return {
        "here": here,
        "kinds": REVIEW_KINDS,
        "asked_kind": kind or asked,
        "doubts": unchanged("doubts", lambda: doubting.count_doubtful(db())),
        "most": MOST,
    }


def _twins() -> int:
    return count_twins(db())


def sources_asked(wanted: ReviewFilter) -> list[tuple[str, int]]:
    """The sources to choose from; the one that is asked for is always among them."""
    found = list(unchanged("review-sources", lambda: source_counts(db())))
    if wanted.source and wanted.source not in dict(found):
        found.append((wanted.source, 0))
    return found


def _asked() -> ReviewFilter:
    kind = request.args.get("kind", "")
    source = request.args.get("source", "")[:100]
    return ReviewFilter(
        source=source,
        kind=kind if kind in KINDS else None,
        first_load=bool(source) and "first" in request.args,
    )


@blueprint.post("/<int:review_id>")
@requires("edit-calls")
def act(review_id: int) -> ResponseReturnValue:
    """One click on one entry: it is right, leave it as it was, it is no call."""
    row = judging.get_review(db(), review_id)
    said, version = request.form.get("do", ""), _number("version")
    try:
        judging.check_version(row, version)
    except Conflict as late:
        flash(str(late), "warn")
        return back()
    if said == "ok":
        entry, _count = judging.accept(db(), {row.id: version}, person_id=person().id, at=now())
        told(_("Mirada: está bien."), entry)
    elif said == "former":
        entry = judging.leave_as_it_was(
            db(),
            row,
            only=request.form.get("field") or None,
            version=version,
            person_id=person().id,
            at=now(),
        )
        reindex(db(), row.call)
        told(_("Queda el valor anterior, fijo: ninguna lectura lo cambiará."), entry)
    elif said == "discard":
        entry = judging.discard(db(), row.call, person_id=person().id, at=now())
        told(_("Descartada: ya no sale en ninguna lista."), entry)
    else:
        raise InvalidInput(_("Falta decir qué hacer con la novedad."))
    return back()


@blueprint.post("/bien")
@requires("edit-calls")
def accept_page() -> ResponseReturnValue:
    """Everything one page shows is right."""
    pairs = [value.partition(":") for value in request.form.getlist("seen")]
    numbers = [(number_of(a), number_of(b)) for a, _colon, b in pairs]
    seen = {a: b for a, b in numbers if a is not None and b is not None}
    entry, count = judging.accept(db(), seen, person_id=person().id, at=now())
    told(_accepted(count), entry)
    if 0 < count < len(seen):
        flash(_("Las que cambiaron mientras las miraba siguen aquí."), "warn")
    return back()


@blueprint.post("/primera-lectura")
@requires("edit-calls")
def accept_first_loads() -> ResponseReturnValue:
    """The first load of one source, or of all of them, is right."""
    entry, count = judging.accept_first_loads(
        db(),
        request.form.getlist("source"),
        before=instant_of(request.form.get("before")) or now(),
        person_id=person().id,
        at=now(),
    )
    told(_accepted(count), entry)
    return back()


def _accepted(count: int) -> str:
    if not count:
        return _("Otra persona ya las había mirado.")
    return str(ngettext("%(num)d convocatoria mirada.", "%(num)d convocatorias miradas.", count))


@blueprint.post("/deshacer")
@requires("edit-calls")
def undo() -> ResponseReturnValue:
    """Take one act back: what it closed waits again."""
    changed = judging.undo(db(), _number("entry"), person_id=person().id, at=now(), store=store())
    if changed is not None:
        reindex(db(), changed)
    flash(_("Deshecho."))
    return back()


@blueprint.post("/dudosa/<int:call_id>")
@requires("edit-calls")
def judge(call_id: int) -> ResponseReturnValue:
    """One click on a doubtful call, either way."""
    call, said = get_call(db(), call_id), request.form.get("do", "")
    try:
        if said == "yes":
            entry = doubting.confirm(db(), call, person_id=person().id, at=now())
            told(_("Es una convocatoria: ya está con las demás."), entry)
        elif said == "no":
            entry = judging.discard(db(), call, person_id=person().id, at=now())
            told(_("Descartada: ya no sale en ninguna lista."), entry)
        else:
            raise InvalidInput(_("Falta decir si es una convocatoria."))
    except Conflict as late:
        flash(str(late), "warn")
    return back()


@blueprint.post("/devolver/<int:call_id>")
@requires("edit-calls")
def restore(call_id: int) -> ResponseReturnValue:
    """Give a discarded call back to the lists."""
    entry = judging.restore(db(), get_call(db(), call_id), person_id=person().id, at=now())
    told(_("De vuelta en las listas."), entry)
    return back()


def _number(name: str) -> int:
    return number_of(request.form.get(name)) or 0


def told(message: str, entry: AuditEntry | None) -> None:
    """Say what was done, with the way back."""
    db().flush()
    flash(message, f"undo:{entry.id}" if entry else "message")


def back() -> ResponseReturnValue:
    """To where the person was."""
    return redirect(safe_back(request.form.get("next") or "/novedades"))
