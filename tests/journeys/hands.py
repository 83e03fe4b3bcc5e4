"""Two ways to do the same things on a page: by keys alone, and by mouse.

By keys nothing is pressed or written that Tab did not come to, and every stop on the way is looked
at: it is in sight, it is outlined, and no bar lies over it (WCAG 2.1.1, 2.4.7, 2.4.11).
"""

from datetime import date
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect

FURTHEST = 60
"""Stops that may lie between one thing and the next: who needs more has no way there."""


class Hand(Protocol):
    """Whoever does something on ``page``."""

    page: Page

    def press(self, what: Locator, *, stays: bool = False) -> None:
        """A link or a button that leads to a page, or something of this page that ``stays``."""

    def write(self, box: Locator, text: str) -> None:
        """Text, in place of what stands there."""

    def choose(self, select: Locator, label: str) -> None:
        """One of a list."""

    def put_day(self, box: Locator, day: date) -> None:
        """A day into a box for days."""

    def skip(self) -> None:
        """Past the menu, right after a page was opened by a link."""


class Mouse:
    """By clicks; of what is typed nothing needs a script."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator, *, stays: bool = False) -> None:  # a click waits
        what.click()

    def write(self, box: Locator, text: str) -> None:
        box.fill(text)

    def choose(self, select: Locator, label: str) -> None:
        select.select_option(label=label)

    def put_day(self, box: Locator, day: date) -> None:
        box.fill(day.isoformat())

    def skip(self) -> None:
        """Nothing lies in the way of a mouse."""


class Keys:
    """By Tab, Enter, the arrows and what is typed; ``stops`` counts the Tabs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0

    def reach(self, what: Locator) -> None:
        """Tab on (or back, if it lies behind) until ``what`` has the focus."""
        expect(what).to_have_count(1)
        there = what.element_handle()
        key, arrived = self.page.evaluate(_WHERE, there)
        for _ in range(FURTHEST):
            if arrived:
                return
            self.page.keyboard.press(key)
            self.stops += 1
            wrong, arrived = self.page.evaluate(_AT, there)
            assert wrong is None, (self.page.url, wrong)
        at = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{FURTHEST} stops and not at {what}: {at}, {self.page.url}")

    def press(self, what: Locator, *, stays: bool = False) -> None:
        self.reach(what)
        if stays:
            self.page.keyboard.press("Enter")
        else:
            with self.page.expect_event("domcontentloaded"):
                self.page.keyboard.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        self.reach(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(box).to_have_value(text)

    def choose(self, select: Locator, label: str) -> None:
        self.reach(select)
        self.page.keyboard.press("Home")
        for _ in range(80):
            if select.evaluate("it => it.selectedOptions[0].label") == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {label} in {select}")

    def put_day(self, box: Locator, day: date) -> None:
        self.reach(box)
        self.page.keyboard.type(f"{day:%m%d%Y}")  # in the order of the browser itself
        expect(box).to_have_value(day.isoformat())

    def skip(self) -> None:
        link = self.page.get_by_role("link", name="Ir al contenido")
        self.page.keyboard.press("Tab")
        expect(link).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()


def has_the_focus(page: Page, what: Locator) -> None:
    """That a page just opened begins at ``what``, in sight and outlined, and not at its menu."""
    expect(what).to_be_focused()
    wrong: Any = page.evaluate(_WRONG)
    assert wrong is None, wrong


_WHERE = """it => {
  const at = document.activeElement;
  const behind = at.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_PRECEDING;
  const back = behind && !(at.contains(it) || it.contains(at));
  return [back ? 'Shift+Tab' : 'Tab', at === it];
}"""
_WRONG = """() => {
  const at = document.activeElement, told = `${at.tagName} ${at.outerHTML.slice(0, 120)}`;
  if (at === document.body) return null;  // past the last stop, and round again
  const look = getComputedStyle(at), box = at.getClientRects()[0];
  const inside = !at.matches(':focus');  // the calendar of a box for days, outlined by the browser
  if (!inside && (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2))
    return `not outlined: ${told}`;
  if (!box) return `not shown: ${told}`;
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 2 || bottom - top < 2) return `out of sight: ${told}`;
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const own = over && (over === at || at.contains(over) || over.contains(at) ||
    (at.labels && [...at.labels].some(label => label.contains(over))));
  return own ? null : `under ${over && over.outerHTML.slice(0, 120)}: ${told}`;
}"""
_AT = f"it => [({_WRONG})(), it === document.activeElement]"
