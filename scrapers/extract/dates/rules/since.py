"""What begins on a day: a call, a door that never closes, or something else."""

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.words.opening import PERMANENT
from scrapers.extract.text.rules import Example, Rule


def _since_applying(clause: Clause) -> str | None:
    if clause.since is None or clause.until is not None or not clause.applies:
        return None
    other = clause.has_cue("other") or clause.of_something_else()
    return None if other else clause.since.group()


def _permanent(clause: Clause) -> str | None:
    """ "Ventanilla permanente desde el …": the day a door was opened that never closes."""
    if clause.since is None:
        return None
    match = PERMANENT.search(clause.text, clause.low, clause.since.start())
    return match.group() if match else None


def _since_other(clause: Clause) -> str | None:
    return clause.since.group() if clause.since and clause.until is None else None


SINCE: tuple[Rule[Clause, Role], ...] = (
    Rule(
        name="always-open-from",
        when=_permanent,
        gives="open",
        examples=(
            Example("Ventanilla permanente desde el [3 de mayo de 2027].", "open"),
            Example("Exposición permanente desde el [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="from-in-a-sentence-on-applying",
        when=_since_applying,
        gives="open",
        examples=(
            Example("Puede enviar su propuesta desde el [3 de mayo de 2027].", "open"),
            Example("Los talleres se dan desde el [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="from-of-something-else",
        when=_since_other,
        gives="other",
        examples=(
            Example("El museo está cerca del parque desde el [3 de mayo de 2027].", "other"),
            Example("Solicitudes desde el [3 de mayo de 2027].", "open"),
        ),
    ),
)
"""Asked where "from" stands before a day, and nothing told that it closes."""
