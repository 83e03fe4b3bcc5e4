"""The error tree of the proposals. Messages are for the officer, in Spanish."""

from datetime import datetime

from matcher.errors import PuenteError


class ProposalError(PuenteError):
    """Root of every error raised in this package."""


class UnknownField(ProposalError):
    """No step has this field: raised by ``steps.get_field``."""


class InvalidAnswer(ProposalError):
    """An answer is not of the field's kind. A draft keeps the words all the same."""


class EditConflict(ProposalError):
    """Somebody else saved the same field or row first. Nothing is lost: both texts are carried."""

    def __init__(
        self, message: str, /, *, theirs: object, version: int, by: str, at: datetime
    ) -> None:
        super().__init__(message, by=by)
        self.theirs = theirs
        self.version = version
        self.by = by
        self.at = at


class DraftLocked(ProposalError):
    """The draft is closed to writing: by whom, since when. Reopening it is a deed of its own."""

    def __init__(self, message: str, /, *, by: str, at: datetime) -> None:
        super().__init__(message, by=by)
        self.by = by
        self.at = at


class TemplateError(ProposalError):
    """A Word template asks for something unknown, or cannot be rendered."""


class UnknownKind(ProposalError):
    """No document is of this kind, or a document of this kind is no such file."""


class DocumentError(ProposalError):
    """A document could not be made: it takes too long or too much, or a program is missing."""
