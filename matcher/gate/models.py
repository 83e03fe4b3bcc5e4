"""The rules of the agency's gate, and where its dirección let a call through all the same."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base

RuleKind = Literal[
    "counterpart-ceiling",
    "least-overhead",
    "kinds-never-taken",
    "one-application",
    "closed-months",
    "reserved-funders",
]


class GateRule(Base):
    """One rule: its ``kind`` says how it is judged, ``params`` hold the agency's own figures.

    ``because`` is the agency's reason, shown where the rule stops a call. A retired rule is kept.
    """

    __tablename__ = "gate_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RuleKind]
    params: Mapped[dict[str, Any]]
    because: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class GatePass(Base):
    """The dirección's word that a call goes through though a rule stops it, and why."""

    __tablename__ = "gate_pass"
    __table_args__ = (UniqueConstraint("call_id", "rule_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("gate_rule.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str]

    rule: Mapped[GateRule] = relationship()
