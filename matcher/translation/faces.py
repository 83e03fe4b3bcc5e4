"""The Spanish face of foreign calls: made by a job, read by pages and mail.

A text is put into Spanish once, whichever calls say it. No request translates anything: what the
job has not made yet, or could make no sense of, is shown as it was published.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.orm import Session, load_only, sessionmaker

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import state_sql
from matcher.db.session import transaction
from matcher.glossary.own_entries import agency_glossary, own_entries
from matcher.settings import Settings
from matcher.text import Language
from matcher.translation.apertium import Apertium
from matcher.translation.models import SpanishCall, SpanishText
from matcher.translation.spanish import FOREIGN, Spoken, Terms, in_spanish, terms_for
from matcher.words.days import sentence_of

EDITION = 3
"""Grows with what is done to a text; with the glossary it says what has to be made again."""
_WORDS = re.compile(r"[^\W\d_]+")
_SENTENCE = 4
"""Words of the shortest quote there is anything to translate in: «Deadline date: …» says its day as
it is, and the machine makes an appointment of it."""
OPENING = 1200
"""Letters of a text that are its summary; the rest is one click away."""
_AT_ONCE = 40
_FEW = 5
"""So many texts may all be beyond the translator; if it says nothing of more, it hangs."""
_MOST = 4000
"""Calls of one run: the next goes on."""
_IN_ONE_QUERY = 500
_TOLD = select(SpanishText.key, SpanishText.text).where(
    SpanishText.key.in_(bindparam("keys", expanding=True)), SpanishText.text.is_not(None)
)
_LANGUAGES: Mapping[str, Language] = {language: language for language in FOREIGN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What a run did: calls it went through, texts it made, those it could make no sense of."""

    calls: int = 0
    texts: int = 0
    refused: int = 0


def key_of(text: str, language: str) -> str:
    """By what a text is known."""
    return hashlib.sha256(f"{language}\0{text}".encode()).hexdigest()[:40]


def opening(text: str) -> str:
    """The beginning of a text, up to a whole word, with a mark where it goes on."""
    return text if len(text) <= OPENING else f"{text[:OPENING].rpartition(' ')[0]} …"


def paragraphs_of(text: str) -> list[str]:
    """The lines of the opening of a text."""
    return [line for line in opening(text).splitlines() if line.strip()]


def texts_of(call: Call) -> list[str]:
    """All of a call that is put into Spanish: title, summary, the sentences quoted from it."""
    told = dict.fromkeys([call.title, *paragraphs_of(call.text), *quotes_of(call)])
    return [text for text in told if any(map(str.isalpha, text))]


def quotes_of(call: Call) -> list[str]:
    """The sentences a call's facts were read from, and those its days stand in."""
    told = [*_quotes(call.facts), *_quotes(call.doubt_span)]
    opens = call.facts.get("composed", {}).get("opens_span")
    days = [one.span for one in call.deadlines] + ([opens] if opens else [])
    said = [*told, *filter(None, (sentence_of(call, span) for span in days))]
    return [text for text in said if len(_WORDS.findall(text)) >= _SENTENCE]


def _quotes(told: Any) -> Iterator[str]:
    if isinstance(told, Mapping):
        quote = told.get("quote")
        if isinstance(quote, str) and quote.strip() and told.get("method") != "person":
            yield quote
        for value in told.values():
            yield from _quotes(value)
    elif isinstance(told, list):
        for value in told:
            yield from _quotes(value)


def spanish_texts(session: Session, asked: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Key → the Spanish of each text and language asked for, where there is one."""
    keys = list({key_of(text, told) for text, told in asked if told in _LANGUAGES and told})
    found: dict[str, str] = {}
    for start in range(0, len(keys), _IN_ONE_QUERY):
        chosen = keys[start : start + _IN_ONE_QUERY]
        rows = session.execute(_TOLD, {"keys": chosen})
        found |= {key: text for key, text in rows if text}
    return found


def translate_calls(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    now: datetime,
    progress: Callable[[int, int], None],
) -> Translated:
    """Put into Spanish what is new in the calls one can still apply to, the newest first.

    Each batch is written at once: a run that is killed is gone on with. Nothing where no
    translator is installed, or the settings switch it off.
    """
    apertium = Apertium()
    ready = [language for language in FOREIGN if apertium.available(language, "es")]
    if not settings.apertium or not ready:
        return Translated()
    with transaction(sessions) as session:
        glossary, own = agency_glossary(session), len(own_entries(session))
        edition = f"{EDITION}:{glossary.fingerprint}"
        waiting = _waiting(session, settings, ready, edition=edition, now=now)
    by_language = terms_for(glossary.entries, own=own)
    total = Translated()
    for start in range(0, len(waiting), _AT_ONCE):
        progress(start, len(waiting))
        with transaction(sessions) as session:
            calls = _read(session, waiting[start : start + _AT_ONCE])
            made = _translate(session, calls, by_language, apertium, edition=edition, now=now)
        if made is None:  # the translator hangs: the next run goes on
            break
        total = Translated(
            calls=total.calls + made.calls,
            texts=total.texts + made.texts,
            refused=total.refused + made.refused,
        )
    return total


def _waiting(
    session: Session,
    settings: Settings,
    languages: Sequence[Language],
    *,
    edition: str,
    now: datetime,
) -> list[int]:
    """The calls whose texts changed, or the terms, since they were put into Spanish."""
    states = state_sql(session, now=now, timezone=settings.timezone)
    done = and_(
        SpanishCall.call_id == Call.id,
        SpanishCall.content_hash == Call.content_hash,
        SpanishCall.edition == edition,
    )
    return list(
        session.scalars(
            select(Call.id)
            .outerjoin(SpanishCall, done)
            .where(Call.language.in_(languages), SpanishCall.call_id.is_(None))
            .where(Call.discarded_at.is_(None), states.state().in_(LIVE))
            .order_by(Call.first_seen_at.desc(), Call.id)
            .limit(_MOST)
        )
    )


def _read(session: Session, ids: Sequence[int]) -> Sequence[Call]:
    columns = (Call.title, Call.text, Call.language, Call.facts, Call.doubt_span, Call.content_hash)
    query = select(Call).where(Call.id.in_(ids)).options(load_only(*columns))
    return session.scalars(query).all()


def _translate(
    session: Session,
    calls: Sequence[Call],
    terms: Mapping[Language, Terms],
    apertium: Apertium,
    *,
    edition: str,
    now: datetime,
) -> Translated | None:
    """Texts of ``calls`` that are not there yet; ``None`` if the translator gave nothing."""
    wanted: dict[Language, dict[str, str]] = defaultdict(dict)
    for call in calls:
        language = _LANGUAGES[call.language or ""]
        for text in texts_of(call):
            wanted[language].setdefault(text, call.text)
    made: dict[str, Spoken] = {}
    for language, contexts in wanted.items():
        missing = _missing(session, contexts, language, edition=edition)
        found = in_spanish(
            missing,
            source=language,
            terms=terms[language],
            apertium=apertium,
            contexts=[contexts[text] for text in missing],
        )
        if len(missing) > _FEW and not any(found):
            return None
        made |= {key_of(t, language): f for t, f in zip(missing, found, strict=True) if f}
    _write(session, made, edition=edition, now=now)
    session.execute(delete(SpanishCall).where(SpanishCall.call_id.in_([c.id for c in calls])))
    session.add_all(
        SpanishCall(call_id=call.id, content_hash=call.content_hash, edition=edition)
        for call in calls
    )
    refused = sum(one.text is None for one in made.values())
    return Translated(calls=len(calls), texts=len(made) - refused, refused=refused)


def _missing(
    session: Session, texts: Iterable[str], language: Language, *, edition: str
) -> list[str]:
    keys = {key_of(text, language): text for text in texts}
    known = select(SpanishText.key).where(SpanishText.key.in_(keys), SpanishText.edition == edition)
    for key in session.scalars(known):
        del keys[key]
    return list(keys.values())


def _write(session: Session, made: Mapping[str, Spoken], *, edition: str, now: datetime) -> None:
    session.execute(delete(SpanishText).where(SpanishText.key.in_(made)))
    session.add_all(
        SpanishText(key=key, text=one.text, unknown=one.unknown, edition=edition, at=now)
        for key, one in made.items()
    )
