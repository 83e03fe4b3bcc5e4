"""What no page saves: settings of the environment, weights of the ranking, a model of tags."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.errors import SettingsError
from matcher.ranking.score import Ranker
from matcher.rehearsals.past import read_past
from matcher.rehearsals.retagging import said_tags
from matcher.rehearsals.running import Step, compared, counted, nothing, with_meaning
from matcher.rehearsals.settings import present_setting
from matcher.settings import Settings, from_env
from matcher.tags.classifier.weights import ModelWeights

TRIED = {
    "PUENTE_APERTIUM": "apertium",
    "PUENTE_MATCH_TOP": "match_top",
    "PUENTE_OTHER_DEPARTMENTS": "other_departments",
    "PUENTE_SEMANTIC": "semantic",
}
"""Settings of the environment that lists or mails of news depend on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedSetting:
    """What is tried: each ``None`` stays as it is in force."""

    settings: Settings
    ranker: Ranker | None = None
    weights: ModelWeights | None = None


def settings_with(settings: Settings, given: Mapping[str, str]) -> Settings:
    """``settings`` with those ``given`` by name.

    :raises SettingsError: for one that no list and no mail depends on, or of a wrong value.
    """
    if unknown := sorted(set(given) - set(TRIED)):
        raise SettingsError(
            f"{unknown[0]} no cambia las coincidencias ni los correos de novedades. Se ensayan: "
            f"{', '.join(TRIED)}."
        )
    read = from_env(given)
    return replace(settings, **{TRIED[name]: getattr(read, TRIED[name]) for name in given})


def difference(
    sessions: sessionmaker[Session],
    settings: Settings,
    trial: TriedSetting,
    *,
    at: datetime,
    step: Step = nothing,
) -> dict[str, Any]:
    """The twelve months before ``at``, and what ``trial`` changes in them. Nothing is kept."""
    with transaction(sessions) as session:
        now = present_setting(session, settings)
        then = present_setting(session, trial.settings, weights=trial.weights, ranker=trial.ranker)
        past, said = read_past(session, settings, now=at), said_tags(session)
        session.expunge_all()
    step()
    now, then = (with_meaning(sessions, one, at=at) for one in (now, then))
    return counted(past) | compared(past, said, now, then, step=step)
