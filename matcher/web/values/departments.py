"""The departments that a form offers."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from matcher.departments.names import departments_of, present_name
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.services import db
from matcher.web.values.forms import written


class DepartmentField(SelectField):  # type: ignore[misc] # wtforms ships no types
    """One department of the list, or none; what is there already may stay, also if retired.

    Its value is ``None`` where none is chosen.
    """

    def __init__(self, label: object, validators: Sequence[Any] = (), **given: Any) -> None:
        super().__init__(label, validators, coerce=written, choices=[], **given)

    def process(self, *given: Any, **named: Any) -> None:
        """Read what was sent; offer the list, and what stood there before."""
        super().process(*given, **named)
        before = self.object_data if isinstance(self.object_data, str) else ""
        names = dict.fromkeys(
            [*(one.name for one in departments_of(db())), *filter(None, [before])]
        )
        self.choices = [
            SelectChoice("", _l("Sin indicar")),
            *(SelectChoice(name, name) for name in names),
        ]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 # as wtforms calls it
        """Refuse what is not on the list; a name that was changed meanwhile is the present one.

        :raises ValidationError: with the words for who chose it.
        """
        chosen = asked_department(str(self.data or ""))
        if chosen and chosen not in {choice.value for choice in self.choices}:
            raise ValidationError(_("Escoja una secretaría de la lista."))
        self.data: str | None = chosen or None


def asked_department(text: str) -> str:
    """What the department an address asks for is called now: an old address still works."""
    return present_name(db(), text)
