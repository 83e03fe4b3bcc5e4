"""Words that hold the place of a term while a machine translates around it.

A term of the glossary goes in as a plain noun of the gender and number its Spanish has, so that
articles and adjectives agree, and comes out as itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.text import Language, fold

_NOUNS: Mapping[Language, Mapping[str, tuple[tuple[str, str, str, str], ...]]] = {
    "en": {
        "f": (
            ("spoon", "spoons", "cuchara", "cucharas"),
            ("window", "windows", "ventana", "ventanas"),
            ("chair", "chairs", "silla", "sillas"),
            ("shirt", "shirts", "camisa", "camisas"),
        ),
        "m": (
            ("hat", "hats", "sombrero", "sombreros"),
            ("shoe", "shoes", "zapato", "zapatos"),
            ("mirror", "mirrors", "espejo", "espejos"),
            ("pencil", "pencils", "lápiz", "lápices"),
        ),
    },
    "fr": {
        "f": (
            ("chemise", "chemises", "camisa", "camisas"),
            ("chaise", "chaises", "silla", "sillas"),
            ("bouteille", "bouteilles", "botella", "botellas"),
            ("fenêtre", "fenêtres", "ventana", "ventanas"),
        ),
        "m": (
            ("chapeau", "chapeaux", "sombrero", "sombreros"),
            ("couteau", "couteaux", "cuchillo", "cuchillos"),
            ("miroir", "miroirs", "espejo", "espejos"),
            ("crayon", "crayons", "lápiz", "lápices"),
        ),
    },
    "pt": {
        "f": (
            ("colher", "colheres", "cuchara", "cucharas"),
            ("janela", "janelas", "ventana", "ventanas"),
            ("cadeira", "cadeiras", "silla", "sillas"),
            ("camisa", "camisas", "camisa", "camisas"),
        ),
        "m": (
            ("chapéu", "chapéus", "sombrero", "sombreros"),
            ("sapato", "sapatos", "zapato", "zapatos"),
            ("espelho", "espelhos", "espejo", "espejos"),
        ),
    },
}
"""Singular and plural, and the Spanish they come out as (tried against each pair of languages)."""
_MASCULINE = frozenset(
    "problema programa sistema tema clima esquema diploma panorama idioma dilema mapa dia plan "
    "planeta ecosistema".split()
)
_FEMININE = frozenset(
    "red ley base clase mano paz luz salud sede gente parte fuente crisis tesis sintesis "
    "diocesis mujer imagen carne nube calle especie serie costumbre union region".split()
)
_FEMININE_ENDINGS = ("a", "as", "cion", "ciones", "sion", "siones", "dad", "dades", "tud", "ez")
_LINKS = frozenset(
    "a al ante con contra de del desde e el en entre la los para por sin sobre y".split()
)
_VOWELS = "aeiouáéíóú"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """What is written for a term, what it comes out as, and the Spanish it stands for."""

    written: str
    comes_out: str
    means: str

    def put_back(self, translated: str) -> str | None:
        """``translated`` with the term in its place; ``None`` where its stand-in got lost."""
        found = re.findall(rf"\b{self.comes_out}\b", translated, re.IGNORECASE)
        if len(found) != 1:
            return None
        capital = found[0][:1].isupper()
        means = self.means[:1].upper() + self.means[1:] if capital else self.means
        return re.sub(rf"\b{self.comes_out}\b", lambda _: means, translated, flags=re.IGNORECASE)


def stand_ins(language: Language, text: str) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    """Gender and forms of every noun that may stand in ``text``: those it does not use itself."""
    said = fold(text)
    for gender, nouns in _NOUNS.get(language, {}).items():
        for forms in nouns:
            if fold(forms[0]) not in said:
                yield gender, forms


def is_feminine(name: str) -> bool:
    """Whether the Spanish ``name`` is feminine, by its first word."""
    head = fold(name.split()[0])
    single = head.removesuffix("s")
    if {head, single} & _MASCULINE:
        return False
    return bool({head, single} & _FEMININE) or head.endswith(_FEMININE_ENDINGS)


def is_noun(name: str) -> bool:
    """Whether ``name`` may stand where a noun does: no verb, no adverb, nothing with a link."""
    head = fold(name.split()[0])
    return head not in _LINKS and not head.endswith(("ar", "er", "ir", "mente"))


def plural(name: str) -> str:
    """The plural of a Spanish name: its noun and the adjectives right behind it."""
    words = name.split()
    last = next((at for at, word in enumerate(words) if fold(word) in _LINKS), len(words))
    return " ".join([*map(_plural, words[:last]), *words[last:]])


def _plural(word: str) -> str:
    low = word.lower()
    if low.endswith("s") or word.isupper():
        return word
    if low.endswith("ión"):
        return word[:-2] + "ones"
    if low.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if low[-1] in _VOWELS else "es")
