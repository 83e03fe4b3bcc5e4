"""What some weeks of use leave in the demo: every kind of thing people say, and odd values."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.facts import Amount, Deadline, by_hand
from matcher.calls.models import Call, Review
from matcher.calls.queries import refresh_index as refresh_calls
from matcher.calls.twins import note_twins
from matcher.desk.corrections import correct
from matcher.desk.join import join
from matcher.desk.verdicts import discard
from matcher.glossary.own_entries import retire_entry, save_entry
from matcher.intake.store import Store
from matcher.intake.trials import Tried, keep_trial
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.matches.decisions import Sheet, decide
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.models import Project
from matcher.projects.queries import STALE, archive, is_stale
from matcher.projects.queries import refresh_index as refresh_projects
from matcher.projects.tables.files import read_table
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


def live_in(session: Session, *, at: datetime, settings: Settings) -> list[str]:
    """Leave in the demo what its officers would have left by now; where the odd things are."""
    officer = session.scalars(select(Person).where(Person.role == "profesional")).one()
    _bank(session, officer, at)
    _calls(session, officer, at)
    _matches(session, officer, at)
    _words(session, officer, at)
    _source(session, officer, at)
    _draft(session, officer, at)
    on_their_way(session, settings, at=at)
    _mail(session, at)
    session.flush()
    refresh_projects(session)
    refresh_calls(session)
    return _odd_places(session)


def _odd_places(session: Session) -> list[str]:
    """Where the odd values and the rarer forms stand, which nobody would come by early."""
    calls, projects = session.scalars(select(Call)).all(), session.scalars(select(Project)).all()
    said = session.scalars(select(Feedback)).first()
    drafts = session.scalars(select(Draft).order_by(Draft.id)).all()
    draft = drafts[0]
    assert said is not None
    return [
        *(f"/propuestas/{d.id}/proceso" for d in drafts if d.state in ("approved", "sent")),
        *(f"/proyectos/{p.id}/editar" for p in projects if (p.code or "").startswith("P-")),
        *(f"/proyectos/{p.id}" for p in projects if is_stale(p, now=draft.updated_at)),
        *(f"/convocatorias/{c.id}/corregir" for c in calls if c.pinned or "\n" in c.title),
        *(f"/convocatorias/{c.id}" for c in calls if c.pinned or c.discarded_at),
        f"/coincidencias/{said.call_id}/{said.project_id}",
        f"/propuestas/{draft.id}/versiones/problema_central",
    ]


def _bank(session: Session, officer: Person, at: datetime) -> None:
    plan = plan_import(session, read_table(ODD_BANK.encode(), "banco.csv"))
    assert apply_import(session, plan, by=officer.id, at=at).new == 2
    projects = session.scalars(select(Project).order_by(Project.id)).all()
    archive(session, projects[3], archived=True, person_id=officer.id, at=at)
    for forgotten in projects[4:6]:
        forgotten.confirmed_at = at - STALE - timedelta(days=1)


def _source(session: Session, officer: Person, at: datetime) -> None:
    """One that ships switched off was tried, and answered."""
    off = next(s.about.id for s in registry.sources() if s.about.disabled and not s.about.forbidden)
    answered = Tried(found=2, dated=2, titles=("Una", "Otra"), problems=())
    keep_trial(session, off, answered, person_id=officer.id, at=at)


def _mail(session: Session, at: datetime) -> None:
    """One mail that waits, and one to an address nobody reads."""
    waiting, failed = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id).limit(2))
    waiting.state, waiting.sent_at, waiting.trouble = "waiting", None, "server"
    waiting.next_try_at, waiting.error = at + timedelta(minutes=5), "El servidor no responde."
    failed.state, failed.sent_at, failed.trouble = "failed", None, "address"
    failed.error = "550 no such user"
    session.add(
        PausedAddress(address=failed.recipient, at=at, reason=failed.error, mail_id=failed.id)
    )


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
