"""Real servers on 127.0.0.1: what is taken, what is refused, and in which words."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult

from matcher.errors import MailError
from matcher.mail.message import Envelope, build
from matcher.mail.senders import FolderSender, SmtpSender, sender_for
from matcher.settings import Settings
from tests.conftest import NOON


def message(number: int = 1, subject: str = "Señal") -> EmailMessage:
    return build(
        Envelope(
            sender="puente@ciudad.example",
            recipient="luz@ciudad.example",
            recipient_name="Luz Ñáñez",
            message_id=f"<{number}.a/b@puente.example>",
            at=NOON,
        ),
        subject=subject,
        text="Buenos días.",
        html="<p>Buenos días.</p>",
    )


class Kept(Message):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[EmailMessage] = []

    def handle_message(self, message) -> None:
        self.messages.append(message_from_bytes(message.as_bytes(), policy=policy.default))


class Refusing(Kept):
    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 # aiosmtpd calls it so
        return "550 5.1.1 ese buzon no existe"


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def server(kept: Kept) -> Iterator[Settings]:
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield smtp(controller.port)
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smtp(port: int, **more: object) -> Settings:
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    return Settings(mail_from="puente@ciudad.example", **given | more)  # type: ignore[arg-type] # as above


def test_the_folder_keeps_each_message_once(tmp_path: Path) -> None:
    sender = FolderSender(tmp_path / "outbox")
    for number in (1, 2, 1):
        sender.send(message(number))
    files = sorted((tmp_path / "outbox").iterdir())
    assert [path.name for path in files] == ["1.a-b-puente.example.eml", "2.a-b-puente.example.eml"]
    read = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (read["Subject"], read["To"].addresses[0].display_name) == ("Señal", "Luz Ñáñez")


def test_a_message_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    built = message()
    built.replace_header("Message-ID", "<../../fuera@x>")
    FolderSender(tmp_path / "outbox").send(built)
    assert [p.parent.name for p in tmp_path.rglob("*.eml")] == ["outbox"]


def test_where_no_server_is_set_mail_goes_to_the_folder(settings: Settings) -> None:
    sender_for(settings).send(message())
    assert len(list(settings.outbox.glob("*.eml"))) == 1
    assert isinstance(sender_for(smtp(25)), SmtpSender)


def test_a_server_takes_the_message(server: Settings, kept: Kept) -> None:
    sender_for(server).send(message())
    (taken,) = kept.messages
    assert taken["Message-ID"] == "<1.a/b@puente.example>"
    assert taken["To"].addresses[0].display_name == "Luz Ñáñez"


def test_a_server_without_tls_where_tls_is_asked_for(server: Settings, kept: Kept) -> None:
    """Nothing is sent in the clear, and the sentence says what to look at."""
    with pytest.raises(MailError, match="STARTTLS"):
        SmtpSender(replace(server, smtp_security="starttls")).send(message())
    with pytest.raises(MailError, match="PUENTE_SMTP_SECURITY"):
        SmtpSender(replace(server, smtp_security="tls")).send(message())
    assert kept.messages == []


def test_a_certificate_nobody_trusts(kept: Kept, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    controller = Controller(
        kept, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True
    )
    controller.start()
    try:
        with pytest.raises(MailError, match="certificado"):
            SmtpSender(smtp(controller.port, smtp_security="starttls")).send(message())
    finally:
        controller.stop()
    assert kept.messages == []


def self_signed(folder: Path, *options: str) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that no authority vouches for, and its key."""
    import subprocess

    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            *options,
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def test_a_wrong_password(kept: Kept) -> None:
    def nobody(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    controller = Controller(
        kept, hostname="127.0.0.1", port=free_port(), authenticator=nobody, auth_require_tls=False
    )
    controller.start()
    try:
        known = smtp(controller.port, smtp_user="puente", smtp_password="no es esta")
        with pytest.raises(MailError, match="PUENTE_SMTP_USER") as caught:
            SmtpSender(known).send(message())
        assert "no es esta" not in str(caught.value)
    finally:
        controller.stop()


def test_a_mailbox_that_does_not_exist() -> None:
    controller = Controller(Refusing(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with pytest.raises(MailError, match="ese buzon no existe"):
            SmtpSender(smtp(controller.port)).send(message())
    finally:
        controller.stop()


def test_nobody_listens() -> None:
    with pytest.raises(MailError, match=r"127\.0\.0\.1:\d+"):
        SmtpSender(smtp(free_port())).send(message())
