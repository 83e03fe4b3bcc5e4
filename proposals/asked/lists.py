"""What comes in rows: criteria with their weight, annexes, costs that are not paid."""

import re
from collections.abc import Iterator, Sequence

from proposals.asked.sentences import AskedSentence, Term

_BULLET = re.compile(r"\s*(?:[-•*·–▪o]\s+|\(?\d{1,2}[.)]\s*|\(?[a-z][.)]\s+)")
LONGEST = 160
MOST_ROWS = 30

_WEIGHT = r"(?P<w>\d{1,3})\s?(?:%|puntos?\b|points?\b|pts\b|pontos?\b|punts?\b)"
_CRITERIA = re.compile(
    r"criteri\w+|criteres?|award criteria|evaluation|valoracion|puntuacion|baremo|scoring"
)
_LINE = re.compile(
    rf"(?P<name>[^\d:(–]{{3,120}}?)\s?(?:[:(–-]|\.\.+)\s?(?:hasta )?{_WEIGHT}\)?\W*$"
)
_INLINE = re.compile(rf"(?P<name>[^,;:()%\d]{{3,80}}?)\s?\({_WEIGHT}\)")
_JUDGED = re.compile(r"\b(?:evalu\w+|valor\w+|criteri\w+|criteres|scor\w+|ponder\w+|weigh\w+)")
_LEAD = re.compile(r"^\W*(?:(?:y|and|et|e|i)\s)?")


def criteria(text: Sequence[AskedSentence]) -> Iterator[Term]:
    """Criteria with weights: the lines under a heading, or a sentence that lists them."""
    for place, sentence in enumerate(text):
        if _CRITERIA.search(sentence.folded) and len(sentence.raw) < LONGEST:
            rows = list(_weighted(text[place + 1 :]))
            if len(rows) > 1:
                yield from rows
                return
        listed = list(_INLINE.finditer(sentence.folded))
        if len(listed) > 1 and _JUDGED.search(sentence.folded):
            yield from (_criterion(sentence, match, match.start("name")) for match in listed)
            return


def _weighted(lines: Sequence[AskedSentence]) -> Iterator[Term]:
    for sentence in lines[:MOST_ROWS]:
        bullet = _BULLET.match(sentence.folded)
        begin = bullet.end() if bullet else 0
        match = _LINE.match(sentence.folded, begin)
        if match is None:
            return
        yield _criterion(sentence, match, match.start("name"))


def _criterion(sentence: AskedSentence, match: re.Match[str], start: int) -> Term:
    name = _LEAD.sub("", sentence.raw[start : match.end("name")]).strip()
    return Term(
        field="criterios", value={"criterio": name, "peso": match["w"]}, quote=sentence.quote
    )


_PAPERS = re.compile(r"\b(?:document\w*|anex\w+|annex\w*|pieces|annexes|attachments?|adjuntos)\b")
_HEADING = re.compile(r":(?!\d\d)")
"""What parts a heading from its list; an hour has a colon too."""
_WANTED = re.compile(
    r"adjunt|requer|requir|present|joindre|oblig|anexar|deb(?:e|en|era)|attach|fournir|apresent|"
    r"mandatory|aport|necesari|exigi|submit|acompa"
)


def annexes(text: Sequence[AskedSentence]) -> Iterator[Term]:
    """The papers listed under a heading that asks for them."""
    for place, sentence in enumerate(text):
        alone = sentence.folded.rstrip().endswith(":")
        heading = sentence.folded if alone else _HEADING.split(sentence.folded, maxsplit=1)[0]
        inline = [] if alone else _in_line(sentence.raw[len(heading) + 1 :])
        if (
            not (alone or inline)
            or not (_PAPERS.search(heading) and _WANTED.search(heading))
            or any(words.search(heading) for words in (_REFUSED, _CRITERIA, _JUDGED))
        ):
            continue
        for line in inline or _bulleted(text[place + 1 :]):
            value = {"nombre": line, "obligatorio": "si"}
            yield Term(field="anexos", value=value, quote=sentence.quote if inline else line)
        return


_NO_PAPER = re.compile(r"https?:|www\.|@|\d{1,2}:\d\d")


def _in_line(rest: str) -> list[str]:
    """The papers of «…: a, b y c»; a single one, an address or an hour is no list."""
    parts = [] if _NO_PAPER.search(rest) else _split(rest.strip())
    return parts if len(parts) > 1 else []


def _bulleted(lines: Sequence[AskedSentence]) -> Iterator[str]:
    for sentence in lines[:MOST_ROWS]:
        bullet = _BULLET.match(sentence.folded)
        if bullet is None:
            return
        yield sentence.raw[bullet.end() :].strip().rstrip(".;")[:LONGEST]


_REFUSED = re.compile(
    r"no (?:seran?|son|se consideran?) (?:costos |gastos |costes )?"
    r"(?:elegibles?|subvencionables?|financiables?)|no se (?:financiaran?|cubriran?|financian?)|"
    r"(?:is|are|be) not eligible|not be eligible|(?:is|are) ineligible|will not be funded|"
    r"ne sont pas eligibles|sont ineligibles|nao (?:sao|serao) elegiveis|"
    r"no es (?:subvencionen|financen)|no (?:seran|son) elegibles"
)
_COSTS = re.compile(
    r"cost|gasto|expens|depens|despes|compra|adquisi|aquisi|purchase|achat|multa|deuda|debt|dette|"
    r"salari|impuesto|tax|interes|vehicul|terren|land\b|terrains|obra"
)


def ineligible(text: Sequence[AskedSentence]) -> Iterator[Term]:
    """Costs that the call says it does not pay."""
    for place, sentence in enumerate(text):
        match = _REFUSED.search(sentence.folded)
        if match is None:
            continue
        after = sentence.raw[match.end() :].strip(" :\n.")
        if after and not _COSTS.search(sentence.folded):
            continue
        before = sentence.raw[: match.start()].strip(" ,")
        items = _split(after) if after else list(_bulleted(text[place + 1 :])) or [before]
        for item in items:
            if _COSTS.search(sentence.folded) and item:
                yield Term(field="no_financiables", value={"texto": item}, quote=sentence.quote)


def _split(listed: str) -> list[str]:
    """«a, b y c» as its parts; where semicolons part them, commas and conjunctions do not."""
    if ";" in listed:
        return [part.strip(" .") for part in listed.split(";") if part.strip(" .")]
    parts = listed.split(",")
    parts[-1:] = re.split(r"\s(?:y|ni|and|or|et|ou|e|i|o)\s", parts[-1])
    return [part.strip(" .")[:LONGEST] for part in parts if part.strip(" .")]


READERS = (criteria, annexes, ineligible)
