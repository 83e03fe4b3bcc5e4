"""Queue digests, let them go, and take their news back where one is given up.

A digest, its mail and its ledger rows are written in one transaction; :mod:`matcher.mail.delivery`
does the rest. Who has a digest under way gets no other, so that after days without a mail server
there is one mail to read and not five.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.agency.identity import read_identity
from matcher.clock import Clock
from matcher.digests.choices import all_choices, due_kinds, last_turns, takes_mail
from matcher.digests.content import Chosen, Content, choose, whole
from matcher.digests.leaving import list_headers
from matcher.digests.mine.known import known_of
from matcher.digests.mine.reviewed import tell_reviews, untell_reviews
from matcher.digests.mine.searched import tell, untell
from matcher.digests.models import Digest, DigestItem, MailChoices
from matcher.digests.render import View, rendered_within
from matcher.digests.shared import WEEK, Shared
from matcher.gate.models import GateRule
from matcher.gate.passing import check, passes_of, rules
from matcher.mail import delivery
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.outbox import UNDER_WAY, queue_mail
from matcher.mail.senders import Sender
from matcher.mail.templates import Rendered
from matcher.matches.decisions import begun_on
from matcher.messages import Message
from matcher.people.models import Person
from matcher.pursuits.queries import applications
from matcher.searches.models import SavedSearch
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags
from matcher.translation.faces import quotes_of, spanish_texts

KIND = "digest"
WORTH_SENDING = timedelta(days=5)
"""A digest older than this is not news: what it told goes in a new one."""


_AT_ONCE = 200
"""People whose news are read together."""


@dataclass(slots=True)
class Sent:
    """What one run wrote."""

    queued: int = 0


def due_digests(session: Session, settings: Settings, *, now: datetime) -> Iterator[Content]:
    """What is to be told now, to everybody who is due; an empty one is a quiet week.

    A week without news is told too, so that silence is never taken for a failure; in the other
    rhythms silence is just that. Projects that stop, or have stopped, are a reason to write by
    themselves, once a week.
    """
    shared = Shared.by_settings(session, settings, now=now)
    everybody = session.scalars(select(Person).order_by(Person.id)).all()
    unreachable, turns = _unreachable(session), last_turns(session, now=now)
    people = [person for person in everybody if person.id not in unreachable]
    reached, choices = _reached(session), all_choices(session, people)
    due = {
        person.id: kinds
        for person in people
        if (
            kinds := due_kinds(
                person,
                choices[person.id],
                turns.get(person.id, {}),
                now=now,
                timezone=settings.timezone,
            )
        )
    }
    # A search has a rhythm of its own: its news come though it is the turn of nothing else.
    searches = _searches_due(people, choices, shared)
    due = {i: due.get(i, frozenset()) for i in due.keys() | searches.keys()}
    waiting = [person for person in people if person.id in due]
    for start in range(0, len(waiting), _AT_ONCE):
        together = waiting[start : start + _AT_ONCE]
        known = known_of(session, together, now=now)
        shared.read_calls_of(one.concerns for one in known.values())
        chosen = [
            choose(
                person,
                shared=shared,
                known=known[person.id],
                choices=choices[person.id],
                kinds=due[person.id],
                first=person.id not in reached,
            )
            for person in together
        ]
        _read_together(chosen, shared)
        for one in chosen:
            content = whole(one, shared, searches=searches.get(one.person.id, ()))
            last, first = turns.get(one.person.id, {}).get("news"), one.person.id not in reached
            if content.tells or _says_something(content, last, first=first, now=now):
                yield content


def _searches_due(
    people: Iterable[Person], choices: Mapping[int, MailChoices], shared: Shared
) -> dict[int, list[SavedSearch]]:
    """Person → their searches whose turn it is, of those who take mail now."""
    found = {
        person.id: shared.searched.due(person)
        for person in people
        if takes_mail(person, choices[person.id], now=shared.now, timezone=shared.timezone)
    }
    return {person_id: due for person_id, due in found.items() if due}


def _read_together(chosen: Sequence[Chosen], shared: Shared) -> None:
    """Read what several people are told of, for all of them at once."""
    shared.pursued.prepare([(one.person, one.kinds) for one in chosen])
    matches = shared.matches(sorted({i for one in chosen for i in one.match_ids}))
    followed = [item.call for one in chosen for item in one.followed]
    shared.read_histories({c.id: c for c in [*followed, *(m.call for m in matches)]}.values())


def _says_something(content: Content, last: datetime | None, *, first: bool, now: datetime) -> bool:
    """Whether a mail with no call in it is worth its while."""
    if "news" not in content.kinds:
        return False
    asks = bool(content.to_confirm or content.stopped)
    return (asks and (last is None or now - last >= WEEK)) or (
        content.person.digest == "weekly" and not first
    )


def _reached(session: Session) -> set[int]:
    """Who got a digest at any time; one that failed was none."""
    got = exists().where(
        Digest.person_id == Person.id,
        Digest.mail_id == OutgoingMail.id,
        OutgoingMail.state.not_in(("failed", "replaced")),
    )
    return set(session.scalars(select(Person.id).where(got)))


def without(contents: Iterable[Content], over: Collection[int]) -> Iterator[Content]:
    """``contents`` without new calls that are ``over`` by their own page; what is followed stays.

    What was left out is told by no ledger: it comes if its page says otherwise again.
    """
    for content in contents:
        items = [i for i in content.items if i.kind != "match" or i.call.id not in over]
        searched = [
            replace(news, calls=calls)
            for news in content.searched
            if (calls := [call for call in news.calls if call.id not in over])
        ]
        kept = replace(content, items=items, searched=searched)
        if kept.tells or not content.tells:
            yield kept


def _unreachable(session: Session) -> set[int]:
    """Who gets no digest now: one is on its way to them, or their address takes no mail."""
    under_way = select(Digest.person_id).join(OutgoingMail).where(OutgoingMail.state.in_(UNDER_WAY))
    paused = select(Person.id).join(PausedAddress, PausedAddress.address == Person.email)
    return set(session.scalars(under_way.union(paused)))


def queue_digests(
    session: Session,
    settings: Settings,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
    doubts: Mapping[int, str] | None = None,
    contents: Iterable[Content] | None = None,
    halted: Sequence[str] = (),
) -> Sent:
    """Write the digests that are due, each with its ledger rows; nothing is sent yet.

    :param contents: what :func:`due_digests` gave just before, where it was asked.
    :param doubts: call → what was found wrong when its page was looked at just before.
    :param halted: what of the timetable stands still, a sentence each.
    """
    result, gate = Sent(), _gate(session)
    due = due_digests(session, settings, now=now) if contents is None else contents
    for content in due:
        _queue(
            session,
            content,
            settings,
            now=now,
            source_titles=source_titles,
            doubts=doubts or {},
            halted=halted,
            gate=gate,
        )
        result.queued += 1
    return result


def compose(
    session: Session,
    content: Content,
    settings: Settings,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
    doubts: Mapping[int, str] | None = None,
    halted: Sequence[str] = (),
    gate: "_Gate | None" = None,
) -> tuple[Content, Rendered]:
    """A digest as it would be sent, with what of its content had room.

    :param gate: what :func:`_gate` read, where several are composed.
    """
    view = View(
        settings=settings,
        now=now,
        source_titles=source_titles,
        tags=assigned_tags(session, "call", [item.call.id for item in content.items]),
        doubts=doubts or {},
        agency=read_identity(session, settings),
        halted=halted,
        spanish=_in_spanish(session, content, settings),
        begun=begun_on(session, {item.call.id for item in content.items}),
        barred=_barred(session, content, gate or _gate(session), now=now),
    )
    return rendered_within(content, view)


@dataclass(frozen=True, slots=True)
class _Gate:
    """The agency's own rules, and how many applications are under way for a call: read once."""

    rules: Sequence[GateRule]
    under_way: Mapping[int, int]


def _gate(session: Session) -> _Gate:
    in_force = rules(session)
    return _Gate(in_force, applications(session) if in_force else {})


def _barred(
    session: Session, content: Content, gate: _Gate, *, now: datetime
) -> Mapping[int, Message]:
    """Call → why the agency's own gate stops it, of those in a digest that it stops.

    What the office is at for a call is no second application to who hears of its change.
    """
    if not gate.rules:
        return {}
    passes = passes_of(session, [item.call.id for item in content.items])
    barred: dict[int, Message] = {}
    for item in content.items:
        others = gate.under_way.get(item.call.id, 0) if item.kind == "match" else 0
        checked = check(item.call, gate.rules, passes, today=now.date(), others=others)
        if why := next((one.judgement.why for one in checked if one.shut), None):
            barred[item.call.id] = why
    return barred


def _in_spanish(session: Session, content: Content, settings: Settings) -> Mapping[str, str]:
    """What foreign calls of a digest say in Spanish, if its reader wants it."""
    who = content.person
    if not settings.apertium or who.language != "es" or not who.in_spanish:
        return {}
    return spanish_texts(
        session,
        [
            (text, item.call.language)
            for item in content.items
            if item.call.language != "es"
            for text in (item.call.title, *quotes_of(item.call))
        ],
    )


def _queue(
    session: Session,
    content: Content,
    settings: Settings,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
    doubts: Mapping[int, str],
    halted: Sequence[str],
    gate: _Gate,
) -> None:
    content, rendered = compose(
        session,
        content,
        settings,
        now=now,
        source_titles=source_titles,
        doubts=doubts,
        halted=halted,
        gate=gate,
    )
    mail = queue_mail(
        session,
        settings,
        rendered,
        kind=KIND,
        recipient=content.person.email,
        recipient_name=content.person.name,
        at=now,
        expires_at=now + WORTH_SENDING,
        headers=list_headers(settings, content.person, now=now),
    )
    for news in content.searched:
        tell(session, news, at=now)
    tell_reviews(session, content.reviews, content.person, mail)
    session.add(_entry(content, mail, now=now))
    session.flush()


def _entry(content: Content, mail: OutgoingMail, *, now: datetime) -> Digest:
    """What the ledger keeps of a digest."""
    digest = Digest(
        person_id=content.person.id,
        mail=mail,
        created_at=now,
        news="news" in content.kinds,
        changes=any(item.changes for item in content.items)
        or any(one.kind != "date" for one in content.pursued),
        closings=any(item.reminder for item in content.items)
        or any(one.kind == "date" for one in content.pursued)
        or bool(content.reviews),
    )
    digest.items = [
        DigestItem(person_id=content.person.id, call_id=call_id, reason=key)
        for call_id, key in _told(content)
    ]
    return digest


def _told(content: Content) -> Iterator[tuple[int, str]]:
    """What goes in the ledger: the call, and what of it was told."""
    yield from ((item.call.id, key) for item in content.items for key in item.keys)
    yield from ((one.call_id, one.key) for one in content.pursued)
    yield from ((call.id, news.key) for news in content.searched for call in news.calls)


def deliver(
    factory: sessionmaker[Session],
    settings: Settings,
    sender: Sender,
    *,
    clock: Clock,
    done: Callable[[int, int], None] = lambda _done, _total: None,
) -> delivery.Delivered:
    """Send what is due, whatever it is about; what digests that fail told is told again."""
    post = delivery.PostOffice(
        sessions=factory,
        settings=settings,
        sender=sender,
        clock=clock,
        on_failed=ON_FAILED,
    )
    return delivery.deliver(post, done=done)


def free_ledger(session: Session, mail: OutgoingMail) -> None:
    """Forget that the calls of a digest were told: the next one tells them."""
    digest = select(Digest.id).where(Digest.mail_id == mail.id)
    rows = DigestItem.digest_id.in_(digest)
    untell_reviews(session, mail)
    untell(session, session.scalars(select(DigestItem.reason).where(rows)), at=mail.created_at)
    session.execute(
        delete(DigestItem).where(rows), execution_options={"synchronize_session": False}
    )


ON_FAILED: delivery.OnFailed = {KIND: free_ledger}
"""What follows where a mail is given up, or comes back."""
