"""The sheets that are reckoned from the lines: years, reasons, sources, rates, summary."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter, quote_sheetname

from proposals.budget import FOREIGN, KINDS, Budget, BudgetShare
from proposals.schedule import Schedule
from proposals.steps.plan import HEADINGS
from proposals.workbook.layout import HEAD, SOURCE_ID, SUMS
from proposals.workbook.sheets import Cell, Formula, SheetColumn, Sheets, cellable, font, put

_HEADINGS = {option.value: option.label for option in HEADINGS}


def add_years(sheets: Sheets, schedule: Schedule) -> None:
    """A sheet for each year: the lines it pays a part of, by the months of their activity."""
    said = sheets.said
    columns = (
        SheetColumn(title=said.gettext("N.º"), width=6),
        SheetColumn(title=said.gettext("Concepto"), width=50),
        SheetColumn(title=said.gettext("Parte del año"), width=16, form=sheets.part),
        SheetColumn(title=said.gettext("Total"), width=22, form=sheets.money),
    )
    letter = get_column_letter(sheets.layout.total)
    for year, shares in _years(sheets.budget, schedule).items():
        rows: list[list[Cell]] = []
        for there, line in enumerate(sheets.budget.lines, HEAD + 1):
            if line.number not in shares:
                continue  # nothing of it falls in this year
            total = f"{quote_sheetname(sheets.names['lines'])}!{letter}{there}"
            here = HEAD + 1 + len(rows)
            rows.append(
                [
                    line.number,
                    cellable(line.concept),
                    shares[line.number],
                    None if line.total is None else Formula(f"={total}*C{here}"),
                ]
            )
        end = HEAD + len(rows)
        sums = (Formula(f"=SUM(D{HEAD + 1}:D{end})"),)
        sheets.fill(sheets.another(str(year)), columns, rows, total=sums)


def add_justification(sheets: Sheets, schedule: Schedule) -> None:
    """Why each line is there: the activity it pays for, and what comes of it."""
    said = sheets.said
    tasks = {task.number: task for task in schedule.tasks}
    columns = (
        SheetColumn(title=said.gettext("N.º"), width=6),
        SheetColumn(title=said.gettext("Concepto"), width=40),
        SheetColumn(title=said.gettext("Actividad"), width=50),
        SheetColumn(title=said.gettext("Entregable"), width=40),
    )
    rows: list[list[Cell]] = []
    for line in sheets.budget.lines:
        task = tasks.get(line.activity or 0)
        told = [cellable(task.text), cellable(task.product)] if task else ["–", "–"]
        rows.append([line.number, cellable(line.concept), *told])
    sheets.fill(sheets.another(said.gettext("Justificación")), columns, rows)


def add_sources(sheets: Sheets, ids: Mapping[str, str] | None = None) -> None:
    """What each payer puts in, out of the lines, with its part of the whole.

    :param ids: label → what it is stored as, of every payer a line may have, for a book that
        comes back.
    """
    said, budget = sheets.said, sheets.budget
    columns = [
        SheetColumn(title=said.gettext("Quién lo paga"), width=44),
        SheetColumn(title=said.gettext("Monto"), width=22, form=sheets.money),
        SheetColumn(title=said.gettext("Parte del total"), width=18, form=sheets.part),
    ]
    names = list(ids) if ids else [_payer(sheets, part) for part in budget.by_payer]
    end = HEAD + max(len(names), 1)
    rows: list[list[Cell]] = [
        [
            cellable(name).strip(),
            Formula(f"=SUMPRODUCT({_of(sheets, 'fuente', f'$A{row}')},{_sums(sheets)})"),
            Formula(f"=IF($B${end + 1}=0,0,B{row}/$B${end + 1})"),
        ]
        for row, name in enumerate(names, HEAD + 1)
    ]
    sheet = sheets.another(sheets.names["sources"])
    total = [Formula(f"=SUM({one}{HEAD + 1}:{one}{end})") for one in "BC"]
    sheets.fill(sheet, columns, rows, total=total)
    told = said.gettext("Monto solicitado")
    put(sheet, end + 3, 1, told, columns[0]).font = font(bold=True)
    put(sheet, end + 3, 2, _asked(sheets, names), columns[1]).font = font(bold=True)
    for row, code in enumerate((ids or {}).values(), HEAD + 1):
        sheet.cell(row, SOURCE_ID, code)
        sheet.column_dimensions[get_column_letter(SOURCE_ID)].hidden = True


def _payer(sheets: Sheets, part: BudgetShare) -> str:
    """A payer as its lines call it; what is no option keeps the word that was typed."""
    known = part.code in KINDS or part.code.isdecimal() or not part.code
    return sheets.said.named(part.label if known else part.code)


def _asked(sheets: Sheets, names: list[str]) -> Formula:
    """The sum of the cells of those from whom it is asked."""
    mine = {
        sheets.said.named(one.label) for one in sheets.budget.sources if one.kind == FOREIGN
    } | {sheets.said.named(KINDS[FOREIGN])}
    cells = [f"B{row}" for row, name in enumerate(names, HEAD + 1) if name in mine]
    return Formula(f"={'+'.join(cells) or 0}")


def add_rates(sheets: Sheets) -> None:
    """The currency of the budget; a rate stands here where somebody gave one."""
    said = sheets.said
    columns = (
        SheetColumn(title=said.gettext("Moneda"), width=14),
        SheetColumn(title=said.gettext("Valor"), width=18, form=sheets.plain),
        SheetColumn(title=said.gettext("Fecha"), width=16),
        SheetColumn(title=said.gettext("Fuente"), width=50),
    )
    note = said.gettext("Moneda del presupuesto: no hay conversión.")
    currency = sheets.budget.currency or said.gettext("moneda sin indicar")
    sheets.fill(sheets.another(said.gettext("Tasas")), columns, [[currency, 1, "–", note]])


def add_summary(sheets: Sheets, paying: Sequence[str] | None = None) -> None:
    """Item × payer, with the sum of each item and its part of the whole.

    :param paying: every payer a line may have, for a book that comes back.
    """
    said, budget = sheets.said, sheets.budget
    items = [said.named(label) for label in _HEADINGS.values()] if sheets.room else _items(sheets)
    payers = paying or [_payer(sheets, part).strip() for part in budget.by_payer]
    payers = [one or sheets.unnamed for one in payers]
    columns = (
        SheetColumn(title=said.gettext("Rubro"), width=30),
        *(
            SheetColumn(
                title=cellable(one),
                width=max(24, min(len(one) + 4, 34)),
                form=sheets.money_or_none,
            )
            for one in payers
        ),
        SheetColumn(title=said.gettext("Total"), width=22, form=sheets.money),
        SheetColumn(title=said.gettext("Parte del total"), width=16, form=sheets.part),
    )
    end = HEAD + max(len(items), 1)
    whole = get_column_letter(len(payers) + 2)
    rows: list[list[Cell]] = []
    for row, item in enumerate(items, HEAD + 1):
        mine = _of(sheets, "rubro", f"$A{row}")
        parts = [
            Formula(
                f"=SUMPRODUCT({mine},{_of(sheets, 'fuente', f'{get_column_letter(n)}${HEAD}')},"
                f"{_sums(sheets)})"
            )
            for n in range(2, len(payers) + 2)
        ]
        total = Formula(f"=SUMPRODUCT({mine},{_sums(sheets)})")
        share = Formula(f"=IF(${whole}${end + 1}=0,0,{whole}{row}/${whole}${end + 1})")
        rows.append([item, *parts, total, share])
    letters = [get_column_letter(n) for n in range(2, len(payers) + 4)]
    sums = [Formula(f"=SUM({one}{HEAD + 1}:{one}{end})") for one in letters]
    sheets.fill(sheets.another(said.gettext(SUMS)), columns, rows, total=sums)


def _items(sheets: Sheets) -> list[str]:
    """The items of the lines, as these call them."""
    named = (
        sheets.said.named(_HEADINGS[part.code]) if part.code in _HEADINGS else part.code
        for part in sheets.budget.by_heading
    )
    return [cellable(one).strip() or sheets.unnamed for one in named]


def _of(sheets: Sheets, key: str, cell: str) -> str:
    """Which lines have in column ``key`` what stands in ``cell``."""
    letter = sheets.layout.letter(key)
    return f"--({_there(sheets, letter)}={cell})"


def _sums(sheets: Sheets) -> str:
    return _there(sheets, get_column_letter(sheets.layout.total))


def _there(sheets: Sheets, letter: str) -> str:
    name = quote_sheetname(sheets.names["lines"])
    return f"{name}!${letter}${HEAD + 1}:${letter}${sheets.last}"


def _years(budget: Budget, schedule: Schedule) -> dict[int, dict[int, Decimal]]:
    """Year → line → the part of it that falls in that year: its own, or by its activity's days.

    Without dates, or in one year alone, there is nothing to divide.
    """
    tasks = {task.number: task for task in schedule.drawn}
    whole = (schedule.start, schedule.end) if schedule.start and schedule.end else None
    found: dict[int, dict[int, Decimal]] = {}
    for line in budget.lines:
        if line.year is not None:
            found.setdefault(line.year, {})[line.number] = Decimal(1)
            continue
        task = tasks.get(line.activity or 0)
        span = (task.start, task.end) if task else whole
        if span is None or span[0] is None or span[1] is None:
            return {}
        for year, part in _parts(span[0], span[1]):
            found.setdefault(year, {})[line.number] = part
    return dict(sorted(found.items())) if len(found) > 1 else {}


def _parts(first: date, last: date) -> Iterator[tuple[int, Decimal]]:
    days = (last - first).days + 1
    for year in range(first.year, last.year + 1):
        begins = max(first, first.replace(year=year, month=1, day=1))
        ends = min(last, last.replace(year=year, month=12, day=31))
        yield year, Decimal((ends - begins).days + 1) / days
