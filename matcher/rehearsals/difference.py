"""Two years held against each other: what would be new, gone and moved, with examples."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matcher.rehearsals.past import Past, Told, day_of
from matcher.rehearsals.replay import Year, YearPlace

EXAMPLES = 5
"""Of each kind: the clearest, the others are counted."""
Example = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What would be new, gone and moved of one kind; how many, and the clearest of each."""

    new: int
    gone: int
    moved: int
    examples: Mapping[str, Sequence[Example]]

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        told = {name: list(found) for name, found in self.examples.items()}
        return {"new": self.new, "gone": self.gone, "moved": self.moved, "examples": told}


def told_under(past: Past, now: Year, then: Year) -> dict[Told, datetime]:
    """The ledger as it would be: what was really told, but for what the setting changes.

    What happened and no replay can repeat (a text has changed since, a page was over that morning)
    stays as it was: no setting is to blame for it.
    """
    ledger = past.ledger
    kept = {key: at for key, at in ledger.items() if key not in now.mails or key in then.mails}
    moved = {
        key: then.mails[key].at
        for key in kept
        if key in now.mails and then.mails[key].at != now.mails[key].at
    }
    new = {
        key: mailed.at
        for key, mailed in then.mails.items()
        if key not in now.mails and key not in ledger
    }
    return kept | moved | new


def repeated(past: Past, now: Year) -> int:
    """How many entries of the ledger the settings in force give again, in the same mail."""
    return sum(key in now.mails and now.mails[key].at == at for key, at in past.ledger.items())


def mails(past: Past, now: Year, then: Year) -> Shift:
    """What people would have been told besides, not at all, or on another day."""
    ledger, would = past.ledger, told_under(past, now, then)
    new = [key for key in would if key not in ledger]
    gone = [key for key in ledger if key not in would]
    moved = [key for key in would if key in ledger and would[key] != ledger[key]]

    def example(key: Told) -> Example:
        year = then if key in then.mails else now
        told = year.mails[key]
        return {
            "person": key[0],
            "call": key[1],
            "project": told.project_id,
            "was": _day(past, ledger.get(key)),
            "is": _day(past, would.get(key)),
        }

    def by_score(keys: Iterable[Told], year: Year) -> list[Example]:
        best = sorted(keys, key=lambda key: (-year.mails[key].score, key))
        return [example(key) for key in best[:EXAMPLES]]

    return Shift(
        new=len(new),
        gone=len(gone),
        moved=len(moved),
        examples={
            "new": by_score(new, then),
            "gone": by_score(gone, now),
            "moved": by_score(moved, then),
        },
    )


def _day(past: Past, at: datetime | None) -> str | None:
    return day_of(past, at).isoformat() if at else None


def _felt(listed: YearPlace) -> tuple[int, int]:
    """What a reader sees of it: its place, and the words for how well it fits."""
    return listed.place, int(4 * listed.score)


def matches(now: Year, then: Year) -> Shift:
    """What would have stood in the lists besides, not at all, or in another place."""
    new = sorted(then.matches.keys() - now.matches.keys())
    gone = sorted(now.matches.keys() - then.matches.keys())
    both = sorted(now.matches.keys() & then.matches.keys())
    moved = [key for key in both if _felt(now.matches[key]) != _felt(then.matches[key])]

    def example(key: tuple[int, int]) -> Example:
        was, would = now.matches.get(key), then.matches.get(key)
        return {
            "project": key[0],
            "call": key[1],
            "was": was.place if was else None,
            "is": would.place if would else None,
            "score_was": was.score if was else None,
            "score_is": would.score if would else None,
        }

    def far(key: tuple[int, int]) -> tuple[int, float]:
        was, would = now.matches[key], then.matches[key]
        return -abs(was.place - would.place), -abs(was.score - would.score)

    return Shift(
        new=len(new),
        gone=len(gone),
        moved=len(moved),
        examples={
            "new": [
                example(k) for k in sorted(new, key=lambda k: -then.matches[k].score)[:EXAMPLES]
            ],
            "gone": [
                example(k) for k in sorted(gone, key=lambda k: -now.matches[k].score)[:EXAMPLES]
            ],
            "moved": [example(k) for k in sorted(moved, key=far)[:EXAMPLES]],
        },
    )
