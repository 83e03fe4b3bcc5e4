"""Which procurement regime the share of foreign money points to: guidance, not legal advice.

Source: Colombia, Ley 1150 de 2007, art. 20; Decreto 1510 de 2013, art. 157; Ley 80 de 1993.
"""

from dataclasses import dataclass
from decimal import Decimal

from proposals.budget import FOREIGN, Budget

THRESHOLD = 50
NOTE = (
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

    title: str
    why: str
    share: Decimal
    share_in_money: Decimal
    note: str = NOTE


def regime_of(budget: Budget) -> Regime | None:
    """What the budget points to; ``None`` while nothing can be added up."""
    if not budget.total:
        return None
    asked = budget.of_source(FOREIGN)
    money = budget.total - budget.of_source("especie")
    share = asked * 100 / budget.total
    share_in_money = asked * 100 / money if money else Decimal()
    title, rule = _words(share, share_in_money)
    return Regime(
        title=title,
        why=f"La cooperación pone el {_percent(share)} del total "
        f"({_percent(share_in_money)} sin contar los aportes en especie). {rule}",
        share=share,
        share_in_money=share_in_money,
    )


def _words(share: Decimal, share_in_money: Decimal) -> tuple[str, str]:
    law = "(Ley 1150 de 2007, art. 20; Decreto 1510 de 2013, art. 157)"
    if share >= THRESHOLD:
        return (
            "Puede regirse por las reglas del cooperante",
            f"Desde el 50\u00a0% el acuerdo puede someterse al reglamento de quien coopera, "
            f"también para la contrapartida {law}.",
        )
    if share_in_money >= THRESHOLD:
        return (
            "Depende de si se cuenta la contrapartida en especie",
            f"Sin los aportes en especie llega al 50\u00a0% y podría regirse por las reglas del "
            f"cooperante; con ellos no {law}. Decida con la oficina jurídica cómo se cuentan.",
        )
    return (
        "Contratación pública nacional",
        f"Por debajo del 50\u00a0% el acuerdo sigue la contratación pública nacional, "
        f"Ley 80 de 1993 {law}.",
    )


def _percent(value: Decimal) -> str:
    return f"{value:.1f}".replace(".", ",") + "\u00a0%"
