"""A real mail server that misbehaves as it is told, and an outbox that sends to it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.mail.delivery import OnFailed, PostOffice
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import queue_mail
from matcher.mail.senders import Patience, SmtpSender
from matcher.mail.templates import Rendered
from matcher.settings import Settings
from tests.conftest import NOON

QUICK = Patience(step=0.5, answer=1.0, leaving=0.5)


@dataclass
class Moody:
    """How the server answers now, and the Message-IDs of what it took.

    ``data``: take the message; take it and drop the line without a word; lose it and drop the
    line; or the words to answer with.
    """

    rcpt: str = "250 OK"
    data: Literal["take", "take-and-drop", "lose-and-drop"] | str = "take"
    farewell: str = "221 Bye"
    password: str = "la buena"
    delay: float = 0
    port: int = 0
    taken: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    logins: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 # aiosmtpd calls it so
        self.asked.append(address)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:  # noqa: N802 # as above
        await asyncio.sleep(self.delay)
        if self.data.startswith("take"):
            self.taken.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        if self.data.endswith("-and-drop"):
            assert server.transport is not None
            server.transport.abort()
        return "250 taken" if self.data == "take" else self.data

    async def handle_QUIT(self, server, session, envelope) -> str:  # noqa: N802 # as above
        return self.farewell

    def authenticate(self, server, session, envelope, mechanism, given) -> AuthResult:
        self.logins += 1
        assert isinstance(given, LoginPassword)
        right = given.password == self.password.encode()
        return AuthResult(success=right, handled=False)

    @contextmanager
    def listening(self) -> Iterator[None]:
        controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=self.authenticate,
            auth_require_tls=False,
        )
        controller.start()
        try:
            yield
        finally:
            controller.stop(no_assert=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MovingClock:
    """A clock that goes when it is told to."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)


@dataclass
class Desk:
    """An outbox before a mail server."""

    sessions: sessionmaker[Session]
    server: Moody
    clock: MovingClock = field(default_factory=MovingClock)
    on_failed: OnFailed = field(default_factory=dict)
    user: str = ""
    password: str = "la buena"

    @property
    def settings(self) -> Settings:
        return Settings(
            smtp_host="127.0.0.1",
            smtp_port=self.server.port,
            smtp_security="none",
            mail_from="Agencia <avisos@ciudad.example>",
            smtp_user=self.user,
            smtp_password=self.password,
        )

    @property
    def post(self) -> PostOffice:
        return PostOffice(
            sessions=self.sessions,
            settings=self.settings,
            clock=self.clock,
            sender=SmtpSender(self.settings, patience=QUICK),
            on_failed=self.on_failed,
        )

    def write(self, *names: str, lasts: timedelta | None = None) -> None:
        at = self.clock.now()
        with transaction(self.sessions) as session:
            for name in names:
                queue_mail(
                    session,
                    self.settings,
                    Rendered(subject="Novedades", text=".\nHola\n..\n", html="<p>Hola</p>"),
                    kind="digest",
                    recipient=f"{name}@ciudad.example",
                    recipient_name=name,
                    at=at,
                    expires_at=at + lasts if lasts else None,
                )

    def mail(self, name: str) -> OutgoingMail:
        with self.sessions() as session:
            query = OutgoingMail.recipient == f"{name}@ciudad.example"
            return session.query(OutgoingMail).where(query).one()
