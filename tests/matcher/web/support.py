"""A visitor who follows links and sends forms as a browser would, and looks at every page."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from flask import Flask
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

PASSWORD = "una frase larga"
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>")


@dataclass(frozen=True)
class Page:
    """A page as fetched: the response, its tree, and what a reader sees of it."""

    response: TestResponse
    tree: Any

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        for hidden in self.tree.xpath("//script|//style|//datalist"):
            hidden.drop_tree()
        return " ".join(self.tree.text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(self.tree.xpath("//h1")[0].text_content().split())

    def links(self) -> dict[str, str]:
        return {" ".join(a.text_content().split()): a.get("href") for a in self.tree.xpath("//a")}

    def form(self, action: str) -> MultiDict[str, str]:
        """The values a browser would send for the form sent to ``action`` (empty: to itself)."""
        posts = [f for f in self.tree.forms if f.method == "POST"]
        found = [f for f in posts if (f.get("action") or "").split("?")[0] == action]
        assert found, f"no form to {action}: {[f.get('action') for f in self.tree.forms]}"
        values = MultiDict([(k, v or "") for k, v in found[0].form_values()])
        for select in found[0].xpath(".//select[not(.//option[@selected])]"):
            values[select.get("name")] = select.xpath(".//option")[0].get("value", "")
        for box in found[0].xpath(".//textarea[@name]"):  # its first line break is not its own
            values[box.get("name")] = (box.text or "").removeprefix("\r").removeprefix("\n")
        return values


class Visitor:
    """One browser with its cookies."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, *, status: int = 200) -> Page:
        """Fetch a page; every HTML page is looked over, unasked."""
        return self._page(self.client.get(path, follow_redirects=True), status)

    def send(
        self, path: str, values: Mapping[str, Any], *, on: str | None = None, status: int = 200
    ) -> Page:
        """Send a form with a fresh token (taken from the page ``on``), and follow."""
        token = self.token(on or path)
        data = MultiDict(values) if not isinstance(values, MultiDict) else values.copy()
        data["csrf_token"] = token
        return self._page(self.client.post(path, data=data, follow_redirects=True), status)

    def token(self, path: str) -> str:
        tree = html.document_fromstring(self.client.get(path, follow_redirects=True).text)
        return str(tree.xpath("//input[@name='csrf_token']/@value")[0])

    def sign_in(self, email: str, password: str = PASSWORD) -> Self:
        page = self.send("/entrar", {"email": email, "password": password})
        assert "Entrar" not in page.heading, page.text
        return self

    def _page(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, f"{response.status_code}: {response.text[:3000]}"
        if response.mimetype != "text/html":
            return Page(response, None)
        tree = look_over(response.text)
        return Page(response, tree)


def look_over(source: str) -> Any:
    """What every page must hold; the tree of the page."""
    assert unbalanced(source) == [], unbalanced(source)
    tree = html.document_fromstring(source)
    assert source.lstrip().lower().startswith("<!doctype html>")
    assert tree.get("lang") in {"es", "en"}
    assert len(tree.xpath("//h1")) == 1, "one h1"
    title = tree.findtext(".//title") or ""
    assert len(title.strip(" ·")) > len("Puente"), f"title: {title!r}"
    twice = [i for i, n in Counter(tree.xpath("//@id")).items() if n > 1]
    assert not twice, f"ids twice: {twice}"
    assert not unlabelled(tree), f"without a label: {unlabelled(tree)}"
    assert not outside(tree), f"loads from elsewhere: {outside(tree)}"
    assert not tree.xpath("//@style|//@onclick|//style"), "inline style or script"
    assert not tree.xpath("//script[not(@nonce or @type='application/ld+json')]"), "no nonce"
    assert not tree.xpath("//img[not(@alt)]")
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
    jumps = [b for a, b in itertools.pairwise(levels) if b > a + 1]
    assert not jumps, f"heading levels jump: {levels}"
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for value in tree.xpath(f"//@{name}"):
            for reference in value.split():
                assert tree.xpath(f"//*[@id='{reference}']"), f"{name} points nowhere: {reference}"
    posts = tree.xpath("//form[translate(@method,'POST','post')='post']")
    assert all(f.xpath(".//input[@name='csrf_token']") for f in posts), "form without a token"
    return tree


def unlabelled(tree: Any) -> list[str]:
    fields = tree.xpath(
        "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"
    )
    return [
        f.get("name", "?")
        for f in fields
        if not (
            f.get("aria-label")
            or f.get("aria-labelledby")
            or f.xpath("ancestor::label")
            or (f.get("id") and tree.xpath(f"//label[@for='{f.get('id')}']"))
        )
    ]


def outside(tree: Any) -> list[str]:
    """Addresses the page would load from another host (links to follow do not count)."""
    loaded = tree.xpath("//link/@href|//script/@src|//img/@src|//iframe/@src|//form/@action")
    return [address for address in loaded if urlsplit(address).netloc]


def unbalanced(source: str) -> list[str]:
    """Elements that are not closed in order."""
    open_tags: list[str] = []
    bare = re.sub(
        r"<!--.*?-->|<script\b.*?</script>|<!doctype[^>]*>",
        "",
        source,
        flags=re.DOTALL | re.IGNORECASE,
    )
    for closing, name, self_closed in _TAG.findall(bare):
        tag = name.lower()
        if tag in _VOID or self_closed:
            continue
        if not closing:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return [*open_tags, f"/{tag}"]
    return open_tags
