"""People by hand: ``user add``, and a link for who forgot a password."""

from typing import cast, get_args

import click

from matcher.agency.identity import own_words
from matcher.audit.record import record
from matcher.cli.service import open_service
from matcher.db.session import transaction
from matcher.errors import NotFound
from matcher.people.links import password_link
from matcher.people.models import Role
from matcher.people.queries import add_person, find_by_email, people
from matcher.people.second_step import remove_second_step


@click.group()
def user() -> None:
    """Personas que entran a Puente."""


@user.command("add")
@click.argument("email")
@click.option("--name", prompt="Nombre", help="Nombre y apellido.")
@click.option(
    "--role",
    type=click.Choice(get_args(Role)),
    default="profesional",
    show_default=True,
    help="Perfil.",
)
@click.option("--department", help="Secretaría: se le escribe solo de sus proyectos.")
@click.password_option(
    prompt="Contraseña", confirmation_prompt="Otra vez", help="Al menos 10 caracteres."
)
def add(email: str, *, name: str, role: str, department: str | None, password: str) -> None:
    """Crea una cuenta."""
    service = open_service()
    with transaction(service.sessions) as session:
        person = add_person(
            session,
            email=email,
            name=name,
            password=password,
            role=cast("Role", role),
            department=department,
            at=service.clock.now(),
            words=own_words(session, service.settings),
        )
        record(
            session,
            at=service.clock.now(),
            person_id=None,
            action="person.added",
            subject_type="person",
            subject_id=person.id,
            role=role,
        )
    click.echo(f"Cuenta creada: {person.email} ({role}).")


@user.command("list")
def list_people() -> None:
    """Muestra las cuentas."""
    service = open_service()
    with transaction(service.sessions) as session:
        for person in people(session):
            state = "" if person.active else "  (desactivada)"
            click.echo(f"{person.email:<36} {person.role:<16} {person.name}{state}")


@user.command("no-second-step")
@click.argument("email")
def drop_second_step(email: str) -> None:
    """Quita el segundo paso de quien perdió el teléfono y sus códigos."""
    service = open_service()
    with transaction(service.sessions) as session:
        person = find_by_email(session, email)
        if person is None:
            raise NotFound("No hay una cuenta con ese correo.")
        remove_second_step(session, person, at=service.clock.now(), by=None)
    click.echo(f"{person.email} entra solo con la contraseña.")


@user.command("link")
@click.argument("email")
def give_link(email: str) -> None:
    """Da un enlace de un solo uso con el que la persona pone otra contraseña."""
    service = open_service()
    with transaction(service.sessions) as session:
        person = find_by_email(session, email)
        if person is None or not person.active:
            raise NotFound("No hay una cuenta abierta con ese correo.")
        now = service.clock.now()
        link = password_link(service.settings, person, "reset", now=now)
        record(
            session,
            at=now,
            person_id=None,
            action="person.link-given",
            subject_type="person",
            subject_id=person.id,
        )
    click.echo(link)
