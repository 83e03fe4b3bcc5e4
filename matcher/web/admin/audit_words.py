"""The audit trail as people read it: what each entry is about, with its page; what it says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.departments.models import Department
from matcher.funders.names import funder_key
from matcher.networks.models import Network
from matcher.networks.questions import DECISIONS, QUESTIONS
from matcher.people.models import Person
from matcher.projects.columns import BY_FIELD
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit
from matcher.results.models import Result
from matcher.results.recording import NAMES as RESULT_NAMES
from matcher.tags.models import ThematicLine
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.navigation import page_exists
from matcher.web.values.filters import change_value
from matcher.web.values.forms import FREQUENCIES, ROLES
from matcher.web.values.labels import (
    DETAILS,
    DOORS,
    FIELDS,
    KINDS,
    MODALITIES,
    REASONS,
    STAGES,
    SUBJECTS,
)
from matcher.words.pursuits import DATE_NAMES, STAGE_NAMES

_UNTOLD = frozenset({"digest", "fingerprint", "version", "model_version", "since", "quiet", "key"})
"""What only a machine reads: marks of content and counters."""
_SPANISH = "es"
_HASH = re.compile(r"[0-9a-f]{16,}")
_HEADINGS = frozenset(column.heading for column in BY_FIELD.values())
_NAMES: Mapping[str, Any] = {
    "because": _l("por qué"),
    "values": _l("valores"),
    "file": _l("archivo"),
    "project": _l("proyecto"),
    "call": _l("convocatoria"),
    "name": _l("nombre"),
    "description": _l("descripción"),
    "news": _l("novedades"),
    "changes": _l("cambios"),
    "closings": _l("cierres"),
    "paused_until": _l("en pausa hasta"),
    "found": _l("encontradas"),
    "rules": _l("reglas"),
    "active": _l("cuenta activa"),
    "day": _l("día"),
    "value": _l("valor"),
    "currency": _l("moneda"),
    "address": _l("dirección"),
    "every": _l("cada cuánto"),
    "es": _l("español"),
    "en": _l("inglés"),
    "pt": _l("portugués"),
    "fr": _l("francés"),
    "owner_id": _l("responsable"),
    "keeper_id": _l("quién la lleva"),
    "cost": _l("costo al año"),
    "benefit": _l("qué hemos recibido"),
    "decision": _l("decisión"),
    "decided_by": _l("quién lo decidió"),
    "decided_on": _l("cuándo se decidió"),
    "review_on": _l("próxima revisión"),
    "format": _l("formato"),
    "rows": _l("filas"),
    "removed": _l("quitados"),
    "restored": _l("vueltos a como estaban"),
    "stayed": _l("se quedaron"),
    "door": _l("por dónde"),
    "scopes": _l("permisos"),
}
_WORDED: dict[str, str] = {**STAGE_NAMES, **DATE_NAMES, **{str(c): w for c, w in DECISIONS.items()}}
_CODES: Mapping[str, Any] = {
    **{code: _l(words) for code, words in _WORDED.items()},
    **KINDS,
    **STAGES,
    **MODALITIES,
    **REASONS,
    **ROLES,
    **FREQUENCIES,
    "interesa": _l("Interesa"),
    "no-interesa": _l("No interesa"),
    "vamos": _l("Vamos"),
    "no-vamos": _l("No vamos"),
    "me": _l("Solo para mí"),
    "team": _l("Para todo el equipo"),
    "asked": _l("pedido"),
    "granted": _l("concedido"),
    "refused": _l("negado"),
    "ods": _l("ODS"),
    "line": _l("Línea temática"),
    "read": _l("lee"),
    "write": _l("escribe"),
    **DOORS,
}
_TITLES: Mapping[str, tuple[Any, Any, str, str]] = {
    "call": (Call, Call.title, "calls.page", "call_id"),
    "project": (Project, Project.name, "projects.page", "project_id"),
    "person": (Person, Person.name, "people.page", "person_id"),
    "department": (Department, Department.name, "departments.edit", "department_id"),
    "network": (Network, Network.name, "networks.page", "network_id"),
    "result": (Result, Result.title, "results.edit", "result_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an entry is about: the kind of thing, its name, its page where it has one."""

    kind: str
    name: str
    url: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditTold:
    """One thing an entry says; ``before`` is empty where nothing was there."""

    name: str
    before: str
    after: str
    changed: bool


def subjects_of(session: Session, entries: Sequence[AuditEntry]) -> dict[int, Subject]:
    """Entry → what it is about; the names are read a kind at a time."""
    names = {(kind, i): rest for kind in _TITLES for i, *rest in _named(session, kind, entries)}
    names |= {("pursuit", i): rest for i, *rest in _pursued(session, entries)}
    lines = session.execute(select(ThematicLine.code, ThematicLine.name))
    names |= {("line", code): [name, _SPANISH] for code, name in lines}
    return {entry.id: _subject(entry, names) for entry in entries}


def _ids(entries: Iterable[AuditEntry], kind: str) -> set[int]:
    found = (entry.subject_id for entry in entries if entry.subject_type == kind)
    return {int(one) for one in found if one.isdecimal()}


def _named(
    session: Session, kind: str, entries: Sequence[AuditEntry]
) -> Iterator[tuple[str, str, str | None]]:
    model, title, _page, _id = _TITLES[kind]
    if ids := _ids(entries, kind):
        spoken = Call.language if kind == "call" else literal(_SPANISH)
        asked = select(model.id, title, spoken).where(model.id.in_(ids))
        for number, name, language in session.execute(asked):
            yield str(number), name, language


def _pursued(
    session: Session, entries: Sequence[AuditEntry]
) -> Iterator[tuple[str, str, str | None]]:
    if ids := _ids(entries, "pursuit"):
        asked = select(Pursuit.id, Call.title, Call.language)
        asked = asked.join(Call, Call.id == Pursuit.call_id).where(Pursuit.id.in_(ids))
        for number, title, language in session.execute(asked):
            yield str(number), title, language


def _subject(entry: AuditEntry, names: Mapping[tuple[str, str], Sequence[Any]]) -> Subject:
    kind, key = entry.subject_type, entry.subject_id
    known, language = names.get((kind, key), (None, None))
    said = str(SUBJECTS.get(kind, kind))
    if kind in _TITLES and known is not None:
        page, argument = _TITLES[kind][2:]
        return Subject(kind=said, name=known, url=_address(page, argument, key), language=language)
    if kind == "pursuit" and known is not None:
        return Subject(
            kind=said, name=known, url=url_for("pursuits.page", pursuit_id=key), language=language
        )
    if kind == "line" and known is not None:
        return Subject(
            kind=said, name=known, url=url_for("taxonomy.edit", code=key), language=language
        )
    if kind == "funder" and (address := funder_key(key)):
        return Subject(kind=said, name=key, url=url_for("funders.page", key=address))
    if kind == "source":
        return Subject(kind=said, name=key, url=url_for("sources.page", source_id=key))
    if kind == "draft" and key.isdecimal() and page_exists("proposals.overview"):
        return Subject(kind=said, name=key, url=url_for("proposals.overview", draft_id=key))
    return Subject(kind=said, name="" if _HASH.fullmatch(key) or key == "*" else key)


def _address(page: str, argument: str, key: str) -> str:
    given: dict[str, Any] = {argument: key}
    return url_for(page, **given)


def told_of(entry: AuditEntry, people: Mapping[int, str]) -> list[AuditTold]:
    """What an entry says, a line each, in words; nothing of what only a machine reads."""
    detail = dict(entry.detail)
    if detail.get("scope") == "me":  # former releases kept what a person judged for themselves
        return []
    before, after = detail.pop("before", None), detail.pop("after", None)
    changes = detail.pop("changes", None)
    found = list(_sides(entry, before, after, people))
    if isinstance(changes, dict):
        for name, value in changes.items():
            old, new = value if isinstance(value, list) and len(value) == 2 else (None, value)
            found += _one(name, old, new, people)
    elif changes is not None:
        detail["changes"] = changes
    for name, value in detail.items():
        if value not in (None, {}, []):
            found += _one(name, None, value, people, changed=False)
    return found


def _sides(
    entry: AuditEntry, before: Any, after: Any, people: Mapping[int, str]
) -> Iterator[AuditTold]:
    """«antes → ahora»: of each field where there are several."""
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = (one if _is_record(one) else {} for one in (before, after))
        for name in dict.fromkeys([*new, *old]):
            yield from _one(name, old.get(name), new.get(name), people)
        if old or new:
            return
    if before in (None, {}) and after in (None, {}):
        return
    name = "assignee" if entry.action == "pursuit.assignee" else ""
    yield from _one(name, before, after, people)


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and not {"on", "answer"} & value.keys()


def _one(
    name: str, before: Any, after: Any, people: Mapping[int, str], *, changed: bool = True
) -> Iterator[AuditTold]:
    if name in _UNTOLD or before == after:
        return
    sides = [_words(name, one, people) for one in (before, after)]
    if any(_HASH.fullmatch(side) for side in sides) or not any(sides):
        return
    yield AuditTold(name=_name(name), before=sides[0], after=sides[1], changed=changed)


def _name(name: str) -> str:
    for names in (FIELDS, DETAILS, _NAMES):
        if name in names:
            told = names[name]
            return (_(told) if isinstance(told, str) else str(told)).lower()
    if name in QUESTIONS:
        return _(QUESTIONS[name])
    if name in BY_FIELD:
        return _(BY_FIELD[name].heading).lower()
    if name in _HEADINGS:  # what an import changed is kept by its heading
        return _(name).lower()
    if name in RESULT_NAMES.values():  # and what became of something, by the name of its field
        return _(name)
    if (sum_of := name.removesuffix("_currency")) != name and sum_of in BY_FIELD:
        return f"{_(BY_FIELD[sum_of].heading)} ({_('moneda')})".lower()
    return "" if name == "assignee" else name.replace("_", " ")


def _words(name: str, value: Any, people: Mapping[int, str]) -> str:
    if value in (None, "", [], {}):
        return ""
    if name in ("assignee", "owner_id", "keeper_id") and str(value).isdecimal():
        return people.get(int(value), str(value))
    if isinstance(value, list):
        return ", ".join(_words("", one, people) for one in value)
    if isinstance(value, str) and value in _CODES:
        return str(_CODES[value])
    if _is_record(value) and not {"value", "percent", "title", "text"} & value.keys():
        said = ((_name(part), _words(part, one, people)) for part, one in value.items())
        return ", ".join(f"{part}: {told}" for part, told in said if told)
    return change_value(value)
