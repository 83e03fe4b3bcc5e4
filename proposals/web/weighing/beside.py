"""What the call asks, beside what the project has and what the draft says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.web.frame.gettext import _, here
from matcher.words.language import Words
from matcher.words.values import money_words
from proposals.answers import Answers, answers
from proposals.budget import FOREIGN, Budget, read_budget
from proposals.docx.wording import words
from proposals.models import Draft
from proposals.steps import FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A line of the comparison; an empty word where nobody says."""

    label: str
    asked: str
    project: str
    draft: str


def beside(draft: Draft) -> list[Beside]:
    """Sums, counterpart, months and beginning: as asked, as in the bank, as in the draft."""
    given = answers(draft)
    return list(_lines(draft, given, read_budget(given), here()))


def _lines(draft: Draft, given: Answers, budget: Budget, said: Words) -> Iterator[Beside]:
    def told(key: str) -> str:
        return words(FIELDS[key], given.get(key), said=said)

    def held(name: str) -> str:
        project = draft.project
        value = getattr(project, name) if project else None
        currency = getattr(project, f"{name}_currency") if project else None
        return money_words(said, value, currency) if value is not None else ""

    def sum_of(value: object) -> str:
        return money_words(said, str(value), budget.currency) if budget.lines and value else ""

    own = budget.of_source("contrapartida") + budget.of_source("especie")
    yield Beside(
        label=_("Lo que se pide"),
        asked=_range(told("monto_minimo"), told("monto_maximo")),
        project=held("amount_sought"),
        draft=sum_of(budget.of_source(FOREIGN)),
    )
    yield Beside(
        label=_("Costo total"), asked="", project=held("total_cost"), draft=sum_of(budget.total)
    )
    share = said.hundredths(said.number(own * 100 / budget.total, 1)) if budget.total else ""
    least = told("cofinanciacion_minima")
    yield Beside(
        label=_("Contrapartida"),
        asked=_("al menos %(share)s", share=least) if least else "",
        project=held("counterpart"),
        draft=f"{sum_of(own)} ({share})" if sum_of(own) else share,
    )
    yield _part(budget, told("solicitado_maximo"), said)
    months = draft.project.duration_months if draft.project else None
    yield Beside(
        label=_("Duración"),
        asked=_range(told("duracion_minima"), told("duracion_maxima")),
        project=words(FIELDS["duracion"], str(months), said=said) if months else "",
        draft=told("duracion"),
    )
    starts: date | None = draft.project.starts_on if draft.project else None
    yield Beside(
        label=_("Inicio"),
        asked=_range(told("inicio_desde"), told("inicio_hasta")),
        project=said.day(starts) if starts else "",
        draft=told("inicio"),
    )


def _part(budget: Budget, most: str, said: Words) -> Beside:
    asked = budget.of_source(FOREIGN) * 100 / budget.total if budget.total else None
    return Beside(
        label=_("Parte del costo que se pide"),
        asked=_range("", most),
        project="",
        draft=said.hundredths(said.number(asked, 1)) if asked is not None else "",
    )


def _range(least: str, most: str) -> str:
    if least and most:
        return _("entre %(least)s y %(most)s", least=least, most=most)
    if most:
        return _("hasta %(most)s", most=most)
    return _("desde %(least)s", least=least) if least else ""
