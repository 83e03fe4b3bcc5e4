"""Read a source once from a replay."""

from dataclasses import dataclass

from scrapers.fetch import Fetcher
from scrapers.item import ScrapedCall
from scrapers.source import Run, Source
from tests.replay import Answer, Asked, Replay, Responder


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """What one reading gave, and what the server was asked."""

    calls: list[ScrapedCall]
    run: Run
    asked: list[Asked]

    def get(self, key: str) -> ScrapedCall:
        """The call with this key."""
        return next(call for call in self.calls if call.source_key == key)


def broken(run: Run) -> list[str]:
    """The records that were left out for a fault of our own; no test of a source may pass one."""
    return [str(one.reason) for one in run.failures if one.reason.code == "record-broke"]


def readout(
    source: Source,
    fetcher: Fetcher,
    routes: dict[str, Answer | Responder],
    *,
    limit: int | None = None,
) -> Readout:
    """Read ``source`` from ``routes``."""
    run = Run()
    with Replay(routes=dict(routes)) as site:
        calls = list(source.calls(fetcher, base=site.base, run=run, limit=limit))
        assert broken(run) == []
        return Readout(calls=calls, run=run, asked=site.asked)
