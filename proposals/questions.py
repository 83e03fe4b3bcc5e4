"""What whoever finances asks, with our answer: the one list that the document of answers prints."""

from dataclasses import dataclass

from proposals.answers import Answers, rows
from proposals.steps.step import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorQuestion:
    """One question of the call; ``weight`` is its criterion's, as typed, ``limit`` the call's."""

    text: str
    answer: str
    weight: str = ""
    limit: Limit | None = None


def donor_questions(given: Answers) -> list[DonorQuestion]:
    """The questions in their order: the criteria of the call, then its requirements."""
    criteria = [
        DonorQuestion(
            text=str(row.get("criterio") or ""),
            answer=str(row.get("respuesta") or ""),
            weight=str(row.get("peso") or ""),
        )
        for row in rows(given, "criterios")
    ]
    asked = [
        DonorQuestion(text=str(row.get("texto") or ""), answer=str(row.get("evidencia") or ""))
        for row in rows(given, "requisitos")
    ]
    return [one for one in (*criteria, *asked) if one.text.strip()]
