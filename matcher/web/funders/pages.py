"""Financiadores: whose calls they are, when they close, how it went, whom to speak to."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast, get_args

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.db.search_names import Names
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.funders.models import FunderNote, NoteKind
from matcher.funders.names import Funder, funder_key, funders_of
from matcher.funders.notes import LONGEST, get_note, remove, rewrite, write
from matcher.funders.queries import (
    all_names,
    calls_of,
    months_of,
    noted_names,
    notes_of,
    pursuits_with,
    record_of,
    records_by_name,
    rounds_of,
)
from matcher.pursuits.models import Stage
from matcher.text import number_of
from matcher.web.cards.calls import listed, states_now
from matcher.web.cards.counts import (
    calls_by_funder,
    kept_by_calls,
    open_by_funder,
)
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import as_stored
from matcher.web.values.lists import as_table

blueprint = Blueprint("funders", __name__, url_prefix="/financiadores")
PAGE = 50
SORTS = {
    "ours": _l("Los nuestros primero"),
    "open": _l("Más abiertas primero"),
    "name": _l("Por nombre"),
}
_FIRST_SORT = "ours"


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Every funder, those we have to do with first unless the address asks for another order."""
    sort = _sort()
    after = _place_of(request.args.get("after", ""), sort)
    records = unchanged("funder-records", _records)
    asked = _asked(records)
    first = 0 if after is None else bisect_right(asked, after, key=_PLACES[sort])
    shown = asked[first : first + PAGE + 1]
    return render_template(
        "funders/index.html",
        words=_words(),
        total=len(asked),
        rows=[(one, record_of(_summed(records.stages, one.funder))) for one in shown[:PAGE]],
        after="~".join(map(str, _PLACES[sort](shown[PAGE - 1]))) if len(shown) > PAGE else None,
        begun=after is None,
        sort=sort,
        sorts=SORTS,
        again={"q": _words() or None, "sort": None if sort == _FIRST_SORT else sort},
    )


def _sort() -> str:
    """The order the address asks for; one there is not is the first."""
    asked = request.args.get("sort", "")
    return asked if asked in SORTS else _FIRST_SORT


def _words() -> str:
    return request.args.get("q", "").strip()


def _asked(records: "_Records") -> Sequence["_Listed"]:
    """The funders whose names hold the words of this request, all where there are none."""
    every = kept_by_calls("funders-in-order", lambda: _in_order(open_by_funder()))
    ordered = _ordered(every, records, _sort())
    if not _words():
        return ordered
    named = kept_by_calls("funders-by-word", lambda: _FundersByName.of(every.listed))
    found = named.holding(_words())
    return [one for one in ordered if one.funder.key in found]


@lru_cache(maxsize=4)
def _ordered(every: "_Funders", records: "_Records", sort: str) -> Sequence["_Listed"]:
    """In an order of the page, with what we have to do with each."""
    sent, ours = records.sent, records.ours
    told = [
        replace(one, sent=sent[one.funder.key], ours=True) if one.funder.key in ours else one
        for one in every.listed
    ]
    return sorted(told, key=_PLACES[sort])


@as_table(
    blueprint,
    index,
    named="financiadores",
    headings=(
        "Financiador",
        "Abiertas hoy",
        "Convocatorias",
        "Presentadas",
        "Ganadas",
        "Perdidas",
        "Otros nombres",
    ),
)
def _rows() -> Iterator[list[Any]]:
    records = _records()
    for one in _asked(records):
        funder, record = one.funder, record_of(_summed(records.stages, one.funder))
        figures = [one.open, funder.calls, record.sent, record.won, record.lost]
        others = [name for name in funder.names if name != funder.name]
        yield [funder.name, *figures, "; ".join(others) or None]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A funder in the list: how many of its calls are open, what was sent to it.

    ``ours`` says whether we have to do with it: a call of its is or was pursued, or somebody wrote
    a contact or a note down.
    """

    funder: Funder
    open: int
    sent: int = 0
    ours: bool = False


@dataclass(frozen=True, eq=False)
class _Funders:
    """Every funder, in the order of the page as long as we have to do with none."""

    listed: Sequence[_Listed]


@dataclass(frozen=True, eq=False)
class _Records:
    """Our pursuits by the name of the funder; by the key of one, what was sent and who is ours."""

    stages: Mapping[str, Counter[Stage]]
    sent: Counter[str]
    ours: frozenset[str]


@dataclass(frozen=True, slots=True)
class _FundersByName:
    """The names of all funders, to look through, and whose each is."""

    names: Names
    keys: Mapping[str, str]

    @classmethod
    def of(cls, listed: Sequence[_Listed]) -> "_FundersByName":
        """All the names of these."""
        every = [one.funder for one in listed]
        keys = {name: one.key for one in every for name in (*one.names, one.name)}
        return cls(Names.of(keys), keys)

    def holding(self, words: str) -> set[str]:
        """The keys of those that have a name with these words."""
        return {self.keys[name] for name in self.names.holding(words)}


def _in_order(opened: Mapping[str, int]) -> _Funders:
    listed = [
        _Listed(one, sum(opened.get(name, 0) for name in one.names))
        for one in funders_of(calls_by_funder()).values()
    ]
    return _Funders(sorted(listed, key=_of_ours_first))


def _records() -> _Records:
    stages = records_by_name(db())
    pursued = (name for name, counted in stages.items() if counted.keys() - {"discarded"})
    ours = frozenset(funder_key(name) for name in (*pursued, *noted_names(db())))
    return _Records(stages, _sent(stages), ours)


def _sent(stages: Mapping[str, Counter[Stage]]) -> Counter[str]:
    """Key of a funder → how much was sent to it; only where something was."""
    sent: Counter[str] = Counter()
    for name, counted in stages.items():
        if number := record_of(counted).sent:
            sent[funder_key(name)] += number
    return sent


def _of_ours_first(one: _Listed) -> tuple[int | str, ...]:
    return -one.ours, *_most_open_first(one)


def _most_open_first(one: _Listed) -> tuple[int | str, ...]:
    return -one.open, -one.sent, -one.funder.calls, one.funder.key


def _by_name(one: _Listed) -> tuple[int | str, ...]:
    return (one.funder.key,)


_PLACES: Mapping[str, Callable[[_Listed], tuple[int | str, ...]]] = {
    "ours": _of_ours_first,
    "open": _most_open_first,
    "name": _by_name,
}
"""Where a funder stands in each order: the lowest first, and no two alike."""


def _place_of(after: str, sort: str) -> tuple[int | str, ...] | None:
    """The place where the page before ended; one that cannot be read is the beginning."""
    *numbers, key = after.split("~")
    wanted = {"ours": 4, "open": 3, "name": 0}[sort]
    try:
        place = tuple(map(int, numbers))
    except ValueError:
        return None
    return (*place, key) if key and len(place) == wanted else None


def _summed(stages: Mapping[str, Counter[Stage]], funder: Funder) -> Counter[Stage]:
    return sum((stages[name] for name in funder.names if name in stages), Counter[Stage]())


@blueprint.get("/<key>")
@requires("read")
def page(key: str) -> ResponseReturnValue:
    """One funder."""
    return _page(_funder(key))


@blueprint.post("/<key>/nota")
@requires("pursue")
def add(key: str) -> ResponseReturnValue:
    """Write down a contact or a note; nothing typed is lost if it cannot be kept."""
    funder, kind = _funder(key), request.form.get("kind", "")
    if kind not in get_args(NoteKind):
        abort(400)
    text = as_stored(request.form.get("text"))
    try:
        name = next(iter(funder.names))
        write(db(), name, cast("NoteKind", kind), text, person=person(), at=now())
    except InvalidInput as problem:
        return _page(funder, wrong={kind: said(problem)}, typed={kind: text}), 422
    flash(_("Guardado."))
    return redirect(url_for("funders.page", key=key, _anchor=kind))


@blueprint.post("/<key>/nota/<int:note_id>")
@requires("pursue")
def change(key: str, note_id: int) -> ResponseReturnValue:
    """Correct one."""
    funder, note = _funder(key), _note(key, note_id)
    text, place = as_stored(request.form.get("text")), f"n{note_id}"
    try:
        seen = number_of(request.form.get("version"))
        rewrite(db(), note, text, seen=seen, person=person(), at=now())
    except (InvalidInput, Conflict) as problem:
        status = 409 if isinstance(problem, Conflict) else 422
        return _page(funder, wrong={place: said(problem)}, typed={place: text}), status
    flash(_("Guardado."))
    return redirect(url_for("funders.page", key=key, _anchor=note.kind))


@blueprint.post("/<key>/nota/<int:note_id>/quitar")
@requires("pursue")
def take_away(key: str, note_id: int) -> ResponseReturnValue:
    """Take one away; the page shown then has its words, so that they can be put back.

    They are kept nowhere else: those of a contact must be able to go for good.
    """
    funder, note = _funder(key), _note(key, note_id)
    gone = {"kind": note.kind, "text": note.text}
    try:
        seen = number_of(request.form.get("version"))
        remove(db(), note, seen=seen, person=person(), at=now())
    except Conflict as problem:
        return _page(funder, wrong={f"n{note_id}": said(problem)}), 409
    return _page(funder, gone=gone)


def _funder(key: str) -> Funder:
    """The funder of ``key``, also where only a note or a call set apart names it.

    :raises NotFound: if nothing does.
    """
    counts = dict(calls_by_funder())
    every = kept_by_calls("names", lambda: all_names(db()))
    names = [name for name in every if funder_key(name) == key]
    if not names:  # one that came a moment ago
        names = [name for name in all_names(db()) if funder_key(name) == key]
    names.sort(key=lambda name: (-counts.get(name, 0), name))
    if not names:
        raise NotFound("Ninguna convocatoria es de este financiador.")
    return Funder(key, {name: counts.get(name, 0) for name in names})


def _note(key: str, note_id: int) -> FunderNote:
    note = get_note(db(), note_id)
    if funder_key(note.funder) != key:
        raise NotFound("Esa nota ya no está.")
    return note


def _page(
    funder: Funder,
    *,
    wrong: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    gone: dict[str, str] | None = None,
) -> str:
    session, names = db(), list(funder.names)
    calls, notes = calls_of(session, names, states_now()), notes_of(session, names)
    months = months_of(session, names)
    return render_template(
        "funders/page.html",
        funder=funder,
        calls=calls,
        standing=listed(session, [call.id for call in calls.standing]),
        months=months,
        most=max(month.closings for month in months),
        rounds=rounds_of(session, names),
        pursuits=pursuits_with(session, names),
        record=record_of(_summed(records_by_name(session), funder)),
        notes={kind: [one for one in notes if one.kind == kind] for kind in get_args(NoteKind)},
        longest=LONGEST,
        wrong=wrong or {},
        typed=typed or {},
        gone=gone,
    )
