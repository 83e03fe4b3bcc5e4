"""Pieces that many pages show, rendered once for the same content.

A piece is known by all it shows: change a letter of it, and it is another piece. So nothing has to
be forgotten when something changes, and who changed it sees it at once.
"""

import marshal
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from threading import Lock
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel.speaklater import LazyString  # type: ignore[import-untyped] # ships no types
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, bindparam, inspect, select, type_coerce
from sqlalchemy.types import NullType

from matcher.db.base import Base
from matcher.web.frame.gettext import here
from matcher.web.frame.services import today

MOST = 4000
"""How many pieces a process keeps: some 3 kB each."""
_KEY = "pieces"
_TOKEN = secrets.token_hex(16)
"""Stands in a kept piece where a form has the token of each session."""
_LONG = 100
_NO_REFERENCES = 2
"""The format of marshal that says the same of equal values, whoever else holds them."""
_JSON = frozenset({list, tuple, dict})
_PLAIN = frozenset({str, int, float, bool, Decimal, date, datetime, time, type(None)})


class Pieces:
    """What one application has rendered, the latest used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def find(self, mark: str) -> str | None:
        """The piece with this mark, if it is kept."""
        with self._lock:
            found = self._kept.get(mark)
            if found is not None:
                self._kept.move_to_end(mark)
            return found

    def keep(self, mark: str, made: str) -> None:
        """Keep a piece, in place of the one that was longest not asked for."""
        with self._lock:
            self._kept[mark] = made
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)


def piece(*shown: Any, caller: Callable[[], str]) -> Markup:
    """What ``caller`` renders, or rendered before for the same ``shown``.

    :param shown: a name, and all that the piece shows or depends on; a row stands for all its
        columns, not for other rows. Language, day and place of the page belong to it anyway.
    """
    mark = mark_of(here().locale, today(), request.script_root, *shown)
    pieces: Pieces = current_app.extensions[_KEY]
    made = pieces.find(mark)
    if made is None:
        made = str(caller())
        if token := g.get("csrf_token"):
            made = made.replace(token, _TOKEN)
        pieces.keep(mark, made)
    if _TOKEN in made:
        made = made.replace(_TOKEN, g.get("csrf_token") or generate_csrf())
    return Markup(made)  # noqa: S704 # a template rendered it


def mark_of(*shown: Any) -> str:
    """A word that only the same content has, in place of it where it is named many times."""
    told = repr(list(map(content, shown))).encode(errors="surrogatepass")
    return blake2b(told, digest_size=16).hexdigest()


def short_mark(stored: Any) -> str:
    """The same of what the database holds as it gave it: numbers, texts, JSON as it is stored."""
    try:
        told = marshal.dumps(stored, _NO_REFERENCES)
    except ValueError:  # days and decimals, as PostgreSQL gives them
        told = repr(stored).encode(errors="surrogatepass")
    return blake2b(told, digest_size=16).hexdigest()


def as_stored(number: ColumnElement[Any], *columns: ColumnElement[Any]) -> Select[Any]:
    """The rows whose ``number`` is among ``ids``: nothing is made of what is stored."""
    raw = (type_coerce(column, NullType()) for column in columns)
    return select(number, *raw).where(number.in_(bindparam("ids", expanding=True)))


def content(one: Any) -> Any:
    """``one`` as nothing but values, equal only to what shows the same.

    :raises TypeError: for what is not known to be its values.
    """
    kind = type(one)
    if kind in _PLAIN:  # most are: asked first, and the quickest
        return one
    if kind in _JSON:
        try:
            return marshal.dumps(one, _NO_REFERENCES)
        except ValueError:  # something in it that JSON has not
            return _told(one)
    return _unusual(one)


def _told(one: Any) -> Any:
    """The same of a list or a dictionary that holds more than JSON does."""
    if type(one) is dict:
        return [(name, content(value)) for name, value in one.items()]
    return [each if type(each) in _PLAIN else content(each) for each in one]


def _unusual(one: Any) -> Any:
    """The same of what is seldom met."""
    if isinstance(one, Base):
        return (one.__tablename__, *map(_short, _values(type(one))(one)))
    if isinstance(one, str):
        return str(one)
    if isinstance(one, Mapping):
        return [(name, content(value)) for name, value in one.items()]
    if isinstance(one, Sequence | Set):
        return list(map(content, one))
    if is_dataclass(one):
        return [content(getattr(one, field.name)) for field in fields(one)]
    if isinstance(one, LazyString):
        return str(one)
    raise TypeError(f"{type(one)} is not known by its values")


def _short(value: Any) -> Any:
    """A value of a column; of what is stored as JSON, or long, a number that stands for it."""
    if isinstance(value, dict | list):
        return hash(marshal.dumps(value, _NO_REFERENCES))
    return hash(value) if isinstance(value, str) and len(value) > _LONG else value


@lru_cache
def _values(model: type[Base]) -> Callable[[Base], tuple[Any, ...]]:
    """What reads all columns of a row."""
    return attrgetter(*inspect(model).column_attrs.keys())


def install(app: Flask) -> None:
    """Give ``app`` a place for pieces, and templates a way to ask for one."""
    app.extensions[_KEY] = Pieces()
    app.add_template_global(piece)
    app.add_template_global(mark_of)
