"""The form of a project: its fields, and figures typed the way people type them here."""

from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from matcher.web.call_filters import money_of
from matcher.web.filters import number
from matcher.web.forms import REQUIRED, Versioned, options
from matcher.web.gettext import _, _l
from matcher.web.labels import MODALITIES, STAGES

CURRENCIES = ("COP", "USD", "EUR", "GBP", "BRL", "MXN", "PEN", "CLP", "ARS")
_SHORT = Length(max=300)
_LONG = Length(max=20_000)


class MoneyField(Field):  # type: ignore[misc] # wtforms ships no types
    """Money as people type it: «346.000.000», «1.500,50»."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else number(self.data, 2)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed.

        :raises ValueError: for what is no figure.
        """
        text = valuelist[0].strip() if valuelist else ""
        self.data: Decimal | None = money_of(text) if text else None
        if text and self.data is None:
            raise ValueError(_("Escriba solo la cifra, por ejemplo 346.000.000."))


class Choices(SelectMultipleField):  # type: ignore[misc] # wtforms ships no types
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def blank(value: Any) -> Any:
    """Nothing typed is nothing known."""
    text = value.strip() if isinstance(value, str) else value
    return text or None


class ProjectForm(Versioned):
    """What is kept of a project. Only the name is required; the rest helps to find calls."""

    name = StringField(_l("Nombre"), [REQUIRED, _SHORT])
    code = StringField(_l("Código"), [_SHORT], filters=[blank])
    summary = TextAreaField(
        _l("Resumen"), [_LONG], filters=[blank],
        description=_l("Dos o tres frases que entienda quien no conoce el proyecto."),
    )  # fmt: skip
    problem = TextAreaField(_l("Problema"), [_LONG], filters=[blank])
    objective = TextAreaField(_l("Objetivo"), [_LONG], filters=[blank])
    description = TextAreaField(_l("Descripción"), [_LONG], filters=[blank])
    department = StringField(_l("Secretaría o dependencia"), [_SHORT], filters=[blank])
    contact_name = StringField(_l("Persona de contacto"), [_SHORT], filters=[blank])
    contact_email = EmailField(
        _l("Correo de contacto"),
        [Optional(), _SHORT, Email(message=_l("No es un correo electrónico."))],
        filters=[blank],
    )
    programme = StringField(_l("Programa del plan de desarrollo"), [_SHORT], filters=[blank])
    place = StringField(_l("Comuna, corregimiento o lugar"), [_SHORT], filters=[blank])
    beneficiaries = StringField(_l("¿A quién beneficia?"), [_LONG], filters=[blank])
    beneficiary_count = IntegerField(
        _l("¿A cuántas personas?"), [Optional(), NumberRange(min=0, max=100_000_000)]
    )
    stage = SelectField(
        _l("Estado de avance"), coerce=blank, choices=options({"": _l("Sin indicar"), **STAGES})
    )
    modalities = Choices(
        _l("Cooperación que busca"), choices=options(MODALITIES),
        description=_l("Sin marcar ninguna, sirve cualquiera."),
    )  # fmt: skip
    currency = SelectField(
        _l("Moneda"), coerce=blank,
        choices=options({"": _l("Sin indicar"), **{c: c for c in CURRENCIES}}),
    )  # fmt: skip
    total_cost = MoneyField(_l("Costo total"))
    amount_sought = MoneyField(_l("Monto que se busca"))
    counterpart = MoneyField(_l("Contrapartida disponible"))
    starts_on = DateField(_l("Inicio previsto"), [Optional()])
    duration_months = IntegerField(
        _l("Duración en meses"), [Optional(), NumberRange(min=1, max=600)]
    )
    partners = StringField(_l("Aliados"), [_LONG], filters=[blank])
    documents = StringField(_l("Documentos (enlaces)"), [_LONG], filters=[blank])
    public = BooleanField(_l("Se puede mostrar en público"))
