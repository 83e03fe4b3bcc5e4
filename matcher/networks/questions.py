"""The six questions before a city joins a network, and the decisions there are, in words."""

from collections.abc import Mapping

from matcher.networks.models import Decision
from matcher.words.language import gettext_noop

QUESTIONS: Mapping[str, str] = {
    "mission": gettext_noop("¿Cuál es su misión y su objetivo?"),
    "serves": gettext_noop("¿Le sirve a nuestro objetivo?"),
    "better": gettext_noop("¿Hay otra red que nos convenga más?"),
    "members": gettext_noop("¿Quiénes son sus miembros?"),
    "obliges": gettext_noop("¿A qué nos obliga ser miembros?"),
    "affords": gettext_noop("¿Podemos sostenerlo en dinero, gente y política con el tiempo?"),
}
DECISIONS: Mapping[Decision, str] = {
    "study": gettext_noop("En estudio"),
    "joined": gettext_noop("Somos miembros"),
    "declined": gettext_noop("No entramos"),
    "leave": gettext_noop("Nos retiramos"),
}
