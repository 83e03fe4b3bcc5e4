"""Response: what came back, complete and within the limits."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapers.errors import UnreadableFeed
from scrapers.fetch.charset import decode, undo_mojibake
from scrapers.remark import Remark

_LONE = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|[c-fC-F][0-9a-fA-F]{2}"
    r"(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))"
)
"""Half of a surrogate pair, which no database and no HTML parser takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. ``url`` is the final address, ``headers`` have lower-case names.

    ``from_cache`` tells that the site said "not modified" and the body is our stored copy;
    ``status`` is then the stored 200.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str
    fetched_at: datetime
    from_cache: bool = False

    def text(self) -> str:
        """The body as text: its charset found by ``charset.decode``, what was garbled repaired."""
        return undo_mojibake(decode(self.body, self.content_type))

    def json(self) -> Any:
        """The body as JSON.

        :raises UnreadableFeed: where it is not JSON (a block page, an error in HTML).
        """
        try:
            return json.loads(_LONE.sub(r"\\ufffd", decode(self.body, "charset=utf-8")))
        except (ValueError, RecursionError) as error:
            start = self.text()[:80].replace("\n", " ")
            raise UnreadableFeed(Remark("json-not", start=start).at(self.url)) from error
