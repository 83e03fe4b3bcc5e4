"""Rounds of the digests, each in a process that kills itself at a given step.

A step is anything after which the world is another: a transaction about to be made to stand, one
that stands, a message about to be handed over, one that the server took.

Run as a program it loads everything once and reads lines ``DATABASE PORT AT STEP`` (0: never), each
done by a fork of its own; it answers with what the fork ended with.
"""

import os
import signal
import sys
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import event

import wsgi
from matcher.clock import FixedClock
from matcher.db.session import open_engine, session_factory, transaction
from matcher.digests.send import deliver, queue_digests
from matcher.mail.senders import Sender, SmtpSender
from matcher.settings import Settings


class Bomb:
    """Goes off at the step with this number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def step(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Armed:
    """A sender with a step before and after."""

    def __init__(self, sender: Sender, bomb: Bomb) -> None:
        self._sender, self._bomb = sender, bomb

    def send(self, message: EmailMessage) -> None:
        self._bomb.step()
        self._sender.send(message)
        self._bomb.step()


def work(database: str, port: str, at: str, step: str) -> None:
    bomb, engine = Bomb(int(step)), open_engine(database)
    sessions = session_factory(engine)
    event.listen(engine, "commit", bomb.step)
    event.listen(engine.pool, "checkin", bomb.step)
    settings = Settings(
        smtp_host="127.0.0.1",
        smtp_port=int(port),
        smtp_security="none",
        mail_from="Agencia <avisos@ciudad.example>",
    )
    now = datetime.fromisoformat(at)
    with transaction(sessions) as session:
        queue_digests(session, settings, now=now, source_titles={})
    deliver(sessions, settings, Armed(SmtpSender(settings), bomb), clock=FixedClock(now))


def main() -> None:
    wsgi.register_models()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(*line.split())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
