"""One tag by itself: what it asks for, and whether there is such a thing."""

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from matcher.messages import Message
from matcher.text import fold
from proposals.errors import TemplateError
from proposals.vetting.shapes import ANYTHING, TEXT, Shape, Wanted, fits, nearest, nearest_word
from proposals.vetting.tags import refuse_source, refuse_tree

Scope = Mapping[str, Shape]
_LOOP: Shape = dict.fromkeys(("index", "index0", "first", "last", "length"), TEXT)
_SPANISH: Mapping[str, str] = {
    "mayusculas": "upper",
    "minusculas": "lower",
    "unir": "join",
    "primero": "first",
    "ultimo": "last",
    "longitud": "length",
    "cuantos": "length",
}
"""Filters as somebody who writes in Spanish may call them."""
_OF_LISTS = frozenset({"join", "first", "last"})
_NEVER = (nodes.Mul, nodes.Pow, nodes.Mod)


class BadTag(Exception):
    """What is wrong with a tag, and the name that was meant, where one is near."""

    def __init__(self, message: Message, proposal: str | None = None) -> None:
        super().__init__(message)
        self.message, self.proposal = message, proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLoop:
    """What a «for» binds."""

    names: Mapping[str, Shape]


def check_print(body: str, env: Environment, scope: Scope) -> None:
    """A tag that puts a text.

    :raises BadTag: if there is no such text.
    """
    output = _parsed("{{ " + body + " }}", body, env, scope).body[0]
    assert isinstance(output, nodes.Output)
    shape = _Expression(env, scope, body).shape(output.nodes[0], "text")
    if fits(shape, "text"):
        return
    if isinstance(shape, list):
        raise BadTag(
            Message("«%(name)s» es una lista: recórrala con «for», un renglón cada vez.", name=body)
        )
    raise BadTag(
        Message("«%(name)s» tiene varios datos: diga cuál.", name=body),
        nearest(body, scope, "text"),
    )


def check_if(body: str, env: Environment, scope: Scope) -> None:
    """The condition of an «if».

    :raises BadTag: if it asks for something unknown.
    """
    tree = _parsed("{% if " + body + " %}{% endif %}", body, env, scope)
    found = tree.find(nodes.If)
    assert found is not None
    _Expression(env, scope, body).shape(found.test, None)


def check_for(body: str, env: Environment, scope: Scope) -> TemplateLoop:
    """What a «for» binds.

    :raises BadTag: if it goes through no list.
    """
    if " in " not in body:
        raise BadTag(
            Message("A este «for» le falta «in»: se escribe «for fila in tabla.riesgos.filas».")
        )
    tree = _parsed("{% for " + body + " %}{% endfor %}", body, env, scope)
    found = tree.find(nodes.For)
    assert found is not None
    shape = _Expression(env, scope, body.partition(" in ")[2].strip()).shape(found.iter, "list")
    if not fits(shape, "list"):
        asked = _dotted(found.iter) or body
        raise BadTag(
            Message("«%(name)s» no es una lista, y «for» recorre listas.", name=asked),
            _list_near(asked, scope),
        )
    item = shape[0] if isinstance(shape, list) else ANYTHING
    if isinstance(found.target, nodes.Name):
        return TemplateLoop(names={found.target.name: item})
    return TemplateLoop(names={one.name: ANYTHING for one in found.target.find_all(nodes.Name)})


def bound_by(body: str) -> TemplateLoop:
    """What a «for» seems to bind, where it cannot be read."""
    words = body.split()
    return TemplateLoop(names={words[0]: ANYTHING} if words else {})


def _list_near(asked: str, scope: Scope) -> str | None:
    """The list inside what was taken for one, or beside it: «parrafos» beside «texto»."""
    head, _dot, last = asked.rpartition(".")
    return nearest(f"{head}.parrafos" if last == "texto" else asked, scope, "list")


def _parsed(source: str, body: str, env: Environment, scope: Scope) -> nodes.Template:
    try:
        refuse_source(source)
        tree = env.parse(source)
        refuse_tree(tree)
    except TemplateError as problem:
        raise BadTag(problem.message) from problem
    except TemplateSyntaxError as problem:
        raise BadTag(
            Message("No se entiende lo que dice esta etiqueta. Escriba el nombre del campo solo."),
            nearest(".".join(body.split()), scope, None),
        ) from problem
    return tree


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        head = _dotted(node.node)
        return f"{head}.{node.attr}" if head else None
    return None


class _Expression:
    """Goes through an expression; ``body`` is how it was written."""

    def __init__(self, env: Environment, scope: Scope, body: str) -> None:
        self.env, self.scope, self.body = env, scope, body

    def shape(self, node: nodes.Node, wanted: Wanted | None) -> Shape:
        """The shape of what ``node`` gives."""
        name = _dotted(node)
        if name is not None:
            return self._named(name, wanted)
        if isinstance(node, nodes.Filter):
            return self._filtered(node)
        if isinstance(node, nodes.Test) and node.name not in self.env.tests:
            raise BadTag(
                Message("«%(name)s» no es una prueba que se pueda hacer.", name=node.name),
                nearest_word(node.name, tuple(self.env.tests)),
            )
        if isinstance(node, _NEVER):
            raise BadTag(Message("En una plantilla no se puede multiplicar ni dividir."))
        if isinstance(node, nodes.Getitem):
            shape = self.shape(node.node, None)
            return shape[0] if isinstance(shape, list) else ANYTHING
        if isinstance(node, nodes.CondExpr):
            self.shape(node.test, None)
            return self.shape(node.expr1, wanted)
        for child in node.iter_child_nodes():
            self.shape(child, None)
        return TEXT if isinstance(node, nodes.Const | nodes.Compare | nodes.Not) else ANYTHING

    def _named(self, name: str, wanted: Wanted | None) -> Shape:
        here: Shape = {**self.scope, "loop": _LOOP} if self._in_loop else dict(self.scope)
        for part in name.split("."):
            if here == ANYTHING:
                return ANYTHING
            if not isinstance(here, dict) or part not in here:
                meant = self.body if "-" in self.body else name
                raise BadTag(
                    Message("«%(name)s» no existe.", name=name),
                    nearest(meant, self.scope, wanted),
                )
            here = here[part]
        return here

    @property
    def _in_loop(self) -> bool:
        return LOOPING in self.scope

    def _filtered(self, node: nodes.Filter) -> Shape:
        if node.name not in self.env.filters:
            raise BadTag(
                Message(
                    "«%(name)s» no es un filtro que se pueda usar. Hay: %(known)s.",
                    name=node.name,
                    known=", ".join(self.env.filters),
                ),
                nearest_word(
                    fold(node.name), {**_SPANISH, **{one: one for one in self.env.filters}}
                ),
            )
        for argument in node.args:
            self.shape(argument, None)
        assert node.node is not None
        shape = self.shape(node.node, "list" if node.name in _OF_LISTS else None)
        if node.name in _OF_LISTS and not fits(shape, "list"):
            raise BadTag(Message("«%(name)s» es para listas, y esto no es una.", name=node.name))
        if node.name in ("first", "last"):
            return shape[0] if isinstance(shape, list) else ANYTHING
        return shape if node.name == "default" else TEXT


LOOPING = "loop "
"""Stands in the scope inside a loop; no template can write a name with a space."""
