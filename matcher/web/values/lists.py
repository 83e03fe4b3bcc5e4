"""Every list as a table to take away: the rows its page shows, by the same address and rights."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, request, url_for
from flask.typing import ResponseReturnValue

from matcher.web.frame.access import ACCESS, access_of
from matcher.web.values import tables
from matcher.web.values.trail import taken_away

MOST_ROWS = 5_000
"""What one table holds; the page says so where its list has more."""
_NOT_ASKED = frozenset({"after", "page", "retired"})
"""Where a page of a list begins, and what was done last: neither narrows a list."""
Rows = Callable[..., Iterable[Sequence[Any]]]
"""Takes what the address of its page names, where it names something."""


def as_table(
    blueprint: Blueprint,
    page: Callable[..., object],
    *,
    named: str,
    headings: Sequence[str],
    path: str = "/tabla",
    endpoint: str = "export",
    what: str = "list",
) -> Callable[[Rows], Rows]:
    """Give the list that ``page`` shows its XLSX and CSV; what is decorated gives the rows.

    Whoever may open the page may take its table away, and nobody else; the trail says who did.

    :param named: what the file is called; its headings are Spanish for everybody.
    :param what: how the trail calls it, where it has a name of its own for it.
    """

    def decorate(rows: Rows) -> Rows:
        def export(table: str, **within: Any) -> ResponseReturnValue:
            found = list(islice(rows(**within), MOST_ROWS))
            told = {"name": named} if what == "list" else {}
            taken_away(what, format=table, rows=len(found), **told)
            return tables.send(named, headings, found, kind=table)

        setattr(export, ACCESS, access_of(page))
        blueprint.add_url_rule(f"{path}.<any(xlsx, csv):table>", endpoint, export)
        return rows

    return decorate


def table_address(endpoint: str, kind: str, argument: str = "table", **within: Any) -> str:
    """Where the list shown now lies as a table, with the same filters, all its pages in one.

    :param within: what the address of the page names: the project whose documents it lists.
    """
    values: dict[str, Any] = {argument: kind, **within}
    asked = [(name, one) for name, one in request.args.items(multi=True) if name not in _NOT_ASKED]
    return "?".join(filter(None, (url_for(endpoint, **values), urlencode(asked))))


def install(app: Flask) -> None:
    """Let pages of lists offer their tables."""
    app.add_template_global(table_address)
    app.jinja_env.globals["MOST_ROWS"] = MOST_ROWS
