"""What a reader has to say: a code with its values, which reads as its sentence in Spanish."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from scrapers.sentences import SENTENCES

PLAIN = "text"
"""The code of words that are nobody's sentence: they stand as they are."""
_LONGEST_FAULT = 300


class Remark(str):
    """The sentence of ``code`` (a key of ``SENTENCES``) with ``params`` in its places.

    It is text to whoever prints it; what is kept of it is :meth:`to_stored`. A value may be
    something said itself, or several of them.
    """

    code: str
    params: Mapping[str, Any]

    def __new__(cls, code: str, /, **params: Any) -> Self:
        """The sentence in Spanish."""
        values = {name: _plain(value) for name, value in params.items()}
        shown = {n: "; ".join(v) if isinstance(v, list) else v for n, v in values.items()}
        said = super().__new__(cls, SENTENCES[code] % shown)
        said.code, said.params = code, values
        return said

    @classmethod
    def of(cls, words: str) -> "Remark":
        """``words`` as something said; those of no known sentence stand as they are."""
        return words if isinstance(words, Remark) else cls(PLAIN, text=words)

    def at(self, where: object) -> "Remark":
        """The same, said of a place: an address, the name of a record."""
        return Remark("at", where=where, what=self)

    def to_stored(self) -> dict[str, Any]:
        """What JSON keeps of it."""
        return {"code": self.code, "params": {n: _stored(v) for n, v in self.params.items()}}

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """So that it may cross between processes."""
        return (self.code,), dict(self.params)


def broken(fault: Exception) -> Remark:
    """What is said of one record our own code broke on."""
    return Remark("record-broke", fault=f"{type(fault).__name__}: {fault}"[:_LONGEST_FAULT])


def _plain(value: object) -> Any:
    """``value`` as text, a whole number, or a list of texts."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    return str(value)


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return [_stored(one) for one in value]
    return value.to_stored() if isinstance(value, Remark) else value
