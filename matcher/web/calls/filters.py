"""The filters of the list of calls, read from the address: a list can be sent to a colleague."""

from typing import Any

from flask import request

from matcher.searches.address import NAMES, Args, Asked, Place, read
from matcher.web.frame.services import db, services, today


def place() -> Place:
    """Where and when the searches of this request are read."""
    return Place(today=today(), country=services().settings.agency_country)


def asked(args: Args | None = None) -> Asked:
    """The filters in ``args``, else of this request."""
    return read(db(), dict(request.args.lists()) if args is None else args, place())


def address_args(**changes: str | None) -> dict[str, list[str]]:
    """The filters of this request with ``changes``, for links to the next page or the export."""
    args = {name: values for name, values in request.args.lists() if name in NAMES}
    for name, value in changes.items():
        args.pop(name, None)
        if value is not None:
            args[name] = [value]
    return args


def without(name: str, value: str | None = None) -> dict[str, Any]:
    """The filters of this request without one, or without one value of it."""
    args = address_args()
    kept = [one for one in args.pop(name, []) if value is not None and one != value]
    return {**args, name: kept} if kept else args
