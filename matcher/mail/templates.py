"""Email templates: a folder of three files, ``subject.txt``, ``body.txt`` and ``body.html``.

A variable a template asks for and nobody gave is an error, not a gap in somebody's mail.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from matcher.places import templates_of

FOLDER = templates_of("email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message as text: one line of subject, the plain body, the HTML body."""

    subject: str
    text: str
    html: str


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def render_email(
    name: str, context: Mapping[str, Any], *, filters: Mapping[str, Callable[..., Any]]
) -> Rendered:
    """The email ``name`` with ``context``; styles go inline, for Outlook, and dark ones apart.

    :raises jinja2.UndefinedError: for a variable that ``context`` lacks.
    """
    environment = _environment().overlay()
    environment.filters = {**environment.filters, **filters}
    parts = {
        part: environment.get_template(f"{name}/{part}").render(context)
        for part in ("subject.txt", "body.txt", "body.html")
    }
    return Rendered(
        subject=" ".join(parts["subject.txt"].split()),
        text=parts["body.txt"].strip() + "\n",
        html=css_inline.inline(
            parts["body.html"],
            keep_at_rules=True,
            minify_css=True,
            load_remote_stylesheets=False,
        ),
    )
