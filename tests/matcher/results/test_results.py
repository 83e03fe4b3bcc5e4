"""What was won and lost, held against goals; lost opportunities; tables; IATI."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.errors import Conflict, InvalidInput, UnreadableTable
from matcher.matches.models import Match
from matcher.money.editing import NewRate, keep_rates
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit, take
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.moving import move
from matcher.pursuits.reasons import save_reason
from matcher.results.countries import COUNTRIES
from matcher.results.entries import entries, known_of
from matcher.results.goals import goals, remove_goal, save_goal
from matcher.results.iati import Publisher, activities
from matcher.results.missed import missed
from matcher.results.models import SUMS, Result
from matcher.results.recording import remove_result, save_result
from matcher.results.report import rows
from matcher.results.summary import ResultFilter, grouped, narrowed, progress, total, won, years_of
from matcher.results.table import import_results, read_results
from matcher.words.names import ODS_NAMES
from tests.conftest import NOON
from tests.matcher.pursuits.office import add_call, add_person, add_project

TODAY = date(2026, 11, 20)
ZONE = "America/Bogota"
SENT: tuple[Stage, ...] = ("drafting", "endorsed", "submitted")
OFFICIAL = Path(__file__).parent / "iati"
LINES = {"ecociudad": "Ecociudad e innovación digital"}


@pytest.fixture
def luz(plain: Session) -> Person:
    return add_person(plain, "Luz Prueba", "direccion")


def keep(session: Session, who: Person, **values: Any) -> Result:
    given = {"title": "Huertas escolares", "day": TODAY, **values}
    return save_result(session, None, given, person=who, at=NOON, today=TODAY)


def sent(session: Session, who: Person, *last: Stage, title: str, **move_also: Any) -> Pursuit:
    call = add_call(session, title)
    call.funder = "Fondo de Prueba"
    pursuit = open_pursuit(
        session, call, add_project(session, f"Proyecto de {title}"), person=who, at=NOON
    )
    take(session, pursuit, person=who, at=NOON)
    for stage in (*SENT, *last):
        also = move_also if stage == "lost" else {}
        move(session, pursuit, to=stage, person=who, at=NOON, **also)
    return pursuit


def rate(session: Session, who: Person, currency: str, value: str, day: date) -> None:
    new = NewRate(currency=currency, day=day, value=Decimal(value), source="Banco de prueba")
    keep_rates(session, [new], base="COP", today=TODAY, person_id=who.id, at=NOON)


def test_a_sum_is_told_in_dollars_by_the_rate_of_its_day_and_never_by_another(
    plain: Session, luz: Person
) -> None:
    rate(plain, luz, "USD", "4000", date(2026, 1, 10))
    rate(plain, luz, "USD", "5000", date(2026, 6, 1))
    rate(plain, luz, "EUR", "4500", date(2026, 1, 10))
    keep(plain, luz, title="Una", day=date(2026, 3, 1), granted=Decimal(8000), currency="EUR")
    keep(plain, luz, title="Dos", day=date(2026, 7, 1), granted=Decimal(5000), currency="EUR")
    keep(plain, luz, title="Antes", day=date(2025, 12, 1), granted=Decimal(9), currency="EUR")
    keep(plain, luz, title="Otra", day=date(2026, 7, 1), technical=Decimal(7), currency="GBP")
    keep(plain, luz, title="Callada", day=date(2026, 7, 1))
    found = entries(plain, timezone=ZONE)
    told = total(found, range(2026, 2027))
    assert told.worth == Decimal(9000) + Decimal(4500)
    assert (told.without_rate, told.without_sum, told.results, told.won) == (1, 1, 4, 0)
    assert told.by_currency == {"EUR": Decimal(13000), "GBP": Decimal(7)}
    assert (told.money, told.paid, told.reached) == (told.worth, None, None)
    assert total([one for one in found if one.title in ("Otra", "Callada")], None).money is None
    assert total(found, range(2025, 2026)).without_rate == 1
    one = next(row for row in rows(won(found, None), LINES) if row.fact == "Una")
    assert (one.rate_day, one.rate_source) == (date(2026, 1, 10), "Banco de prueba")


def test_only_what_its_pursuit_says_was_won_is_won(session: Session) -> None:
    luz = add_person(session, "Luz Prueba", "direccion")
    reason = save_reason(
        session, None, name="Otros mejores", ending="lost", person_id=luz.id, at=NOON
    )
    sent(session, luz, title="Espera")
    lost = sent(session, luz, "lost", title="Se fue", end_reason=reason.code)
    gained = sent(session, luz, "won", title="Llegó")
    save_result(
        session,
        None,
        known_of(session, gained, timezone=ZONE) | {"granted": Decimal(100), "currency": "USD"},
        person=luz,
        at=NOON,
        today=TODAY,
        pursuit=gained,
    )
    told = total(entries(session, timezone=ZONE), range(2026, 2027))
    assert (told.sent, told.won, told.lost, told.worth) == (3, 1, 1, Decimal(100))
    move(session, gained, to="submitted", person=luz, at=NOON)
    told = total(entries(session, timezone=ZONE), range(2026, 2027))
    assert (told.sent, told.won, told.lost, told.worth) == (3, 0, 1, Decimal(0))
    assert lost.stage == "lost"


def test_a_result_is_refused_with_a_sentence_and_its_changes_are_audited(
    plain: Session, luz: Person
) -> None:
    for values, field in (
        ({"title": " "}, "title"),
        ({"day": None}, "day"),
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"granted": Decimal(1)}, "currency"),
        ({"disbursed": Decimal(1), "currency": "USD"}, "disbursed_on"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"country": "ZZ"}, "country"),
    ):
        with pytest.raises(InvalidInput) as refused:
            keep(plain, luz, **values)
        assert refused.value.field == field
    one = keep(plain, luz)
    told = {"title": "Huertas", "day": TODAY}
    save_result(plain, one, told, person=luz, at=NOON, today=TODAY, seen=1)
    with pytest.raises(Conflict):
        save_result(plain, one, {**told, "people": 3}, person=luz, at=NOON, today=TODAY, seen=1)
    remove_result(plain, one, person=luz, at=NOON)
    done = plain.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert [a for a in done if a.startswith("result")] == [
        "result.added",
        "result.changed",
        "result.removed",
    ]


def test_filters_groups_and_years(plain: Session, luz: Person) -> None:
    keep(plain, luz, funder="AFD", ods=["6", "11"], line="ecociudad", relation="sur-sur")
    keep(plain, luz, title="B", funder="Agence française de développement (AFD)", country="FR")
    keep(plain, luz, title="C", day=date(2025, 5, 1))
    found = entries(plain, timezone=ZONE)
    assert years_of(found) == [2026, 2025]
    (afd, nobody) = grouped(found, "funder", None)
    assert (afd.total.results, nobody.key, nobody.total.results) == (2, "-", 1)
    assert [one.key for one in grouped(found, "ods", range(2026, 2027))] == ["11", "6", "-"]
    keep(plain, luz, title="D", funder="AGENCIA ANDALUZA DE COOPERACIÓN", country="ES")
    loud = entries(plain, timezone=ZONE)
    assert "Agencia Andaluza de Cooperación" in {one.label for one in grouped(loud, "funder", None)}
    assert "Agencia Andaluza de Cooperación" in {one.funder for one in rows(loud, {})}
    asked = ResultFilter(funder=afd.key, relation="sur-sur")
    assert [one.title for one in narrowed(found, asked)] == ["Huertas escolares"]
    assert len(narrowed(found, ResultFilter(relation="-"))) == 2


def test_goals_come_with_examples_that_say_so_and_are_set_by_year(
    plain: Session, luz: Person
) -> None:
    shipped = {one.measure: one for one in goals(plain)}
    assert {m: int(g.target) for m, g in shipped.items()} == {
        "money": 30_000_000,
        "projects": 75,
        "south-south": 26,
    }
    assert all(one.source.startswith("Ejemplo") for one in shipped.values())

    def put(**also: Any) -> None:
        given = {"measure": "people", "first_year": 2026, "last_year": 2026, "target": Decimal(4)}
        save_goal(plain, None, source="Plan", person=luz, at=NOON, **{**given, **also})

    put()
    for wrong in ({}, {"first_year": 2027}, {"target": Decimal(0)}, {"measure": "hours"}):
        with pytest.raises(InvalidInput):
            put(**wrong)
    keep(plain, luz, people=1)
    told = progress(entries(plain, timezone=ZONE), goals(plain))
    assert next(one for one in told if one.goal.measure == "people").share == 0.25
    remove_goal(plain, shipped["money"], person=luz, at=NOON)
    assert "money" not in {one.measure for one in goals(plain)}


def test_lost_opportunities_are_those_that_fitted_and_nobody_answered(session: Session) -> None:
    luz = add_person(session, "Luz Prueba", "direccion")
    project = add_project(session)
    closed = TODAY - timedelta(days=3)

    def fits(title: str, *, closes: date = closed, score: float = 0.6, **also: Any) -> Any:
        call = add_call(session, title, closes=closes)
        call.first_seen_at = NOON - timedelta(days=30)
        told = {"reasons": [], "blockers": [], "fingerprint": "x", "first_at": NOON}
        session.add(
            Match(
                call=call,
                project=project,
                score=score,
                confidence=0.5,
                signals={},
                computed_at=NOON,
                **told,
                **also,
            )
        )
        session.flush()
        return call

    fits("Nadie")
    fits("Cerrada a nosotros", blocked=True)
    fits("No encaja", score=0.1)
    fits("Abierta", closes=TODAY + timedelta(days=3))
    fits("Vista ya cerrada").first_seen_at = NOON
    answered, left, dropped = fits("Respondida"), fits("A medias"), fits("Descartada")
    reason = save_reason(
        session, None, name="Sin equipo", ending="discarded", person_id=luz.id, at=NOON
    )
    for call in (answered, left, dropped):
        pursuit = open_pursuit(session, call, project, person=luz, at=NOON)
        for stage in SENT if call is answered else ("analysis",):
            move(session, pursuit, to=stage, person=luz, at=NOON)
        if call is dropped:
            move(session, pursuit, to="discarded", person=luz, at=NOON, end_reason=reason.code)
    session.flush()
    found = missed(session, year=2026, today=TODAY)
    told = {one.call.title: (one.why, one.reason) for one in found.shown}
    assert told == {
        "Nadie": ("nobody", ""),
        "A medias": ("left", "analysis"),
        "Descartada": ("discarded", "Sin equipo"),
    }
    assert found.total == 3
    assert missed(session, year=2025, today=TODAY).total == 0


SHEET = (
    "Informe de gestión;;;;;\n"
    "Hecho concreto;Fecha;Linea tematica;Cooperante;Pais;Relación;Otorgado;Moneda;ODS;Responsable\n"
    "Intercambio de huertas;15/02/2026;Ecociudad e innovación digital;AFD;Francia;sur - sur;"
    "25.000;EUR;2; ana\n"
    ";15/02/2026;;;;;;;;\n"
    "Sin moneda;2026-03-01;;;;;100;;;\n"
    "Mal día;ayer;;;Narnia;;;;;\n"
)


def test_a_table_names_every_bad_row_and_loses_nothing(plain: Session, luz: Person) -> None:
    read = read_results(plain, SHEET.encode("cp1252"), "informe.csv", today=TODAY)
    (row,) = read.rows
    assert (row["day"], row["country"], row["relation"]) == (date(2026, 2, 15), "FR", "sur-sur")
    assert (row["line"], row["granted"], row["currency"]) == ("ecociudad", Decimal(25000), "EUR")
    told = [str(one) for one in read.problems]
    assert [one.split(":")[0] for one in told] == [
        "Fila 4",
        "Fila 5",
        "Fila 6, «Fecha»",
        "Fila 6, «Pais»",
    ]
    assert "moneda" in told[1]
    assert [str(one) for one in read.notes] == [
        "La columna «Responsable» no se reconoce y no se guardó."
    ]
    for known in (0, 1):
        done = import_results(plain, read.rows, person=luz, at=NOON, today=TODAY)
        assert (done.new, done.known) == (1 - known, known)
    with pytest.raises(UnreadableTable):
        read_results(plain, b"a;b\n1;2\n", "otra.csv", today=TODAY)


def test_a_book_is_read_with_the_days_and_figures_of_its_cells(plain: Session) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Hecho concreto", "Día", "Otorgado", "Personas alcanzadas"])
    book.active.append(["Una", date(2026, 1, 2), "USD 1.500,50", 12])
    file = BytesIO()
    book.save(file)
    (row,) = read_results(plain, file.getvalue(), "x.xlsx", today=TODAY).rows
    assert (row["granted"], row["currency"], row["people"]) == (Decimal("1500.50"), "USD", 12)


def test_what_is_asked_for_and_what_is_paid_have_their_own_currency(
    plain: Session, luz: Person
) -> None:
    table = (
        "Hecho concreto;Día;Solicitado;Otorgado;Moneda;Desembolsado;Día del desembolso\n"
        "Riberas;2026-03-01;300.000 EUR;250.000;USD;COP 40.000.000;2026-04-01\n"
        "Solo se pidió;2026-03-01;300.000 EUR;;;;\n"
    )
    read = read_results(plain, table.encode(), "informe.csv", today=TODAY)
    assert read.problems == []
    import_results(plain, read.rows, person=luz, at=NOON, today=TODAY)
    asked, whole = plain.scalars(select(Result).order_by(Result.title.desc()))
    assert [whole.currency_of(name) for name in SUMS] == ["EUR", "USD", "COP", "USD"]
    assert (asked.currency, asked.requested_currency) == ("EUR", None)
    tree = iati(plain)
    paid = [(v.text, v.get("currency")) for v in tree.findall(".//value")]
    assert sorted(paid) == [("250000", "USD"), ("40000000", "COP")]
    told = total(entries(plain, timezone=ZONE), None)
    assert (told.by_currency, told.paid) == ({"USD": Decimal(250_000)}, None)
    assert told.disbursed_without_rate == 1


PUBLISHER = Publisher(identifier="CO-XYZ-1", name="Agencia & prueba", kind="11", country="CO")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(OFFICIAL / "iati-activities-schema.xsd"))


def iati(plain: Session, publisher: Publisher = PUBLISHER) -> etree._Element:
    body = activities(
        entries(plain, timezone=ZONE),
        publisher,
        lines=LINES,
        ods=ODS_NAMES,
        today=TODAY,
        at=NOON,
    )
    return etree.fromstring(body)


def test_iati_is_valid_by_schema_and_lists_and_its_figures_are_those_of_the_page(
    plain: Session, luz: Person, schema: etree.XMLSchema
) -> None:
    rate(plain, luz, "USD", "4000", date(2026, 1, 10))
    keep(
        plain,
        luz,
        funder="Fondo <&> \x0b",
        department="Hábitat",
        line="ecociudad",
        ods=["6", "13"],
        currency="EUR",
        granted=Decimal("1234.56"),
        technical=Decimal("0.44"),
        disbursed=Decimal("1000.10"),
        disbursed_on=TODAY,
        project_id=add_project(plain).id,
    )
    foreign = sent(plain, luz, "won", title="Water for cities")
    foreign.call.language = "en"
    told_so = {"title": "Water for cities", "day": TODAY}
    save_result(plain, None, told_so, pursuit=foreign, person=luz, at=NOON, today=TODAY)
    keep(plain, luz, title="B", granted=Decimal(10_000_000), currency="COP", ends_on=TODAY)
    keep(plain, luz, title="C", day=date(2024, 1, 1), ends_on=date(2025, 1, 1))
    tree = iati(plain)
    schema.assertValid(tree.getroottree())
    codes = {
        name: set(told.split())
        for name, told in (
            line.split("\t") for line in (OFFICIAL / "codes.tsv").read_text().splitlines()
        )
    }
    for path, name in (
        ("/iati-activities/@version", "Version"),
        ("//reporting-org/@type", "OrganisationType"),
        ("//participating-org/@type", "OrganisationType"),
        ("//participating-org/@role", "OrganisationRole"),
        ("//activity-status/@code", "ActivityStatus"),
        ("//activity-date/@type", "ActivityDateType"),
        ("//recipient-country/@code", "Country"),
        ("//sector/@vocabulary", "SectorVocabulary"),
        ("//tag/@vocabulary", "TagVocabulary"),
        ("//tag/@code", "UNSDG-Goals"),
        ("//transaction-type/@code", "TransactionType"),
        ("//aid-type/@code", "AidType"),
        ("//value/@currency", "Currency"),
        ("//iati-activity/@xml:lang", "Language"),
        ("//narrative/@xml:lang", "Language"),
    ):
        used = set(tree.xpath(path))
        assert used, path
        assert used <= codes[name], (path, used - codes[name])
    assert codes["Country"] >= COUNTRIES
    assert tree.xpath("//tag[@vocabulary='2']/@code") == ["6", "13"]
    for place, said in (("title", "Water for cities"), ("description", "Water for cities.")):
        assert tree.xpath(f"//{place}/narrative[@xml:lang='en']/text()") == [said]
    assert len(tree.xpath("//narrative/@xml:lang")) == 2
    assert "Huertas escolares. Proyecto: Acueducto." in tree.xpath("//description/narrative/text()")
    told: dict[str, Decimal] = {}
    for one in tree.xpath("//transaction[transaction-type/@code='11']/value"):
        told[one.get("currency")] = told.get(one.get("currency"), Decimal(0)) + Decimal(one.text)
    page = total(entries(plain, timezone=ZONE), None)
    assert told == page.by_currency == {"COP": Decimal(10_000_000), "EUR": Decimal("1235.00")}
    paid = tree.xpath("sum(//transaction[transaction-type/@code='1']/value)")
    assert Decimal(str(paid)) == Decimal("1000.1")


def test_without_a_publisher_iati_says_what_to_fill_in(plain: Session, luz: Person) -> None:
    keep(plain, luz)
    for identifier, said in (("", "PUENTE_IATI_IDENTIFIER"), ("agencia nueva", "guion")):
        other = Publisher(identifier=identifier, name="x", kind="11", country="CO")
        with pytest.raises(InvalidInput, match=said):
            iati(plain, other)
    plain.query(Result).delete()
    with pytest.raises(InvalidInput, match="No hay resultados"):
        iati(plain)
