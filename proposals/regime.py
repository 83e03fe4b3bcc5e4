"""Which procurement regime the share of foreign money points to: guidance, not legal advice.

Source: Colombia, Ley 1150 de 2007, art. 20; Decreto 1510 de 2013, art. 157; Ley 80 de 1993.
"""

from dataclasses import dataclass
from decimal import Decimal

from matcher.messages import Message, joined
from proposals.budget import FOREIGN, Budget
from proposals.steps.plan import FUNDING

THRESHOLD = 50
NOTE = Message(
    "Vale si quien financia es un organismo de cooperación, asistencia o ayuda internacional. Si "
    "es un organismo multilateral de crédito o un ente gubernamental extranjero, rige lo que diga "
    "su tratado o convenio, cualquiera que sea la parte que ponga. Es una orientación: confírmela "
    "con la oficina jurídica."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """``title`` names the regime, ``why`` the figures and the rule behind it.

    ``share`` is the requested part of the whole, in-kind funds included, 0 to 100;
    ``share_in_money`` the same without them.
    """

    title: Message
    why: Message
    share: Decimal
    share_in_money: Decimal
    note: Message = NOTE


def regime_of(budget: Budget) -> Regime | None:
    """What the budget points to; ``None`` while nothing can be added up."""
    if not budget.total:
        return None
    asked = budget.of_source(FOREIGN)
    money = budget.total - budget.of_source("especie")
    share = asked * 100 / budget.total
    share_in_money = asked * 100 / money if money else Decimal()
    unnamed = budget.total - sum((budget.of_source(o.value) for o in FUNDING), Decimal())
    if share < THRESHOLD <= (asked + unnamed) * 100 / budget.total:
        title, rule = _unknown(budget.total, unnamed)
    else:
        title, rule = _words(share, share_in_money)
    figures = Message(
        "La cooperación pone el %(share)s\u00a0%% del total (%(money)s\u00a0%% sin contar los "
        "aportes en especie).",
        share=round(share, 1),
        money=round(share_in_money, 1),
    )
    return Regime(
        title=title,
        why=joined([figures, rule]),
        share=share,
        share_in_money=share_in_money,
    )


def _unknown(total: Decimal, unnamed: Decimal) -> tuple[Message, Message]:
    return (
        Message("Todavía no se puede saber"),
        Message(
            "El %(share)s\u00a0%% del presupuesto no dice quién lo paga, y de eso depende. Elija "
            "quién paga cada renglón.",
            share=round(unnamed * 100 / total, 1),
        ),
    )


def _words(share: Decimal, share_in_money: Decimal) -> tuple[Message, Message]:
    law = Message("(Ley 1150 de 2007, art. 20; Decreto 1510 de 2013, art. 157)")
    if share >= THRESHOLD:
        return (
            Message("Puede regirse por las reglas del cooperante"),
            Message(
                "Desde el 50\u00a0%% el acuerdo puede someterse al reglamento de quien coopera, "
                "también para la contrapartida %(law)s.",
                law=law,
            ),
        )
    if share_in_money >= THRESHOLD:
        return (
            Message("Depende de si se cuenta la contrapartida en especie"),
            Message(
                "Sin los aportes en especie llega al 50\u00a0%% y podría regirse por las reglas "
                "del cooperante; con ellos no %(law)s. Decida con la oficina jurídica cómo se "
                "cuentan.",
                law=law,
            ),
        )
    return (
        Message("Contratación pública nacional"),
        Message(
            "Por debajo del 50\u00a0%% el acuerdo sigue la contratación pública nacional, Ley 80 "
            "de 1993 %(law)s.",
            law=law,
        ),
    )
