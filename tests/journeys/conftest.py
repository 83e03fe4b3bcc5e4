"""A real browser, and the service behind a real server."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from matcher.clock import FixedClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, seed
from wsgi import create_app


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(program).exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


PUENTE = Path(sys.executable).with_name("puente")


def run_demo(folder: Path) -> str:
    """Run ``puente demo --once``; what it said."""
    done = subprocess.run(
        [PUENTE, "demo", "--once", "--dir", folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        env={**os.environ, "PUENTE_APERTIUM": "no", "PUENTE_SEMANTIC": "no"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout)
    return done.stdout


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that ran once, to be copied; ``said.txt`` holds what it said."""
    folder = tmp_path_factory.mktemp("demo-data") / "demo"
    run_demo(folder)
    return folder


def small_agency(
    folder: Path, *, then: Callable[[Session], None] | None = None, **settings: str
) -> Flask:
    """The service with the small test agency in ``folder``; ``then`` adds to what it holds."""
    given = Settings(data_dir=folder, secret_key="for tests", **settings)  # type: ignore[arg-type]
    engine = open_engine(given.database)
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        seed(session)
        session.flush()
        if then is not None:
            then(session)
    engine.dispose()
    return create_app(given, clock=FixedClock(NOW))


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """``app`` behind a real server; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        app.extensions["puente"].sessions.kw["bind"].dispose()
