"""The draft against what the call asks: sums, shares, months, window, people, language."""

import re
from collections.abc import Iterator
from decimal import Decimal

from matcher.messages import Message, joined
from matcher.money.rates import Converted
from matcher.projects.numbers import Money
from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.budget import FOREIGN
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import day_in, is_blank, number_in, read

_BOUNDS = (
    ("monto_maximo", "over-limit", gettext_noop("Se piden %(asked)s y el máximo es %(bound)s.")),
    ("monto_minimo", "under-limit", gettext_noop("Se piden %(asked)s y el mínimo es %(bound)s.")),
)


def sums(whole: Whole) -> Iterator[Finding]:
    """What is asked for lies between the least and the most, across currencies at a dated rate.

    While there is no budget it is what the project of the bank looks for.
    """
    asked, field = _asked(whole)
    if asked is None or asked.currency is None:
        return
    for key, code, text in _BOUNDS:
        bound = read(FIELDS[key], whole.given.get(key)).value
        if not isinstance(bound, Money) or bound.currency is None:
            continue
        converted = whole.exchange(asked.value, asked.currency, bound.currency)
        if converted is None and asked.currency != bound.currency:
            yield finding(
                "No hay tasa de cambio para comparar lo solicitado (%(currency)s) con "
                "«%(label)s» (%(other)s).",
                code="limit-without-rate",
                field=key,
                severity="advice",
                currency=asked.currency,
                other=bound.currency,
                label=Message(FIELDS[key].label),
            )
            continue
        value = converted.value if converted else asked.value
        if value > bound.value if key == "monto_maximo" else value < bound.value:
            sums = {"asked": _sum(asked), "bound": _sum(bound)}
            told = joined([Message(text, **sums), *_rate(converted)])
            yield Finding(code=code, severity="blocking", field=field, text=told)


def _asked(whole: Whole) -> tuple[Money | None, str]:
    """What is asked for, and the field that says so."""
    budget = whole.budget
    if asked := budget.of_source(FOREIGN):
        return Money(value=asked, currency=budget.currency), "presupuesto"
    return (None if budget.lines else whole.sought), "monto_minimo"


def _rate(used: Converted | None) -> list[Message]:
    """The amount in the call's currency, with the day of its rate, where it had to be converted."""
    if used is None or used.day is None:
        return []
    value = _sum(Money(value=Decimal(round(used.value)), currency=used.currency))
    return [Message("Son unos %(value)s, con la tasa del %(day)s.", value=value, day=used.day)]


def _sum(money: Money) -> Message:
    return Message("%(amount)s %(currency)s", amount=money.value, currency=money.currency)


def note(whole: Whole) -> Iterator[Finding]:
    """What is asked for stays near what the concept note asked for, as the call allows."""
    before = read(FIELDS["nota_monto"], whole.given.get("nota_monto")).value
    spread = number_in(FIELDS["nota_tolerancia"], whole.given.get("nota_tolerancia"))
    asked = whole.budget.of_source(FOREIGN)
    if not isinstance(before, Money) or not before.value or spread is None or not asked:
        return
    if before.currency not in (None, whole.budget.currency):
        return
    change = abs(asked - before.value) * 100 / before.value
    if change > spread:
        yield finding(
            "Lo solicitado cambia un %(change)s %% desde la nota conceptual; se admite un "
            "%(spread)s %%.",
            code="note-apart",
            field="presupuesto",
            change=round(change, 1),
            spread=spread,
        )


_SHARES = (
    (
        "indirectos",
        "indirect-over",
        gettext_noop(
            "Los costos indirectos son el %(share)s %% de los directos; máximo: %(most)s %%."
        ),
    ),
    (
        "imprevistos",
        "contingency-over",
        gettext_noop(
            "Los imprevistos son el %(share)s %% de los costos directos; máximo: %(most)s %%."
        ),
    ),
)


def shares(whole: Whole) -> Iterator[Finding]:
    """Indirect costs and contingency, as a share of the direct costs."""
    by = {share.code: share.amount for share in whole.budget.by_heading}
    direct = whole.budget.total - sum(by.get(heading, Decimal()) for heading, _, _ in _SHARES)
    for heading, code, text in _SHARES:
        field = FIELDS[f"{heading}_maximo"]
        most, part = number_in(field, whole.given.get(field.key)), by.get(heading, Decimal())
        if most is not None and direct > 0 and part * 100 > most * direct:
            yield finding(
                text,
                code=code,
                field="presupuesto",
                severity="blocking",
                share=round(part * 100 / direct, 1),
                most=most,
            )


def months(whole: Whole) -> Iterator[Finding]:
    """As long as the call allows, and begun when it says."""
    given, start = whole.given, whole.schedule.start
    lasts = number_in(FIELDS["duracion"], given.get("duracion"))
    least, most = (
        number_in(FIELDS[k], given.get(k)) for k in ("duracion_minima", "duracion_maxima")
    )
    if lasts is not None and (most is not None and lasts > most):
        text = gettext_noop("El proyecto dura %(lasts)s meses y el máximo es %(bound)s.")
        yield _blocking(text, code="duration-outside", field="duracion", lasts=lasts, bound=most)
    elif lasts is not None and (least is not None and lasts < least):
        text = gettext_noop("El proyecto dura %(lasts)s meses y el mínimo es %(bound)s.")
        yield _blocking(text, code="duration-outside", field="duracion", lasts=lasts, bound=least)
    first, last = (day_in(FIELDS[k], given.get(k)) for k in ("inicio_desde", "inicio_hasta"))
    if start and first and start < first:
        text = gettext_noop(
            "El proyecto empieza el %(day)s y la convocatoria pide desde el %(bound)s."
        )
        yield _blocking(text, code="start-outside", field="inicio", day=start, bound=first)
    elif start and last and start > last:
        text = gettext_noop(
            "El proyecto empieza el %(day)s y la convocatoria pide, a más tardar, el %(bound)s."
        )
        yield _blocking(text, code="start-outside", field="inicio", day=start, bound=last)


def ends(whole: Whole) -> Iterator[Finding]:
    """Over by the day the call says, at the latest."""
    last, end = day_in(FIELDS["fin_hasta"], whole.given.get("fin_hasta")), whole.schedule.end
    if last and end and end > last:
        text = gettext_noop(
            "El proyecto termina el %(day)s y la convocatoria pide, a más tardar, el %(bound)s."
        )
        yield _blocking(text, code="end-outside", field="duracion", day=end, bound=last)


def _blocking(text: str, *, code: str, field: str, **values: object) -> Finding:
    return Finding(code=code, severity="blocking", text=Message(text, **values), field=field)


_LAST_STOP = re.compile(r"\.+$|\.(?=»$)")
"""The stop that would stand before that of the sentence a quote ends."""
_TONGUES = {"es": ("español", "castellano"), "en": ("inglés", "ingles", "english")}


def form(whole: Whole) -> Iterator[Finding]:
    """Currency and language as asked, a partner where one is asked, a city large enough."""
    given, budget = whole.given, whole.budget
    wanted = str(given.get("moneda_exigida") or "").strip().upper()
    if wanted and budget.currency and wanted != budget.currency:
        yield finding(
            "El presupuesto está en %(currency)s y la convocatoria lo pide en %(wanted)s.",
            code="currency-other",
            field="moneda",
            currency=budget.currency,
            wanted=wanted,
        )
    tongues = str(given.get("idiomas") or "").casefold()
    if tongues and not any(name in tongues for name in _TONGUES.get(whole.language, ())):
        yield finding(
            "La convocatoria pide la propuesta en %(tongues)s y el documento está en otro idioma.",
            code="language-other",
            field="idiomas",
            tongues=given["idiomas"],
        )
    if not is_blank(given.get("socio_exigido")) and not rows(given, "socios"):
        text = gettext_noop("La convocatoria exige un socio y no hay ninguno: %(asked)s.")
        yield _blocking(
            text,
            code="partner-missing",
            field="socios",
            asked=_LAST_STOP.sub("", str(given["socio_exigido"])),
        )
    needed, living = (
        number_in(FIELDS[k], given.get(k)) for k in ("poblacion_minima", "poblacion_lugar")
    )
    if needed is not None and living is not None and living < needed:
        text = gettext_noop(
            "El lugar tiene %(living)s habitantes y la convocatoria pide %(needed)s."
        )
        yield _blocking(
            text, code="city-too-small", field="poblacion_lugar", living=living, needed=needed
        )
