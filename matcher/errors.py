"""The error tree of the matcher. Messages are for the person at the screen.

They are made in Spanish and said in the reader's language at the edge: ``message`` knows how.
"""

from typing import Any, Literal

from matcher.messages import Message

MailTrouble = Literal["server", "later", "refused", "address", "unknown"]
"""What keeps a mail from leaving: no server to be had, or none that lets us in (``server``);
asked to come back (``later``); this message, or whoever writes it, not wanted (``refused``); nobody
at that address (``address``); no answer, so that nobody knows (``unknown``)."""


class ToldError(Exception):
    """An error whose message is for a person; ``values`` fill the ``%(name)s`` of ``message``."""

    def __init__(self, message: str = "", /, **values: Any) -> None:
        self.message = message if isinstance(message, Message) else Message(message, **values)
        super().__init__(self.message)


class PuenteError(ToldError):
    """Root of every error raised in this package."""


class SettingsError(PuenteError):
    """A setting is unknown, missing or has a value that cannot be used."""


class NotFound(PuenteError):
    """Nothing has this id: raised by the ``get_`` functions of ``queries``."""


class Forbidden(PuenteError):
    """The person's role does not allow this."""


class InvalidInput(PuenteError):
    """What was typed or uploaded cannot be used; ``field`` names the one to blame, if any."""

    def __init__(self, message: str = "", /, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message, **values)
        self.field = field


def check_length(text: str, most: int, *, field: str) -> None:
    """Stop at a text of more than ``most`` characters.

    :raises InvalidInput: with what to do.
    """
    if len(text) > most:
        raise InvalidInput(
            "Es muy largo: deje %(most)s caracteres o menos.", most=most, field=field
        )


class Conflict(PuenteError):
    """Somebody else changed the same thing first."""


class UnreadableTable(InvalidInput):
    """A spreadsheet or CSV whose headings or format cannot be understood."""


class DatabaseInUse(PuenteError):
    """Somebody else has the database open, or is replacing it."""


class JobRunning(PuenteError):
    """The same job is already running, here or on another machine."""


class MailError(PuenteError):
    """The mail server did not take the message, or did not say so; ``trouble`` is its kind."""

    def __init__(self, message: str, *, trouble: MailTrouble) -> None:
        super().__init__(message)
        self.trouble = trouble


class MailboxError(PuenteError):
    """The mailbox that takes returned mail cannot be read; the sentence says why."""


class ModelError(PuenteError):
    """The classifier's files are missing, damaged or of another version."""
