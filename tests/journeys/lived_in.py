"""What some weeks of use leave in the demo: every kind of thing people say, and odd values."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.facts import Amount, Deadline, by_hand
from matcher.calls.models import Call, Review
from matcher.calls.queries import refresh_index as refresh_calls
from matcher.calls.twins import note_twins
from matcher.clock import local_day
from matcher.coded import to_stored
from matcher.desk.corrections import correct
from matcher.desk.identity import IdentityTold, save_identity
from matcher.desk.join import join
from matcher.desk.sharing import ShareWith, share
from matcher.desk.verdicts import discard
from matcher.digests.tickets import MailTicket, address
from matcher.files.keeping import Upload, keep_file
from matcher.files.shelf import file_document, take_off
from matcher.funders.models import FunderNote
from matcher.funders.names import funder_key
from matcher.funders.notes import write
from matcher.gate.editing import retire_rule, save_rule
from matcher.gate.passing import let_through
from matcher.glossary.own_entries import retire_entry, save_entry
from matcher.intake.store import Store
from matcher.intake.trials import Tried, keep_trial
from matcher.mail.models import ForwardedLetter, OutgoingMail, PausedAddress
from matcher.matches.decisions import Sheet, decide
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Feedback, Match
from matcher.money.editing import NewRate, keep_rates
from matcher.networks.editing import NetworkSheet, archive_network, save_network
from matcher.people.granting import ask_access
from matcher.people.keys import make_key
from matcher.people.links import password_link
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.personal.asking import ask_correction
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.imports.models import ImportedProject
from matcher.projects.imports.running import begin
from matcher.projects.models import Project
from matcher.projects.queries import STALE, archive, is_stale
from matcher.projects.queries import refresh_index as refresh_projects
from matcher.projects.tables.files import read_table
from matcher.pursuits.dates import meet_date, set_date
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.models import Pursuit, PursuitNote
from matcher.pursuits.notes import note
from matcher.pursuits.reasons import retire_reason, save_reason
from matcher.rehearsals.models import Rehearsal
from matcher.results.recording import save_result
from matcher.searches.saving import save_search
from matcher.settings import Settings
from matcher.tags.correcting import correct_tag
from matcher.tags.editing import retire_line
from matcher.tags.queries import lines
from proposals.drafts import new_row
from proposals.models import Draft
from proposals.saving import Save, save
from scrapers import registry
from tests.journeys.under_way import on_their_way

# Everything here is accepted by the import, so a form has to carry it too.
ODD_BANK = (
    "Código,Nombre,Resumen,Problema,Correo de contacto,Secretaría,Beneficiarios,"
    "Número de beneficiarios,Costo total,Monto solicitado,Moneda,Duración (meses),Aliados,"
    "Documentos,Comuna o corregimiento\n"
    '"P-1\n2","Nombre en\ndos renglones","Uno.\nDos.\n\n  Tres con sangría.","<b>&amp; «x» ""y""",'
    'interno@servidor.local,"Secretaría de\nMuestra","Familias\nEscuelas",1900000000,'
    '"1.500.000,50","250.000,5",COP,0,"Aliado uno\nAliado dos",'
    '"https://a.example/1\nhttps://a.example/2","Comuna 1\nComuna 2"\n'
    f"P-2,{'Nombre muy largo ' * 30},,,,{'Secretaría larga ' * 30},,0,0,0,,600,,,{'Vereda ' * 90}\n"
)


ZONE = "America/Bogota"
"""That of the settings where nobody writes another one."""


def _here(at: datetime) -> date:
    """The day it is in the office: in the evening not that of UTC."""
    return local_day(at, ZONE)


def live_in(session: Session, *, at: datetime, settings: Settings) -> list[str]:
    """Leave in the demo what its officers would have left by now; where the odd things are."""
    officer = session.scalars(select(Person).where(Person.role == "profesional")).one()
    _bank(session, officer, at)
    _calls(session, officer, at)
    _matches(session, officer, at)
    _words(session, officer, at)
    _source(session, officer, at)
    _draft(session, officer, at)
    _office(session, officer, at)
    _networks(session, officer, at)
    _identity(session, officer, at)
    _documents(session, officer, at, settings)
    on_their_way(session, settings, at=at)
    _mail(session, at)
    _letters(session, at)
    _keys(session, at)
    ask_access(session, email="nueva@demo.example", name="Nueva", role="consulta", at=at)
    _people(session, officer, at)
    _searches(session, officer, at)
    _results(session, officer, at)
    session.flush()
    refresh_projects(session)
    refresh_calls(session)
    return _odd_places(session)


def _people(session: Session, officer: Person, at: datetime) -> None:
    """Somebody who left, whose account is closed, and a correction that is asked for."""
    gone = add_person(
        session, email="antes@demo.example", name="Alguien «de antes»", role="consulta", at=at
    )
    gone.active = False
    ask_correction(session, officer, "Mi nombre <b>\nse escribe con «z».", at=at)


def mail_links(session: Session, settings: Settings, *, at: datetime) -> list[str]:
    """The pages a mail leads to, which no page links to."""
    officer = session.scalars(select(Person).where(Person.role == "profesional")).one()
    match = session.scalars(select(Match).order_by(Match.score.desc()).offset(5)).first()
    stale = next(p for p in session.scalars(select(Project)) if is_stale(p, now=at))
    dated = session.scalars(select(Call).where(Call.closes_on.is_not(None))).first()
    assert match is not None
    assert dated is not None
    ids = {"call_id": match.call_id, "project_id": match.project_id}
    poor = session.scalars(select(Match).order_by(Match.score)).first()  # nobody else takes it
    assert poor is not None
    free = {"call_id": poor.call_id, "project_id": poor.project_id}
    tickets = (
        MailTicket(purpose="leave", person_id=officer.id),
        MailTicket(purpose="judge", person_id=officer.id, word="interesa", **ids),
        MailTicket(purpose="judge", person_id=officer.id, word="no-interesa", **ids),
        MailTicket(purpose="take", person_id=officer.id, **free),
        MailTicket(purpose="confirm", person_id=officer.id, project_id=stale.id),
        MailTicket(purpose="calendar", person_id=officer.id, call_id=dated.id),
    )
    own = urlsplit(password_link(settings, officer, "reset", now=at)).path
    pursuit = session.scalars(select(Pursuit).join(PursuitNote)).first()
    assert pursuit is not None
    admin = session.scalars(select(Person).where(Person.role == "administracion")).first()
    assert admin is not None
    to = ShareWith(name="Secretaría de muestra", days=15, message="¿Les sirve?")
    links = [
        share(session, pursuit, to, settings=settings, person=one, at=at)[1]
        for one in (officer, admin)  # each sees what they passed on
    ]
    links += [address(settings, ticket, now=at) for ticket in tickets]
    return [*(urlsplit(link).path for link in links), own, "/pedir-acceso"]


def _odd_places(session: Session) -> list[str]:
    """Where the odd values and the rarer forms stand, which nobody would come by early."""
    calls, projects = session.scalars(select(Call)).all(), session.scalars(select(Project)).all()
    said = session.scalars(select(Feedback)).first()
    drafts = session.scalars(select(Draft).order_by(Draft.id)).all()
    pursuits = session.scalars(select(Pursuit).order_by(Pursuit.id)).all()
    draft, noted = drafts[0], select(FunderNote.funder).distinct()
    assert said is not None
    return [
        "/ensayos/1",
        "/proyectos/importaciones/1",
        *(f"/propuestas/{d.id}/proceso" for d in drafts if d.state in ("approved", "sent")),
        *(f"/proyectos/{p.id}/editar" for p in projects if (p.code or "").startswith("P-")),
        *(f"/proyectos/{p.id}" for p in projects if is_stale(p, now=draft.updated_at)),
        *(f"/convocatorias/{c.id}/corregir" for c in calls if c.pinned or "\n" in c.title),
        *(f"/convocatorias/{c.id}" for c in calls if c.pinned or c.discarded_at),
        f"/coincidencias/{said.call_id}/{said.project_id}",
        f"/propuestas/{draft.id}/versiones/problema_central",
        *(
            f"/seguimiento/{p.id}"
            for p in sorted(pursuits, key=lambda one: one.stage != "analysis")  # asked for its aval
            if p.notes or p.stage in ("analysis", "won", "lost")
        ),
        *(f"/seguimiento/{p.id}/decision" for p in pursuits if p.project_id is None),
        *(
            f"/resultados/de-seguimiento/{p.id}"
            for p in session.scalars(select(Pursuit).where(Pursuit.stage == "lost"))
        ),
        *(f"/financiadores/{funder_key(name)}" for name in session.scalars(noted)),
    ]


def _office(session: Session, officer: Person, at: datetime) -> None:
    """A pursuit with everything on it, one that stands still, rules that stop two calls."""
    draft = session.scalars(select(Draft)).one()
    assert draft.call is not None
    pursuit = open_pursuit(session, draft.call, draft.project, person=officer, at=at)
    admin, director = (
        session.scalars(select(Person).where(Person.role == role)).one()
        for role in ("administracion", "direccion")
    )
    text = f"Empieza aquí, @{admin.name}.\n\n  <b>&amp;</b> https://a.example/x @{director.name}"
    note(session, pursuit, text, person=officer, at=at)
    for kind in ("contact", "note"):
        write(session, draft.call.funder or "Fondo", kind, text, person=officer, at=at)  # type: ignore[arg-type] # kinds of notes
    for kind, label in (("legal", ""), ("other", "La visita «del alcalde»")):
        set_date(session, pursuit, kind, _here(at), label=label, person=officer, at=at)  # type: ignore[arg-type] # kinds of dates
    meet_date(session, pursuit.dates[0], done=True, person=officer, at=at)
    calls = session.scalars(select(Call).where(Call.funder.is_not(None)).order_by(Call.id)).all()
    still = open_pursuit(session, calls[-1], None, person=officer, at=at - timedelta(days=30))
    assert still.stage == "detected"
    stopped = next(one for one in calls if one.funder == "Fondo puesto a mano")
    reserved = ["Fondo puesto a mano"]
    rule, _other = (
        save_rule(
            session, None, "reserved-funders", reserved, because=why, person_id=admin.id, at=at
        )
        for why in ("Así\nes.", "")
    )
    old = save_rule(
        session, None, "closed-months", ["2027-05"], because="", person_id=admin.id, at=at
    )
    retire_rule(session, old, retired=True, person_id=admin.id, at=at)
    told = {"call": stopped.id, "was": "stops", "is": "passes", "told": 1, "pursued": True}
    gate = {"new": 0, "gone": 1, "moved": 0, "examples": {"new": [], "gone": [told], "moved": []}}
    session.add(
        Rehearsal(
            person_id=admin.id,
            deed="rule-retired",
            proposal={"id": old.id, "retired": True},
            form=[["retired", "yes"]],
            path=f"/filtro/{old.id}/retirar",
            back="/filtro",
            about="Meses cerrados",
            asked_at=at,
            ended_at=at,
            found={"calls": 2, "projects": 1, "mails": 1, "told": 1, "gate": gate},
        )
    )
    let_through(session, stopped, rule, person=director, at=at, reason="Porque\nsí.")
    gone = save_reason(session, None, name="Ya no se usa", ending="lost", person_id=admin.id, at=at)
    retire_reason(session, gone, retired=True, person_id=admin.id, at=at)


def _identity(session: Session, person: Person, at: datetime) -> None:
    told = IdentityTold(
        name="Agencia de muestra", brand="#5a1a5a", link="#3a2a80", signature="Uno\nDos", footer="&"
    )
    save_identity(session, told, seen=0, person=person, at=at)


def _networks(session: Session, officer: Person, at: datetime) -> None:
    """One with odd words and a review that passed, one put away."""
    odd = NetworkSheet(
        name="Red «odd» & <b>ciudades</b>",
        url="https://red.example/",
        mission="\nEmpieza con un renglón vacío.\n\nY sigue. ",
        decision="leave",
        decided_by="El Concejo",
        cost=Decimal("1500.5"),
        currency="UF",
        review_on=_here(at) - timedelta(days=3),
    )
    for sheet in (odd, NetworkSheet(name="Red guardada")):
        network = save_network(session, None, sheet, person=officer, at=at, today=_here(at))
    archive_network(session, network, archived=True, person=officer, at=at)


def _documents(session: Session, officer: Person, at: datetime, settings: Settings) -> None:
    """A project and a pursuit with a file each, and one taken off."""
    pursuit, project = session.scalars(select(Pursuit)).first(), session.get(Project, 1)
    assert pursuit is not None
    assert project is not None
    for owner, number, away in (
        ("project", 1, False),
        ("project", 1, True),
        ("pursuit", pursuit.id, False),
    ):
        content = f"%PDF-1.7\n{owner} {away}".encode()
        named = keep_file(session, settings, Upload(filename="«odd» & <b>.pdf", content=content))
        filed = file_document(
            session,
            owner,
            number,
            named,
            about="Así\nes.",
            person=officer,
            at=at,  # type: ignore[arg-type] # one of two
        )
        if away:
            take_off(session, filed, person=officer, at=at)


def _results(session: Session, officer: Person, at: datetime) -> None:
    """A result with everything on it and odd words; one of this year's calls waits for its own."""
    told = {
        "title": "<b>&amp; «x» =1+1 " + "muy largo " * 40,
        "day": _here(at) - timedelta(days=1),
        "ends_on": _here(at) + timedelta(days=400),
        "ods": ["1", "17"],
        "department": "Secretaría & «otra»",
        "funder": "Fundación <i>",
        "country": "JP",
        "relation": "triangular",
        "currency": "JPY",
        "granted": Decimal("1500.50"),
        "disbursed": Decimal("0.01"),
        "disbursed_on": _here(at),
        "people": 0,
    }
    save_result(session, None, told, person=officer, at=at, today=_here(at))


def _bank(session: Session, officer: Person, at: datetime) -> None:
    plan = plan_import(session, read_table(ODD_BANK.encode(), "banco.csv"))
    assert apply_import(session, plan, by=officer.id, at=at).new == 2
    projects = session.scalars(select(Project).order_by(Project.id)).all()
    kept, _ = begin(
        session,
        person_id=officer.id,
        filename="banco «odd» & <b>.csv",
        upload="sheet",
        sheet=0,
        names={},
        at=at,
    )
    kept.ended_at, kept.found, kept.highest = at, plan.counts(), projects[-1].id
    session.add(ImportedProject(import_id=kept.id, project_id=projects[-1].id, version=1))
    archive(session, projects[3], archived=True, person_id=officer.id, at=at)
    for forgotten in projects[4:6]:
        forgotten.confirmed_at = at - STALE - timedelta(days=1)


def _source(session: Session, officer: Person, at: datetime) -> None:
    """One that ships switched off was tried, and answered."""
    off = next(s.about.id for s in registry.sources() if s.about.disabled and not s.about.forbidden)
    answered = Tried(found=2, dated=2, titles=("Una", "Otra"), problems=())
    keep_trial(session, off, answered, person_id=officer.id, at=at)


def _searches(session: Session, officer: Person, at: datetime) -> None:
    """Everybody keeps a search; there is a rate of exchange, marked as made up."""
    for person in session.scalars(select(Person)):
        save_search(
            session,
            None,
            name="Agua & «saneamiento»",
            address='q="agua potable" -becas&within=60&amount=50.000&currency=EUR',
            every="week",
            person_id=person.id,
            at=at,
        )
    rate = NewRate(
        currency="EUR", day=date(at.year - 1, 1, 2), value=Decimal("4500.5"), source="Ejemplo"
    )
    keep_rates(session, [rate], base="COP", today=_here(at), person_id=officer.id, at=at)


def _mail(session: Session, at: datetime) -> None:
    """One mail that waits, and one to an address nobody reads."""
    waiting, failed = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id).limit(2))
    waiting.state, waiting.sent_at, waiting.trouble = "waiting", None, "server"
    waiting.next_try_at, waiting.error = (
        at + timedelta(minutes=5),
        to_stored("El servidor no responde."),
    )
    failed.state, failed.sent_at, failed.trouble = "failed", None, "address"
    failed.error = to_stored("550 no such user")
    session.add(
        PausedAddress(address=failed.recipient, at=at, reason=failed.error, mail_id=failed.id)
    )


def _letters(session: Session, at: datetime) -> None:
    """A forwarded newsletter nobody vouches for, and one that was read and gave nothing."""
    who = session.scalars(select(Person.id).order_by(Person.id).limit(1)).one()
    lead = {"url": "https://red.example/fondo", "title": "Fondo de agua", "words": "Fondo de agua"}
    session.add_all(
        ForwardedLetter(
            message_key=state, person_id=who, subject="Boletín", at=at, state=state, leads=[told]
        )
        for state, told in (("doubtful", lead), ("read", lead | {"outcome": "none", "key": None}))
    )


def _keys(session: Session, at: datetime) -> None:
    """Everybody has a calendar that reads for them."""
    for person in session.scalars(select(Person)):
        make_key(session, person, door="calendar", name="Cierres", asked="ods=6", at=at)


def _calls(session: Session, officer: Person, at: datetime) -> None:
    calls = session.scalars(select(Call).join(Review).order_by(Call.id)).all()
    store = Store(session, sources={}, at=at)
    title = {"title": "Título puesto a mano", "language": None, "eligibility.agency_country": None}
    correct(session, calls[0], title, person_id=officer.id, at=at)
    closing = Deadline(
        on=date(at.year + 1, 3, 1),
        at=time(23, 59, 59),
        timezone="America/Lima",
        precision="minute",
        span=by_hand("hasta el primero de marzo"),
    )
    sums = (
        Amount(span=by_hand(), kind="range", currency="UF", minimum=Decimal(2), maximum=Decimal(9)),
        Amount(span=by_hand("50 mil"), kind="min", currency=None, value=Decimal(50), per="month"),
    )
    told = {"deadlines": (closing,), "amounts": sums, "cofunding": Decimal("12.5")}
    answers = {"eligibility.local_government": "partner", "eligibility.partner_required": True}
    correct(
        session,
        calls[1],
        told | answers | {"funder": "Fondo puesto a mano", "kind": "premio"},
        quotes={"funder": "lo paga el Fondo", "eligibility.local_government": "solo como socios"},
        person_id=officer.id,
        at=at,
    )
    discard(session, calls[2], person_id=officer.id, at=at)
    join(session, calls[3], calls[4], person_id=officer.id, at=at, store=store)
    calls[3].title = "Título  con dos blancos\ny dos renglones"
    doubt = {"code": "same-code-other-funder", "params": {"id": "BDNS 712345"}}
    note_twins(session, calls[5], [(calls[6], doubt)], at=at)
    for scheme, code in (("ods", "1"), ("ods", "17")):
        correct_tag(
            session,
            subject_type="call",
            subject_id=calls[0].id,
            scheme=scheme,  # type: ignore[arg-type] # one of the two
            code=code,
            answer=code == "1",
            person_id=officer.id,
            at=at,
        )


def _matches(session: Session, officer: Person, at: datetime) -> None:
    best = session.scalars(select(Match).order_by(Match.score.desc()).limit(3)).all()
    for match, verdict in zip(best, ("interesa", "no-interesa"), strict=False):
        give_feedback(
            session,
            call_id=match.call_id,
            project_id=match.project_id,
            person=officer,
            verdict=verdict,
            scope="team",
            reason=None,
            at=at,  # type: ignore[arg-type] # one of two
        )
    sheet = Sheet(
        answers={"prioridad": ("si", "Sí:\nen dos renglones"), "aliados": ("", " y una nota ")},
        missing="Falta\nel aval",
        verdict="no-vamos",
        reason="Tarde.\nOtra vez será.",
    )
    for match in best[:2]:
        decide(
            session,
            call_id=match.call_id,
            project_id=match.project_id,
            sheet=sheet,
            person=officer,
            at=at,
        )


def _words(session: Session, officer: Person, at: datetime) -> None:
    for es, en in (("minga", "communal work; work party"), ("convite", "gathering")):
        term = save_entry(session, None, names={"es": es, "en": en}, person_id=officer.id, at=at)
    retire_entry(session, term, retired=True, person_id=officer.id, at=at)
    first, second = lines(session)[:2]
    first.description, first.ods = "Una línea.\nEn dos renglones.", {"4": 0.4}
    retire_line(session, second, retired=True, person_id=officer.id, at=at)


def _draft(session: Session, officer: Person, at: datetime) -> None:
    draft = session.scalars(select(Draft)).one()
    odd = {
        "problema_central": "\nEmpieza con un renglón vacío.\n\nY sigue. ",
        "inicio": "cuando se pueda",
        "duracion": "año y medio",
        "poblacion_afectada": "unas 1.500 personas",
        "magnitud": "<mucho> & «más»",
    }
    held = {a.field: a.version for a in draft.answers if not a.row}
    for field, value in odd.items():
        given = Save(field=field, value=value, base=held.get(field, 0))
        save(session, draft, given, person=officer, at=at)
    for deleted in (False, False, True):
        row = new_row()
        cells = {"indicador": "Uno\ndos", "valor": " 3 ", "ano": "2 mil"}
        added = save(
            session,
            draft,
            Save(field="datos", row=row, value=cells, base=0),
            person=officer,
            at=at,
        )
        assert added is not None
        if deleted:
            gone = Save(field="datos", row=row, value=cells, base=added.version, deleted=True)
            save(session, draft, gone, person=officer, at=at)
    assert draft.project is not None
    draft.project.objective = "Un objetivo que cambió\ndespués de empezar la propuesta."
    draft.project.version += 1
