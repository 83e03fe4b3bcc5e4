"""The budget of a draft, computed from its lines: totals are never typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from proposals.answers import Answers, rows
from proposals.steps import get_field
from proposals.steps.plan import FUNDING, HEADINGS
from proposals.steps.step import Option
from proposals.steps.values import AstrayRow, currency_in, is_blank, number_in

CENT = Decimal("0.01")
EXACT = Context(prec=80)
LAST_OF_ALL = 10**16
FOREIGN = "solicitado"
KINDS: Mapping[str, str] = {option.value: option.label for option in FUNDING}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingSource:
    """Who puts money, goods or work in: a row of the table of sources; ``kind`` is of FUNDING.

    ``support`` is what it is ``confirmed`` with.
    """

    number: int
    name: str
    kind: str
    amount: Decimal | None
    confirmed: bool
    support: str = ""

    @property
    def label(self) -> str:
        """«2. Universidad», as whoever chooses it reads it."""
        return f"{self.number}. {self.name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One line of the budget; ``total`` is quantity × unit value, ``None`` where either lacks.

    ``source`` is the kind of who pays it, ``payer`` the number of the source, where one is named;
    ``eligible`` is what somebody said of it, ``None`` where nobody did.
    """

    number: int
    heading: str
    concept: str
    activity: int | None
    unit: str
    quantity: Decimal | None
    price: Decimal | None
    source: str
    payer: int | None = None
    year: int | None = None
    eligible: bool | None = None

    @property
    def total(self) -> Decimal | None:
        """What the line costs, to the cent."""
        if self.quantity is None or self.price is None:
            return None
        return EXACT.multiply(self.quantity, self.price).quantize(
            CENT, rounding=ROUND_HALF_UP, context=EXACT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetShare:
    """A part of the total: by heading or by who pays. ``percent`` is of the total, 0 to 100.

    ``kind`` says of a named source what it puts in.
    """

    code: str
    label: str
    amount: Decimal
    percent: Decimal
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRow:
    """What each payer puts into a heading, in all or in one ``year``; ``amounts`` by payer."""

    label: str
    year: int | None
    whole: bool
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the row."""
        return sum(self.amounts, Decimal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Lines with their sums. ``incomplete`` are the numbers of lines that could not be added.

    ``by_source`` adds up by kind, ``by_payer`` by named source, and by kind what names none.
    """

    currency: str | None
    lines: tuple[BudgetLine, ...]
    total: Decimal
    by_heading: tuple[BudgetShare, ...]
    by_source: tuple[BudgetShare, ...]
    by_payer: tuple[BudgetShare, ...]
    sources: tuple[FundingSource, ...]
    incomplete: tuple[int, ...]

    def payer_of(self, line: BudgetLine) -> str:
        """Who pays ``line``: the name of its source, or the label of its kind."""
        return next(
            (one.label for one in self.sources if one.number == line.payer),
            KINDS.get(line.source, line.source),
        )

    def of_source(self, code: str) -> Decimal:
        """What ``code`` pays; zero where it pays nothing."""
        return sum((s.amount for s in self.by_source if s.code == code), Decimal())

    def crossed(self) -> list[CrossRow]:
        """Heading × source, and each heading year by year where the lines name years."""
        payers = [part.code for part in self.by_payer]
        years = sorted({line.year for line in self.lines}, key=lambda year: year or LAST_OF_ALL)
        found = []
        for part in self.by_heading:
            mine = [line for line in self.lines if line.heading == part.code]
            found.append(_crossed(part.label, None, mine, payers))
            for year in years if any(years) else []:
                of_year = [line for line in mine if line.year == year]
                if of_year:
                    found.append(_crossed(part.label, year, of_year, payers, whole=False))
        return found

    def of_activity(self, number: int) -> Decimal:
        """What the activity with this number costs."""
        mine = (line.total or Decimal() for line in self.lines if line.activity == number)
        return sum(mine, Decimal())


def _crossed(
    label: str,
    year: int | None,
    lines: list[BudgetLine],
    payers: list[str],
    *,
    whole: bool = True,
) -> CrossRow:
    amounts = (
        sum((line.total or Decimal() for line in lines if _payer(line) == payer), Decimal())
        for payer in payers
    )
    return CrossRow(label=label, year=year, whole=whole, amounts=tuple(amounts))


def read_budget(given: Answers) -> Budget:
    """The budget that the answers describe."""
    sources = tuple(_source(number, row) for number, row in enumerate(rows(given, "fuentes"), 1))
    lines = tuple(
        _line(number, row, sources) for number, row in enumerate(rows(given, "presupuesto"), 1)
    )
    total = sum((line.total or Decimal() for line in lines), Decimal())
    return Budget(
        currency=currency_in(given.get("moneda")),
        lines=lines,
        total=total,
        by_heading=_shares(HEADINGS, ((line.heading, line.total) for line in lines), total),
        by_source=_shares(FUNDING, ((line.source, line.total) for line in lines), total),
        by_payer=_payers(sources, lines, total),
        sources=sources,
        incomplete=tuple(line.number for line in lines if line.total is None),
    )


def _source(number: int, row: Mapping[str, Any]) -> FundingSource:
    amount = next(c for c in get_field("fuentes").columns if c.key == "monto")
    return FundingSource(
        number=number,
        name=str(row.get("nombre") or ""),
        kind=str(row.get("tipo") or ""),
        amount=number_in(amount, row.get("monto")),
        confirmed=row.get("confirmada") == "si",
        support=str(row.get("soporte") or "").strip(),
    )


def _payer(line: BudgetLine) -> str:
    """The code of who pays a line: the number of its source, or its kind."""
    return str(line.payer) if line.payer is not None else line.source


def _payers(
    sources: tuple[FundingSource, ...], lines: tuple[BudgetLine, ...], total: Decimal
) -> tuple[BudgetShare, ...]:
    named = [Option(value=str(one.number), label=one.label) for one in sources]
    kinds = {str(one.number): one.kind for one in sources}
    parts = _shares((*named, *FUNDING), ((_payer(line), line.total) for line in lines), total)
    return tuple(replace(part, kind=kinds.get(part.code, "")) for part in parts)


def _line(number: int, row: Mapping[str, Any], sources: tuple[FundingSource, ...]) -> BudgetLine:
    columns = {column.key: column for column in get_field("presupuesto").columns}

    def figure(key: str) -> Decimal | None:
        return number_in(columns[key], row.get(key))

    activity, payer = figure("actividad"), figure("fuente")
    named = next((one for one in sources if one.number == payer), None)
    return BudgetLine(
        number=number,
        heading=str(row.get("rubro") or ""),
        concept=str(row.get("concepto") or ""),
        activity=int(activity) if activity is not None else None,
        unit=str(row.get("unidad") or ""),
        quantity=figure("cantidad"),
        price=figure("valor_unitario"),
        source=named.kind if named else _kind(row.get("fuente")),
        payer=named.number if named else None,
        year=_year(figure("ano")),
        eligible={"si": True, "no": False}.get(str(row.get("elegible") or "")),
    )


def _kind(stored: object) -> str:
    """The kind of who pays, where no source is named; a source that is gone is none."""
    return "" if is_blank(stored) or isinstance(stored, AstrayRow) else str(stored)


def _year(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def _shares(
    options: tuple[Option, ...], parts: Iterable[tuple[str, Decimal | None]], total: Decimal
) -> tuple[BudgetShare, ...]:
    """Sums in the order of ``options``; what names none of them comes last, so nothing is lost."""
    sums: dict[str, Decimal] = {}
    for code, amount in parts:
        if amount is not None:
            sums[code] = sums.get(code, Decimal()) + amount
    labels = {option.value: option.label for option in options}
    order = [code for code in labels if code in sums] + [c for c in sums if c not in labels]
    return tuple(
        BudgetShare(
            code=code,
            label=labels.get(code, "Sin indicar"),
            amount=sums[code],
            percent=sums[code] * 100 / total if total else Decimal(),
        )
        for code in order
    )
