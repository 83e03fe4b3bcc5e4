"""The mailbox mail comes back to, read over IMAP: each message once, and left where it is.

A message is written down in one transaction with how far the folder was read, and marked as seen
only after that; a kill in between costs a mark. What is no report stays unread, for a person.
"""

import base64
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.coded import Coded
from matcher.db.session import transaction
from matcher.errors import MailboxError
from matcher.mail.bounces import read_returned
from matcher.mail.delivery import OnFailed
from matcher.mail.models import MailboxMark
from matcher.mail.returning import REPORTED_WITHIN, take_back
from matcher.settings import Settings

PATIENCE = 60.0
"""Seconds to wait for a step of the server."""
MOST_AT_ONCE = 500
"""Messages of one run; the next one goes on."""
MOST_BYTES = 262_144
"""Of one message: a report says what matters before it returns what was attached."""
MOST_OF_A_LETTER = 20_971_520
"""Of what people forward, which may bring pictures before its words."""
OnLetter = Callable[[Session, bytes], bool]
"""Told of each message that is no report; whether it was taken."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TROUBLES = (OSError, imaplib.IMAP4.error)


@dataclass(slots=True)
class MailboxRead:
    """What one run found, message by message."""

    read: int = 0
    paused: int = 0
    refused: int = 0
    later: int = 0
    delayed: int = 0
    known: int = 0
    stranger: int = 0
    forwarded: int = 0


@dataclass(frozen=True, slots=True)
class _Folder:
    """An open folder and the edition of its numbers."""

    server: imaplib.IMAP4
    uid_validity: int

    def newer(self, uid: int, *, since: datetime) -> list[int]:
        """UIDs above ``uid``, the oldest first; of a folder never read, only from ``since`` on."""
        asked = ["UID", f"{uid + 1}:*"]
        if not uid:
            day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
            asked += ["SINCE", day]
        _, found = self.server.uid("SEARCH", *asked)
        numbers = (found[0] or b"").split() if found else []
        # The last message is always within «n:*», even where its number is smaller.
        return sorted(number for number in map(int, numbers) if number > uid)

    def fetch(self, uid: int, *, most: int = MOST_BYTES) -> bytes | None:
        """The message, unmarked; ``None`` where somebody deleted it meanwhile."""
        _, parts = self.server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)")
        return next((part[1] for part in parts or [] if isinstance(part, tuple)), None)

    def mark_seen(self, uid: int) -> None:
        """Show a person who opens the folder that this one was dealt with."""
        self.server.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


def read_mailbox(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    clock: Clock,
    on_failed: OnFailed,
    on_letter: OnLetter = lambda _session, _raw: False,
    done: Callable[[int, int], None] = lambda _done, _total: None,
) -> MailboxRead:
    """Read what is new in the mailbox of the settings.

    :param on_letter: what becomes of a message that is no report; within the transaction in which
        it is noted how far the folder was read.
    :raises MailboxError: if it cannot be read; what was read until then is kept.
    """
    result = MailboxRead()
    with open_folder(settings) as folder:
        uids = folder.newer(
            _last_uid(sessions, settings, folder), since=clock.now() - REPORTED_WITHIN
        )[:MOST_AT_ONCE]
        for number, uid in enumerate(uids, start=1):
            raw = folder.fetch(uid) or b""
            returned = read_returned(raw)
            if returned is None and len(raw) >= MOST_BYTES:
                raw = folder.fetch(uid, most=MOST_OF_A_LETTER) or b""
            taken = returned is not None
            with transaction(sessions) as session:
                if returned is not None:
                    now = clock.now()
                    outcome = take_back(session, returned, now=now, on_failed=on_failed)
                    setattr(result, outcome, getattr(result, outcome) + 1)
                elif taken := on_letter(session, raw):
                    result.forwarded += 1
                _advance(session, settings, folder, uid)
            if taken:
                folder.mark_seen(uid)
            result.read += 1
            done(number, len(uids))
    return result


def _place(settings: Settings) -> str:
    return f"{settings.imap_user}@{settings.imap_host}/{settings.imap_folder}"


def _last_uid(sessions: sessionmaker[Session], settings: Settings, folder: _Folder) -> int:
    with transaction(sessions) as session:
        mark = session.get(MailboxMark, _place(settings))
    return mark.last_uid if mark and mark.uid_validity == folder.uid_validity else 0


def _advance(session: Session, settings: Settings, folder: _Folder, uid: int) -> None:
    session.merge(
        MailboxMark(place=_place(settings), uid_validity=folder.uid_validity, last_uid=uid)
    )


@contextmanager
def open_folder(settings: Settings) -> Iterator[_Folder]:
    """The folder of the settings, open for reading and marking.

    :raises MailboxError: if it cannot be had, or the line breaks while it is read.
    """
    server = None
    try:
        server = _connected(settings)
        yield _opened(server, settings)
    except _TROUBLES as error:
        raise _unreadable(settings, _reason(error)) from error
    finally:
        if server is not None:
            with suppress(*_TROUBLES):
                server.logout()


def _connected(settings: Settings) -> imaplib.IMAP4:
    """A connection that was let in; the password is never sent before TLS where that is asked."""
    host, port, trusted = settings.imap_host, settings.imap_port, ssl.create_default_context()
    if settings.imap_security == "tls":
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=trusted, timeout=PATIENCE)
    else:
        server = imaplib.IMAP4(host, port, timeout=PATIENCE)
    try:
        if settings.imap_security == "starttls":
            if "STARTTLS" not in server.capabilities:
                raise _unreadable(settings, Coded("imap-no-tls"))
            server.starttls(trusted)
        _enter(server, settings)
    except (*_TROUBLES, MailboxError):
        with suppress(OSError):
            server.shutdown()
        raise
    return server


def _enter(server: imaplib.IMAP4, settings: Settings) -> None:
    """Sign in; a name or password with eñes needs the mechanism that knows them."""
    user, password = settings.imap_user, settings.imap_password
    try:
        if (user + password).isascii():
            server.login(user, password)
        else:
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _unreadable(settings, Coded("imap-credentials", words=_said(error))) from error


def _opened(server: imaplib.IMAP4, settings: Settings) -> _Folder:
    try:
        answer, said = server.select(_as_sent(settings.imap_folder))
        words = _said(said[0])
    except imaplib.IMAP4.readonly as error:
        answer, words = "NO", _said(error)
    if answer != "OK":
        raise _unreadable(
            settings, Coded("imap-no-folder", folder=settings.imap_folder, words=words)
        )
    _, validity = server.response("UIDVALIDITY")
    return _Folder(server, int(validity[0] or 0))


def _as_sent(folder: str) -> str:
    """A folder's name in IMAP's own UTF-7 (RFC 3501, 5.1.3), in quotes."""

    def shifted(found: re.Match[str]) -> str:
        coded = base64.b64encode(found[0].encode("utf-16-be")).decode()
        return f"&{coded.rstrip('=').replace('/', ',')}-"

    plain = re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _unreadable(settings: Settings, why: str) -> MailboxError:
    server = f"{settings.imap_host}:{settings.imap_port}"
    return MailboxError(Coded("imap-unreadable", server=server, why=why))


def _reason(error: Exception) -> str:
    """What went wrong, and which setting to look at."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Coded("smtp-certificate", why=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return Coded("imap-no-tls")
    if isinstance(error, TimeoutError):
        return Coded("smtp-slow")
    if isinstance(error, socket.gaierror):
        return Coded("imap-no-host")
    if isinstance(error, ConnectionRefusedError):
        return Coded("smtp-nobody")
    if isinstance(error, ConnectionError | imaplib.IMAP4.abort):
        return Coded("smtp-cut")
    return _said(error)


def _said(words: object) -> str:
    said = words.args[0] if isinstance(words, Exception) and words.args else words
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said or "")
    return " ".join(text.split())
