"""The tags of a template: no more of the language than a document needs, and none that grows."""

import re

from jinja2 import nodes

from proposals.errors import TemplateError

DEEPEST_LOOP = 2
"""Loops in loops: the timetable has one of rows with one of months inside."""
DEEPEST_BRACKETS = 12
LONGEST_TAG = 1000
MOST_TAGS = 5000
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%#]")
_REFUSED = (
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Macro,
    nodes.CallBlock,
    nodes.Call,
    nodes.FilterBlock,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Block,
    nodes.Concat,
    nodes.Add,
    nodes.List,
    nodes.Dict,
    nodes.Tuple,
)


def refuse_source(source: str) -> None:
    """Refuse tags that would take the parser long, before it reads them.

    :raises TemplateError: naming the tag.
    """
    if len(_OPENING.findall(source)) > MOST_TAGS:
        raise TemplateError("La plantilla tiene más de %(most)s etiquetas.", most=MOST_TAGS)
    for tag in _TAG.findall(source):
        depth = deepest = 0
        for letter in tag[2:-2]:
            depth += (letter in "([{") - (letter in ")]}")
            deepest = max(deepest, depth)
        if deepest > DEEPEST_BRACKETS or len(tag) > LONGEST_TAG:
            raise TemplateError(
                "La etiqueta «%(tag)s…» es demasiado complicada. Use el nombre del campo solo.",
                tag=tag[:60],
            )


def refuse_tree(tree: nodes.Template) -> None:
    """Refuse what a document never needs: values of its own, calls, loops in loops in loops.

    :raises TemplateError: naming it.
    """
    for one in _REFUSED:
        if tree.find(one) is not None and not _only_targets(tree, one):
            raise TemplateError(
                "La plantilla usa «%(what)s», que aquí no se acepta. Use solo campos, «for» e "
                "«if».",
                what=one.__name__.lower(),
            )
    if _loops(tree) > DEEPEST_LOOP:
        raise TemplateError(
            "La plantilla tiene ciclos «for» dentro de otros en más de %(most)s niveles.",
            most=DEEPEST_LOOP,
        )


def _only_targets(tree: nodes.Template, kind: type[nodes.Node]) -> bool:
    """Whether every node of this kind is what a loop names, as in «for a, b in»."""
    targets = {id(loop.target) for loop in tree.find_all(nodes.For)}
    return all(id(one) in targets for one in tree.find_all(kind))


def _loops(node: nodes.Node) -> int:
    inside = max((_loops(child) for child in node.iter_child_nodes()), default=0)
    return inside + isinstance(node, nodes.For)
