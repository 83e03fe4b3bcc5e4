"""Dovecot itself, as a process of the test on 127.0.0.1: a mailbox that is no invention of ours."""

import imaplib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.mail.moody import free_port

USER, PASSWORD = "avisos", "la-buena"
PATIENCE = 20.0
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{root}/home/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={root}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """A mailbox in Dovecot."""

    port: int

    def settings(self, **other: Any) -> Settings:
        """Settings that read it."""
        chosen: dict[str, Any] = {
            "imap_user": USER,
            "imap_password": PASSWORD,
            "imap_security": "none",
        }
        return Settings(imap_host="127.0.0.1", imap_port=self.port, **{**chosen, **other})

    def put(self, *letters: bytes) -> None:
        """Leave letters in INBOX."""
        with self.opened() as server:
            for letter in letters:
                server.append("INBOX", "", imaplib.Time2Internaldate(NOON), letter)

    def flags(self) -> list[str]:
        """What is marked of each letter, the oldest first."""
        with self.opened() as server:
            server.select("INBOX", readonly=True)
            _, found = server.fetch("1:*", "(FLAGS)")
        return [part.decode() for part in found if isinstance(part, bytes)]

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """A connection of a reader of mail."""
        with imaplib.IMAP4("127.0.0.1", self.port) as server:
            server.login(USER, PASSWORD)
            yield server


@contextmanager
def dovecot() -> Iterator[Mailbox]:
    """Run it until the block ends, in a folder of its own that its users may enter."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="puente-dovecot-") as name:
        root = Path(name)
        root.chmod(0o755)
        home = root / "home"
        home.mkdir()
        shutil.chown(home, "nobody", "nogroup")
        config = root / "dovecot.conf"
        config.write_text(CONFIG.format(root=root, port=port, password=PASSWORD))
        with subprocess.Popen([PROGRAM, "-F", "-c", config]) as process:
            try:
                _until_it_answers(port, process)
                yield Mailbox(port=port)
            finally:
                process.terminate()


def _until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4("127.0.0.1", port):
            return
        time.sleep(0.05)
    raise RuntimeError("Dovecot does not answer")
