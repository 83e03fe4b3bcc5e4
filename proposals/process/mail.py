"""What is mailed of a proposal, through the outbox: in the transaction of the deed itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.mail.outbox import queue_mail
from matcher.mail.templates import render_email
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.settings import Settings
from matcher.words.language import gettext_noop, words_in
from proposals.models import Draft

NewsKind = Literal["review", "asked", "granted", "refused", "reopened", "mention"]
KIND = "proposal"
_SUBJECTS: Mapping[NewsKind, str] = {
    "review": gettext_noop("Le piden revisar: %(title)s"),
    "asked": gettext_noop("Piden su aval: %(title)s"),
    "granted": gettext_noop("Aval concedido: %(title)s"),
    "refused": gettext_noop("Aval negado: %(title)s"),
    "reopened": gettext_noop("Reabrieron la propuesta: %(title)s"),
    "mention": gettext_noop("Le escribieron un comentario: %(title)s"),
}
_SENTENCES: Mapping[NewsKind, str] = {
    "review": gettext_noop("%(by)s le pide revisar esta propuesta."),
    "asked": gettext_noop(
        "%(by)s pide el aval institucional de esta propuesta. Léala y decida: al concederlo queda "
        "cerrada tal como está."
    ),
    "granted": gettext_noop(
        "%(by)s concedió el aval. La propuesta quedó cerrada tal como estaba; ya se puede enviar."
    ),
    "refused": gettext_noop("%(by)s negó el aval. La propuesta se puede seguir escribiendo."),
    "reopened": gettext_noop(
        "%(by)s reabrió esta propuesta. El aval ya no vale: hay que pedirlo otra vez."
    ),
    "mention": gettext_noop("%(by)s le escribió un comentario en esta propuesta."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNews:
    """One thing to tell: what, of which draft, whose deed, in whose words, where to look."""

    kind: NewsKind
    draft: Draft
    by: Person
    words: str = ""
    path: str = ""


def tell(
    session: Session, settings: Settings, news: DraftNews, *, to: Iterable[Person], at: datetime
) -> None:
    """Put a mail for each of ``to`` into the outbox; nobody is told of what they did themselves."""
    base = settings.base_url.rstrip("/")
    told = {one.id: one for one in to if one.active and one.id != news.by.id}
    for person in told.values():
        words = words_in(person.language)
        rendered = render_email(
            "proposal",
            {
                "_": words.gettext,
                "locale": words.locale,
                "agency": read_identity(session, settings),
                "base": base,
                "person": person.name,
                "subject": words.named(_SUBJECTS[news.kind], title=news.draft.title),
                "sentence": words.named(_SENTENCES[news.kind], by=news.by.name),
                "title": news.draft.title,
                "call": news.draft.call.title if news.draft.call else "",
                "words": news.words,
                "url": f"{base}{news.path or f'/propuestas/{news.draft.id}/proceso'}",
            },
            filters={},
        )
        queue_mail(
            session,
            settings,
            rendered,
            kind=KIND,
            recipient=person.email,
            recipient_name=person.name,
            at=at,
        )


def approvers(session: Session) -> list[Person]:
    """Who may grant the endorsement."""
    found = session.scalars(select(Person).where(Person.active).order_by(Person.name))
    return [one for one in found if may(one, "approve")]


def writers(session: Session) -> list[Person]:
    """Who may write proposals, and so review them and be asked about them."""
    found = session.scalars(select(Person).where(Person.active).order_by(Person.name))
    return [one for one in found if may(one, "write-proposals")]
