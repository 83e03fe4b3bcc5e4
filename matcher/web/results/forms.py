"""Forms of results and goals."""

from typing import Any

from sqlalchemy import func, select
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matcher.projects.models import Project
from matcher.results.countries import country_names
from matcher.results.models import OWN_CURRENCY, REPORTED_IN, SUMS, Goal, Result, own_currency
from matcher.results.recording import FIELDS, LONGEST
from matcher.web.cards.calls import line_names
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.language import language
from matcher.web.frame.services import db
from matcher.web.results.words import MEASURES, RELATIONS
from matcher.web.values.departments import DepartmentField
from matcher.web.values.forms import REQUIRED, Choices, Versioned, options, written
from matcher.web.values.inputs import CURRENCIES, CountField, MoneyField
from matcher.web.values.labels import ODS

_SHORT = Length(max=300)


class ResultForm(Versioned):
    """What became of something; only what was obtained and the day are required."""

    title = TextAreaField(
        _l("Hecho concreto"),
        [REQUIRED, Length(max=LONGEST)],
        description=_l("En una frase, como irá en el informe."),
    )
    day = DateField(
        _l("Día en que se decidió o se firmó"),
        [REQUIRED],
        description=_l("De él salen el año del informe y la tasa de cambio."),
        id="decided-on",  # the page of a pursuit has a day of its own
    )
    ends_on = DateField(_l("Hasta cuándo va"), [Optional()])
    project = StringField(
        _l("Proyecto del banco"), [_SHORT], filters=[written], description=_l("Código o nombre.")
    )
    line = SelectField(_l("Línea temática"), coerce=written)
    ods = Choices(_l("ODS"))
    department = DepartmentField(_l("Secretaría o dependencia"))
    funder = StringField(_l("Cooperante"), [_SHORT], filters=[written])
    country = SelectField(_l("País del cooperante"), coerce=written)
    relation = SelectField(_l("Relación"), coerce=written)
    currency = SelectField(
        _l("Moneda de los montos"),
        coerce=written,
        description=_l("Un monto en otra moneda se escribe con ella: «150.000 EUR»."),
    )
    requested = MoneyField(_l("Solicitado"))
    granted = MoneyField(_l("Otorgado"))
    technical = MoneyField(
        _l("Cooperación técnica valorada"),
        description=_l("Lo que valen las horas, viajes o equipos que no llegan en dinero."),
    )
    disbursed = MoneyField(_l("Desembolsado"))
    disbursed_on = DateField(_l("Día del desembolso"), [Optional()])
    people = CountField(
        _l("Personas alcanzadas"), [Optional(), NumberRange(min=0, max=100_000_000)]
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        empty = {"": _l("Sin indicar")}
        self.line.choices = options({**empty, **line_names()})
        self.ods.choices = options({str(code): f"{code} · {name}" for code, name in ODS.items()})
        self.country.choices = options({**empty, **country_names(language())})
        self.relation.choices = options({**empty, **RELATIONS})
        self.currency.choices = options({**empty, **{code: code for code in CURRENCIES}})

    @classmethod
    def of(cls, known: Result | dict[str, Any] | None) -> "ResultForm":
        """The form of what is stored or known; what came back untouched stands as it is."""
        if known is None:
            return cls()
        shown, sent = cls.shown(known), cls(data=_told(known))
        form = sent if sent.is_submitted() else shown
        form.keep(shown)
        return form

    @classmethod
    def shown(cls, known: Result | dict[str, Any] | None) -> "ResultForm":
        """The form before anybody types; what a project sought says its currency beside it."""
        form = cls(None, data=_told(known))
        if isinstance(known, dict):
            form.requested.currency = form.currency.data
        elif known is not None:
            for name in OWN_CURRENCY:
                form[name].currency = getattr(known, own_currency(name))
        return form

    def agrees(self) -> bool:
        """Check everything: also that each sum has its currency and the project is known."""
        fine = bool(self.validate()) and self._currencies()
        if self.project.data and self._project_id() is None:
            fine = not self.blame("project", _("No hay un proyecto con ese código o ese nombre."))
        return fine

    def _currencies(self) -> bool:
        """Whether each sum has one, written beside it or chosen; what is added up, the same."""
        told = {name: self._currency_of(name) for name in SUMS if self[name].data is not None}
        if None in told.values():
            return not self.blame("currency", _("Diga en qué moneda están los montos."))
        granted, technical = told.get("granted"), told.get("technical")
        if granted and technical and granted != technical:
            return not self.blame(
                "technical",
                _(
                    "Está en %(own)s y lo otorgado en %(other)s. El informe suma las dos cifras: "
                    "escriba las dos en la misma moneda, o registre la cooperación técnica como "
                    "otro resultado.",
                    own=technical,
                    other=granted,
                ),
            )
        return True

    def _currency_of(self, name: str) -> str | None:
        own: str | None = self[name].currency
        return own or self.currency.data

    def values(self) -> dict[str, Any]:
        """What was typed, by the fields of a result."""
        told = {name: self[name].data for name in FIELDS if name in self}
        own = {own_currency(name): self._currency_of(name) for name in OWN_CURRENCY}
        added = [n for n in ("granted", "technical") if self[n].data is not None]
        rest = self._currency_of(added[0]) if added else self.currency.data
        return told | own | {"currency": rest, "project_id": self._project_id()}

    def _project_id(self) -> int | None:
        if not self.project.data:
            return None
        asked = self.project.data.strip()
        by_code = select(Project.id).where(func.lower(Project.code) == asked.lower())
        by_name = select(Project.id).where(func.lower(Project.name) == asked.lower())
        return db().scalar(by_code) or db().scalar(by_name.order_by(Project.id))


def _told(known: Result | dict[str, Any] | None) -> dict[str, Any]:
    """What is stored or known, by the boxes of the form."""
    told: dict[str, Any] = (
        {name: getattr(known, name) for name in FIELDS}
        if isinstance(known, Result)
        else dict(known or {})
    )
    project = db().get(Project, told["project_id"]) if told.get("project_id") else None
    return told | {"project": (project.code or project.name) if project else None}


class GoalForm(Versioned):
    """A goal: how much of what, from one year to another."""

    measure = SelectField(_l("Qué se mide"))
    first_year = IntegerField(_l("Del año"), [REQUIRED, NumberRange(min=2000, max=2100)])
    last_year = IntegerField(_l("Al año"), [REQUIRED, NumberRange(min=2000, max=2100)])
    target = MoneyField(
        _l("Meta"),
        # What is no figure says why: DataRequired would say that nothing was written.
        [InputRequired(message=REQUIRED.message)],
        description=_l("El dinero, en USD."),
    )
    source = StringField(
        _l("De dónde sale"),
        [_SHORT],
        description=_l("Por ejemplo, el plan de desarrollo y su página."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.measure.choices = options(MEASURES)

    def agrees(self) -> bool:
        """Check everything: also that money is in the one currency of goals."""
        fine = bool(self.validate())
        if fine and self.target.currency not in (None, REPORTED_IN):
            fine = not self.blame("target", _("Escríbala en USD: en esa moneda se suma."))
        return fine

    @classmethod
    def of(cls, goal: Goal | None) -> "GoalForm":
        """The form of a goal; what came back untouched stands as it is."""
        if goal is None:
            return cls()
        shown, sent = cls(None, obj=goal), cls(obj=goal)
        form = sent if sent.is_submitted() else shown
        form.keep(shown)
        return form
