"""What was answered, summed; a question nobody answered is neither a yes nor a no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from proposals.assessment.questions import CODES, CRITERIA, Criterion, codes

Mark = Literal["si", "no", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """A criterion with what each of its questions got."""

    criterion: Criterion
    marks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """How many were answered yes."""
        return self.marks.count("si")

    @property
    def open(self) -> int:
        """How many nobody answered."""
        return self.marks.count("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The whole assessment."""

    criteria: tuple[CriterionScore, ...]

    @property
    def points(self) -> int:
        """How many of all were answered yes."""
        return sum(one.points for one in self.criteria)

    @property
    def answered(self) -> int:
        """How many were answered at all."""
        return self.most - sum(one.open for one in self.criteria)

    @property
    def most(self) -> int:
        """How many questions there are."""
        return len(CODES)


def read_score(stored: object) -> Score:
    """The score of what is stored: a list of «code-si» and «code-no»."""
    said = marks_in(stored)
    return Score(
        criteria=tuple(
            CriterionScore(criterion=one, marks=tuple(said.get(code, "") for code in codes(one)))
            for one in CRITERIA
        )
    )


def marks_in(stored: object) -> dict[str, Mark]:
    """Code → yes or no, for those answered; the last word on a question holds."""
    found: dict[str, Mark] = {}
    for one in stored if isinstance(stored, list | tuple) else ():
        code, _, mark = str(one).rpartition("-")
        if code in CODES and mark in ("si", "no"):
            found[code] = "si" if mark == "si" else "no"
    return found


def stored_from(marks: Mapping[str, str]) -> list[str]:
    """What is stored of these marks, in the order of the questions."""
    return [f"{code}-{marks[code]}" for code in _known(marks) if marks[code] in ("si", "no")]


def _known(marks: Iterable[str]) -> list[str]:
    held = set(marks)
    return [code for code in CODES if code in held]
