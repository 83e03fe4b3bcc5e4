"""Figures and names in prose, against the fields that hold them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from matcher.messages import Message
from matcher.text import fold
from proposals.answers import rows
from proposals.asked.figures import Written, written
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
_PERSONS = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s(?:de\s)?(?:personas|familias|hogares|habitantes|mujeres|hombres|jovenes|"
    r"(?:beneficiari|nin|vecin|ciudadan|usuari|campesin|alumn)[oa]s|estudiantes|docentes|adultos|"
    r"trabajador[ea]s|pobladores|migrantes|victimas|people|persons|families|households|women|"
    r"children|students|inhabitants|residents)\b"
)
_NOT_A_COUNT = re.compile(
    r"\b(?:de cada|cada|uno? en|out of(?: every)?|one in|in every|(?:grupos?|equipos?|comites?|"
    r"mesas?|juntas?|consejos?|cuadrillas?|cursos?|salas?|turnos?|talleres|teams?|groups?|committees?|"
    r"panels?) (?:de|con|para|of|with|for)(?: hasta| up to)?) $"
)
"""Before a number that counts nobody whom the project serves: a ratio, how large a group is."""
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
_TIME = (
    r"(?P<n>\d{1,3}|un|una|one|a)[\s-](?P<unit>mes(?:es)?|months?|anos?|years?)\b"
    r"(?P<half> y medio)?"
)
_MONTHS = re.compile(
    r"\b(?P<cue>dura\w*|durante|a lo largo|en|lasts?|lasting|over|within|throughout|plazo)"
    rf"(?:\s\w+){{0,2}}?(?:\s(?:de|es|of|is))?\s{_TIME}"
)
_LONG = re.compile(
    rf"\b(?:proyecto|project)\s(?:de|of)\s{_TIME}|"
    rf"\b{_TIME.replace('P<', 'P<b')}(?:\s(?:de\s)?(?:duracion|ejecucion|plazo|in duration|long)|"
    r"[\s-]project)\b"
)
_WEAK = frozenset(("en", "durante", "a lo largo", "over", "within", "throughout"))
"""They say how long the project lasts in a summary only, and years only as its first words."""
_A_PART = re.compile(
    r"\b(?:cada|curso|taller|formacion|capacitacion|fase|etapa|piloto|visita|beca|practica|contrato|"
    r"ensayo|prueba|garantia|each|course|workshop|training|phase|stage|pilot|internship|contract)"
)
_THE_WHOLE = re.compile(r"\b(?:proyecto|project|propuesta|iniciativa|programa|intervencion)\b")
_GOALS = re.compile(
    r"\b(?:ods|sdgs?|objetivos? de desarrollo sostenible|sustainable development goals?)\s"
    r"(?:numeros?\s|n[.º°]*\s?)?(?P<list>\d{1,2}(?:(?:\s?,\s?|\sy\s(?:al\s)?|\sand\s|\se\s)(?:ods\s)?\d{1,2})*)"
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


_TOLD_IN = {
    "objetivos": ("texto", "resultado"),
    "criterios": ("respuesta",),
    "formulario": ("respuesta",),
}
"""The cells of tables that are prose too: what the donor reads of the project."""
_ALL_OF = frozenset(
    {"poblacion_lugar", "poblacion_afectada", "poblacion_objetivo", "poblacion_minima"}
    | {"beneficiarios_directos", "beneficiarios_indirectos"}
)
_COUNTS = {
    "beneficiarios_detalle": ("numero",),
    "indicadores": ("linea_base", "meta"),
    "datos": ("valor",),
    "presupuesto": ("cantidad",),
}
"""Where a count of persons may stand: a price or a year of the same figure holds none."""


def _texts(whole: Whole) -> Iterator[tuple[str, Written]]:
    """Each text of the draft's own prose with its field, its numbers in figures."""
    for field in FIELDS.values():
        if field.sealed or field.key in ABOUT_BEFORE:
            continue
        told = _TOLD_IN.get(field.key, ())
        if not told and (field.is_table or field.aside):
            continue
        for _number, column, text in cells(whole.given, field):
            wanted = column.key in told if field.is_table else field.kind in ("text", "short")
            if wanted and isinstance(text, str) and text.strip():
                yield field.key, written(text)


def people(whole: Whole) -> Iterator[Finding]:
    """A count of persons, families or homes in prose is one that a field holds."""
    held = set(_numbers(whole, people=True)) | _groups(whole)
    for key, text in _texts(whole):
        for match in _PERSONS.finditer(text.folded):
            count = _count(match["n"], match["scale"])
            if (
                count >= _FEWEST
                and count not in held
                and not _counts_nobody(text.folded, match)
                and not _past(text.folded, match, whole)
            ):
                yield finding(
                    "El texto dice «%(said)s» y esa cifra no está en ningún campo.",
                    code="people-unheld",
                    field=key,
                    said=text.quote(match),
                )


def _groups(whole: Whole) -> set[Decimal]:
    """How many of each group benefit, where they say so: no more than all who do."""
    keys = ("beneficiarios_directos", "poblacion_objetivo")
    told = [number_in(FIELDS[key], whole.given.get(key)) for key in keys]
    all_of_them = next((one for one in told if one is not None), Decimal())
    groups = written(str(whole.given.get(GROUPS) or "")).folded
    counts = {_count(match["n"], match["scale"]) for match in _PERSONS.finditer(groups)}
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


def _numbers(whole: Whole, *, people: bool = False) -> Iterator[Decimal]:
    """Every number that stands in a field or a cell of its own; or those that count persons."""
    for field in FIELDS.values():
        for _row, column, stored in cells(whole.given, field):
            named = column.key in (_COUNTS.get(field.key, ()) if field.is_table else _ALL_OF)
            if stored and column.kind in ("number", "months", "money") and (named or not people):
                value = number_in(column, stored)
                if value is not None:
                    yield value


def money(whole: Whole) -> Iterator[Finding]:
    """A sum in prose, in the budget's currency, is one of the budget, a partner or the call."""
    budget = whole.budget
    if not budget.total or budget.currency is None:
        return
    held = _sums(whole)
    for key, text in _texts(whole):
        for match in _MONEY.finditer(text.folded):
            other = _SIGN[match["before"] or match["after"]] != budget.currency
            if other or _counts_nobody(text.folded, match):
                continue
            amount = _count(match["n"] or match["n2"], match["scale"] or match["scale2"])
            if not any(abs(one - amount) * 100 <= amount for one in held):
                yield finding(
                    "El texto dice «%(said)s» y el presupuesto no tiene esa cifra (suma %(total)s "
                    "%(currency)s).",
                    code="money-unheld",
                    field=key,
                    said=text.quote(match),
                    total=budget.total,
                    currency=budget.currency,
                )


def _sums(whole: Whole) -> set[Decimal]:
    """Every sum that stands in a cell or comes out of the budget."""
    budget = whole.budget
    held = {*_numbers(whole), budget.total}
    held |= {part.amount for part in (*budget.by_source, *budget.by_heading)}
    held |= {line.total for line in budget.lines if line.total is not None}
    held |= {budget.of_activity(task.number) for task in whole.schedule.tasks}
    return held | {budget.of_source("contrapartida") + budget.of_source("especie")}


def _counts_nobody(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a part of a ratio or the size of a group."""
    return _NOT_A_COUNT.search(text[max(match.start() - 40, 0) : match.start()]) is not None


def months(whole: Whole) -> Iterator[Finding]:
    """The months in prose are those of the plan; «en 6 meses» only says so in the summary."""
    lasts = number_in(FIELDS["duracion"], whole.given.get("duracion"))
    if lasts is None:
        return
    for key, text in _texts(whole):
        for match, told in _lengths(text.folded, summary=key == "resumen"):
            if told != lasts:
                yield finding(
                    "El texto dice «%(said)s» y la duración es de %(lasts)s meses.",
                    code="months-disagree",
                    field=key,
                    said=text.quote(match),
                    lasts=lasts,
                )


def _lengths(text: str, *, summary: bool) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Where a text says how long the whole project lasts, in months."""
    for match in _LONG.finditer(text):
        part = {name: match[name] or match[f"b{name}"] for name in ("n", "unit", "half")}
        yield match, _months(**part)
    for match in _MONTHS.finditer(text):
        before = text[text.rfind(". ", 0, match.start()) + 1 : match.start()].strip()
        weak, years = match["cue"] in _WEAK, match["unit"][0] in "ay"
        if weak and (not summary or (years and before)):
            continue
        if _THE_WHOLE.search(before) or not _A_PART.search(before):
            yield match, _months(match["n"], match["unit"], match["half"])


def _months(n: str, unit: str, half: str | None) -> Decimal:
    count = Decimal(n if n.isdigit() else 1) + (Decimal("0.5") if half else 0)
    return count * 12 if unit[0] in "ay" else count


def goals(whole: Whole) -> Iterator[Finding]:
    """Every ODS that a text names is ticked."""
    ticked = set(whole.given.get("ods") or ())
    named: dict[str, str] = {}
    for key, text in _texts(whole):
        for match in _GOALS.finditer(text.folded):
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
                (n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text.raw)), None
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
