"""Ways a message leaves: through SMTP, or into a folder of ``.eml`` files."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from matcher.errors import MailError
from matcher.settings import Settings

TIMEOUT_SECONDS = 30


class Sender(Protocol):
    """Anything that takes a message and lets it go."""

    def send(self, message: EmailMessage) -> None:
        """Send ``message``.

        :raises MailError: if it was not taken; the sentence says why.
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
        self._folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", str(message["Message-ID"]).strip("<>"))
        path = self._folder / f"{name}.eml"
        part = path.with_suffix(".part")
        part.write_bytes(message.as_bytes())
        part.replace(path)


class SmtpSender:
    """Hands messages to the mail server of the settings, one connection each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: EmailMessage) -> None:
        """Send through SMTP with the security the settings ask for."""
        chosen = self._settings
        try:
            with self._connect() as server:
                if chosen.smtp_security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if chosen.smtp_user:
                    server.login(chosen.smtp_user, chosen.smtp_password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(
                f"El servidor de correo {chosen.smtp_host}:{chosen.smtp_port} no aceptó el "
                f"mensaje: {_reason(error)}"
            ) from error

    def _connect(self) -> smtplib.SMTP:
        chosen = self._settings
        if chosen.smtp_security == "tls":
            return smtplib.SMTP_SSL(
                chosen.smtp_host,
                chosen.smtp_port,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(chosen.smtp_host, chosen.smtp_port, timeout=TIMEOUT_SECONDS)


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """What went wrong, and which setting to look at."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"su certificado no es de confianza ({error.verify_message})."
    if isinstance(error, ssl.SSLError):
        return "no habla TLS en ese puerto. Revise PUENTE_SMTP_SECURITY y PUENTE_SMTP_PORT."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"no ofrece lo que se le pide ({error}). Revise PUENTE_SMTP_SECURITY."
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "no reconoce a quien escribe. Revise PUENTE_SMTP_USER y PUENTE_SMTP_PASSWORD."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refused = (f"{code} {_said(words)}" for code, words in error.recipients.values())
        return f"no recibe correo para esa dirección ({'; '.join(refused)})."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}"
    return str(error)


def _said(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def sender_for(settings: Settings) -> Sender:
    """SMTP where a server is set, else the outbox folder."""
    return SmtpSender(settings) if settings.smtp_host else FolderSender(settings.outbox)
