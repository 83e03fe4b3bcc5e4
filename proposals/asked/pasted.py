"""A donor's form pasted as text: its questions, limits, which must be answered, in which step.

The step is a first guess by words; whoever pasted it sees it and changes it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from matcher.text import fold

MOST_QUESTIONS = 120
LONGEST = 2000
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)]|[-•*▪–])\s+")
_COUNTED = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2})*|[A-Za-z](?=[.)]))[.)]?\s+")
"""A number or a letter of a list, and no bullet."""
_LIMIT = re.compile(
    r"(?P<n>\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d+)\s?(?P<unit>palabras?|words?|mots|palavras|paraules|"
    r"caracteres|characters?|caracters|paginas?|pages?|pagines)"
    r"(?P<none>\s\(?(?:sin espacios|without spaces|excluding spaces|no spaces|sans espaces|"
    r"sem espacos|sense espais))?"
)
_MUST = re.compile(
    r"obligatori[oa]|required|mandatory|obligatoire|obrigatori[oa]|\*\s*$|\(\*\)|^\s*\*"
)
_FREE = re.compile(r"optional|opcional|facultati[fv]|not required|no obligatori|not mandatory")
_ASKS = re.compile(
    r"\?\s*$|\?\s*\(|^(?:describ|expli|indi[qc]|detall|resum|menci|justifi|present|identif|propor|"
    r"how|what|why|who|when|where|please|provide|summar|outline|list|state|decri|decriv|quel|"
    r"comment|pourquoi|como|que\b|quien|por que|cual|title|titulo|nombre del proyecto|name of)"
)
_STEPS = (
    ("problema", r"problem|necesidad|needs?\b|poblacion|beneficiari|target group|context|diagnos"),
    (
        "gobernanza",
        r"riesgo|risk|socio|partner|parceir|aliado|actor|stakeholder|genero|gender|"
        r"inclusi|gobernanza|governance|datos personales|data protection|protec",
    ),
    (
        "transparencia",
        r"sosten|sustain|seguimiento|monitor|evalua|comunica|communicat|visib|"
        r"replica|scal|dissemina|difusi",
    ),
    (
        "objetivos",
        r"objetiv|objective|goal|resultad|result|outcome|output|indicador|indicator|"
        r"actividad|activit|metodolog|methodolog|presupuesto|budget|cost|cronograma|timeline|"
        r"work ?plan|"
        r"financ|duracion|duration",
    ),
    ("necesidad", r"experienc|capacidad|capacit|anteced|track record|leccion|lesson"),
    ("aval", r"entidad|organi[sz]a|nit\b|legal|representante|representative|applicant|solicitante"),
    (
        "interes",
        r"titulo|title|resumen|summar|resuma|equipo|team|responsable|lidera|acronym|who leads|"
        r"ods|sdg",
    ),
    ("requisitos", r"requisit|eligib|anexo|annex|attach"),
)
_UNITS = (("palabras", r"pal|word|mot|para"), ("paginas", r"pag"), ("caracteres", r"car|char"))


def read_form(text: str) -> list[dict[str, str]]:
    """The questions of a pasted form, in order, as rows of the wizard's table."""
    return [_question(one) for one in _questions(text)][:MOST_QUESTIONS]


def _questions(text: str) -> Iterator[str]:
    """Each question with the hints that follow it; a heading asks nothing and is left out."""
    held = ""
    lines = [one for line in text.replace("\r\n", "\n").split("\n") if (one := line.strip())]
    styles = {_style(one) for one in lines if _begins(one)} - {""}
    for plain, following in pairwise((*lines, "")):
        heading = plain.isupper() or _is_within(following, plain)
        if _begins(plain) or (_style(plain) in styles and not heading):
            if held:
                yield held
            held = plain
        elif held and (_is_hint(plain) or not _NUMBERED.match(plain)):
            held = f"{held} {plain}"[:LONGEST]
    if held:
        yield held


def _style(line: str) -> str:
    """How a line is numbered: «d» for «3.», «d.d» for «3.1»; nothing for a bullet or none."""
    number = _COUNTED.match(line)
    return re.sub(r"\d+", "d", re.sub(r"[A-Za-z]", "a", number["n"])) if number else ""


def _is_within(line: str, above: str) -> bool:
    """Whether «3.1» follows «3.»: what stands above is a heading."""
    inner, outer = _COUNTED.match(line), _COUNTED.match(above)
    return bool(inner and outer and inner["n"].startswith(f"{outer['n']}."))


def _begins(line: str) -> bool:
    numbered = _NUMBERED.match(line)
    rest = fold(line[numbered.end() :] if numbered else line).lstrip("¿ ")
    if _is_hint(line):
        return False
    told = _LIMIT.search(rest) or _MUST.search(rest) or _FREE.search(rest)
    return bool(_ASKS.search(rest)) or bool(numbered and told)


def _is_hint(line: str) -> bool:
    """«(máximo 200 palabras)», «Required. Max. 1,500 characters»: about the question before."""
    if _COUNTED.match(line):
        return False
    text = fold(line)
    rest = _LIMIT.sub("", text)
    return len(rest.split()) <= 5 and bool(_LIMIT.search(text) or _MUST.search(text))


def _question(text: str) -> dict[str, str]:
    folded = fold(text)
    row = {"pregunta": _NUMBERED.sub("", text, count=1).strip(" *"), "paso": _step(folded)}
    if limit := _LIMIT.search(folded):
        row["limite"] = re.sub(r"\D", "", limit["n"])
        unit = next(name for name, words in _UNITS if re.match(words, limit["unit"]))
        row["unidad"] = (
            "caracteres-sin-espacios" if limit["none"] and unit == "caracteres" else unit
        )
    if _FREE.search(folded):
        row["obligatoria"] = "no"
    elif _MUST.search(folded):
        row["obligatoria"] = "si"
    return row


def _step(folded: str) -> str:
    """The step whose words come first in the question; else the one of the call."""
    places = [(m.start(), step) for step, words in _STEPS if (m := re.search(words, folded))]
    if any(step == "transparencia" for _place, step in places):
        # «How will results be sustained?» asks what remains of them.
        places = [one for one in places if not folded.startswith("result", one[0])]
    return min(places)[1] if places else "convocatoria"
