"""Learning from the corrections that the database keeps."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import Clock
from matcher.errors import ModelError
from matcher.settings import Settings
from matcher.tags.learning import corrections_of, former, go_back, learn, put_in_service
from matcher.tags.models import ModelVersion, Tag
from matcher.tags.spreading import Subjected
from matcher.tags.tagging import Kind, open_tagger

TEXT = "Ajedrez con tableros y relojes, jornada {n} del año"
CHESS = Kind(
    kind="call",
    stamps=lambda _: [],
    load=lambda _, numbers: [
        Subjected(kind="call", id=n, stamp="", title=f"Torneo {n}", text=TEXT.format(n=n))
        for n in numbers
    ],
)


@pytest.fixture
def corrected(session: Session, clock: Clock) -> Session:
    for number in range(40):
        for scheme, code in (("ods", "4"), ("line", "educacion-cultura")):
            session.add(
                Tag(
                    subject_type="call",
                    subject_id=number,
                    scheme=scheme,
                    code=code,
                    score=0.1,
                    assigned=True,
                    evidence=[],
                    origin="person",
                    model_version=None,
                    person_id=None,
                    at=clock.now(),
                )
            )
    session.add(
        Tag(
            subject_type="call",
            subject_id=1,
            scheme="ods",
            code="9",
            score=0.9,
            assigned=True,
            evidence=[],
            origin="model",
            model_version="x",
            person_id=None,
            at=clock.now(),
        )
    )
    session.flush()
    return session


def test_only_what_people_said_is_learned(corrected: Session) -> None:
    told = corrections_of(corrected, [CHESS])
    assert len(told) == 40
    assert told[1].text.startswith("Torneo 1\n\nAjedrez")
    assert told[1].ods == {4: True}
    assert told[1].lines == {"educacion-cultura": True}


def test_a_better_model_goes_in_service_and_the_former_can_come_back(
    corrected: Session, settings: Settings, clock: Clock
) -> None:
    shipped = open_tagger(corrected, settings).version
    found = learn(corrected, settings, kinds=[CHESS])
    assert found.accepted
    assert open_tagger(corrected, settings).version == shipped  # nothing changed yet
    put_in_service(corrected, settings, found.weights, now=clock.now())
    assert open_tagger(corrected, settings).version == found.weights.version != shipped
    row = corrected.scalars(select(ModelVersion).where(ModelVersion.active_until.is_(None))).one()
    assert row.scores["agreement_after"] > row.scores["agreement_before"]
    assert Path(settings.data_dir, row.directory or "", "card.json").exists()
    later = clock.now() + timedelta(days=1)
    assert former(settings).version == shipped
    assert go_back(corrected, settings, now=later) == shipped
    assert open_tagger(corrected, settings).version == shipped
    with pytest.raises(ModelError, match="anterior"):
        go_back(corrected, settings, now=later)


def test_without_corrections_there_is_nothing_to_learn(
    session: Session, settings: Settings
) -> None:
    with pytest.raises(ModelError, match="No hay correcciones"):
        learn(session, settings, kinds=[CHESS])
