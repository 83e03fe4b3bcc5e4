"""Record: JSON read strictly. A value of the wrong shape is named, never guessed or skipped."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from scrapers.access.json_api import find
from scrapers.errors import LayoutChanged, UnknownValue
from scrapers.page import plain_text
from scrapers.remark import Remark

PERSONAL = re.compile(r"contact|phone|e[-_]?mail|telef|publisheruid|author|creator", re.IGNORECASE)


class JsonRecord:
    """One JSON object and the path that leads to it, for error messages and spans.

    Missing, ``null`` and blank all read as ``None``; a mapping where a text was expected raises.
    ``read`` holds the fields that were asked for, those of the objects inside under their dotted
    names.
    """

    __slots__ = ("_under", "data", "path", "read")

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise LayoutChanged(
                Remark("object-wanted-at", path=path) if path else Remark("object-wanted")
            )
        self.data: Mapping[str, Any] = data
        self.path = path
        self.read: set[str] = set()
        self._under = ""

    def value(self, name: str) -> Any:
        """The raw value under dotted ``name``; ``None`` where any step is missing."""
        self.read.add(self._under + name)
        return find(self.data, name)

    def has(self, name: str) -> bool:
        """Whether there is anything under ``name``, which is not read by that."""
        return find(self.data, name) is not None

    def where(self, name: str) -> str:
        """The full dotted path of ``name``."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str | None:
        """The value as one clean line or paragraphs; numbers become their digits.

        :raises UnknownValue: where it is a list, an object or a truth value.
        """
        found = self.value(name)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        if found is None or found == [] or found == "":
            return None
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise UnknownValue(
                Remark("value-unexpected", where=self.where(name), found=str(found)[:80])
            )
        return plain_text(str(found)) or None

    def need(self, name: str) -> str:
        """Like :meth:`text`, but the value must be there.

        :raises LayoutChanged: where it is missing.
        """
        found = self.text(name)
        if found is None:
            raise LayoutChanged(Remark("value-missing", where=self.where(name)))
        return found

    def markup(self, name: str) -> str:
        """The value untouched, for HTML; empty where missing, joined where it is a list of texts.

        :raises UnknownValue: where it is not text.
        """
        found = self.value(name)
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            found = "\n".join(found)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise UnknownValue(Remark("text-wanted-at", where=self.where(name)))
        return found

    def strings(self, name: str) -> list[str]:
        """The list of texts under ``name``; one text alone counts as a list of one.

        :raises UnknownValue: where an element is not text or a number.
        """
        found = self.value(name)
        if found is None:
            return []
        items = found if isinstance(found, list) else [found]
        if any(isinstance(item, bool | dict | list) for item in items):
            raise UnknownValue(Remark("texts-wanted-at", where=self.where(name)))
        return [plain_text(str(item)) for item in items if item is not None and str(item).strip()]

    def number(self, name: str) -> Decimal | None:
        """The value as a number; ``None`` for missing, blank and the word "none".

        :raises UnknownValue: where it is anything else.
        """
        found = self.text(name)
        return None if found is None else plain_number(found, field=self.where(name))

    def flag(self, name: str) -> bool | None:
        """A truth value, also as the words the APIs write.

        :raises UnknownValue: where it is anything else.
        """
        found = self.value(name)
        if found is None or isinstance(found, bool):
            return found
        word = str(found).strip().lower()
        if word in {"true", "yes", "y", "1"}:
            return True
        if word in {"false", "no", "n", "0"}:
            return False
        if not word:
            return None
        raise UnknownValue(Remark("boolean-wanted", where=self.where(name), word=repr(word[:40])))

    def record(self, name: str) -> "JsonRecord":
        """The object under ``name``; an empty one where it is missing.

        :raises LayoutChanged: where it is not an object.
        """
        found = find(self.data, name)
        return self._inside(name, {} if found is None else found, self.where(name))

    def records(self, name: str) -> list["JsonRecord"]:
        """The objects of the list under ``name``; empty where it is missing.

        :raises LayoutChanged: where it is not a list of objects.
        """
        return list(self._each(name))

    def _each(self, name: str) -> Iterator["JsonRecord"]:
        found, path = find(self.data, name), self.where(name)
        if found is None:
            return
        if not isinstance(found, list):
            raise LayoutChanged(Remark("list-wanted-at", path=path))
        for index, item in enumerate(found):
            yield self._inside(name, item, f"{path}[{index}]")

    def watched_by(self, read: set[str]) -> None:
        """Count what is asked for in ``read``, as of a record that stands in no other."""
        read |= self.read
        self.read, self._under = read, ""

    def _inside(self, name: str, data: object, path: str) -> "JsonRecord":
        inner = JsonRecord(data, path)
        inner.read, inner._under = self.read, f"{self._under}{name}."
        return inner

    def rows(self, name: str) -> list["JsonRecord"]:
        """The list under ``name``, which must be there (an envelope without it is another page).

        :raises LayoutChanged: where it is missing or no list of objects.
        """
        if not self.has(name):
            raise LayoutChanged(Remark("rows-missing", where=self.where(name)))
        return [JsonRecord(row.data, row.path) for row in self.records(name)]

    def inner(self, name: str) -> Any:
        """JSON hidden inside a string (or already open); ``None`` where missing.

        :raises UnknownValue: where the string is not JSON.
        """
        found = self.value(name)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        if not isinstance(found, str):
            return found or None
        try:
            return json.loads(found) if found.strip() else None
        except (ValueError, RecursionError) as error:
            raise UnknownValue(Remark("json-inside", where=self.where(name))) from error


def listed(data: object) -> list[JsonRecord]:
    """The objects of a JSON answer that is itself a list.

    :raises LayoutChanged: where it is not.
    """
    if not isinstance(data, list):
        raise LayoutChanged(Remark("list-wanted"))
    return [JsonRecord(item, f"[{index}]") for index, item in enumerate(data)]


def plain_number(text: str, *, field: str) -> Decimal | None:
    """Digits as published by an API (``.`` is the decimal point; ``,`` groups thousands).

    :raises UnknownValue: where ``text`` is no finite number.
    """
    if text.strip().lower() in {"", "none", "null", "n/a", "tbd"}:
        return None
    try:
        number = Decimal(text.strip().lstrip("$€").replace(",", ""))
    except InvalidOperation as error:
        raise UnknownValue(
            Remark("number-unreadable", field=field, value=repr(text[:40]))
        ) from error
    if not number.is_finite() or abs(number) > Decimal("1e18"):
        raise UnknownValue(Remark("number-impossible", field=field, value=repr(text[:40])))
    return number


def without_people(data: object) -> object:
    """A copy of JSON ``data`` without the fields that hold contact persons.

    Contact names, phones and mail addresses are personal data: they are not stored, not even in
    the raw payload.
    """
    if isinstance(data, Mapping):
        return {k: without_people(v) for k, v in data.items() if not PERSONAL.search(str(k))}
    if isinstance(data, list):
        return [without_people(item) for item in data]
    return data


def as_json(data: object) -> bytes:
    """JSON bytes of ``data`` without contact persons, to be kept as the raw payload."""
    return json.dumps(without_people(data), ensure_ascii=False, sort_keys=True).encode(
        "utf-8", "replace"
    )
