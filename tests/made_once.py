"""What every application and every engine of the tests works out alike, worked out once.

A test has a database and an application of its own. What is the same in each (compiled templates,
the text of a statement, the builders of addresses) is kept for those that follow: none of it
holds a row or a setting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.util import LRUCache
from werkzeug.routing.rules import Rule

from matcher.db import session as sessions_of_the_service

STATEMENTS = 2000
"""As many are kept: an engine by itself keeps 500, for one service; here are all tests'."""


@contextmanager
def made_once() -> Iterator[None]:
    """Inside, templates, statements and addresses are compiled once in this process."""
    with pytest.MonkeyPatch.context() as patch:
        _templates(patch)
        _addresses(patch)
        _statements(patch)
        yield


class _Compiled(BytecodeCache):
    def __init__(self) -> None:
        self.code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code


def _templates(patch: pytest.MonkeyPatch) -> None:
    """A template is compiled by the first application that shows it."""
    compiled, made = _Compiled(), Flask.create_jinja_environment

    def environment(app: Flask) -> Environment:
        found = made(app)
        found.bytecode_cache = compiled
        return found

    patch.setattr(Flask, "create_jinja_environment", environment)


def _addresses(patch: pytest.MonkeyPatch) -> None:
    """What builds the address of a rule is a function of its words; three hundred rules an app."""
    built: dict[Any, Any] = {}
    build = Rule._compile_builder

    def builder(rule: Rule, append_unknown: bool = True) -> Any:
        given = tuple(sorted((rule.defaults or {}).items()))
        key = (rule.rule, tuple(rule._trace), given, append_unknown)
        if key not in built:
            built[key] = build(rule, append_unknown)
        return built[key]

    patch.setattr(Rule, "_compile_builder", builder)


def _statements(patch: pytest.MonkeyPatch) -> None:
    """A statement becomes SQL once: its text is kept by dialect, so engines of a kind share one."""
    compiled = LRUCache[Any, Any](STATEMENTS)
    dialects: dict[str, Dialect] = {}

    def engine(url: Any, **given: Any) -> Engine:
        made = create_engine(url, execution_options={"compiled_cache": compiled}, **given)
        first = dialects.setdefault(made.name, made.dialect)
        if getattr(first, "server_version_info", None):  # it has met a server, and asked all
            made.dialect = first
        else:
            dialects[made.name] = made.dialect
        return made

    patch.setattr(sessions_of_the_service, "create_engine", engine)
