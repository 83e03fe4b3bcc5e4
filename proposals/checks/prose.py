"""Figures and names in prose, against the fields that hold them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from matcher.messages import Message
from matcher.text import Chain, fold, in_turn
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, cells, finding
from proposals.checks.names import DONORS, EUROPE, JUDGES_IN_ENGLISH, STRIPPED
from proposals.steps import FIELDS
from proposals.steps.values import number_in

ABOUT_BEFORE = frozenset(
    {"antecedentes", "capacidades", "lecciones", "oportunidades", "aval_razon"}
)
"""Texts on what was done before: their figures are of other projects."""
_NUMBER = (
    r"(?P<n>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)(?P<scale>\s(?:mil|millones|thousand|million))?"
)
_COUNTED = re.compile(rf"(?<![\d.,]){_NUMBER}")
_PERSONS = re.compile(
    r"(?:personas|familias|hogares|habitantes|beneficiari[oa]s|mujeres|ninas|ninos|jovenes|"
    r"estudiantes|docentes|adultos|vecin[oa]s|ciudadan[oa]s|usuari[oa]s|campesin[oa]s|alumn[oa]s|"
    r"trabajador[ea]s|pobladores|migrantes|victimas|hombres|people|persons|families|households|"
    r"women|children|students|inhabitants|residents)\b"
)
_SO_MANY: Chain = (_COUNTED, (re.compile(r"\s(?:de\s)?"), _PERSONS))
_FEWEST = 10
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_THEN = re.compile(
    r"\b(?:ese|aquel|este ultimo) ano\b|\bel ano pasado\b|\bthat year\b|\blast year\b"
)
GROUPS = "beneficiarios"
"""The field that says who benefits: a figure in it is where it belongs."""
_SIGN = {
    "eur": "EUR",
    "euros": "EUR",
    "€": "EUR",
    "usd": "USD",
    "us$": "USD",
    "dolares": "USD",
    "dollars": "USD",
    "cop": "COP",
    "pesos": "COP",
    "pesos colombianos": "COP",
}
_CODES = "|".join(re.escape(word) for word in sorted(_SIGN, key=len, reverse=True))
_MONEY = re.compile(
    rf"(?:(?P<before>{_CODES})\s?(?<![\d.,]){_NUMBER}(?![\d%]))|"
    rf"(?<![\d.,]){_NUMBER.replace('?P<n>', '?P<n2>').replace('?P<scale>', '?P<scale2>')}"
    rf"\s(?:de\s)?(?P<after>{_CODES})(?!\w)"
)
_MONTHS = re.compile(
    r"\b(?P<cue>dura\w*|durante|a lo largo|en|lasts?|lasting|over|within|throughout|plazo)"
    r"\s(?:de\s)?(?P<n>\d{1,3})\s(?:meses|months)\b"
)
_GOALS = re.compile(
    r"\b(?:ods|sdgs?)\s(?P<list>\d{1,2}(?:(?:\s?,\s?|\sy\s(?:al\s)?|\sand\s|\se\s)(?:ods\s)?\d{1,2})*)"
)

_NAMED = (
    ("socios", "entidad"),
    ("actores", "nombre"),
    ("fuentes", "nombre"),
    ("equipo", "nombre"),
    ("actividades", "responsable"),
    ("riesgos", "responsable"),
    ("requisitos", "responsable"),
    ("anexos", "titular"),
)
"""Where people and entities are named, each in a cell of its own."""
_ALIKE = 0.88
"""So much of two names is the same where one is the other mistyped; other names share less."""
_SHORTEST = 8


def _texts(whole: Whole) -> Iterator[tuple[str, str]]:
    """Each text of the draft's own prose with its field."""
    for field in FIELDS.values():
        if field.is_table or field.aside or field.sealed or field.key in ABOUT_BEFORE:
            continue
        text = whole.given.get(field.key)
        if field.kind in ("text", "short") and isinstance(text, str) and text.strip():
            yield field.key, text


def people(whole: Whole) -> Iterator[Finding]:
    """A count of persons, families or homes in prose is one that a field holds."""
    held = _held(whole) | _groups(whole)
    for key, text in _texts(whole):
        folded = fold(text)
        for match, noun in in_turn(folded, *_SO_MANY):
            count = _count(match["n"], match["scale"])
            if count >= _FEWEST and count not in held and not _past(folded, match, whole):
                yield finding(
                    "El texto dice «%(said)s» y esa cifra no está en ningún campo.",
                    code="people-unheld",
                    field=key,
                    said=_quoted(text, match, noun),
                )


def _groups(whole: Whole) -> set[Decimal]:
    """How many of each group benefit, where they say so: no more than all who do."""
    keys = ("beneficiarios_directos", "poblacion_objetivo")
    told = [number_in(FIELDS[key], whole.given.get(key)) for key in keys]
    all_of_them = next((one for one in told if one is not None), Decimal())
    groups = fold(str(whole.given.get(GROUPS) or ""))
    counts = {_count(match["n"], match["scale"]) for match, _ in in_turn(groups, *_SO_MANY)}
    return {count for count in counts if count <= all_of_them}


def _past(text: str, match: re.Match[str], whole: Whole) -> bool:
    """Whether the sentence around a figure tells of a year before the project."""
    start = whole.schedule.start
    first = text.rfind(". ", 0, match.start()) + 1
    last = text.find(". ", match.end())
    told = text[first : last if last >= 0 else len(text)]
    years = [int(year) for year in _YEAR.findall(told)]
    if _THEN.search(told):
        return True
    return start is not None and bool(years) and max(years) < start.year


def _held(whole: Whole) -> set[Decimal]:
    """Every number that stands in a field or a cell of its own."""
    found = set()
    for field in FIELDS.values():
        for _row, column, stored in cells(whole.given, field):
            if column.kind in ("number", "months", "money") and stored:
                value = number_in(column, stored)
                found |= {value} if value is not None else set()
    return found


def money(whole: Whole) -> Iterator[Finding]:
    """A sum in prose, in the budget's currency, is one of the budget, a partner or the call."""
    budget = whole.budget
    if not budget.total or budget.currency is None:
        return
    held = _held(whole) | {budget.total}
    held |= {part.amount for part in (*budget.by_source, *budget.by_heading)}
    held |= {line.total for line in budget.lines if line.total is not None}
    held |= {budget.of_activity(task.number) for task in whole.schedule.tasks}
    held.add(budget.of_source("contrapartida") + budget.of_source("especie"))
    for key, text in _texts(whole):
        for match in _MONEY.finditer(fold(text)):
            if _SIGN[match["before"] or match["after"]] != budget.currency:
                continue
            amount = _count(match["n"] or match["n2"], match["scale"] or match["scale2"])
            if not any(abs(one - amount) * 100 <= amount for one in held):
                yield finding(
                    "El texto dice «%(said)s» y el presupuesto no tiene esa cifra (suma %(total)s "
                    "%(currency)s).",
                    code="money-unheld",
                    field=key,
                    said=_quoted(text, match),
                    total=budget.total,
                    currency=budget.currency,
                )


def months(whole: Whole) -> Iterator[Finding]:
    """The months in prose are those of the plan; «en 6 meses» only says so in the summary."""
    lasts = number_in(FIELDS["duracion"], whole.given.get("duracion"))
    if lasts is None:
        return
    for key, text in _texts(whole):
        for match in _MONTHS.finditer(fold(text)):
            whole_project = (
                match["cue"] not in ("en", "durante", "a lo largo", "over", "within", "throughout")
                or key == "resumen"
            )
            if whole_project and Decimal(match["n"]) != lasts:
                yield finding(
                    "El texto dice «%(said)s» y la duración es de %(lasts)s meses.",
                    code="months-disagree",
                    field=key,
                    said=_quoted(text, match),
                    lasts=lasts,
                )


def goals(whole: Whole) -> Iterator[Finding]:
    """Every ODS that a text names is ticked."""
    ticked = set(whole.given.get("ods") or ())
    named: dict[str, str] = {}
    for key, text in _texts(whole):
        for match in _GOALS.finditer(fold(text)):
            for number in re.findall(r"\d{1,2}", match["list"]):
                if 1 <= int(number) <= 17:
                    named.setdefault(str(int(number)), key)
    for number, key in sorted(named.items()):
        if number not in ticked:
            yield finding(
                "«%(label)s» nombra el ODS %(number)s, que no está marcado.",
                code="ods-unticked",
                field="ods",
                number=number,
                label=Message(FIELDS[key].label),
            )


def donors(whole: Whole) -> Iterator[Finding]:
    """No other donor's name stayed from another proposal."""
    given = whole.given
    known = [str(given.get(k) or "") for k in ("donante", "convocatoria_titulo", "aliados")]
    known += [str(v) for t in ("socios", "actores") for row in rows(given, t) for v in row.values()]
    mine = fold(" ".join(known))
    for key, text in _texts(whole):
        for names in DONORS:
            found = next(
                (n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text)), None
            )
            here = any(re.search(rf"(?<!\w){re.escape(fold(n))}(?!\w)", mine) for n in names)
            if found and not here and given.get("donante") and key != "donante":
                yield finding(
                    "El texto nombra a %(name)s y quien financia es %(donor)s.",
                    code="other-donor",
                    field=key,
                    name=found,
                    donor=str(given["donante"]),
                )


def portal(whole: Whole) -> Iterator[Finding]:
    """No character in the title that the European portal takes out."""
    donor, title = (str(whole.given.get(key) or "") for key in ("donante", "titulo"))
    found = [char for char in STRIPPED if char in title]
    if found and any(name in fold(donor) for name in EUROPE):
        yield finding(
            "El título lleva caracteres que el portal europeo quita: %(characters)s.",
            code="portal-characters",
            field="titulo",
            characters=" ".join(found),
        )


def names(whole: Whole) -> Iterator[Finding]:
    """Whoever appears in several places is called the same in all of them."""
    seen: dict[str, str] = {}
    for table, column in _NAMED:
        for row in rows(whole.given, table):
            name = " ".join(str(row.get(column) or "").split())
            if len(name) >= _SHORTEST:
                seen.setdefault(name, table)
    for one, other in combinations(seen, 2):
        if _mistyped(one, other):
            yield finding(
                "«%(one)s» y «%(other)s» parecen lo mismo, escrito de dos maneras.",
                code="name-two-ways",
                field=seen[other],
                severity="advice",
                one=one,
                other=other,
            )


def _mistyped(one: str, other: str) -> bool:
    first, second = fold(one).lower(), fold(other).lower()
    if first == second:
        return one.lower() != other.lower()  # an accent, not a capital
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False  # «Comuna 1» and «Comuna 2»
    if first.replace(" ", "") == second.replace(" ", ""):
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def judged(whole: Whole) -> Iterator[Finding]:
    """Some take a proposal in Spanish and judge it in English."""
    donor = fold(
        f"{whole.given.get('donante') or ''} {whole.given.get('convocatoria_titulo') or ''}"
    )
    if whole.language != "en" and any(name in donor for name in JUDGES_IN_ENGLISH):
        yield finding(
            "%(donor)s recibe propuestas en español y las evalúa en inglés.",
            code="judged-in-english",
            field="donante",
            severity="advice",
            donor=str(whole.given.get("donante") or whole.given.get("convocatoria_titulo")),
        )


def _count(number: str, scale: str | None) -> Decimal:
    factor = {"mil": 1000, "thousand": 1000}.get((scale or "").strip(), 10**6 if scale else 1)
    return Decimal(re.sub(r"\D", "", number)) * factor


def _quoted(text: str, *matches: re.Match[str]) -> str:
    """The words as typed, where folding kept their places; else as they were matched."""
    start, end = matches[0].start(), matches[-1].end()
    return (text if len(fold(text)) == len(text) else matches[0].string)[start:end]
