"""Forms: what is asked, how it is checked. Labels are Spanish, as everything an officer reads."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from matcher.people.passwords import MIN_PASSWORD
from matcher.text import number_of
from matcher.web.frame.gettext import _l
from matcher.web.frame.language import LANGUAGES, language
from matcher.web.values.inputs import figure_of

REQUIRED = DataRequired(message=_l("Escriba este dato."))
ROLES = {
    "consulta": _l("Consulta: solo lee"),
    "profesional": _l("Profesional: trabaja convocatorias, banco y propuestas"),
    "direccion": _l("Dirección: además da avales"),
    "administracion": _l("Administración: personas, fuentes y líneas"),
}
FREQUENCIES = {
    "weekly": _l("Cada semana"),
    "daily": _l("Cada día"),
    "days": _l("Los días que escoja"),
    "immediate": _l("En cuanto haya algo nuevo"),
    "off": _l("No quiero correos"),
}


def options(pairs: Mapping[str, Any]) -> list[SelectChoice]:
    """What a list to choose from offers: value → words."""
    return [SelectChoice(value, label) for value, label in pairs.items()]


def written(value: Any) -> Any:
    """What a box was left with: no loose blanks, line breaks as everywhere else; else nothing."""
    text = as_stored(value).strip() if isinstance(value, str) else value
    return text or None


def as_stored(text: str | None) -> str:
    """``text`` with the line breaks it is stored with; browsers send CR LF."""
    return re.sub(r"\r\n?", "\n", text or "")


class Form(FlaskForm):  # type: ignore[misc] # flask-wtf ships no types
    """A form whose messages are in the language of the page."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # flask-wtf ships no types
        """Messages of the built-in checks come from the library."""

        @property
        def locales(self) -> tuple[str]:
            """The language they come in."""
            return (language(),)

    def blame(self, field: str | None, message: str) -> bool:
        """Show ``message`` beside ``field``; whether the form has such a field."""
        target: Any = self._fields.get(field)
        if target is None:
            return False
        target.errors = [*target.errors, message]
        return True

    def keep(self, shown: Self) -> None:
        """Let what came back just as ``shown`` stand as it is stored, without judging it.

        A box holds less than may be stored (one line, no seconds, no loose blanks), and the checks
        are for what a person types: a value nobody touched is neither altered nor refused.
        """
        for field in self:
            stored = shown[field.name]
            if field.name == self.meta.csrf_field_name or isinstance(field, BooleanField):
                continue  # a box is ticked or not: it holds all there is
            if isinstance(field, SelectMultipleField):
                if set(field.data or ()) == set(stored.object_data or ()):
                    field.data = stored.object_data  # in the order it is stored
            elif isinstance(field, SelectField):
                _offer(field, stored.object_data)
            elif field.raw_data and hasattr(field, "_value"):
                told, here = _boxed(field, field.raw_data[0]), _boxed(field, stored._value())
                if told == here:
                    field.data, field.process_errors = stored.object_data, []
                    field.validators = ()


def _offer(field: Any, value: Any) -> None:
    """Let a list to choose from offer what is stored, though nothing new may be so."""
    if value is not None and value not in {choice.value for choice in field.choices}:
        field.choices = [*field.choices, SelectChoice(value, value)]


def _boxed(field: Any, text: str) -> str:
    """What a browser keeps of ``text`` in the box of ``field``."""
    if isinstance(field.widget, TextArea):
        return as_stored(text)
    line = re.sub(r"[\r\n]", "", text)
    return line.strip() if isinstance(field, EmailField) else line


class Versioned(Form):
    """A form on something that others may change too: it says which version was on the screen."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version that was on the screen; ``None`` where the form does not say."""
        return number_of(str(self.version.data or ""))

    def stand_on(self, version: int) -> None:
        """Let the next save be one on ``version``."""
        self.version.raw_data = None
        self.version.data = str(version)

    def differing(self, kept: Mapping[str, Any]) -> list[tuple[Any, str]]:
        """The fields whose content is not what is ``kept``, each with that in words."""
        pairs = [(self._fields[name], value) for name, value in kept.items()]
        return [
            (field, _in_words(field, value))
            for field, value in pairs
            if (field.data or "") != (value or "")
        ]


def _in_words(field: Any, value: Any) -> str:
    """What a field would show for ``value``."""
    choices = field.iter_choices() if hasattr(field, "iter_choices") else ()
    labels = {choice.value: choice.label for choice in choices}
    if isinstance(value, Decimal):
        return figure_of(value)
    if isinstance(value, bool):
        return str(_l("sí") if value else _l("no"))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in values if one not in (None, "")) or "–"


class Choices(SelectMultipleField):  # type: ignore[misc] # wtforms ships no types
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SignIn(Form):
    """Address and password."""

    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    password = PasswordField(_l("Contraseña"), [REQUIRED, Length(max=200)])
    remember = BooleanField(_l("Recordarme en este equipo"))


class Profile(Versioned):
    """What a person decides for themselves."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    language = SelectField(
        _l("Idioma"),
        choices=[SelectChoice(code, name, {"lang": code}) for code, name in LANGUAGES.items()],
    )
    in_spanish = BooleanField(
        _l("Mostrar en español las convocatorias de otros idiomas"),
        description=_l(
            "Donde haya traducción automática. El original queda a un clic y las citas no cambian."
        ),
    )


class Password(Form):
    """A change of one's own password."""

    current = PasswordField(_l("Contraseña actual"), [REQUIRED, Length(max=200)])
    new = PasswordField(
        _l("Contraseña nueva"),
        [REQUIRED, Length(min=MIN_PASSWORD, max=200, message=_l("Use al menos 10 caracteres."))],
        description=_l("Al menos 10 caracteres. Una frase corta es fácil de recordar."),
    )
    again = PasswordField(
        _l("Repita la contraseña nueva"),
        [REQUIRED, EqualTo("new", message=_l("No coincide con la contraseña nueva."))],
    )
