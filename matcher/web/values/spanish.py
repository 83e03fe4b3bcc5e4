"""Foreign calls in Spanish, as pages show them: beside the original or one click from it.

Only what the job has made is shown, to whoever reads Spanish and did not switch it off. The texts
of all calls a page has read are looked up together.
"""

from collections.abc import Iterable, Sequence

from flask import Flask
from sqlalchemy import bindparam, select

from matcher.calls.models import Call
from matcher.translation.faces import key_of, paragraphs_of, quotes_of, spanish_texts
from matcher.translation.models import SpanishCall
from matcher.web.frame.gettext import _, here
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, known, person_or_none, services
from matcher.web.values.labels import LANGUAGES

_FEW = 5
"""Of so many calls all texts are looked up; of more, as in a list, titles and quotes."""

_MADE = select(SpanishCall.call_id, SpanishCall.content_hash, SpanishCall.edition).where(
    SpanishCall.call_id.in_(bindparam("ids", expanding=True))
)


def wanted() -> bool:
    """Whether this reader sees foreign calls in Spanish."""
    page = known()
    if "in_spanish" not in page:
        who = person_or_none()
        wants = who is None or who.in_spanish
        page["in_spanish"] = wants and services().settings.apertium and here().locale == "es"
    return bool(page["in_spanish"])


def spoken(text: str | None, language: str | None) -> str:
    """``text`` in Spanish; empty where it is not to be had, or not wanted."""
    if not text or not language or language == "es" or not wanted():
        return ""
    told: dict[str, str | None] = known().setdefault("spanish", {})
    key = key_of(text, language)
    if key not in told:
        _look_up(told, text, language)
    return told[key] or ""


def look_up_titles(named: Iterable[tuple[str, str | None]]) -> None:
    """Look up titles together that a page has read by their names alone."""
    if wanted():
        foreign = [(title, tongue) for title, tongue in named if tongue and tongue != "es"]
        _keep(known().setdefault("spanish", {}), foreign)


def tongue(language: str | None) -> str:
    """«en inglés», of what is neither in the page's language nor in the agency's; else nothing."""
    name = None if language in ("es", here().locale) else LANGUAGES.get(language or "")
    return _("en %(language)s", language=name) if name else ""


def title_told(title: str, language: str | None) -> str:
    """A title for a file, which has no other mark: in Spanish, or beside it what it is written in.

    Of several, look them up together before: :func:`look_up_titles`.
    """
    if told := spoken(title, language):
        return _("%(title)s (traducción automática de «%(original)s»)", title=told, original=title)
    named = tongue(language)
    return f"{title} ({named})" if named else title


def summary_in_spanish(call: Call) -> list[tuple[str, bool]]:
    """The lines of the opening of a call and whether each is translated; empty if none is."""
    lines = [(spoken(line, call.language), line) for line in paragraphs_of(call.text)]
    if not any(told for told, _line in lines):
        return []
    return [(told or line, bool(told)) for told, line in lines]


def spanish_marks(ids: Sequence[int]) -> dict[int, str]:
    """Call → what it was put into Spanish from, and with which terms, as far as this is shown.

    It stands for all that a card says in Spanish: whatever is made anew of a call is noted so.
    """
    if not wanted():
        return {}
    return unchanged(("in-spanish", *ids), lambda: _made(ids))


def _made(ids: Sequence[int]) -> dict[int, str]:
    rows = db().execute(_MADE, {"ids": ids})
    return {number: f"{content}:{edition}" for number, content, edition in rows}


def told_of(call: Call) -> str | None:
    """The mark of the Spanish of ``call``; those of every call this page has read are read once."""
    if call.language in (None, "es") or not wanted():
        return None
    told: dict[int, str | None] = known().setdefault("spanish_marks", {})
    if call.id not in told:
        read = [one.id for one in db().identity_map.values() if isinstance(one, Call)]
        found = spanish_marks(read)
        told |= {number: found.get(number) for number in read}
    return told[call.id]


def _look_up(told: dict[str, str | None], text: str, language: str) -> None:
    """Look up ``text`` with the texts of every call this page has read so far."""
    calls = [one for one in db().identity_map.values() if isinstance(one, Call)]
    asked = [(text, language)]
    for call in calls:
        read = call.__dict__  # what is read: nothing is read for this
        tongue = read.get("language")
        if not tongue or tongue == "es":
            continue
        asked += [(one, tongue) for one in _texts(call, few=len(calls) <= _FEW)]
    _keep(told, asked)


def _keep(told: dict[str, str | None], asked: Sequence[tuple[str, str]]) -> None:
    """Note of what is ``asked`` what it is in Spanish; nothing is looked up twice."""
    missing = [one for one in dict.fromkeys(asked) if key_of(*one) not in told]
    if missing:
        found = spanish_texts(db(), missing)
        told |= {key: found.get(key) for key in (key_of(*one) for one in missing)}


def _texts(call: Call, *, few: bool) -> list[str]:
    read = call.__dict__
    texts = [read["title"]] if "title" in read else []
    if {"title", "text", "facts", "doubt_span", "deadlines"} <= read.keys():
        texts += quotes_of(call)
    if few and "text" in read:
        texts += paragraphs_of(read["text"])
    return texts


def install(app: Flask) -> None:
    """Let templates say calls in Spanish."""
    app.add_template_global(spoken)
    app.add_template_global(told_of)
    app.add_template_global(summary_in_spanish)
    app.add_template_global(tongue)
