"""A form that arrived when nobody was signed in any more: kept on the page until it can be sent.

Nothing of it is stored. It travels as a hidden field through signing in, and is then shown with a
button: sending it is again the person's own click.
"""

import json
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import services

FIELD = "kept"
_OWN = frozenset({"csrf_token", FIELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """Where a form was going and what it carried; ``files`` says that it had files too."""

    path: str
    values: tuple[tuple[str, str], ...]
    files: bool = False

    @property
    def plain(self) -> str:
        """As the hidden field carries it."""
        return json.dumps([self.path, self.values, self.files], ensure_ascii=False)

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """What a hidden field carried, or ``None`` where it is nothing we wrote."""
        try:
            path, values, files = json.loads(text or "")
            pairs = tuple((str(name), str(value)) for name, value in values)
        except (ValueError, TypeError, RecursionError):
            return None
        if not isinstance(path, str) or safe_back(path) != path:
            return None
        return cls(path=path, values=pairs, files=files is True)


def find_kept_form() -> KeptForm | None:
    """The form this request carries; ``None`` for a script's, or one another site sent."""
    if request.method != "POST" or request.is_json or not _is_own():
        return None
    values = [pair for pair in request.form.items(multi=True) if pair[0] not in _OWN]
    files = any(one.filename for one in request.files.values())
    return KeptForm(path=request.full_path.rstrip("?"), values=tuple(values), files=files)


def _is_own() -> bool:
    """Whether a page of this site sent it: browsers say so with every form."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    own = {request.host, urlsplit(services().settings.base_url).netloc}
    return urlsplit(sent_from).netloc in own


def offer(kept: KeptForm, *, status: int) -> ResponseReturnValue:
    """The page that shows what a form carried, with a button that sends it."""
    return render_template("auth/again.html", kept=kept), status
