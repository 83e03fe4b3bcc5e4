from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.facts import WORDED
from matcher.calls.models import Call, CallVersion
from matcher.calls.queries import refresh_index
from matcher.intake.store import Counts, Record, Store
from matcher.matches.models import Feedback
from matcher.people.models import Person
from matcher.tags.models import Tag, Tagged
from matcher.web.calls.copies import readable
from tests.matcher.web.seed import NOW, add_call, deadline, fact, fields
from tests.matcher.web.support import Page, Visitor


def titles(page: Page) -> list[str]:
    return [" ".join(h.text_content().split()) for h in page.tree.xpath("//article/h2")]


def test_list_shows_open_calls_by_deadline(officer: Visitor) -> None:
    page = officer.get("/convocatorias")
    assert titles(page)[0] == "Agua y saneamiento para ciudades intermedias"
    assert "Premio a la innovación pública" not in titles(page)
    assert "5 convocatorias" in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "q=CIUDAD+potable",  # one says both words; the other, after it, one of them
            [
                "Agua y saneamiento para ciudades intermedias",
                "Clean urban mobility: grants for cities",
            ],
        ),
        ("state=cerrada", ["Premio a la innovación pública"]),
        ("line=educacion-cultura", ["Becas para jóvenes <investigadores>"]),
        (
            "ods=4&ods=6&sort=newest",
            ["Agua y saneamiento para ciudades intermedias", "Becas para jóvenes <investigadores>"],
        ),
        ("source=eu-funding", ["Clean urban mobility: grants for cities"]),
        ("amount=200.000", ["Agua y saneamiento para ciudades intermedias"]),
        ("state=nada&sort=nada&amount=nada&from=nada&after=nada&ods=99&kind=premio", []),
    ],
)
def test_filters_live_in_the_address(officer: Visitor, query: str, expected: list[str]) -> None:
    assert titles(officer.get(f"/convocatorias?{query}")) == expected


def test_hits_are_highlighted(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=ciudad")
    marks = page.tree.xpath("//article//mark/text()")
    assert "ciudades" in marks


def test_what_has_no_amount_is_offered(officer: Visitor) -> None:
    page = officer.get("/convocatorias?amount=200000")
    link = page.links()["+3 sin monto publicado"]
    assert len(titles(officer.get(link))) == 4


def test_call_page_puts_eligibility_first(officer: Visitor) -> None:
    page = officer.get("/convocatorias/1")
    assert page.heading == "Agua y saneamiento para ciudades intermedias"
    assert page.text.index("¿Podemos aplicar?") < page.text.index("Dinero")
    assert "30 de noviembre de 2026, 17:00 (hora de Bruselas)" in page.text
    assert "Aquí: 30 de noviembre de 2026, 11:00" in page.text
    assert "Faltan 10 días" in page.text
    assert "«Podrán presentarse entidades públicas territoriales»" in page.text
    assert "15 de noviembre de 2026 → 30 de noviembre de 2026, 17:00" in page.text


def test_the_page_of_a_call_says_each_thing_once_and_as_it_is(
    officer: Visitor, session: Session
) -> None:
    """Seen once is no stretch of days; what opened did; a closing is not headed «Cierre» twice."""
    closing = deadline(
        date(2027, 3, 2), at="23:59:00", timezone="UTC+00:00", precision="minute", label="cierre"
    )
    given = {"deadlines": [closing], "opens_on": "2026-11-02", "url": "https://funder.example/gmt"}
    asked = fact(True, "A cidade reserva em valor de cerca de 15% do custo")
    eligibility = fields("x", "x")["eligibility"] | {"cofunding_required": asked}
    call = add_call(session, title="Ciudades", text="x", eligibility=eligibility, **given)
    later = add_call(session, title="Otra", text="x", opens_on="2027-01-20", url="https://f.ex/o")
    session.commit()
    page = officer.get(f"/convocatorias/{call.id}")
    assert "2 de marzo de 2027, 23:59 (hora de Greenwich)" in page.text
    assert "Aquí: 2 de marzo de 2027, 18:59" in page.text
    assert "vista el 18 nov 2026" in page.text
    assert "Abrió: 2 de noviembre de 2026" in page.text
    assert "Abre: 20 de enero de 2027" in officer.get(f"/convocatorias/{later.id}").text
    assert [h.text for h in page.tree.xpath("//section[@aria-labelledby='when']//h3")] == []
    assert "cuánta contrapartida" not in page.text, "the sentence beside it names a share"


def test_what_the_source_does_not_say_is_said_so(officer: Visitor) -> None:
    page = officer.get("/convocatorias/4")
    assert "La fuente no dice: " in page.text
    assert "quién la financia" in page.text
    assert "Permanente: recibe postulaciones todo el tiempo." in page.text


def test_a_day_without_a_time_stays_that_day(officer: Visitor) -> None:
    assert "2 de marzo de 2027 (sin hora publicada)" in officer.get("/convocatorias/2").text


def test_evidence_is_marked_in_the_text(officer: Visitor) -> None:
    page = officer.get("/convocatorias/1")
    marks = page.tree.xpath("//div[contains(@class,'source-text')]//mark")
    assert [(m.text, m.get("title")) for m in marks] == [
        ("agua potable", "ODS 6"),
        ("ciudades", "ODS 11"),
    ]


def test_text_of_a_source_is_never_markup(officer: Visitor) -> None:
    page = officer.get("/convocatorias/5")
    assert page.heading == "Becas para jóvenes <investigadores>"
    copy = officer.get("/convocatorias/1/copia/1")
    assert "Texto guardado" in copy.text
    assert "alert(1)" not in copy.text


def test_our_copy_belongs_to_its_call(officer: Visitor) -> None:
    officer.get("/convocatorias/2/copia/1", status=404)


def correct(visitor: Visitor, answer: str, *, code: str = "11", status: int = 200) -> Page:
    values = {"scheme": "ods", "code": code, "answer": answer, "next": "/convocatorias/1"}
    path = "/convocatorias/etiquetas/call/1"
    return visitor.send(path, values, on="/convocatorias/1", status=status)


def test_one_click_corrects_a_tag_and_undo_gives_it_back(
    officer: Visitor, session: Session
) -> None:
    session.add(Tagged(subject_type="call", subject_id=1, fingerprint="x", at=_now(session)))
    session.commit()
    page = correct(officer, "no")
    assert "Descartadas por una persona (1)" in page.text
    assert "Lo dijo Luz Prueba el 20 nov 2026" in page.text
    tag = session.scalars(select(Tag).where(Tag.code == "11", Tag.subject_id == 1)).one()
    assert (tag.origin, tag.assigned, tag.score) == ("person", False, 0.61)
    assert titles(officer.get("/convocatorias?ods=11")) == [
        "Clean urban mobility: grants for cities"
    ]
    correct(officer, "yes")
    correct(officer, "undo")
    session.refresh(tag)
    assert (tag.origin, tag.assigned, tag.person_id) == ("model", True, None)
    assert session.get(Tagged, ("call", 1)) is None or session.scalar(select(Tagged)) is None
    actions = list(session.scalars(select(AuditEntry.action)))
    assert actions == ["tag.corrected", "tag.corrected", "tag.correction-undone"]


def _now(session: Session):  # type: ignore[no-untyped-def] # a plain instant
    return session.scalars(select(Call.first_seen_at)).first()


def test_a_tag_only_a_person_saw_goes_away_when_undone(officer: Visitor, session: Session) -> None:
    correct(officer, "yes", code="5")
    assert session.scalars(select(Tag).where(Tag.code == "5")).one().assigned
    correct(officer, "undo", code="5")
    assert session.scalars(select(Tag).where(Tag.code == "5")).all() == []


def test_only_real_tags_are_taken(officer: Visitor) -> None:
    correct(officer, "yes", code="18", status=422)
    correct(officer, "undo", code="2", status=404)


def edit(visitor: Visitor, **changes: str) -> Page:
    values = {
        "title": "Agua y saneamiento para ciudades intermedias",
        "on": "2026-11-30",
        "at": "17:00",
        "timezone": "Europe/Brussels",
    } | changes
    return visitor.send("/convocatorias/1/corregir", values)


def test_a_persons_deadline_outlives_the_next_reading(officer: Visitor, session: Session) -> None:
    page = edit(officer, on="2026-12-15")
    assert "«Cierre» lo fijó Luz Prueba el 20 de noviembre de 2026: 15 de diciembre" in page.text
    assert "La fuente dice: 30 de noviembre de 2026, 17:00" in page.text
    assert "corregido por Luz Prueba" in page.text
    call = session.get_one(Call, 1)
    payload = call.sightings[0].payload | {"text": "Texto nuevo de la misma convocatoria."}
    store = Store(session, sources={}, at=call.changed_at)
    record = Record(source_id="bdns", source_key=payload["source_key"], payload=payload)
    store.add([record], Counts(), quiet=False)
    session.commit()
    page = officer.get("/convocatorias/1")
    assert "15 de diciembre de 2026, 17:00" in page.text
    assert "Texto nuevo" in page.text
    officer.send("/convocatorias/1/soltar", {"field": "deadlines"}, on="/convocatorias/1")
    page = officer.get("/convocatorias/1")
    assert "Lo que fijó una persona" not in page.text
    assert "Faltan 10 días" in page.text


def test_saving_what_stands_changes_nothing(officer: Visitor, session: Session) -> None:
    before = len(session.scalars(select(CallVersion)).all())
    edit(officer)
    assert len(session.scalars(select(CallVersion)).all()) == before
    assert session.get_one(Call, 1).pinned == []


def test_saving_what_stands_keeps_a_zone_that_is_not_on_offer(
    officer: Visitor, session: Session
) -> None:
    closing = deadline(date(2027, 3, 2), at="23:59:00", timezone="UTC+00:00", precision="minute")
    call = add_call(
        session,
        title="Ciudades circulares",
        text="x",
        deadlines=[closing],
        url="https://funder.example/circular",
    )
    session.commit()
    path = f"/convocatorias/{call.id}/corregir"
    officer.send(path, officer.get(path).form(""))
    session.expire_all()
    assert session.get_one(Call, call.id).pinned == []
    assert session.get_one(Call, call.id).deadlines[0].timezone == "UTC+00:00"


def test_a_corrected_title_is_found(officer: Visitor) -> None:
    edit(officer, title="Acueductos rurales")
    assert titles(officer.get("/convocatorias?q=acueducto")) == ["Acueductos rurales"]


def test_two_calls_become_one_and_one_becomes_two(officer: Visitor, session: Session) -> None:
    twin = add_call(
        session,
        title="Programa hídrico urbano",
        text="Texto.",
        source="eu-funding",
        url="https://other.example/agua",
    )
    refresh_index(session)
    session.commit()
    page = officer.get("/convocatorias/1/corregir?q=hidrico")
    assert "Programa hídrico urbano" in page.text
    page = officer.send(
        "/convocatorias/1/unir", {"other": str(twin.id)}, on="/convocatorias/1/corregir"
    )
    assert "https://other.example/agua" in page.links().values()
    assert f"/convocatorias/{twin.id}" not in officer.get("/convocatorias").links().values()
    left = officer.client.get(f"/convocatorias/{twin.id}")
    assert left.headers["Location"] == "/convocatorias/1"  # what led to it leads on
    moved = session.get_one(Call, 1).sightings[-1].id
    page = officer.send(
        "/convocatorias/1/separar", {"sighting": str(moved)}, on="/convocatorias/1/corregir"
    )
    assert page.heading == "Programa hídrico urbano"
    session.expire_all()
    assert len(session.get_one(Call, 1).sightings) == 1


def test_what_is_seen_can_be_taken_away(officer: Visitor) -> None:
    response = officer.client.get("/convocatorias/tabla.xlsx?line=ecociudad")
    sheet = load_workbook(BytesIO(response.data)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Título", "Estado", "Cierre")
    assert [row[0] for row in rows[1:]] == [
        "Agua y saneamiento para ciudades intermedias",
        "Clean urban mobility: grants for cities",
    ]
    assert rows[1][rows[0].index("Entidad territorial puede aplicar")] == "sí"
    text = officer.client.get("/convocatorias/tabla.csv?state=cerrada").data.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Premio a la innovación pública;Cerrada;2026-06-01")


def test_a_title_that_looks_like_a_formula_stays_text(officer: Visitor, session: Session) -> None:
    add_call(session, title='=HYPERLINK("https://evil.example")', text="x", rolling=True)
    session.commit()
    response = officer.client.get("/convocatorias/tabla.xlsx")
    cells = [c for row in load_workbook(BytesIO(response.data)).worksheets[0] for c in row]
    assert all(cell.data_type != "f" for cell in cells)
    csv = officer.client.get("/convocatorias/tabla.csv").data.decode("utf-8-sig")
    assert "\n=HYPER" not in csv


def test_spanish_words_find_foreign_calls_and_say_so(officer: Visitor) -> None:
    page = officer.get("/convocatorias?q=movilidad+urbana")
    assert titles(page) == ["Clean urban mobility: grants for cities"]
    assert "También se buscó: " in page.text
    assert "urban mobility" in page.tree.xpath("//article//mark/text()")
    exact = officer.get(page.links()["Solo mis palabras"])
    assert "0 con todo lo que se buscó" in exact.text
    assert "No dice: movilidad" in exact.text


def test_a_call_that_comes_back_tells_what_was_thought_of_it(
    officer: Visitor, session: Session
) -> None:
    add_call(
        session,
        title="Premio a la innovación pública 2027",
        text="Otra edición.",
        kind="premio",
        deadlines=[deadline(date(2027, 6, 1))],
        source="eu-funding",
        url="https://other.example/premio",
    )
    person = session.scalars(select(Person.id)).first()
    session.add(
        Feedback(
            call_id=3,
            project_id=1,
            person_id=person,
            verdict="no-interesa",
            scope="team",
            reason="sin-contrapartida",
            at=NOW,
        )
    )
    session.commit()
    page = officer.get("/convocatorias/7")
    assert "Vuelve: ediciones anteriores" in page.text
    assert "cerró el 1 de junio de 2026" in page.text
    assert "No interesó: no hay contrapartida" in page.text


def test_working_days_stand_beside_calendar_days(officer: Visitor) -> None:
    assert "Faltan 10 días 6 días hábiles" in officer.get("/convocatorias/1").text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html; charset=iso-8859-1", "<p>Niñez</p>".encode("latin-1")),
        ("text/html; charset=nadie", b"<p>Ni\xc3\xb1ez</p>"),
        ("application/json", b'"Ni\xc3\xb1ez"'),
    ],
)
def test_our_copy_is_read_in_its_own_charset(content_type: str, body: bytes) -> None:
    assert "Niñez" in readable(body, content_type)


def test_who_may_take_part_only_as_a_partner_is_told_so(officer: Visitor, session: Session) -> None:
    words = "Los municipios participan como socios, no como solicitantes."
    answers = fields("x", words)["eligibility"] | {
        "local_government": fact(None, words) | {"partner": True}
    }
    call = add_call(session, title="Redes de barrio", text=words, eligibility=answers, rolling=True)
    session.commit()
    page = officer.get(f"/convocatorias/{call.id}")
    told = page.tree.xpath("//dt[contains(., '¿Puede aplicar una entidad territorial?')]/..")[0]
    assert "Solo como socio" in told.text_content()
    assert words in told.text_content()
    assert "La fuente no lo dice" not in told.text_content()
    assert (
        "Entidades territoriales: solo como socio" in officer.get("/convocatorias?state=todas").text
    )


def test_a_guess_is_told_as_one_and_keeps_the_call_from_nobody(
    officer: Visitor, session: Session
) -> None:
    words = "Ayudas destinadas a las asociaciones vecinales."
    guess = {"quote": words, "field": "text", "method": WORDED, "start": 0, "end": len(words)}
    answers = fields(title="x", text="")["eligibility"]
    answers["local_government"] = {"answer": False, "span": guess}
    call = add_call(session, title="Redes de barrio", text=words, eligibility=answers, rolling=True)
    session.commit()
    page = officer.get(f"/convocatorias/{call.id}")
    told = page.tree.xpath("//dt[contains(., '¿Puede aplicar una entidad territorial?')]/..")[0]
    assert "Parece que no" in told.text_content()
    assert words in told.text_content()
    assert "Puente lo supone por la redacción" in told.xpath(".//@title")[0]
    listed = officer.get("/convocatorias?local=1")
    assert "No parece abierta a entidades territoriales" in listed.text


def test_a_section_nothing_was_read_in_is_linked_and_not_called_silence(
    officer: Visitor, session: Session
) -> None:
    text = "Un fondo para ciudades.\nQuién puede participar\nVea las bases."
    start = text.index("Quién")
    heading = {
        "quote": "Quién puede participar",
        "field": "text",
        "method": "section-unread",
        "start": start,
        "end": start + len("Quién puede participar"),
    }
    eligibility = fields(title="x", text="")["eligibility"]
    eligibility["local_government"] = {"answer": None, "span": heading}
    call = add_call(session, title="Fondo con apartado", text=text, eligibility=eligibility)
    session.commit()
    page = officer.get(f"/convocatorias/{call.id}")
    assert "Puente no lo encontró" in page.text
    link = page.links()["Vea «Quién puede participar»"]
    assert link.endswith(f"/convocatorias/{call.id}#t{start}")
    assert page.tree.xpath(f'//*[@id="t{start}"]')
    assert "La fuente no dice: " in page.text  # the other questions have no section
    listed = officer.get("/convocatorias")
    assert "Entidades territoriales: Puente no lo encontró" in listed.text
