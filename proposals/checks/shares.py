"""Who pays which part of the cost: on the costs that whoever finances counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from matcher.messages import Message, joined
from matcher.text import stem, words
from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.budget import CENT, FOREIGN, BudgetLine
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import number_in

_OWN = ("contrapartida", "especie")
_KIND = "especie"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """The lines that count, the numbers of those taken out, and whether work and goods count."""

    lines: tuple[BudgetLine, ...]
    out: tuple[int, ...]
    in_kind: bool
    eligible: bool

    @property
    def total(self) -> Decimal:
        return sum((line.total or Decimal() for line in self.lines), Decimal())

    @property
    def own(self) -> Decimal:
        """What the applicant and its partners put in."""
        mine = (line.total or Decimal() for line in self.lines if line.source in _OWN)
        return sum(mine, Decimal())


def _base(whole: Whole) -> _Base:
    """What the call's share is of: ineligible costs taken out unless it says the total cost."""
    given = whole.given
    total = given.get("base_cofinanciacion") == "total"
    counted = given.get("especie_cuenta") != "no"
    out = () if total else tuple(line.number for line in whole.budget.lines if _is_out(whole, line))
    lines = tuple(
        line
        for line in whole.budget.lines
        if line.number not in out and (counted or line.source != _KIND)
    )
    told = given.get("base_cofinanciacion") == "elegible"
    return _Base(lines=lines, out=out, in_kind=counted, eligible=told or bool(out))


def _is_out(whole: Whole, line: BudgetLine) -> bool:
    """Said to be ineligible; where nobody said, of what the call does not pay."""
    return refused_as(whole, line) is not None if line.eligible is None else not line.eligible


def most(whole: Whole) -> Iterator[Finding]:
    """What is asked for is no larger a part of the cost than the call pays."""
    bound = number_in(FIELDS["solicitado_maximo"], whole.given.get("solicitado_maximo"))
    base, asked = _base(whole), whole.budget.of_source(FOREIGN)
    if not bound or not asked or not base.total or asked * 100 <= bound * base.total:
        return
    text = gettext_noop("Se pide el %(share)s %% %(base)s y se paga como máximo el %(bound)s %%.")
    over = Message("Sobran %(sum)s.", sum=_sum(asked - _part(bound, base), whole))
    yield Finding(
        code="requested-over",
        severity="blocking",
        field="presupuesto",
        text=joined([_told(text, asked, base, bound), over, *_notes(base, whole)]),
    )


def least(whole: Whole) -> Iterator[Finding]:
    """The least share of our own, by what the call asks for."""
    given = whole.given
    bound = number_in(FIELDS["cofinanciacion_minima"], given.get("cofinanciacion_minima"))
    ceiling = number_in(FIELDS["solicitado_maximo"], given.get("solicitado_maximo"))
    base = _base(whole)
    if not bound or not base.total or base.own * 100 >= bound * base.total:
        return
    if ceiling is not None and bound + ceiling == 100:
        return  # the same condition told from the other side, where others may pay too
    text = gettext_noop(
        "La contrapartida es el %(share)s %% %(base)s y la convocatoria pide al menos %(bound)s %%."
    )
    lacking = Message("Faltan %(sum)s.", sum=_sum(_part(bound, base) - base.own, whole))
    yield Finding(
        code="counterpart-short",
        severity="blocking",
        field="presupuesto",
        text=joined([_told(text, base.own, base, bound), lacking, *_notes(base, whole)]),
    )


def _told(text: str, part: Decimal, base: _Base, bound: Decimal) -> Message:
    what = Message("de los costos elegibles") if base.eligible else Message("del costo total")
    exact = part * 100 / base.total
    # «80,0 % and 80 % at most» would tell nobody what is wrong.
    share = next(s for n in (1, 2, 4, 8) if (s := round(exact, n)) != bound or n == 8)
    return Message(text, share=share, base=what, bound=bound)


def _part(bound: Decimal, base: _Base) -> Decimal:
    return (bound * base.total / 100).quantize(CENT)


def _sum(amount: Decimal, whole: Whole) -> Message | Decimal:
    currency = whole.budget.currency
    if currency is None:
        return amount
    return Message("%(amount)s %(currency)s", amount=amount, currency=currency)


def _notes(base: _Base, whole: Whole) -> Iterator[Message]:
    """What was taken out of the costs."""
    if base.out:
        yield Message(
            "Sin lo que no es elegible (renglones: %(numbers)s), suman %(sum)s.",
            numbers=", ".join(map(str, base.out)),
            sum=_sum(base.total, whole),
        )
    if not base.in_kind:
        yield Message("El aporte en especie no cuenta.")


_PLAIN = frozenset(
    "compra compras adquisicion gasto gastos costo costos coste costes pago pagos purchase cost "
    "costs expense expenses achat achats proyecto project personal servicio servicios".split()
)


def costs(whole: Whole) -> Iterator[Finding]:
    """No line of the budget that is asked for is of what the call does not pay."""
    for line in whole.budget.lines:
        if line.source != FOREIGN:
            continue
        refused = refused_as(whole, line)
        if line.eligible is False:
            yield finding(
                "El renglón %(number)s («%(concept)s») no es elegible y se le pide al donante.",
                code="cost-ineligible",
                field="presupuesto",
                number=line.number,
                concept=line.concept,
            )
        elif refused is not None and line.eligible is None:
            yield finding(
                "El renglón %(number)s («%(concept)s») parece un gasto que no se financia: "
                "«%(refused)s».",
                code="cost-ineligible",
                field="presupuesto",
                number=line.number,
                concept=line.concept,
                refused=refused,
            )


def refused_as(whole: Whole, line: BudgetLine) -> str | None:
    """What the call does not pay and ``line`` seems to be, by their words."""
    mine = _roots(f"{line.concept} {line.unit}")
    told = (str(row.get("texto") or "") for row in rows(whole.given, "no_financiables"))
    return next((one for one in told if _roots(one) & mine), None)


def _roots(text: str) -> set[str]:
    return {stem(w, "es") for w in words(text) if len(w) > 3 and w not in _PLAIN}
