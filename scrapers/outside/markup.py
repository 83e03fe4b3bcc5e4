"""Elements of a page: their words, and taking away what is nested in what goes too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from scrapers.letters import fold
from scrapers.outside.words import KNOWN

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FRAMES = frozenset({"body", "html", "main"})
_WORD = re.compile(r"[^\W\d_]+(?:['·.-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """A parsed page: the words of its title, what is around it, and what its tabs are called.

    ``judged``: whether an element bears another title, once that was asked.
    """

    root: LexborNode
    title: frozenset[str]
    around: frozenset[int]
    tabs: dict[str, str]
    judged: dict[int, bool] = field(default_factory=dict)

    def frames(self, node: LexborNode) -> bool:
        """Whether an element is the page's frame, or holds its title."""
        return node.tag in FRAMES or node.mem_id in self.around


def text(node: LexborNode) -> str:
    """The words of an element on one line."""
    return " ".join(node.text(separator=" ").split())


def words(said: str) -> list[str]:
    """The words of ``said``, folded."""
    return _WORD.findall(fold(said).replace("’", "'"))


def ancestors(node: LexborNode) -> Iterable[LexborNode]:
    """The elements around ``node``, the nearest first."""
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


def around(nodes: Iterable[LexborNode]) -> frozenset[int]:
    """The ids of ``nodes`` and of all elements around them."""
    found: set[int] = set()
    for node in nodes:
        found.add(node.mem_id)
        for up in ancestors(node):
            if up.mem_id in found:
                break
            found.add(up.mem_id)
    return frozenset(found)


def take_away(nodes: Iterable[LexborNode]) -> None:
    """Remove ``nodes``; one inside another goes with it, and is not touched once freed."""
    chosen = {node.mem_id: node for node in nodes}
    outer = [
        node for node in chosen.values() if not any(up.mem_id in chosen for up in ancestors(node))
    ]
    for node in outer:
        node.decompose()


def is_strange(titles: Iterable[LexborNode], page: PageFrame) -> bool:
    """Whether one of ``titles`` says words that neither the page's title nor a label has."""
    for title in titles:
        told = [word for word in words(text(title)) if word not in KNOWN and len(word) > 3]
        strange = [word for word in told if word not in page.title]
        if len(told) >= 2 and len(strange) * 2 >= len(told):
            return True
    return False
