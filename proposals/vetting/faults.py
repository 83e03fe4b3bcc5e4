"""What is wrong with the tags of a template, each fault at its place.

A fault does not hide those after it: what a broken tag was meant for is guessed, so that its
partner is not taken for broken too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from matcher.messages import Message, gettext_noop
from matcher.text import fold
from proposals.vetting.expressions import (
    LOOPING,
    BadTag,
    bound_by,
    check_for,
    check_if,
    check_print,
)
from proposals.vetting.places import PREFIXES, TemplateTag, W, tags_of, text_of
from proposals.vetting.shapes import ANYTHING, Shape, nearest, nearest_word, shape_of
from proposals.vetting.tags import DEEPEST_LOOP

_CLOSES = {"endfor": "for", "endif": "if"}
_ENDS = {opening: closing for closing, opening in _CLOSES.items()}
_WORDS: Mapping[str, str] = {
    **{word: word for word in ("for", "endfor", "if", "elif", "else", "endif")},
    "para": "for",
    "cada": "for",
    "si": "if",
    "sino": "else",
    "finpara": "endfor",
    "finsi": "endif",
    "fin": "end",
    "end": "end",
}
"""Words of a block, with those somebody who writes in Spanish may put for them."""
_OF_CELLS = frozenset({"colspan", "cellbg", "vm", "hm"})
_REFUSED = frozenset(
    "set endset macro endmacro call endcall filter endfilter include import from extends block "
    "endblock raw endraw with endwith autoescape endautoescape do trans endtrans".split()
)
_ROOM = {"tr": "tr", "tc": "tc", "p": "p"}
_LOST = {
    "tr": gettext_noop(
        "La fila que lleva esta etiqueta desaparece con lo demás que tiene: deje la etiqueta "
        "sola, en una fila aparte."
    ),
    "tc": gettext_noop(
        "La celda que lleva esta etiqueta desaparece con lo demás que tiene: deje la etiqueta "
        "sola, en una celda aparte."
    ),
    "p": gettext_noop(
        "El párrafo que lleva esta etiqueta desaparece con lo demás que tiene: deje la etiqueta "
        "sola, en un párrafo aparte."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFault:
    """A bad tag: what is wrong, and the name that was meant, where one is near."""

    tag: TemplateTag
    message: Message
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNames:
    """The names a template may use, each with its shape; those of pictures besides."""

    shape: Mapping[str, Shape]
    pictures: frozenset[str]


def known_in(context: Mapping[str, Any]) -> TemplateNames:
    """What can be asked of ``context``: an example in which every list has an item."""
    shape = {name: shape_of(value) for name, value in context.items()}
    return TemplateNames(shape=shape, pictures=frozenset(_pictures(context)))


def faults_of(root: Any, known: TemplateNames, env: Environment) -> list[TagFault]:
    """The faults of a part of a document, in the order in which they are read."""
    reader = _TagReader(env=env, known=known)
    for tag in tags_of(root):
        reader.read(tag)
    for one in reader.open:
        reader.blame(
            one.tag,
            Message("Falta cerrarla, más abajo, con «%(end)s».", end=_closing(one.tag, one.word)),
        )
    return sorted(reader.faults.values(), key=lambda fault: reader.order[id(fault.tag)])


def _pictures(context: Mapping[str, Any], prefix: str = "") -> Iterable[str]:
    """Names in whose place a picture is put."""
    for name, value in context.items():
        if isinstance(value, Mapping):
            yield from _pictures(value, f"{prefix}{name}.")
        elif isinstance(value, str) and value.startswith("\ufdd0"):
            yield f"{prefix}{name}"


def _closing(tag: TemplateTag, word: str) -> str:
    return f"{{%{tag.prefix} {_ENDS[word]} %}}"


@dataclass(slots=True, kw_only=True)
class _Open:
    """A block that is not closed yet."""

    tag: TemplateTag
    word: str
    names: Mapping[str, Shape] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _TagReader:
    """Reads tag after tag; one fault a tag, the first that is found."""

    env: Environment
    known: TemplateNames
    open: list[_Open] = field(default_factory=list)
    faults: dict[int, TagFault] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)

    @property
    def scope(self) -> dict[str, Shape]:
        """What can be asked for here."""
        found = dict(self.known.shape)
        for one in self.open:
            found |= one.names
        return found

    def blame(self, tag: TemplateTag, message: Message, proposal: str | None = None) -> None:
        """Note what is wrong with ``tag``, unless something is already."""
        self.order.setdefault(id(tag), len(self.order))
        self.faults.setdefault(id(tag), TagFault(tag=tag, message=message, proposal=proposal))

    def read(self, tag: TemplateTag) -> None:
        """Look at the next tag."""
        self.order[id(tag)] = len(self.order)
        if tag.kind == "stray":
            self._stray(tag)
        elif tag.kind == "print":
            self._print(tag)
        else:
            self._block(tag)

    def _stray(self, tag: TemplateTag) -> None:
        head = tag.body.partition(".")[0]
        if not tag.text.startswith(("{{", "{%", "{#", "[[")) and "}}" not in tag.text:
            spaced = tag.text.startswith("{") and tag.text[1:].lstrip().startswith(("{", "%"))
            if not spaced and "%}" not in tag.text and head not in self.scope:
                return  # braces of a text, of no tag
        if tag.text.startswith("{%"):
            message = Message("A esta etiqueta le falta cerrar: termina en «%(end)s».", end="%}")
        elif "%" in tag.text:
            message = Message(
                "A esta etiqueta le falta abrir: empieza con «%(start)s», sin espacios.", start="{%"
            )
        else:
            message = Message(
                "Esta etiqueta se escribe con dos llaves a cada lado, sin espacios entre ellas y "
                "en un solo párrafo: {{ nombre }}."
            )
        known = nearest(tag.body, self.scope, "text") if "." in tag.body else None
        self.blame(tag, message, known)
        words = tag.body.removeprefix(tag.prefix).split()
        if "%" in tag.text and words:
            self._meant(tag, [one for one in words if one not in PREFIXES])

    def _meant(self, tag: TemplateTag, words: list[str]) -> None:
        """Go on as if a broken block had been whole."""
        word = words[0] if words else ""
        if word in ("for", "if"):
            names = bound_by(" ".join(words[1:])).names if word == "for" else {}
            self.open.append(_Open(tag=tag, word=word, names={**names, **_looping(word)}))
        elif word in _CLOSES and self.open:
            self.open.pop()

    def _print(self, tag: TemplateTag) -> None:
        try:
            check_print(tag.body, self.env, self.scope)
        except BadTag as bad:
            self.blame(tag, bad.message, bad.proposal)
        if tag.body in self.known.pictures and not (tag.alone and _in_body(tag)):
            self.blame(
                tag,
                Message("Una imagen va sola en su párrafo, en el texto y fuera de las tablas."),
            )

    def _block(self, tag: TemplateTag) -> None:
        word, _space, rest = tag.body.partition(" ")
        if not tag.prefix and word in PREFIXES:
            told = f"{{%{tag.body} %}}"
            self.blame(tag, Message("Va junto al signo, sin espacio: %(told)s", told=told), told)
            self._as_meant(tag, rest)
            return
        if word in _OF_CELLS:
            if rest.strip():
                self._try(tag, lambda: check_print(rest, self.env, self.scope))
            return
        if word in _REFUSED:
            self.blame(
                tag,
                Message(
                    "La plantilla usa «%(what)s», que aquí no se acepta. Use solo campos, «for» e "
                    "«if».",
                    what=word,
                ),
            )
            return
        if word not in _WORDS or _WORDS[word] != word:
            word = self._unknown_word(tag, word)
        self._stands(tag)
        self._known(tag, word, rest.strip())

    def _as_meant(self, tag: TemplateTag, rest: str) -> None:
        word, _space, more = rest.strip().partition(" ")
        self._known(tag, _WORDS.get(word, word), more.strip())

    def _unknown_word(self, tag: TemplateTag, word: str) -> str:
        """The word that was meant, after saying that this one is none."""
        near = nearest_word(fold(word).removeprefix("tr"), _WORDS) or ""
        if near == "end":
            near = _ENDS[self.open[-1].word] if self.open else ""
        self.blame(
            tag,
            Message("«%(word)s» no es una palabra de las plantillas.", word=word),
            near or None,
        )
        return near

    def _stands(self, tag: TemplateTag) -> None:
        """Whether a tag that takes its row, cell or paragraph away stands alone in it."""
        if tag.prefix not in _ROOM:
            return
        room = tag.paragraph if tag.prefix == "p" else tag.around(tag.prefix)
        if room is None:
            self.blame(
                tag,
                Message(
                    "«%(prefix)s» repite o quita partes de una tabla, y aquí no hay ninguna. En "
                    "el texto se usa «%(other)s».",
                    other="{%p",
                    prefix=f"{{%{tag.prefix}",
                ),
            )
            return
        paragraphs = [room] if tag.prefix == "p" else room.iter(f"{W}p")
        if "".join(map(text_of, paragraphs)).strip() != tag.text:
            self.blame(tag, Message(_LOST[tag.prefix]))

    def _known(self, tag: TemplateTag, word: str, rest: str) -> None:
        if word == "for":
            self._for(tag, rest)
        elif word == "if":
            self._try(tag, lambda: check_if(rest, self.env, self.scope))
            self.open.append(_Open(tag=tag, word="if"))
        elif word in ("else", "elif"):
            self._otherwise(tag, word, rest)
        elif word in _CLOSES:
            self._close(tag, word)

    def _for(self, tag: TemplateTag, rest: str) -> None:
        try:
            names = check_for(rest, self.env, self.scope).names
        except BadTag as bad:
            self.blame(tag, bad.message, bad.proposal)
            names = bound_by(rest).names
        self.open.append(_Open(tag=tag, word="for", names={**names, **_looping("for")}))
        if sum(one.word == "for" for one in self.open) > DEEPEST_LOOP:
            self.blame(
                tag,
                Message(
                    "La plantilla tiene ciclos «for» dentro de otros en más de %(most)s niveles.",
                    most=DEEPEST_LOOP,
                ),
            )

    def _otherwise(self, tag: TemplateTag, word: str, rest: str) -> None:
        if word == "elif":
            self._try(tag, lambda: check_if(rest, self.env, self.scope))
        if not self.open:
            self.blame(tag, Message("Sobra: ningún «if» está abierto aquí."))
        else:
            self._together(self.open[-1], tag)

    def _close(self, tag: TemplateTag, word: str) -> None:
        opening = _CLOSES[word]
        if all(one.word != opening for one in self.open):
            self.blame(
                tag, Message("Sobra: ningún «%(opening)s» está abierto aquí.", opening=opening)
            )
            return
        while self.open[-1].word != opening:
            one = self.open.pop()
            end = _closing(one.tag, one.word)
            self.blame(one.tag, Message("Falta cerrarla, más abajo, con «%(end)s».", end=end))
        self._together(self.open.pop(), tag)

    def _together(self, one: _Open, tag: TemplateTag) -> None:
        """Whether a block begins and ends (or turns) in the same row, cell or paragraph."""
        first, same = one.tag, one.tag.prefix
        if id(first) in self.faults or id(tag) in self.faults:
            return
        if same != tag.prefix:
            wrong, right = (tag, first) if _reach(tag) <= _reach(first) else (first, tag)
            told = f"{{%{right.prefix} {wrong.body} %}}"
            self.blame(
                wrong,
                Message("Esta etiqueta y su pareja se escriben igual: %(told)s", told=told),
                told,
            )
        elif _place_of(first) is not _place_of(tag):
            for wrong in (first, tag) if first.around("tbl") is not None else (tag,):
                self.blame(
                    wrong,
                    Message(
                        "Empieza en un sitio y termina en otro. Para repetir o quitar filas de "
                        "una tabla se escribe %(told)s, en una fila aparte.",
                        told="{%tr … %}",
                    ),
                )

    def _try(self, tag: TemplateTag, check: Any) -> None:
        try:
            check()
        except BadTag as bad:
            self.blame(tag, bad.message, bad.proposal)


def _looping(word: str) -> dict[str, Shape]:
    return {LOOPING: ANYTHING} if word == "for" else {}


def _reach(tag: TemplateTag) -> int:
    """How much a tag takes away with it."""
    return len(PREFIXES) - PREFIXES.index(tag.prefix) if tag.prefix else 0


def _place_of(tag: TemplateTag) -> Any:
    """What the two tags of a block have in common: their table, row, or what holds the text."""
    if tag.prefix == "tr":
        return tag.around("tbl")
    if tag.prefix == "tc":
        return tag.around("tr")
    return tag.paragraph.getparent()


def _in_body(tag: TemplateTag) -> bool:
    return bool(tag.paragraph.getparent().tag == f"{W}body")
