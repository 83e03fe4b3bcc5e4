"""The form of the sheet of a network."""

from dataclasses import asdict
from typing import Any, cast

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from matcher.networks.editing import NetworkSheet
from matcher.networks.models import Decision
from matcher.networks.questions import DECISIONS, QUESTIONS
from matcher.web.frame.gettext import _l
from matcher.web.values.forms import REQUIRED, Versioned, options, written
from matcher.web.values.inputs import CURRENCIES, MoneyField

_LINE = Length(max=300, message=_l("Es muy largo: use 300 letras o menos."))
_TEXT = Length(max=4000, message=_l("Es muy largo: use 4.000 letras o menos."))
_TEXTS = ("url", *QUESTIONS, "benefit", "decided_by")


def _answer(name: str, hint: Any) -> TextAreaField:
    return TextAreaField(_l(QUESTIONS[name]), [_TEXT], filters=[written], description=hint)


class NetworkForm(Versioned):
    """Only the name is required: what is not known is left empty, and is shown so."""

    name = StringField(_l("Nombre de la red"), [REQUIRED, _LINE], filters=[written])
    url = StringField(
        _l("Página de la red"), [_LINE], filters=[written], description=_l("Con https://.")
    )
    mission = _answer("mission", _l("Con las palabras de la red, y de dónde se tomaron."))
    serves = _answer("serves", _l("A qué línea o meta de la ciudad aporta, o por qué a ninguna."))
    better = _answer("better", _l("Cuáles se compararon y qué ofrece cada una."))
    members = _answer("members", _l("Qué ciudades, y con cuáles queremos trabajar."))
    obliges = _answer("obliges", _l("Cuotas, reuniones, informes, compromisos públicos."))
    affords = _answer("affords", _l("Quién la atiende, y si sobrevive a un cambio de gobierno."))
    cost = MoneyField(_l("Costo al año"), description=_l("Cero si no cobra; vacío si no se sabe."))
    currency = SelectField(
        _l("Moneda"),
        coerce=written,
        choices=options({"": _l("Sin indicar"), **{c: c for c in CURRENCIES}}),
    )
    benefit = TextAreaField(
        _l("Qué hemos recibido o esperamos recibir"), [_TEXT], filters=[written]
    )
    decision = SelectField(
        _l("Decisión"), choices=options({code: _l(words) for code, words in DECISIONS.items()})
    )
    decided_by = StringField(_l("Quién lo decidió"), [_LINE], filters=[written])
    decided_on = DateField(_l("Cuándo se decidió"), [Optional()])
    review_on = DateField(
        _l("Cuándo volver a revisarla"),
        [Optional()],
        description=_l("Un mes antes, y si se pasa, Puente lo recuerda en Hoy y por correo."),
    )
    keeper_id = SelectField(
        _l("Quién la lleva"),
        coerce=written,
        description=_l("A esta persona se le recuerda; si no hay, a la dirección."),
    )

    def sheet(self) -> NetworkSheet:
        """What was typed."""
        cost = self.cost.data
        return NetworkSheet(
            name=self.name.data or "",
            **{name: self[name].data or "" for name in _TEXTS},
            cost=cost,
            currency=None if cost is None else self.cost.currency or self.currency.data,
            decision=cast("Decision", self.decision.data),
            decided_on=self.decided_on.data,
            review_on=self.review_on.data,
            keeper_id=int(self.keeper_id.data) if self.keeper_id.data else None,
        )


def shown(sheet: NetworkSheet) -> dict[str, Any]:
    """A sheet as the form holds it."""
    keeper = "" if sheet.keeper_id is None else str(sheet.keeper_id)
    return asdict(sheet) | {"keeper_id": keeper}
