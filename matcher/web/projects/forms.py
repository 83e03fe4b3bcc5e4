"""The form of a project: its fields, and figures typed the way people type them here."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, Length, NumberRange, Optional

from matcher.projects.models import MONEY, Project, currency_of
from matcher.projects.queries import FIELDS
from matcher.web.frame.gettext import _l
from matcher.web.values.departments import DepartmentField
from matcher.web.values.forms import REQUIRED, Choices, Versioned, options, written
from matcher.web.values.inputs import CURRENCIES, CountField, MoneyField
from matcher.web.values.labels import MODALITIES, STAGES

_SHORT = Length(max=300)
_LONG = Length(max=20_000)


class ProjectForm(Versioned):
    """What is kept of a project. Only the name is required; the rest helps to find calls."""

    name = StringField(_l("Nombre"), [REQUIRED, _SHORT])
    code = StringField(_l("Código"), [_SHORT], filters=[written])
    summary = TextAreaField(
        _l("Resumen"),
        [_LONG],
        filters=[written],
        description=_l("Dos o tres frases que entienda quien no conoce el proyecto."),
    )
    problem = TextAreaField(_l("Problema"), [_LONG], filters=[written])
    objective = TextAreaField(_l("Objetivo"), [_LONG], filters=[written])
    description = TextAreaField(_l("Descripción"), [_LONG], filters=[written])
    department = DepartmentField(_l("Secretaría o dependencia"))
    contact_name = StringField(_l("Persona de contacto"), [_SHORT], filters=[written])
    contact_email = EmailField(
        _l("Correo de contacto"),
        [
            Optional(),
            _SHORT,
            Email(message=_l("No es un correo electrónico."), check_deliverability=False),
        ],
        filters=[written],
    )
    programme = StringField(_l("Programa del plan de desarrollo"), [_SHORT], filters=[written])
    place = StringField(_l("Comuna, corregimiento o lugar"), [_SHORT], filters=[written])
    beneficiaries = TextAreaField(_l("¿A quién beneficia?"), [_LONG], filters=[written])
    beneficiary_count = CountField(
        _l("¿A cuántas personas?"), [Optional(), NumberRange(min=0, max=100_000_000)]
    )
    stage = SelectField(
        _l("Estado de avance"), coerce=written, choices=options({"": _l("Sin indicar"), **STAGES})
    )
    modalities = Choices(
        _l("Cooperación que busca"),
        choices=options(MODALITIES),
        description=_l("Sin marcar ninguna, sirve cualquiera."),
    )
    currency = SelectField(
        _l("Moneda"),
        coerce=written,
        choices=options({"": _l("Sin indicar"), **{c: c for c in CURRENCIES}}),
        description=_l("La de los valores que no llevan otra escrita al lado, como «USD 250.000»."),
    )
    total_cost = MoneyField(_l("Costo total"))
    amount_sought = MoneyField(_l("Monto que se busca"))
    counterpart = MoneyField(_l("Contrapartida disponible"))
    starts_on = DateField(_l("Inicio previsto"), [Optional()])
    duration_months = IntegerField(
        _l("Duración en meses"), [Optional(), NumberRange(min=1, max=600)]
    )
    partners = TextAreaField(_l("Aliados"), [_LONG], filters=[written])
    documents = TextAreaField(_l("Documentos (enlaces)"), [_LONG], filters=[written])
    public = BooleanField(_l("Se puede mostrar en público"))

    @classmethod
    def of(cls, project: Project) -> "ProjectForm":
        """The form of a stored project; what came back untouched stands as it is stored.

        Amounts in another currency than the rest show theirs.
        """
        shown = cls(None, obj=project)
        for name in MONEY:
            own = getattr(project, currency_of(name))
            shown[name].currency = own if own != project.currency else None
        sent = cls(obj=project)
        form = sent if sent.is_submitted() else shown
        form.keep(shown)  # also offers what is stored where a list does not have it
        return form

    def keep(self, shown: "ProjectForm") -> None:
        """As every form does; an amount nobody touched keeps its own currency too."""
        super().keep(shown)
        for name in MONEY:
            if self[name]._value() == shown[name]._value():
                self[name].currency = shown[name].currency

    def label_of(self, name: str) -> str:
        """What a field of a project is called here; the currency of an amount is its own."""
        if name in self:
            return str(self[name].label.text)
        amount = self[name.removesuffix("_currency")]
        return f"{amount.label.text}: {str(self.currency.label.text).lower()}"

    def values(self) -> dict[str, Any]:
        """What was typed, by the fields of a project.

        An amount is in the currency written beside it, else in the one that was chosen, which
        says nothing of amounts that are not there unless none is.
        """
        found = {name: self[name].data for name in FIELDS if name in self}
        there = [name for name in MONEY if self[name].data is not None] or MONEY
        return found | {
            currency_of(name): self[name].currency or self.currency.data for name in there
        }
