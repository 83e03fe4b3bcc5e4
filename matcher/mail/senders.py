"""Ways a message leaves: through SMTP, or into a folder of ``.eml`` files."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTPUTF8
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Protocol

from matcher.coded import Coded
from matcher.errors import MailError, MailTrouble
from matcher.mail.replies import Stage, meaning
from matcher.settings import Settings
from scrapers.files import written_whole

_ANSWERS_WITHIN = 5.0
"""Seconds to wait for a server to be reached, where somebody only asks whether it is there."""


class Sender(Protocol):
    """Anything that takes a message and lets it go."""

    def send(self, message: EmailMessage) -> None:
        """Send ``message``.

        :raises MailError: if it was not taken, or nobody knows; the sentence says why.
        """
        ...


class FolderSender:
    """Writes each message as ``.eml``: what happens while no mail server is set.

    :param folder: made if it is not there; a message of the same id is written once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the message to a file named after its id."""
        name = re.sub(r"[^\w.-]+", "-", str(message["Message-ID"]).strip("<>"))
        path = self._folder / f"{name}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as draft:
                draft.write_bytes(message.as_bytes())
        except OSError as error:
            raise MailError(
                Coded("mail-not-written", folder=self._folder, why=error.strerror),
                trouble="server",
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait for the server: for a step, and for its word on the whole message.

    A server may scan a message for minutes before it answers, and who hangs up first gets it sent
    twice: RFC 5321 (4.5.3.2.6) asks for ten.
    """

    step: float = 120
    answer: float = 600
    leaving: float = 5


class SmtpSender:
    """Hands messages to the mail server of the settings, one connection each."""

    def __init__(self, settings: Settings, *, patience: Patience | None = None) -> None:
        self._settings = settings
        self._patience = patience or Patience()

    def send(self, message: EmailMessage) -> None:
        """Send through SMTP with the security the settings ask for.

        It has left once the server took its data; what it answers to the farewell is its affair.
        """
        with self._blaming("server"):
            server = self._connected()
        try:
            self._hand_over(server, message)
        finally:
            self._leave(server)

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """The certificates that are trusted; reading them takes longer than a whole mail."""
        return ssl.create_default_context()

    def _connected(self) -> smtplib.SMTP:
        """A connection that was let in.

        :raises OSError: if there is none.
        :raises smtplib.SMTPException: if it was not.
        """
        chosen, step = self._settings, self._patience.step
        host, port = chosen.smtp_host, chosen.smtp_port
        if chosen.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=step, context=self._trusted)
        else:
            server = smtplib.SMTP(host, port, timeout=step)
        try:
            if chosen.smtp_security == "starttls":
                server.starttls(context=self._trusted)
            if chosen.smtp_user:
                server.login(chosen.smtp_user, chosen.smtp_password)
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        sender, recipient = _address(message, "From"), _address(message, "To")
        wide = not (sender + recipient).isascii()
        if wide and not server.has_extn("smtputf8"):
            raise self._refused(
                "address" if sender.isascii() else "refused",
                Coded("smtp-no-utf8", address=recipient),
            )
        with self._blaming("server"):
            options = ["SMTPUTF8", "BODY=8BITMIME"] if wide else []
            self._expect("sender", server.mail(sender, options))
        with self._blaming("later"):
            self._expect("recipient", server.rcpt(recipient))
            self._expect("data", server.docmd("DATA"), code=354)
            assert server.sock is not None  # it has just answered
            server.sock.settimeout(self._patience.answer)
            server.send(_as_data(message, wide=wide))
        with self._blaming("unknown"):
            reply = server.getreply()
        self._expect("message", reply)

    def _expect(self, stage: Stage, reply: tuple[int, bytes], *, code: int = 250) -> None:
        """Go on after the reply that was hoped for.

        :raises MailError: for any other.
        """
        if reply[0] == code or (code == 250 and reply[0] == 251):
            return
        words = f"{reply[0]} {_said(reply[1])}"
        trouble = meaning(stage, reply[0], words)
        why = Coded("smtp-no-mailbox", words=words) if trouble == "address" else words
        raise self._refused(trouble, why)

    def _refused(self, trouble: MailTrouble, why: str) -> MailError:
        server = f"{self._settings.smtp_host}:{self._settings.smtp_port}"
        return MailError(Coded("mail-refused", server=server, why=why), trouble=trouble)

    @contextmanager
    def _blaming(self, trouble: MailTrouble) -> Iterator[None]:
        """What breaks inside is told as ``trouble``."""
        try:
            yield
        except (OSError, smtplib.SMTPException) as error:
            if trouble == "unknown":
                server = f"{self._settings.smtp_host}:{self._settings.smtp_port}"
                raise MailError(
                    Coded("mail-unanswered", server=server, why=_reason(error)),
                    trouble=trouble,
                ) from error
            raise self._refused(trouble, _reason(error)) from error

    def _leave(self, server: smtplib.SMTP) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if server.sock is not None:
                server.sock.settimeout(self._patience.leaving)
                server.quit()
        server.close()


def _address(message: EmailMessage, header: str) -> str:
    return str(message[header].addresses[0].addr_spec)


def _as_data(message: EmailMessage, *, wide: bool) -> bytes:
    """The message as it goes over the line: CRLF, lines that begin with a dot doubled, the end."""
    written = BytesIO()
    policy = SMTPUTF8 if wide else message.policy
    BytesGenerator(written, policy=policy).flatten(message, linesep="\r\n")
    body = re.sub(rb"(?m)^\.", b"..", written.getvalue())
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """What went wrong, and which setting to look at."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Coded("smtp-certificate", why=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return Coded("smtp-no-tls")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Coded("smtp-unsupported", why=error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = f"{error.smtp_code} {_said(error.smtp_error)}"
        return Coded("smtp-credentials", words=said)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Coded("smtp-slow")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Coded("smtp-cut")
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}"
    if isinstance(error, socket.gaierror):
        return Coded("smtp-no-host")
    if isinstance(error, ConnectionRefusedError):
        return Coded("smtp-nobody")
    if isinstance(error, ConnectionError):
        return Coded("smtp-cut")
    return str(error)


def _said(words: bytes | str) -> str:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return " ".join(said.split())


def sender_for(settings: Settings) -> Sender:
    """SMTP where a server is set, else the outbox folder."""
    return SmtpSender(settings) if settings.smtp_host else FolderSender(settings.outbox)


def unreachable(settings: Settings) -> str:
    """Why nobody answers at the mail server of the settings; empty where somebody does."""
    where = (settings.smtp_host, settings.smtp_port)
    try:
        socket.create_connection(where, _ANSWERS_WITHIN).close()
    except OSError as error:
        return str(error.strerror or error)
    return ""
