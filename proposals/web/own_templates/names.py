"""What can be written in a template, and a file to begin with."""

from io import BytesIO
from itertools import groupby

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from matcher.files.keeping import MEDIA
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import here
from proposals.docx.wording import words_of
from proposals.own_templates.names import template_names
from proposals.own_templates.starter import starter_template
from proposals.web.blueprint import blueprint


@blueprint.get("/plantillas/campos")
@requires("manage-agency")
def template_fields() -> ResponseReturnValue:
    """Every name that can be written, or those that were looked for."""
    asked = request.args.get("q", "").strip()
    found = template_names(here(), asked=asked)
    groups = [(name, list(rows)) for name, rows in groupby(found, key=lambda one: one.group)]
    return render_template("proposals/template_fields.html", groups=groups, asked=asked)


@blueprint.get("/plantillas/de-partida-<any(es, en):language>.docx")
@requires("manage-agency")
def starter(language: str) -> ResponseReturnValue:
    """A small template that can be used as it is."""
    content = BytesIO(starter_template(words_of(language)))
    name = "plantilla-de-partida.docx" if language == "es" else "starter-template.docx"
    return send_file(content, mimetype=MEDIA["docx"], as_attachment=True, download_name=name)
