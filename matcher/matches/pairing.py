"""Rank calls for projects, or projects for calls, with reasons: the pure heart of matching.

The same function serves files, pasted texts and the database.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import CallText, Direction, ProjectText, RankedPair
from matcher.ranking.workers import Progress, Workers, silent
from matcher.reasons.judge import SPARE, Judge, judged
from matcher.reasons.marking import marked


def rank(
    calls: Sequence[CallText],
    projects: Sequence[ProjectText],
    *,
    top: int,
    by: Direction = "project",
    tools: Tools,
    today: date,
    workers: Workers | None = None,
    progress: Progress = silent,
    line_names: Mapping[str, str] | None = None,
    processes: int = 1,
    only: Container[str] | None = None,
) -> Iterator[RankedPair]:
    """The best ``top`` matches of each project (or of each call), one query after the other.

    Pairs that nothing forbids come first, by score; blocked ones follow, so that they can be
    explained. Queries keep their order; equal scores are ordered by id. Where there are many,
    ``processes`` share the reasons (more than one only where no other thread is at work).
    With ``only`` (ids of projects, asked for by project) just those are ranked; their scores are
    the ones they have among all of ``projects``.
    """
    index = MatchIndex(calls, projects, tools=tools, workers=workers)
    if only is not None:
        index = index.with_projects([project for project in projects if project.id in only])
    judge = Judge(index, today=today, line_names=line_names)
    found = (
        index.calls_for_projects(top=top * SPARE, progress=progress)
        if by == "project"
        else index.projects_for_calls(top=top * SPARE, progress=progress)
    )
    told = judged(judge, found, top=top, processes=processes)
    for done, matches in marked(enumerate(told, start=1), tools.translation):
        yield from matches
        progress(done, len(found))
