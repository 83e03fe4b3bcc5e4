"""Learn from the corrections in the database, and put the model they make in service."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.settings import Settings
from matcher.tags.classifier.adapting import Correction
from matcher.tags.classifier.lexicon import BASE
from matcher.tags.classifier.tagger import joined_text
from matcher.tags.classifier.training import TrainingExample
from matcher.tags.classifier.weights import ModelWeights, load_weights
from matcher.tags.models import ModelVersion, Tag
from matcher.tags.retraining import SHIPPED, Retraining, former_version, retrain, roll_back, store
from matcher.tags.tagging import Kind, agency_taxonomy, open_tagger

MODELS = "models"


def corrections_of(session: Session, kinds: Sequence[Kind]) -> list[Correction]:
    """What people said of the ODS and lines of everything of ``kinds``, text by text."""
    answers: dict[tuple[str, int], list[Tag]] = defaultdict(list)
    for tag in session.scalars(select(Tag).where(Tag.origin == "person").order_by(Tag.id)):
        answers[tag.subject_type, tag.subject_id].append(tag)
    loaders = {kind.kind: kind.load for kind in kinds}
    found = []
    for (subject_type, subject_id), tags in answers.items():
        if subject_type not in loaders:
            continue
        (subject,) = loaders[subject_type](session, [subject_id])
        found.append(
            Correction(
                text=joined_text(subject.title, subject.text),
                ods={int(t.code): t.assigned for t in tags if t.scheme == "ods"},
                lines={t.code: t.assigned for t in tags if t.scheme == "line"},
            )
        )
    return found


def learn(
    session: Session,
    settings: Settings,
    *,
    kinds: Sequence[Kind],
    examples: Sequence[TrainingExample] = (),
) -> Retraining:
    """Fit a model to the corrections; nothing changes until it is put in service.

    :raises ModelError: if there is nothing to learn from.
    """
    return retrain(
        open_tagger(session, settings).weights,
        corrections_of(session, kinds),
        base=load_weights(BASE),
        taxonomy=agency_taxonomy(session),
        examples=examples,
    )


def put_in_service(
    session: Session, settings: Settings, weights: ModelWeights, *, now: datetime
) -> ModelVersion:
    """Store a model and make it the one that tags from now on.

    Tags follow at the next tagging run, which sees that the model changed.
    """
    store(weights, settings.data_dir / MODELS)
    return _activate(session, weights, directory=f"{MODELS}/{weights.version}", now=now)


def former(settings: Settings) -> ModelWeights:
    """The model :func:`go_back` would put back in service.

    :raises ModelError: if there was none before.
    """
    version = former_version(settings.data_dir / MODELS)
    return load_weights(BASE if version == SHIPPED else settings.data_dir / MODELS / version)


def go_back(session: Session, settings: Settings, *, now: datetime) -> str:
    """Put the former model back in service; returns its version.

    :raises ModelError: if there was none before.
    """
    version = roll_back(settings.data_dir / MODELS)
    shipped = version == SHIPPED
    folder = BASE if shipped else settings.data_dir / MODELS / version
    directory = None if shipped else f"{MODELS}/{version}"
    return _activate(session, load_weights(folder), directory=directory, now=now).version


def _activate(
    session: Session, weights: ModelWeights, *, directory: str | None, now: datetime
) -> ModelVersion:
    in_service = select(ModelVersion).where(ModelVersion.active_until.is_(None))
    for former in session.scalars(in_service):
        former.active_until = now
    card = weights.card
    row = session.merge(
        ModelVersion(
            version=weights.version,
            data_hash=str(card.get("corrections_hash", card["data_hash"])),
            scores=dict(card.get("corrections_scores", card.get("scores", {}))),
            directory=directory,
            active_from=now,
            active_until=None,
        )
    )
    session.flush()
    return row
