"""The address of the Word report; the page of results links to it where it is there."""

from io import BytesIO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from matcher.places import templates_of
from matcher.results.goals import goals_for
from matcher.results.missed import missed
from matcher.results.report import rows
from matcher.results.summary import (
    DIMENSIONS,
    By,
    Total,
    grouped,
    lost,
    narrowed,
    progress,
    total,
    won,
)
from matcher.web.cards.calls import line_names
from matcher.web.frame.access import requires
from matcher.web.frame.agency import agency
from matcher.web.frame.gettext import _
from matcher.web.frame.language import language
from matcher.web.frame.services import db, services, today
from matcher.web.results.pages import all_entries, wanted, years
from matcher.web.results.words import DIMENSIONS as NAMES
from matcher.web.results.words import ended_by, fact_told, group_name
from matcher.web.values.filters import day
from proposals.docx.render import render
from proposals.report.contents import Report, contents

blueprint = Blueprint("report", __name__)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = {"es": "informe-resultados.docx", "en": "results-report.docx"}


@blueprint.get("/resultados/informe.docx")
@requires("read")
def word() -> ResponseReturnValue:
    """The whole report as a Word document, in the language of the page."""
    given, asked = services().settings, wanted()
    about = {
        "agencia": agency().name,
        "ciudad": given.agency_city,
        "periodo": str(asked.year or ""),
        "fecha": day(today()),
        "filtros": _filters(),
    }
    template = templates_of("docx") / TEMPLATES[language()]
    body = render(template, contents(_report(), about))
    name, every = _("resultados"), _("todos")
    return send_file(
        BytesIO(body),
        mimetype=WORD,
        as_attachment=True,
        download_name=f"{name}-{asked.year or every}.docx",
    )


def _report() -> Report:
    asked, every = wanted(), all_entries()
    found, span = narrowed(every, asked), years(asked)
    here = won(found, span)

    def members(by: By) -> list[tuple[str, Total]]:
        return [(group_name(by, one), one.total) for one in grouped(found, by, span)]

    groups = [(str(NAMES[by]), by == "ods", members(by)) for by in DIMENSIONS]
    return Report(
        total=total(found, span),
        progress=progress(every, goals_for(db(), asked.year)),
        rows=rows(here, line_names(), fact_told),
        groups=[one for one in groups if one[2]],
        lost=[(one, ended_by(one)) for one in lost(found, span)],
        missed=missed(db(), year=asked.year, today=today()),
        without_result=[one for one in here if one.result is None],
    )


def _filters() -> str:
    """What the address asks for beside the year, in words."""
    asked, every = wanted(), all_entries()
    told = []
    for by in DIMENSIONS:
        key = getattr(asked, by)
        names = {one.key: group_name(by, one) for one in grouped(every, by, None)}
        if key:
            told.append(f"{NAMES[by]}: {names.get(key, key)}")
    return _("Solo %(filters)s.", filters="; ".join(told)) if told else ""
