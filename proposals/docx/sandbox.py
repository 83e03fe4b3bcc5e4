"""The Jinja environment of Word templates: plain data in, text out, nothing to call.

The stock sandbox still lets a template reach methods of what it is given. This one reaches
nothing but the items of plain data and the counters of a loop.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

LOOP = frozenset({"index", "index0", "first", "last", "length"})
FILTERS = ("length", "join", "first", "last", "default", "upper", "lower")
TESTS = ("defined", "undefined", "none", "number", "string", "equalto", "==")
REFUSED = frozenset({"*", "**", "%"})


class PlainDataEnvironment(ImmutableSandboxedEnvironment):
    """Autoescaping, strict about what is unknown, without globals and without calls."""

    intercepted_binops = REFUSED

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An item of a mapping, a counter of a loop, else undefined."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a mapping or of a list, else undefined."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called."""
        del obj
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse the operators that can make a huge value out of a small one.

        :raises SecurityError: always.
        """
        del context, left, right
        raise SecurityError(f"«{operator}» no se puede usar en una plantilla.")
