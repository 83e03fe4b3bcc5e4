"""The agency of the web tests, with one proposal begun."""

import pytest
from flask import Flask

from proposals.web import documents
from tests.matcher.web.conftest import (
    admin,
    app,
    officer,
    seeded,
    session,
    viewer,
    visitor,
)
from tests.matcher.web.support import Visitor

__all__ = ["admin", "app", "officer", "seeded", "session", "viewer", "visitor"]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for the document it asked for, however slow the machine."""
    monkeypatch.setattr(documents, "PATIENCE", 120)


@pytest.fixture
def draft(app: Flask, officer: Visitor) -> int:
    """The id of a proposal for the first project and the first call."""
    page = officer.send("/propuestas/nueva", {"project": "1", "call": "1"})
    assert page.status == 200
    return 1
