"""Two sheets of networks of cities: one joined, whose review comes, and one under study.

The networks are made up, and their names say so.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from matcher.networks.editing import NetworkSheet, save_network
from matcher.people.models import Person


def join_networks(session: Session, *, officer: Person, director: Person, at: datetime) -> None:
    """Leave both sheets."""
    today = at.date()
    joined = NetworkSheet(
        name="Red de Ciudades del Agua (ejemplo)",
        url="https://red-del-agua.example/",
        mission="Ejemplo: que sus ciudades aprendan unas de otras a cuidar el agua.",
        serves="Ejemplo: sí, a la línea de agua y saneamiento del plan de desarrollo.",
        better="Ejemplo: se miró otra, más grande; aquí la ciudad puede dirigir una comisión.",
        members="Ejemplo: treinta ciudades medianas de nueve países; interesan cuatro.",
        obliges="Ejemplo: una cuota anual, dos reuniones y un informe público al año.",
        affords="Ejemplo: una persona un día por semana; la cuota cabe en el presupuesto.",
        cost=Decimal(3000),
        currency="USD",
        benefit="Ejemplo: dos visitas técnicas y un proyecto presentado con otra ciudad.",
        decision="joined",
        decided_by=director.name,
        decided_on=today - timedelta(days=340),
        review_on=today + timedelta(days=20),
        keeper_id=officer.id,
    )
    studied = NetworkSheet(
        name="Alianza de Ciudades que Cuidan (ejemplo)",
        mission="Ejemplo: poner el cuidado en la agenda de las ciudades.",
        serves="Ejemplo: en parte; toca dos programas de la secretaría social.",
        members="Ejemplo: doce capitales; ninguna de nuestro tamaño.",
        keeper_id=officer.id,
        review_on=today + timedelta(days=120),
    )
    for sheet in (joined, studied):
        save_network(session, None, sheet, person=officer, at=at, today=today)
