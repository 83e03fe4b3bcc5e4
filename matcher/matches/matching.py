"""Match what the database holds: new and changed calls and projects, and nothing else.

Each project remembers with which bank of calls it was last matched (fingerprints, see
:mod:`matcher.matches.fingerprints`, and the method itself). A run that finds nothing changed
reads no text and computes nothing; one that was killed goes on with the projects it had not come
to.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import local_day
from matcher.db.session import transaction
from matcher.glossary.own_entries import agency_glossary
from matcher.matches.fingerprints import call_fingerprints, fingerprint_of, project_fingerprints
from matcher.matches.incremental import (
    Keeper,
    ListContext,
    Lists,
    Part,
    Plan,
    Work,
    new_in_lists,
    whole_lists,
)
from matcher.matches.load import Texts, lesson_fingerprints, lessons, read_texts
from matcher.matches.models import Feedback, Match, MatchedState
from matcher.matches.save import MatchCounts, Writer, forget, remember
from matcher.meaning.encoder import TextEncoder, find_encoder
from matcher.meaning.kept import KeptMeaning, VectorTable
from matcher.ranking import inputs as texts
from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.meaning import senses_of_calls, senses_of_projects
from matcher.ranking.score import ShortWeights, shipped_ranker
from matcher.ranking.translated import languages_of
from matcher.ranking.workers import garbage_left
from matcher.reasons.marking import marked
from matcher.settings import Settings
from matcher.tags.queries import lines as thematic_lines
from matcher.tags.tagging import open_tagger
from matcher.translation.translation import Translation

METHOD = "12"
"""Another number wherever texts are read, measured or explained in another way: all is matched
again once."""
Found = Iterator[tuple[int, list[texts.RankedPair], bool]]
"""Project, matches, and whether they are its whole list (else what may be new in it)."""


def match_bank(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    now: datetime,
    progress: Callable[[int, int | None], None],
    keeper: Keeper | None = None,
) -> MatchCounts:
    """Pair the open calls with the live projects, as far as something changed.

    Only rows that come out different are written, a project at a time. With the ``keeper`` of
    the last run in this process only what changed is read and measured.
    """
    keeper = keeper or Keeper()
    encoder = find_encoder(wanted=settings.semantic)
    meaning = (
        KeptMeaning(encoder, VectorTable(sessions, at=now, model=encoder.name), sentences=True)
        if encoder
        else None
    )
    with transaction(sessions) as session:
        tools = replace(open_tools(session, settings), meaning=meaning)
        plan = _plan(session, settings, tools, now=now)
        due, counts = plan.due(), MatchCounts(calls=len(plan.changed_calls()))
        counts.projects = len(due)
        if due:
            work, read = _reading(session, settings, plan, keeper, due, now=now)
            telling = _telling(session, settings, due, now=now)
            least = _least(session, top=settings.match_top) if work else {}
    if due:
        progress(0, len(due))
        if encoder is not None:
            table = VectorTable(sessions, at=now, model=encoder.name)
            short = tools.ranker.short
            _encode(read, encoder, table, short, whole=work is None, progress=progress)
        lists = (
            _incremental(work, read, keeper, telling, least)
            if work
            else _whole(read, plan, keeper, telling, tools, due)
        )
        writer = Writer(sessions, plan, due, counts, top=settings.match_top, at=now)
        with garbage_left():
            for number, (project_id, matches, whole) in enumerate(lists, start=1):
                writer.write(project_id, matches, whole=whole)
                progress(number, len(due))
            writer.flush()
    with transaction(sessions) as session:
        _settle(session, plan, at=now)
    keeper.seen = dict(plan.calls)
    return counts


def _reading(
    session: Session,
    settings: Settings,
    plan: Plan,
    keeper: Keeper,
    due: Collection[int],
    *,
    now: datetime,
) -> tuple[Work | None, Texts]:
    """What has to be done, and the texts it takes; calls in a language not seen take all."""
    work = keeper.work(plan, due, listing=partial(_listing, session))
    if work is not None and keeper.index is not None:
        moved = {i for i in work.insert if keeper.projects.get(i) != plan.projects[i]}
        read = read_texts(
            session, settings, now=now, calls=work.fresh | work.late, projects=work.again | moved
        )
        if keeper.index.lanes.keys() >= set(languages_of(list(read.calls.values()))):
            return work, read
    return None, read_texts(
        session, settings, now=now, calls=plan.calls.keys(), projects=plan.projects.keys()
    )


def _encode(
    read: Texts,
    encoder: TextEncoder,
    table: VectorTable,
    short: ShortWeights,
    *,
    whole: bool,
    progress: Callable[[int, int | None], None],
) -> None:
    """Make the vectors that are missing, a part at a time; where all is read, forget the others."""
    meaning = KeptMeaning(encoder, table, progress=progress)
    senses_of_calls(list(read.calls.values()), meaning, short)
    senses_of_projects(list(read.projects.values()), meaning)
    if whole:
        table.keep_only_asked()


def _telling(
    session: Session, settings: Settings, due: Collection[int], *, now: datetime
) -> ListContext:
    return ListContext(
        top=settings.match_top,
        today=local_day(now, settings.timezone),
        line_names={line.code: line.name for line in thematic_lines(session)},
        lessons=lessons(session, settings, now=now, projects=due),
    )


def _whole(
    read: Texts,
    plan: Plan,
    keeper: Keeper,
    telling: ListContext,
    tools: Tools,
    due: Collection[int],
) -> Found:
    """Read all, keep the index, and rank the projects that are due among all of them."""
    index = MatchIndex(list(read.calls.values()), list(read.projects.values()), tools=tools)
    keeper.keep(index, plan)
    wanted = [project for i, project in read.projects.items() if i in due]
    asked = index if len(wanted) == len(read.projects) else index.with_projects(wanted)
    part = Part(asked, telling)
    for project_id, matches in marked(whole_lists([part], top=telling.top), tools.translation):
        yield project_id, matches, True


def _incremental(
    work: Work,
    read: Texts,
    keeper: Keeper,
    telling: ListContext,
    least: Mapping[int, float],
) -> Found:
    """Offer the fresh calls to the lists that stand; rank the other projects over all calls."""
    index = keeper.index
    if index is None:
        return
    left, translation = set(work.insert), index.tools.translation
    for project_id, matches in marked(_offered(index, work, read, telling, least), translation):
        left.discard(project_id)
        yield project_id, matches, False
    yield from ((project_id, [], False) for project_id in sorted(left))
    if work.again:
        for project_id, matches in marked(_again(index, work, read, telling), translation):
            yield project_id, matches, True


def _offered(
    index: MatchIndex,
    work: Work,
    read: Texts,
    telling: ListContext,
    least: Mapping[int, float],
) -> Lists:
    """What the fresh calls may add: to projects as the index has them, then to those that moved."""
    fresh = [read.calls[i] for i in sorted(work.fresh)]
    moved = [read.projects[i] for i in sorted(work.insert & read.projects.keys())]
    if not fresh:
        return
    unmoved = work.insert - read.projects.keys()
    standing = Part(index.with_calls(fresh), telling)
    for project_id, matches in new_in_lists(standing, top=telling.top, least=least):
        if project_id in unmoved:
            yield project_id, matches
    if moved:
        part = Part(index.with_projects(moved).with_calls(fresh), telling)
        yield from new_in_lists(part, top=telling.top, least=least)


def _again(index: MatchIndex, work: Work, read: Texts, telling: ListContext) -> Lists:
    """The whole lists of projects that changed, or that listed a call that did."""
    asked = index.with_projects([read.projects[i] for i in sorted(work.again)])
    parts = [Part(asked, telling, without={str(i) for i in work.outdated})]
    if late := [read.calls[i] for i in sorted(work.late)]:
        parts.append(Part(asked.with_calls(late), telling))
    yield from whole_lists(parts, top=telling.top)


def open_tools(session: Session, settings: Settings) -> Tools:
    """What matching works with on this machine."""
    return Tools(
        translation=Translation.local(
            apertium=settings.apertium, cache=settings.cache, glossary=agency_glossary(session)
        ),
        ranker=shipped_ranker(),
        topics=open_tagger(session, settings),
    )


def _plan(session: Session, settings: Settings, tools: Tools, *, now: datetime) -> Plan:
    known: dict[str, dict[int, str]] = {"call": {}, "project": {}}
    for kind, subject_id, fingerprint in session.execute(
        select(MatchedState.subject_type, MatchedState.subject_id, MatchedState.fingerprint)
    ):
        known[kind][subject_id] = fingerprint
    taught = lesson_fingerprints(session)
    projects = project_fingerprints(session, now=now)
    return Plan(
        calls=call_fingerprints(session, now=now, timezone=settings.timezone),
        projects={
            i: fingerprint_of(fingerprint, taught[i]) if i in taught else fingerprint
            for i, fingerprint in projects.items()
        },
        known_calls=known["call"],
        known_projects=known["project"],
        method=_method(tools, settings),
    )


def _method(tools: Tools, settings: Settings) -> str:
    """Changes when the way of matching does: ranker, classifier, translation, terms, settings."""
    return fingerprint_of(
        METHOD,
        repr(tools.ranker),
        getattr(tools.topics, "version", ""),
        str(tools.translation.available("es", "en")),
        tools.translation.glossary.fingerprint,
        str(settings.match_top),
        settings.agency_country,
        *([tools.meaning.name] if tools.meaning else ()),
    )


def _listing(session: Session, calls: Collection[int]) -> set[int]:
    """The projects that list one of ``calls``."""
    if not calls:
        return set()
    wanted = set(calls)
    rows = session.execute(select(Match.project_id, Match.call_id))
    return {project_id for project_id, call_id in rows if call_id in wanted}


def _least(session: Session, *, top: int) -> dict[int, float]:
    """Project → the score a call must reach to enter its list; left out where any may."""
    judged = exists().where(
        Feedback.call_id == Match.call_id, Feedback.project_id == Match.project_id
    )
    rows = session.execute(
        select(Match.project_id, func.min(Match.score))
        .where(Match.blocked.is_(False), ~judged)
        .group_by(Match.project_id)
        .having(func.count() >= top)
    )
    return {project_id: score for project_id, score in rows}


def _settle(session: Session, plan: Plan, *, at: datetime) -> None:
    """Remember the calls; forget what is no longer matched, so that it is new if it comes back."""
    changed = plan.changed_calls()
    remember(session, "call", {call_id: plan.calls[call_id] for call_id in changed}, at=at)
    forget(session, "call", plan.known_calls.keys() - plan.calls.keys())
    forget(session, "project", plan.known_projects.keys() - plan.projects.keys())
