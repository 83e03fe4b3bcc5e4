"""What the matcher reads of stored rows and of lines: everything there is, and nothing else."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from matcher.calls.facts import WORDED
from matcher.calls.models import Call
from matcher.matches.load import call_from_row, partners_named, project_from_row
from matcher.matches.pasted import asked_for
from matcher.matches.records import call_from, project_from
from matcher.projects.models import Project
from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import CallText, ProjectText, Quoted, RankedPair
from matcher.ranking.score import shipped_ranker
from matcher.reasons.blockers import blockers
from matcher.reasons.confidence import confidence
from matcher.reasons.judge import Judge
from matcher.settings import Settings
from matcher.tags.models import Tag
from matcher.translation.translation import Translation
from tests.conftest import NOON
from tests.matcher.web.seed import add_call, amount, deadline, fact, span
from tests.matcher.words.said import said

TODAY = NOON.date()
NO_COLUMN = {"language", "funders", "counterpart_apart"}
"""What a project cannot have: a column of its own, or two currencies where all are in one."""
EVERYTHING: dict[str, Any] = {
    "code": "P-1",
    "name": "Acueducto veredal",
    "summary": "Agua para la vereda.",
    "description": "Se construye un acueducto.",
    "problem": "Falta agua.",
    "objective": "Llevar agua.",
    "department": "Ambiente",
    "contact_name": "Persona",
    "contact_email": "persona@ciudad.example",
    "programme": "Agua para todos",
    "place": "Comuna 1",
    "beneficiaries": "Familias",
    "beneficiary_count": 100,
    "stage": "perfil",
    "total_cost": Decimal(500_000),
    "total_cost_currency": "EUR",
    "amount_sought": Decimal(400_000),
    "amount_sought_currency": "EUR",
    "counterpart": Decimal(100_000),
    "counterpart_currency": "EUR",
    "starts_on": date(2027, 1, 1),
    "duration_months": 12,
    "partners": "Universidad de Prueba; Fundación Ejemplo",
    "documents": "https://ciudad.example",
    "modalities": ["financiera-no-reembolsable"],
    "public": True,
}
CALL: dict[str, Any] = {
    "title": "Fondo de agua",
    "text": "Subvenciones para acueductos de las veredas.",
    "kind": "subvencion",
    "funder": "Fondo de Prueba",
    "rolling": True,
    "deadlines": [deadline(date(2027, 3, 5))],
    "amounts": [amount("max", "EUR", value="500000")],
    "cofunding": {"percent": "20", "span": span("aporte del 20 %")},
    "eligibility": {
        "local_government": fact(True, "municipios"),
        "agency_country": fact(True, "Colombia"),
        "partner_required": fact(True, "con un aliado"),
        "partners_asked": {
            "number": 2,
            "counts": "others",
            "kinds": ["university"],
            "span": span("con dos socios"),
        },
        "cofunding_required": fact(True, "sí"),
        "countries": ["CO"],
        "countries_span": span("de Colombia"),
    },
}


def tag(kind: str, scheme: str, code: str, origin: str = "person") -> Tag:
    return Tag(
        subject_type=kind,
        subject_id=1,
        scheme=scheme,
        code=code,
        score=0.9,
        assigned=True,
        evidence=[],
        origin=origin,
        at=NOON,
    )


def tags(kind: str) -> list[Tag]:
    return [tag(kind, "ods", "6", "model"), tag(kind, "line", "agua")]


def stored_project(session: Session, **changed: Any) -> Project:
    row = Project(
        **(EVERYTHING | changed), extra={}, created_at=NOON, updated_at=NOON, confirmed_at=NOON
    )
    session.add(row)
    session.flush()
    session.expire(row)
    return row


def stored_call(session: Session, **changed: Any) -> Call:
    return add_call(session, **(CALL | changed))


def read_project(
    session: Session, settings: Settings, said: list[Tag] | None = None, **changed: Any
) -> ProjectText:
    row = stored_project(session, **changed)
    return project_from_row(row, tags("project") if said is None else said, settings=settings)


def read_call(
    session: Session, settings: Settings, said: list[Tag] | None = None, **changed: Any
) -> CallText:
    row = stored_call(session, **changed)
    return call_from_row(row, tags("call") if said is None else said, now=NOON, settings=settings)


def default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def left_out(made: CallText | ProjectText) -> set[str]:
    """The fields that stayed what they are where nobody said anything."""
    return {f.name for f in fields(made) if getattr(made, f.name) in (default(f), None, "", ())}


def explained(call: CallText, project: ProjectText) -> RankedPair:
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    index = MatchIndex([call], [project], tools=tools)
    judge = Judge(index, today=TODAY, line_names={"agua": "Agua y saneamiento"})
    (match,) = judge.matches(index.calls_for_projects(top=1)[0], top=1)
    return match


def against(call: CallText, project: ProjectText) -> list[str]:
    return [said(reason) for reason in explained(call, project).reasons if reason.kind == "against"]


def test_a_row_with_every_column_leaves_no_field_of_a_project_empty(
    session: Session, settings: Settings
) -> None:
    columns = set(Project.__table__.columns.keys())
    assert columns - EVERYTHING.keys() == {
        "id",
        "extra",
        "owner_id",
        "version",
        "created_at",
        "updated_at",
        "confirmed_at",
        "archived_at",
    }
    assert left_out(read_project(session, settings)) == NO_COLUMN


def test_a_row_with_every_fact_leaves_no_field_of_a_call_empty(
    session: Session, settings: Settings
) -> None:
    assert left_out(read_call(session, settings)) == {"closed", "rolling"}
    lasting = {"title": "Siempre", "text": "Becas de teatro.", "funder": None, "deadlines": []}
    assert read_call(session, settings, **lasting).rolling


def test_a_line_with_every_key_leaves_no_field_empty() -> None:
    scored = {"ods": [{"code": 6, "score": 0.9}], "lines": [{"code": "agua", "score": 0.9}]}
    call: Mapping[str, Any] = scored | {
        "id": 1,
        "title": "Fondo",
        "text": "Agua.",
        "language": "es",
        "deadline": "2027-03-05",
        "status": "closed",
        "rolling": True,
        "kind": "subvencion",
        "funder": "Fondo",
        "cofunding_percent": 20,
        "amounts": [{"value": 5, "currency": "EUR"}],
        "eligibility": {
            "countries": ["CO"],
            "agency_country": True,
            "local_government": False,
            "partner_required": {"answer": True, "quote": "con un aliado"},
            "partners_asked": {"number": 3, "kinds": ["ngo"], "quote": "con una ONG"},
        },
    }
    project: Mapping[str, Any] = scored | {
        "id": 1,
        "title": "Acueducto",
        "text": "Agua.",
        "language": "es",
        "country": "co",
        "amount": 5,
        "counterpart": 1,
        "currency": "eur",
        "modalities": ["subvencion"],
        "local_government": True,
        "funders": ["Fondo"],
        "partners": ["Universidad"],
    }
    assert left_out(call_from(call)) == {"asked_country"}
    former = call | {"eligibility": {"colombia": False, "local_government": "partner"}}
    assert call_from(former).agency_country == Quoted(value=False)
    assert call_from(former).asked_country == "CO"
    assert call_from(former).local_government == Quoted(value="partner")
    guess = {"answer": False, "quote": "los suyos", "guessed": True}
    assert call_from(call | {"eligibility": {"local_government": guess}}).local_government is None
    assert left_out(project_from(project)) == {"counterpart_apart"}
    assert call_from(call).unconfirmed == {6, "agua"}
    assert call_from({**call, "ods": [6], "lines": ["agua"]}).unconfirmed == frozenset()


def test_a_pasted_text_says_what_is_known_and_no_more(settings: Settings) -> None:
    asked = asked_for("Agua para la vereda con la Universidad", settings)
    assert left_out(asked) == {
        "title",
        "language",
        "amount",
        "counterpart",
        "currency",
        "counterpart_apart",
        "modalities",
        "funders",
        "partners",
        "ods",
        "lines",
        "unconfirmed",
        "tagged",
    }
    assert asked.partners is None


NO: dict[str, Any] = {"answer": False, "span": span("la frase")}
HARD: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # kind: what the call says, a project without the thing, a project that has it
    "local_government": (
        {"eligibility": CALL["eligibility"] | {"local_government": NO}},
        {},
        {},
    ),
    "country": ({"eligibility": CALL["eligibility"] | {"agency_country": NO}}, {}, {}),
    "counterpart": (
        {"cofunding": {"percent": "20", "span": span("aporte del 20 %")}},
        {"counterpart": Decimal(99_000)},
        {"counterpart": Decimal(100_000)},
    ),
    "amount": (
        {"amounts": [amount("max", "EUR", value="39000")]},
        {"amount_sought": Decimal(400_000)},
        {"amount_sought": Decimal(390_000)},
    ),
    "modality": (
        {"kind": "premio"},
        {"modalities": ["tecnica"]},
        {"modalities": ["tecnica", "financiera-no-reembolsable"]},
    ),
}


def kinds(call: CallText, project: ProjectText) -> list[str]:
    return [blocker.kind for blocker in blockers(call, project, today=TODAY)]


def test_nothing_blocks_a_stored_pair_in_which_all_fits(
    session: Session, settings: Settings
) -> None:
    assert kinds(read_call(session, settings), read_project(session, settings)) == []


@pytest.mark.parametrize("kind", HARD)
def test_each_blocker_is_told_of_a_stored_project_without_the_thing_only(
    session: Session, settings: Settings, kind: str
) -> None:
    said, without, having = HARD[kind]
    call = read_call(session, settings, **said)
    assert kinds(call, read_project(session, settings, code="sin", **without)) == [kind]
    if having:
        assert kinds(call, read_project(session, settings, code="con", **having)) == []


def test_an_answer_that_is_only_guessed_forbids_nothing_and_asks_for_nothing(
    session: Session, settings: Settings
) -> None:
    guess: dict[str, Any] = {"answer": False, "span": span("la frase") | {"method": WORDED}}
    asked = guess | {"answer": True}
    call = read_call(
        session,
        settings,
        eligibility=CALL["eligibility"]
        | {"local_government": guess, "agency_country": guess, "partner_required": asked},
    )
    assert (call.local_government, call.agency_country, call.partner_required) == (None,) * 3
    assert kinds(call, read_project(session, settings)) == []


def test_a_closed_call_blocks_and_an_open_one_does_not(
    session: Session, settings: Settings
) -> None:
    shut = read_call(session, settings, rolling=False, deadlines=[deadline(date(2026, 11, 1))])
    assert left_out(shut) == {"rolling"}
    assert kinds(shut, read_project(session, settings)) == ["closed"]


def test_money_in_two_currencies_is_not_compared(session: Session, settings: Settings) -> None:
    call = read_call(session, settings, amounts=[amount("max", "EUR", value="39000")])
    pesos = read_project(session, settings, amount_sought_currency="COP")
    assert kinds(call, pesos) == []
    unsaid = read_project(session, settings, code="2", amount_sought_currency=None)
    assert kinds(call, unsaid) == []
    mixed = read_project(
        session, settings, code="3", counterpart=Decimal(1), counterpart_currency="USD"
    )
    assert kinds(read_call(session, settings, title="Otra", text="Teatro."), mixed) == []
    assert mixed.counterpart_apart
    assert against(replace(call, partner_required=None), mixed) == []


def test_a_project_with_partners_is_not_told_to_lack_one(
    session: Session, settings: Settings
) -> None:
    call = read_call(session, settings)
    assert against(call, read_project(session, settings)) == []
    none = read_project(session, settings, code="2", partners=None)
    asked = "al menos 2 socios, además de quien solicita; nombra una universidad"
    assert against(call, none) == [
        f"Pide presentarse con aliados ({asked}) y el campo «Aliados» del proyecto está vacío."
    ]
    assert against(replace(call, partners_asked=None), none) == [
        "Pide presentarse con un aliado y el campo «Aliados» del proyecto está vacío."
    ]
    one = read_project(session, settings, code="3", partners="Universidad de Prueba")
    assert against(call, one) == [f"Pide presentarse con aliados ({asked}) y el proyecto nombra 1."]
    assert call.partners_asked is not None
    whole = replace(call.partners_asked, counts="everybody")
    assert against(replace(call, partners_asked=whole), one) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Universidad; Fundación", ("Universidad", "Fundación")),
        ("Universidad", ("Universidad",)),
        ("No Más Violencia", ("No Más Violencia",)),
        (None, ()),
        ("  ", ()),
        ("Ninguno", ()),
        ("no aplica", ()),
        ("N/A", ()),
        ("-", ()),
        ("Por definir.", ()),
        ("Sin aliados", ()),
    ],
)
def test_none_is_no_partner(text: str | None, named: tuple[str, ...]) -> None:
    assert partners_named(text) == named


def test_of_a_text_or_a_line_nothing_is_said_to_be_missing(settings: Settings) -> None:
    call = call_from(
        {"id": 1, "text": "Agua.", "eligibility": {"partner_required": True}, "cofunding": 20}
    )
    told = [
        "Pide presentarse con un aliado.",
        "Pide contrapartida y no sabemos con cuánta cuenta el proyecto.",
    ]
    assert against(call, asked_for("Agua para la vereda", settings)) == told
    assert against(call, project_from({"id": 1, "text": "Agua."})) == told
    assert len(against(call, project_from({"id": 1, "text": "Agua.", "partners": ["Red"]}))) == 1


def test_a_project_with_a_counterpart_is_not_told_to_lack_one(
    session: Session, settings: Settings
) -> None:
    call = replace(read_call(session, settings), partner_required=None)
    assert against(call, read_project(session, settings)) == []
    assert against(call, read_project(session, settings, code="2", counterpart=None)) == [
        "Pide contrapartida y no sabemos con cuánta cuenta el proyecto."
    ]


WATER, CITY = "6 (Agua limpia y saneamiento)", "11 (Ciudades y comunidades sostenibles)"
SHARED = {
    ("person", "person"): (
        f"Ambos apuntan al ODS {WATER}.",
        "Comparten la línea Agua y saneamiento.",
    ),
    ("model", "person"): (
        f"Puente la etiquetó con el ODS {WATER}, al que apunta el proyecto.",
        "Puente la etiquetó con la línea Agua y saneamiento, que es la del proyecto.",
    ),
    ("person", "model"): (
        f"La convocatoria apunta al ODS {WATER} y Puente etiquetó el proyecto con él.",
        "La convocatoria es de la línea Agua y saneamiento y Puente etiquetó el proyecto con ella.",
    ),
    ("model", "model"): (
        f"Puente etiquetó la convocatoria y el proyecto con el ODS {WATER}.",
        "Puente etiquetó la convocatoria y el proyecto con la línea Agua y saneamiento.",
    ),
}
OTHER = {
    ("person", "person"): (
        f"La convocatoria apunta al ODS {WATER} y el proyecto apunta al ODS {CITY}."
    ),
    ("model", "person"): (
        f"Puente la etiquetó con el ODS {WATER} y el proyecto apunta al ODS {CITY}."
    ),
    ("person", "model"): (
        f"La convocatoria apunta al ODS {WATER} y Puente etiquetó el proyecto con el ODS {CITY}."
    ),
    ("model", "model"): (
        f"Puente la etiquetó con el ODS {WATER} y Puente etiquetó el proyecto con el ODS {CITY}."
    ),
}


@pytest.mark.parametrize("origins", SHARED)
def test_only_what_a_person_said_is_told_as_the_word_of_call_or_project(
    session: Session, settings: Settings, origins: tuple[str, str]
) -> None:
    given = [
        [tag(kind, "ods", "6", origin), tag(kind, "line", "agua", origin)]
        for kind, origin in zip(("call", "project"), origins, strict=True)
    ]
    call = read_call(session, settings, given[0])
    project = read_project(session, settings, given[1])
    told = {reason.kind: said(reason) for reason in explained(call, project).reasons}
    assert (told["ods"], told["lines"]) == SHARED[origins]
    elsewhere = [tag("project", "ods", "11", origins[1])]
    other = read_project(session, settings, elsewhere, code="2")
    assert against(call, other) == [OTHER[origins]]


def test_of_tags_that_differ_in_origin_each_is_told_as_it_came_about(
    session: Session, settings: Settings
) -> None:
    call = read_call(
        session, settings, [tag("call", "ods", "6"), tag("call", "ods", "11", "model")]
    )
    project = read_project(
        session, settings, [tag("project", "ods", "6"), tag("project", "ods", "11")]
    )
    told = {reason.kind: said(reason) for reason in explained(call, project).reasons}
    assert told["ods"] == (
        f"Ambos apuntan al ODS {WATER}. "
        f"Puente la etiquetó con el ODS {CITY}, al que apunta el proyecto."
    )


class Sure:
    """A classifier that is sure of one ODS for every text."""

    def ods_scores(self, texts: list[str], _languages: object) -> NDArray[np.float64]:
        scores = np.full((len(texts), 17), 0.01)
        scores[:, 5] = 0.84
        return scores


def test_what_nobody_tagged_is_told_as_a_guess_and_what_was_refused_is_not_told(
    session: Session, settings: Settings
) -> None:
    def told(project: ProjectText) -> list[str]:
        tools = Tools(
            translation=Translation(apertium=None), ranker=shipped_ranker(), topics=Sure()
        )
        index = MatchIndex([call], [project], tools=tools)
        judge = Judge(index, today=TODAY)
        (match,) = judge.matches(index.calls_for_projects(top=1)[0], top=1)
        return [said(reason) for reason in match.reasons if reason.kind == "ods"]

    call = read_call(session, settings, [tag("call", "ods", "6", "model")])
    assert told(asked_for("Agua para la vereda", settings)) == [
        f"Puente etiquetó la convocatoria y el proyecto con el ODS {WATER}."
    ]
    assert told(read_project(session, settings, [])) == []


def test_confidence_counts_what_the_row_of_the_call_says(
    session: Session, settings: Settings
) -> None:
    project = read_project(session, settings)

    def sure(call: CallText) -> float:
        return confidence(call, project, same_language=True, translated_whole=False)

    unsaid = fact(None)
    bare: dict[str, Any] = {
        "kind": None,
        "rolling": False,
        "deadlines": [],
        "amounts": [],
        "eligibility": dict.fromkeys(CALL["eligibility"], unsaid)
        | {"countries": [], "countries_span": None, "partners_asked": None},
    }
    known = read_call(session, settings)
    text = "Becas de teatro para jóvenes artistas."
    silent = read_call(session, settings, title="Otro fondo", text=text, funder=None, **bare)
    assert sure(known) > sure(replace(silent, title=known.title, text=known.text)) + 0.24
