"""Peoples beside those who apply: «universidades belgas», "Kenyan NGOs".

By themselves they tell nothing: «la cooperación suiza» and "the German government" give the money.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from scrapers.extract.parties.words.origins import APPLICANTS

_WORD = re.compile(r"(?<![\w-])[a-z][a-z-]+")
_FORM = re.compile(r"(?P<stem>[a-z-]+)(?:\((?P<ends>[a-z,]*)\))?")
_REACH = 50
"""Letters between whoever applies and what people they are. Set by hand."""
_GAP = re.compile(r"(?:[ ,'-]+[a-z-]+){0,5}[ ,]+")
_STATE = re.compile(
    r"\b(?:gobierno|govern|gouvernement|governo|ministeri[oa]?|ministere|embajada|ambassade|"
    r"embaixada|ambasciata|agencia|agence|agenzia|cooperaci\w+|cooperation|cooperacao|cooperazione|"
    r"estado|etat|stato|parlament\w*|ley|loi|lei|legge|derecho|idioma|lengua|langue|lingua|"
    r"fundacion|fondation|fundacao|fondazione|administracion|administration|territorio|ayuda|aide|"
    r"fondo|fonds|programa|programme) $"
)
"""Right before a people: its state, which gives the money, or its tongue."""
_TIE = re.compile(r"(?:,? (?:and |or |& )?|/)")
_KIND = re.compile(
    r"(?: (?:local|public|registered|private|national|regional|small|higher|research|civil|based|"
    r"academic|education))* "
)
_GIVER = re.compile(r"government\b|agency\b|foundation\b|fund\b|state\b")


@cache
def _peoples() -> tuple[dict[str, str], dict[str, str]]:
    """Country by form: those that stand after whoever applies, and those before."""
    told = tomllib.loads(Path(__file__).with_name("peoples.toml").read_text(encoding="utf-8"))
    after = {form: code for code, names in told["romance"].items() for form in _forms(names)}
    return after, {name: code for code, names in told["english"].items() for name in names.split()}


def _forms(names: str) -> Iterator[str]:
    for name in names.split():
        form = _FORM.fullmatch(name)
        assert form is not None, name
        stems = [form["stem"]] if form["ends"] is None or "," not in form["ends"] else []
        stems += [form["stem"] + end for end in (form["ends"] or "").split(",") if form["ends"]]
        for stem in stems:
            yield stem
            yield f"{stem}s"


@lru_cache(maxsize=256)
def find_peoples(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and code of each people of a folded clause that is who applies."""
    after, before = _peoples()
    found = []
    for word in _WORD.finditer(text):
        code = after.get(word.group())
        if (code and _follows(text, word.start())) or (
            (code := before.get(word.group())) and _precedes(text, word.end(), before)
        ):
            found.append((word.start(), word.end(), code))
    return tuple(found)


def _follows(text: str, at: int) -> bool:
    if _STATE.search(text, max(0, at - 20), at):
        return False
    nouns = list(APPLICANTS.finditer(text, max(0, at - _REACH), at))
    return bool(nouns) and _GAP.fullmatch(text, nouns[-1].end(), at) is not None


def _precedes(text: str, at: int, peoples: dict[str, str]) -> bool:
    while tie := _TIE.match(text, at):
        word = _WORD.match(text, tie.end())
        if word is None or word.group() not in peoples:
            break
        at = word.end()
    kind = _KIND.match(text, at)
    if kind is None or _GIVER.match(text, kind.end()):
        return False
    return APPLICANTS.match(text, kind.end()) is not None
