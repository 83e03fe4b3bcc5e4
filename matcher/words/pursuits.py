"""What was done about a pursuit, in the words that pages and mails share."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from matcher.words.language import Words, gettext_noop

STAGE_NAMES = {
    "detected": gettext_noop("Detectada"),
    "assigned": gettext_noop("Asignada"),
    "analysis": gettext_noop("En análisis"),
    "drafting": gettext_noop("En formulación"),
    "endorsed": gettext_noop("Avalada"),
    "submitted": gettext_noop("Presentada"),
    "second_stage": gettext_noop("En segunda fase"),
    "won": gettext_noop("Ganada"),
    "lost": gettext_noop("Perdida"),
    "discarded": gettext_noop("Descartada"),
}
DATE_NAMES = {
    "draft": gettext_noop("Borrador"),
    "legal": gettext_noop("Revisión jurídica"),
    "signature": gettext_noop("Firma"),
    "sending": gettext_noop("Envío"),
    "other": gettext_noop("Otra fecha"),
}


class ToldChange(Protocol):
    """What is asked of a change here: a row of ``pursuit_change`` or an equal."""

    @property
    def kind(self) -> str:
        """What was changed."""
        ...

    @property
    def person_id(self) -> int | None:
        """Who did it."""
        ...

    @property
    def about(self) -> str | None:
        """Which date, of a change of one."""
        ...

    @property
    def before(self) -> str | None:
        """What it was."""
        ...

    @property
    def after(self) -> str | None:
        """What it became."""
        ...

    @property
    def end_reason(self) -> str | None:
        """The code of why it ended."""
        ...

    @property
    def reason(self) -> str:
        """What was written beside it."""
        ...


class ToldPast(Protocol):
    """What is asked here of how far the office went with an earlier round."""

    @property
    def stage(self) -> str:
        """Where it got to."""
        ...

    @property
    def project(self) -> str | None:
        """The name of its project."""
        ...

    @property
    def reason(self) -> str:
        """Why it ended."""
        ...

    @property
    def note(self) -> str:
        """What was said when it did."""
        ...


def past_words(words: Words, told: ToldPast) -> str:
    """How far the office went the last time, as one would say it."""
    stage = stage_words(words, told.stage)
    said = (
        words.gettext(
            "El seguimiento con «%(project)s» quedó en «%(stage)s»",
            project=told.project,
            stage=stage,
        )
        if told.project
        else words.gettext("El seguimiento quedó en «%(stage)s»", stage=stage)
    )
    why = ". ".join(part.rstrip(".") for part in (told.reason, told.note) if part)
    return f"{said}: {why}." if why else f"{said}."


def stage_words(words: Words, stage: str | None) -> str:
    """The name of a stage."""
    return words.named(STAGE_NAMES.get(stage or "", stage or ""))


def date_words(words: Words, kind: str) -> str:
    """The name of one of the office's own dates, which may be one the office gave itself."""
    return words.named(DATE_NAMES[kind]) if kind in DATE_NAMES else kind


def change_words(
    words: Words,
    told: ToldChange,
    *,
    people: Mapping[int, str],
    projects: Mapping[int, str],
) -> str:
    """What was done, without who did it: «pasó de «Detectada» a «En análisis»».

    Why it was done is the agency's own words, see :func:`why_words`.
    """
    said = {
        "stage": _stage,
        "assignee": _assignee,
        "project": _project,
        "date": _date,
        "endorsement": _endorsement,
    }
    if told.kind in said:
        names = projects if told.kind == "project" else people
        return said[told.kind](words, told, names)
    if told.kind == "joined":
        return words.gettext("unió aquí el seguimiento de otra convocatoria que era la misma")
    if told.kind == "parted":
        return words.gettext("separó otra vez el de la otra convocatoria: son dos")
    return words.gettext("abrió el seguimiento")


def why_words(told: ToldChange, reasons: Mapping[str, str]) -> str:
    """The reason of the agency's list and what was written beside it; empty where none was."""
    parts = (reasons.get(told.end_reason or "", ""), told.reason)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _stage(words: Words, told: ToldChange, _names: Mapping[int, str]) -> str:
    return words.gettext(
        "pasó de «%(before)s» a «%(after)s»",
        before=stage_words(words, told.before),
        after=stage_words(words, told.after),
    )


def _assignee(words: Words, told: ToldChange, names: Mapping[int, str]) -> str:
    if told.after is None:
        return words.gettext("lo dejó sin responsable")
    if told.after == str(told.person_id):
        return words.gettext("se lo asignó")
    return words.gettext("lo asignó a %(name)s", name=names.get(int(told.after), told.after))


def _project(words: Words, told: ToldChange, names: Mapping[int, str]) -> str:
    name = names.get(int(told.after), told.after) if told.after else ""
    return words.gettext("lo enlazó con el proyecto «%(name)s»", name=name)


def _date(words: Words, told: ToldChange, _names: Mapping[int, str]) -> str:
    what = date_words(words, told.about or "")
    if told.before is None:
        return words.gettext(
            "puso la fecha de «%(what)s»: %(day)s", what=what, day=_day(words, told.after)
        )
    if told.after is None:
        return words.gettext(
            "quitó la fecha de «%(what)s», que era el %(day)s",
            what=what,
            day=_day(words, told.before),
        )
    if told.after == "done":
        return words.gettext("dio por hecho «%(what)s»", what=what)
    if told.after == "due":
        return words.gettext("volvió a dejar pendiente «%(what)s»", what=what)
    return words.gettext(
        "cambió la fecha de «%(what)s»: del %(before)s al %(after)s",
        what=what,
        before=_day(words, told.before),
        after=_day(words, told.after),
    )


def _endorsement(words: Words, told: ToldChange, _names: Mapping[int, str]) -> str:
    if told.after == "asked":
        return words.gettext("pidió el aval")
    return words.gettext("no dio el aval")


def _day(words: Words, text: str | None) -> str:
    return words.day(date.fromisoformat(text)) if text else ""
