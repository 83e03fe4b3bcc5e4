"""Forms: what is asked, how it is checked. Labels are Spanish, as everything an officer reads."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length, Optional

from matcher.people.queries import MIN_PASSWORD
from matcher.web.frame.gettext import _l
from matcher.web.frame.language import LANGUAGES, language

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
    "immediate": _l("En cuanto haya algo nuevo"),
    "off": _l("No quiero correos"),
}


def options(pairs: Mapping[str, Any]) -> list[SelectChoice]:
    """What a list to choose from offers: value → words."""
    return [SelectChoice(value, label) for value, label in pairs.items()]


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


class SignIn(Form):
    """Address and password."""

    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    password = PasswordField(_l("Contraseña"), [REQUIRED, Length(max=200)])
    remember = BooleanField(_l("Recordarme en este equipo"))


class Profile(Form):
    """What a person decides for themselves."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    language = SelectField(_l("Idioma"), choices=options(LANGUAGES))
    digest = SelectField(
        _l("¿Cada cuánto quiere el correo de novedades?"), choices=options(FREQUENCIES)
    )
    paused_until = DateField(_l("Pausar los correos hasta"), [Optional()])


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
