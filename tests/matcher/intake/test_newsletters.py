"""Forwarded newsletters become calls: forty of them, real pages, each call once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug import Request, Response

from matcher.calls.models import Call, PossibleTwin, Review
from matcher.calls.review_queue import ReviewFilter, waiting
from matcher.clock import FixedClock
from matcher.coded import to_message
from matcher.db.session import session_factory, transaction
from matcher.errors import Conflict
from matcher.intake import forwarded
from matcher.intake.forwarded import decide
from matcher.intake.store import Counts, Store
from matcher.intake.visits import BY_MAIL, follow_all
from matcher.jobs.job import Context
from matcher.jobs.stages import Pipe, mailbox
from matcher.mail.models import ForwardedLetter
from matcher.mail.outbox import queue_mail
from matcher.mail.templates import Rendered
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.settings import Settings
from scrapers.fetch import Fetcher, FetchPolicy
from tests.conftest import NOON
from tests.matcher.intake.made_newsletters import (
    LANGUAGES,
    Newsletter,
    as_file,
    attached,
    entries,
    from_outlook,
    message_of,
    newsletters,
)
from tests.matcher.intake.records import closing, record
from tests.matcher.mail.letterbox import Letterbox

ANA, LUIS = "ana@ciudad.example", "luis@ciudad.example"
VOUCHED = Settings(imap_vouched_by="mx.ciudad.example", base_url="https://puente.ciudad.example")


def serve(site: HTTPServer, *, broken: frozenset[str] = frozenset()) -> None:
    """Every page of every item; ``/t/<anything>`` counts a reader and leads on."""
    pages = {one.path: one for language in LANGUAGES for one in entries(language)}

    def answer(request: Request) -> Response:
        path = request.path
        if path.startswith("/t/"):
            return Response(status=302, headers={"Location": "/" + path.split("/", 3)[3]})
        if path in broken:
            return Response("no", status=403)
        if path in pages:
            return Response(pages[path].html(), content_type="text/html; charset=utf-8")
        return Response("<h1>Portada</h1>" if path == "/" else "", 200 if path == "/" else 404)

    site.expect_request(re.compile("/.*")).respond_with_handler(answer)


def vouched(message: EmailMessage, *, domain: str = "ciudad.example") -> bytes:
    """As the mailbox's server hands it over."""
    finding = f"mx.ciudad.example; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"
    return f"Authentication-Results: {finding}\r\n".encode() + message.as_bytes()


@dataclass
class Box:
    """What takes letters and reads them."""

    sessions: sessionmaker[Session]
    fetcher: Fetcher
    clock: FixedClock

    def take(self, *letters: bytes) -> list[bool]:
        with transaction(self.sessions) as session:
            return [forwarded.take(session, raw, VOUCHED, now=NOON) for raw in letters]

    def read(self) -> int:
        follow = partial(follow_all, fetcher=self.fetcher, agency_country="CO")
        return forwarded.read_letters(self.sessions, follow, clock=self.clock)


@pytest.fixture
def box(plain: Session, clock: FixedClock, tmp_path: Path) -> Iterator[Box]:
    sessions = session_factory(plain.get_bind().engine)
    with transaction(sessions) as session:
        for email in (ANA, LUIS):
            add_person(
                session,
                email=email,
                name=email,
                password="lluvia de marzo 7",
                role="profesional",
                at=NOON,
            )
    policy = FetchPolicy(contact="x@ciudad.example", allow_private=True, delay_seconds=0.0)
    with Fetcher(policy, cache_dir=tmp_path / "http") as fetcher:
        yield Box(sessions=sessions, fetcher=fetcher, clock=clock)


def told_and_found(told: list[Newsletter], box: Box) -> tuple[int, list[str], list[str]]:
    """How many calls the letters tell of, which were missed, and what was wrongly taken for one.

    A call that was set apart as doubtful counts as missed.
    """
    with box.sessions() as session:
        letters = session.scalars(select(ForwardedLetter).order_by(ForwardedLetter.id)).all()
        brought = forwarded.calls_brought(session, letters)
    wanted, missed, wrong = 0, [], []
    for one, letter in zip(told, letters, strict=True):
        keys = [lead["key"] for lead in letter.leads if lead.get("key")]
        got = {key.partition("/")[2] for key in keys if not brought[key].doubtful}
        wanted += len(one.calls)
        for entry in one.entries:
            has = entry.path.lstrip("/") in got
            if has != (entry.kind == "call"):
                (wrong if has else missed).append(f"{one.name} {entry.slug}")
    return wanted, missed, wrong


def of_every_language(told: list[Newsletter]) -> list[Newsletter]:
    """Five of the forty: one in each language, each in another layout."""
    return [one for n, one in enumerate(told) if n // 8 == (n + 3) % 8]


@pytest.mark.parametrize(
    "chosen", [of_every_language, pytest.param(list, marks=pytest.mark.slow)], ids=["five", "forty"]
)
def test_newsletters_give_their_calls_each_once(
    httpserver: HTTPServer, box: Box, chosen: Callable[[list[Newsletter]], list[Newsletter]]
) -> None:
    serve(httpserver)
    told = chosen(newsletters())
    base = httpserver.url_for("")
    assert all(box.take(*(vouched(message_of(one, base, ANA)) for one in told)))
    box.read()
    wanted, missed, wrong = told_and_found(told, box)
    print(f"recall {wanted - len(missed)}/{wanted}, taken for calls {len(wrong)}")  # with -s
    assert len(missed) <= wanted * 0.1, missed
    assert len(wrong) <= len(told) / 5, wrong
    with box.sessions() as session:
        titles = [call.title for call in session.scalars(select(Call))]
        assert len(titles) == len(set(titles))
        assert session.scalars(select(PossibleTwin)).all() == []
    asked = {request.path for request, _ in httpserver.log}
    assert not {path for path in asked if "unsubscribe" in path or "navegador" in path}


def test_the_same_newsletter_again_doubles_nothing(httpserver: HTTPServer, box: Box) -> None:
    """Twice, by two people, attached, within the message, with other links that count."""
    serve(httpserver)
    base = httpserver.url_for("")
    first, again = (one for one in newsletters() if one.name in ("es-tracked", "es-tracked-file"))
    again = replace(again, entries=first.entries)  # its counting links are others
    once = vouched(message_of(first, base, ANA))
    assert box.take(once, once) == [True, True]
    box.take(vouched(message_of(again, base, ANA, wrapped=attached, number="a")))
    box.take(vouched(message_of(first, base, LUIS, wrapped=as_file, number="b")))
    box.take(vouched(message_of(first, base, LUIS, wrapped=from_outlook, number="c")))
    assert box.read() == 3
    with box.sessions() as session:
        assert len(session.scalars(select(ForwardedLetter)).all()) == 4
        assert len(session.scalars(select(Call)).all()) == 3
        assert len(session.scalars(select(Review)).all()) == 3


def test_where_no_page_can_be_read_the_letter_tells_and_says_so(
    httpserver: HTTPServer, box: Box
) -> None:
    pages = [one for one in newsletters() if one.name == "es-word"]
    serve(httpserver, broken=frozenset(e.path for one in pages for e in one.entries))
    box.take(*(vouched(message_of(one, httpserver.url_for(""), ANA)) for one in pages))
    box.read()
    box.take(vouched(message_of(pages[0], httpserver.url_for(""), LUIS, number="otra-vez")))
    box.read()
    with box.sessions() as session:
        calls = session.scalars(select(Call).order_by(Call.id)).all()
        assert [call.title for call in calls] == [e.title for e in pages[0].calls]
        assert "no se pudo leer" in to_message(calls[0].warnings[0])
        (deadline,) = calls[0].deadlines
        assert deadline.span["quote"] in calls[0].text
        letter = session.scalars(select(ForwardedLetter)).first()
        assert letter is not None
        assert sum(lead["outcome"] == "unread" for lead in letter.leads) == 2


def test_every_value_has_its_words_and_a_known_call_is_joined(
    httpserver: HTTPServer, box: Box
) -> None:
    serve(httpserver)
    letter = next(one for one in newsletters() if one.name == "es-table")
    known = letter.calls[0]
    with transaction(box.sessions) as session:
        found = record(
            "fundacion",
            "1",
            title=known.title,
            url=httpserver.url_for(known.path),
            deadlines=closing("2027-01-15"),
        )
        Store(session, sources={}, at=NOON).add([found], Counts(), quiet=False)
    box.take(vouched(message_of(letter, httpserver.url_for(""), ANA)))
    assert box.read() == 2
    with box.sessions() as session:
        first = session.scalars(select(Call).order_by(Call.id)).first()
        assert first is not None
        assert {seen.source_id for seen in first.sightings} == {"fundacion", BY_MAIL}
        brought = session.scalars(select(Call).where(Call.id > first.id)).all()
        for call in brought:
            for one in call.deadlines:
                assert one.span["quote"] in call.text
            for amount in call.composed.amounts:
                assert amount.span.quote in call.text


def letter_of(httpserver: HTTPServer, **headers: str) -> EmailMessage:
    one = next(one for one in newsletters() if one.name == "es-bullets")
    message = message_of(one, httpserver.url_for(""), headers.pop("sender", ANA))
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    return message


def test_who_is_not_vouched_for_waits_for_a_person(httpserver: HTTPServer, box: Box) -> None:
    """No finding, another server's, of another domain, or a failed one: no link is opened."""
    serve(httpserver)
    bare = letter_of(httpserver).as_bytes()
    other = b"Authentication-Results: mx.otro.example; dmarc=pass header.from=ciudad.example\r\n"
    own = "Authentication-Results: mx.ciudad.example; "
    failed = f"{own}dkim=pass header.d=ciudad.example; dmarc=fail header.from=ciudad.example\r\n"
    for number, head in enumerate((b"", other, failed.encode())):
        box.take(head + bare.replace(b"<es-bullets@", b"<%d@" % number))
    box.take(vouched(letter_of(httpserver, Message_ID="<3@x>"), domain="maligno.example"))
    # Who forges a finding below the server's own is heard no more than who writes none.
    box.take(
        f"{own}spf=fail smtp.mailfrom=maligno.example\r\n".encode()
        + vouched(letter_of(httpserver, Message_ID="<4@x>"))
    )
    assert box.read() == 0
    assert httpserver.log == []
    with transaction(box.sessions) as session:
        letters = session.scalars(select(ForwardedLetter)).all()
        assert [letter.state for letter in letters] == ["doubtful"] * 5
        who = session.scalars(select(Person.id)).first() or 0
        decide(session, letters[0].id, read=True, person_id=who, at=NOON)
        decide(session, letters[1].id, read=False, person_id=who, at=NOON)
        with pytest.raises(Conflict):
            decide(session, letters[1].id, read=True, person_id=who, at=NOON)
    assert box.read() == 3


def test_what_is_no_newsletter_stays_in_the_mailbox(httpserver: HTTPServer, box: Box) -> None:
    strangers = letter_of(httpserver, sender="nadie@otra.example")
    away = letter_of(httpserver, Auto_Submitted="auto-replied")
    thanks = EmailMessage()
    thanks["From"], thanks["Message-ID"] = ANA, "<g@ciudad.example>"
    thanks.set_content("Gracias, mire https://puente.ciudad.example/convocatorias/3")
    with transaction(box.sessions) as session:
        mail = queue_mail(
            session,
            Settings(),
            Rendered(subject="s", text="t", html="h"),
            kind="digest",
            recipient=ANA,
            recipient_name="Ana",
            at=NOON,
        )
        ours = mail.message_id
    answer = letter_of(httpserver, In_Reply_To=ours)
    assert box.take(*map(vouched, (strangers, away, thanks, answer))) == [False] * 4
    with transaction(box.sessions) as session:
        session.scalars(select(Person).where(Person.email == ANA)).one().active = False
    assert box.take(vouched(letter_of(httpserver))) == [False]


def test_a_file_only_outlook_opens_is_kept_by_its_name(httpserver: HTTPServer, box: Box) -> None:
    serve(httpserver)
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Message-ID"] = ANA, "RV: Boletín", "<o@c.example>"
    letter.set_content("Va adjunto.")
    letter.add_attachment(
        b"\xd0\xcf\x11\xe0", maintype="application", subtype="octet-stream", filename="Boletín.msg"
    )
    assert box.take(vouched(letter)) == [True]
    assert box.read() == 0
    with box.sessions() as session:
        (kept,) = session.scalars(select(ForwardedLetter))
        assert (kept.state, [lead["title"] for lead in kept.leads]) == ("read", ["Boletín.msg"])


def test_from_the_mailbox_to_novedades(httpserver: HTTPServer, plain: Session, box: Box) -> None:
    """A real IMAP server, the job of the timetable, real pages."""
    serve(httpserver)
    letter = next(one for one in newsletters() if one.name == "fr-plain")
    short = replace(letter, entries=letter.entries[:2])
    letterbox = Letterbox()
    letterbox.put(
        vouched(message_of(short, httpserver.url_for(""), ANA)), b"From: x@y.z\r\n\r\nhola"
    )
    with letterbox.listening():
        settings = letterbox.settings(
            imap_vouched_by="mx.ciudad.example", allow_private_addresses=True, contact="x@y.example"
        )
        context = Context(run_id=1, clock=box.clock, progress=lambda *_: None)
        pipe = Pipe(sessions=box.sessions, settings=settings)
        counts = mailbox(pipe, context)
        assert (counts["forwarded"], counts["new"], counts["read"]) == (1, 1, 2)
        assert mailbox(pipe, context)["new"] == 0
    assert letterbox.seen == {101}
    with box.sessions() as session:
        (row,) = waiting(session, ReviewFilter(source=BY_MAIL))[0]
        assert row.new
        assert row.row.call.title == short.entries[0].title
