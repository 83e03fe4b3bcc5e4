"""The environment of the pages' templates, quicker where a page spends its time.

What a page says is what Jinja says, letter by letter: here only the ways that hardly ever end
otherwise are shortened, and all that is unusual goes the long way.
"""

from collections.abc import Callable, MutableMapping
from types import FunctionType, MethodType
from typing import Any

from flask.templating import Environment
from jinja2 import Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_PLAIN = frozenset({FunctionType, MethodType})
_PASSED = "jinja_pass_arg"
"""What Jinja marks a function with that wants more than its arguments."""


class _Calls(Context):
    """Functions and macros are called at once: asking four times what kind of thing is called
    took a tenth of a page."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 # so that an argument may be named self
        """What ``__obj`` gives, or what Jinja makes of things less usual."""
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(__obj, _PASSED):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return __obj(*args, **kwargs)
        except StopIteration:
            return super().call(_over)


def _over() -> None:
    """What Jinja makes of a function that says it is over."""
    raise StopIteration


def shown(value: Any) -> str:
    """``value`` as a page shows it: what is markup already is taken as it is, not copied."""
    return value if type(value) is Markup else escape(value)


class _Template(Template):
    @classmethod
    def _from_namespace(
        cls,
        environment: Any,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 # Jinja's
    ) -> Template:
        namespace["escape"] = shown
        return super()._from_namespace(environment, namespace, globals)


class SharedGlobals(Environment):
    """Templates see the globals of the application themselves, not by way of a chain of them.

    Each import of macros looks every global up: by a chain that took a tenth of a page.
    """

    context_class = _Calls
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; only one that brings its own gets a map of its own."""
        return self.globals if d is None else super().make_globals(d)
