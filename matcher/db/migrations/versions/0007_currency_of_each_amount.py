"""A currency for each amount of a project; sentences and quotes that said too much."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_AMOUNTS = ("total_cost", "amount_sought", "counterpart")
_PROJECT = sa.table(
    "project",
    sa.column("currency", sa.Text),
    *(sa.column(name, sa.Numeric) for name in _AMOUNTS),
    *(sa.column(f"{name}_currency", sa.Text) for name in _AMOUNTS),
)
_NO_AMOUNT = sa.and_(*(_PROJECT.c[name].is_(None) for name in _AMOUNTS))
_SAID = (
    ("Ambos apuntan ", "Según sus etiquetas, ambos apuntan "),
    ("La convocatoria apunta ", "Según sus etiquetas, la convocatoria apunta "),
    ("Comparten la línea ", "Según sus etiquetas, comparten la línea "),
    ("Comparten las líneas ", "Según sus etiquetas, comparten las líneas "),
    (
        "Pide presentarse con un aliado y el proyecto no nombra ninguno.",
        "Pide presentarse con un aliado.",
    ),
)
"""How a reason began, and how it is told where it is not computed again: as what is known."""


def upgrade() -> None:
    """Apply. The currency of a project was that of all its amounts."""
    for name in _AMOUNTS:
        op.add_column("project", sa.Column(f"{name}_currency", sa.Text(), nullable=True))
        op.execute(
            sa.update(_PROJECT)
            .where(_PROJECT.c[name].is_not(None) | _NO_AMOUNT)
            .values({f"{name}_currency": _PROJECT.c.currency})
        )
    op.drop_column("project", "currency")
    _retell()
    _read_again()


def downgrade() -> None:
    """Take back. Where amounts differ one column can say nothing."""
    op.add_column("project", sa.Column("currency", sa.Text(), nullable=True))
    for name in _AMOUNTS:
        own = _PROJECT.c[f"{name}_currency"]
        others = [
            _PROJECT.c[other].is_(None) | (_PROJECT.c[f"{other}_currency"] == own)
            for other in _AMOUNTS
        ]
        op.execute(
            sa.update(_PROJECT)
            .where(_PROJECT.c[name].is_not(None) | _NO_AMOUNT, *others)
            .values(currency=own)
        )
    for name in _AMOUNTS:
        op.drop_column("project", f"{name}_currency")


def _retell() -> None:
    """Matches that stand only because somebody judged them are never explained again."""
    match = sa.table("match", sa.column("id", sa.Integer), sa.column("reasons", Json))
    bind = op.get_bind()
    for row in bind.execute(sa.select(match.c.id, match.c.reasons)).all():
        told = [{**reason, "text": _told(reason["text"])} for reason in row.reasons]
        if told != row.reasons:
            bind.execute(sa.update(match).where(match.c.id == row.id).values(reasons=told))


def _read_again() -> None:
    """Fields were quoted by their bare value («False»): the next reading is to be taken in."""
    sighting = sa.table("sighting", sa.column("content_hash"), sa.column("payload", Json))
    quoted = sa.cast(sighting.c.payload, sa.Text).contains('"estructurado"', autoescape=True)
    op.execute(sa.update(sighting).where(quoted).values(content_hash=""))


def _told(text: str) -> str:
    for before, after in _SAID:
        if text.startswith(before):
            return after + text.removeprefix(before)
    return text
