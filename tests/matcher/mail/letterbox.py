"""A small real IMAP server: as much of RFC 3501 as reading a folder asks for."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from matcher.settings import Settings

GREETING = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"


@dataclass
class Letterbox:
    """What lies in INBOX by its UID, and what was marked as seen; ``said`` is what was asked."""

    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    uid_validity: int = 7
    password: str = "la buena"
    folder: str = '"INBOX"'
    cut_at: str = ""
    """The command at which the line breaks without an answer."""
    tls: ssl.SSLContext | None = None
    port: int = 0

    def put(self, *letters: bytes) -> None:
        """Leave letters, the last with the largest UID."""
        for letter in letters:
            self.letters[max(self.letters, default=100) + 1] = letter

    def settings(self, **other: Any) -> Settings:
        """Settings that read this box."""
        chosen = {"imap_user": "avisos", "imap_password": "la buena", "imap_security": "none"}
        return Settings(imap_host="127.0.0.1", imap_port=self.port, **{**chosen, **other})

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Answer on a port of 127.0.0.1."""
        box = self

        class Reader(socketserver.StreamRequestHandler):
            def setup(self) -> None:
                if box.tls is not None:
                    self.request = box.tls.wrap_socket(self.request, server_side=True)
                super().setup()

            def handle(self) -> None:
                self.wfile.write(GREETING)
                for line in self.rfile:
                    answer = box.answer(line.decode().strip())
                    if answer is None:
                        return
                    self.wfile.write(answer)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A reader that hangs up in the handshake is what some tests are about."""

        with Server(("127.0.0.1", 0), Reader) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.02,))
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()

    def answer(self, line: str) -> bytes | None:
        """What to say to ``line``; ``None`` to break the line."""
        self.said.append(line)
        tag, _, rest = line.partition(" ")
        if self.cut_at and self.cut_at in rest:
            return None
        words = rest.split()
        command = " ".join(words[:2] if words[0] == "UID" else words[:1]).upper()
        told, end = self._answers(command, rest)
        return told + f"{tag} {end}\r\n".encode()

    def _answers(self, command: str, rest: str) -> tuple[bytes, str]:
        match command:
            case "CAPABILITY":
                return b"* CAPABILITY IMAP4rev1\r\n", "OK done"
            case "LOGIN":
                right = rest.endswith(f'"{self.password}"')
                return b"", "OK in" if right else "NO [AUTHENTICATIONFAILED] Invalid credentials"
            case "SELECT":
                if rest.partition(" ")[2] != self.folder:
                    return b"", "NO [NONEXISTENT] Unknown Mailbox"
                told = (
                    f"* {len(self.letters)} EXISTS\r\n* OK [UIDVALIDITY {self.uid_validity}] x\r\n"
                )
                return told.encode(), "OK [READ-WRITE] selected"
            case "UID SEARCH":
                least = int(re.findall(r"UID (\d+):\*", rest)[0])
                found = {n for n in self.letters if n >= least}
                if self.letters and "SINCE" not in rest:
                    found.add(max(self.letters))  # RFC 3501: «n:*» holds the last one always
                return f"* SEARCH {' '.join(map(str, found))}\r\n".encode(), "OK done"
            case "UID FETCH":
                uid, most = map(int, re.findall(r"FETCH (\d+) \(BODY.PEEK\[\]<0.(\d+)>\)", rest)[0])
                if uid not in self.letters:
                    return b"", "OK done"
                raw = self.letters[uid][:most]
                head = f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(raw)}}}\r\n"
                return head.encode() + raw + b")\r\n", "OK done"
            case "UID STORE":
                self.seen.add(int(rest.split()[2]))
                return b"", "OK done"
            case "LOGOUT":
                return b"* BYE\r\n", "OK bye"
        return b"", "BAD what"
