"""The ten steps of an application, in order: the only list of them."""

from proposals.errors import UnknownField
from proposals.steps import (
    call,
    endorsement,
    governance,
    interest,
    need,
    plan,
    problem,
    requirements,
    submission,
    transparency,
)
from proposals.steps.step import Field, Step

STEPS: tuple[Step, ...] = (
    interest.STEP,
    endorsement.STEP,
    need.STEP,
    call.STEP,
    requirements.STEP,
    problem.STEP,
    plan.STEP,
    governance.STEP,
    transparency.STEP,
    submission.STEP,
)
FIELDS: dict[str, Field] = {
    field.key: field for step in STEPS for field in (*step.fields, step.done)
}


def get_step(slug: str) -> Step:
    """The step with this slug.

    :raises UnknownField: if there is none.
    """
    for step in STEPS:
        if step.slug == slug:
            return step
    raise UnknownField("No hay un paso «%(slug)s».", slug=slug)


def get_field(key: str) -> Field:
    """The field with this key, of whichever step.

    :raises UnknownField: if there is none.
    """
    if key not in FIELDS:
        raise UnknownField("No hay un campo «%(key)s».", key=key)
    return FIELDS[key]


__all__ = ["FIELDS", "STEPS", "Field", "Step", "get_field", "get_step"]
