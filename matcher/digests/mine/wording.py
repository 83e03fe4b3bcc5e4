"""What a mail says of pursuits and saved searches: in its sections and in its subject."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from matcher.calls.models import Call
from matcher.clock import local_day
from matcher.digests.content import Content
from matcher.digests.mine.pursued import PursuitWord
from matcher.digests.mine.reviewed import NetworkWord
from matcher.digests.mine.searched import SearchNews
from matcher.words.calls import days_left_words
from matcher.words.language import Words, gettext_noop
from matcher.words.networks import review_words
from matcher.words.pursuits import change_words, date_words

LONGEST = 300
"""Characters of a note that a mail quotes."""


_AWAITED: Mapping[str, str] = {
    "draft-aval": gettext_noop("%(name)s pide su aval desde el %(day)s."),
    "draft-review": gettext_noop("%(name)s le pide revisarla desde el %(day)s."),
    "draft-comment": gettext_noop("%(name)s le escribió un comentario el %(day)s: «%(text)s»"),
}
"""What is said of what waits downstream, by its kind."""


def pursuit_word(
    one: PursuitWord, words: Words, *, base: str, timezone: str
) -> dict[str, str | None]:
    """One line: the call, its project, what there is to say, the link."""
    if one.awaited is not None:
        return {
            "title": one.awaited.title,
            "lang": None,
            "project": words.gettext("Propuesta"),
            "said": _said(one, words, timezone=timezone),
            "url": f"{base}{one.awaited.path}",
        }
    assert one.pursuit is not None
    call, project = one.pursuit.call, one.pursuit.project
    return {
        "title": call.title,
        "lang": call.language if call.language not in (None, words.locale) else None,
        "project": project.name if project else "",
        "said": _said(one, words, timezone=timezone),
        "url": f"{base}/seguimiento/{one.pursuit.id}{'#notas' if one.kind == 'mention' else ''}",
    }


def _said(one: PursuitWord, words: Words, *, timezone: str) -> str:
    who = one.who or "Puente"
    day = words.day(local_day(one.at, timezone)) if one.at else ""
    if one.awaited is not None:
        text, sentence = _short(one.text), _AWAITED[one.awaited.kind]
        return words.named(sentence, name=who, day=day, text=text)
    if one.kind == "aval":
        return words.gettext("Espera su aval desde el %(day)s.", day=day)
    if one.kind == "mention" and one.who is None:
        text = _short(one.text)
        return words.gettext("Llegó una respuesta el %(day)s: «%(text)s»", day=day, text=text)
    if one.kind == "mention":
        return words.gettext(
            "%(name)s escribió una nota para usted el %(day)s: «%(text)s»",
            name=who,
            day=day,
            text=_short(one.text),
        )
    if one.kind == "given":
        return words.gettext("%(name)s le asignó este seguimiento el %(day)s.", name=who, day=day)
    if one.change is not None:
        what = change_words(words, one.change, people={}, projects={})
        return words.gettext("%(day)s: %(name)s %(what)s.", day=day, name=who, what=what)
    return _due(one, words)


def _due(one: PursuitWord, words: Words) -> str:
    """«Borrador: 27 de noviembre de 2026, faltan 7 días, 5 hábiles»."""
    own = one.due
    assert own is not None
    what, day = own.label or date_words(words, own.kind), words.day(own.day)
    if one.days < 0:
        return words.gettext(
            "«%(what)s» era para el %(day)s y sigue pendiente.", what=what, day=day
        )
    if one.days == 0:
        return words.gettext("«%(what)s» vence hoy, %(day)s.", what=what, day=day)
    if one.days == 1:
        return words.gettext("«%(what)s» vence mañana, %(day)s.", what=what, day=day)
    left = words.ngettext("falta %(num)d día", "faltan %(num)d días", one.days)
    if one.working is not None:
        left += ", " + words.ngettext("%(num)d hábil", "%(num)d hábiles", one.working)
    return words.gettext("«%(what)s» vence el %(day)s: %(left)s.", what=what, day=day, left=left)


def network_word(one: NetworkWord, words: Words, *, base: str) -> dict[str, str | None]:
    """One line: the network, when its review is due, the link."""
    return {
        "title": one.network.name,
        "lang": None if words.locale == "es" else "es",
        "project": "",
        "said": review_words(words, one.day, one.days),
        "url": f"{base}/redes/{one.network.id}",
    }


def search_words(
    news: SearchNews, words: Words, *, base: str, now: datetime, timezone: str
) -> dict[str, Any]:
    """One saved search: its name and link, the calls named, how many more."""
    return {
        "name": news.name,
        "url": f"{base}/convocatorias?{news.address}",
        "calls": [_call(one, words, base=base, now=now, timezone=timezone) for one in news.calls],
        "more": len(news.unnamed),
    }


def _call(
    call: Call, words: Words, *, base: str, now: datetime, timezone: str
) -> dict[str, str | None]:
    return {
        "title": call.title,
        "lang": call.language if call.language not in (None, words.locale) else None,
        "url": f"{base}/convocatorias/{call.id}",
        "left": days_left_words(words, call, now=now, timezone=timezone),
    }


def mine_subject(
    pursued: Sequence[PursuitWord],
    reviews: Sequence[NetworkWord],
    searched: Sequence[SearchNews],
    words: Words,
) -> list[str]:
    """What the subject says of them, a part each."""
    waits = sum(one.waits for one in pursued)
    dates = len(pursued) - waits + len(reviews)
    fresh = len({i for one in searched for i in (*one.unnamed, *(c.id for c in one.calls))})
    parts = [
        (
            waits,
            words.ngettext(
                "%(num)d asunto espera por usted", "%(num)d asuntos esperan por usted", waits
            ),
        ),
        (dates, words.ngettext("%(num)d aviso de fechas", "%(num)d avisos de fechas", dates)),
        (
            fresh,
            words.ngettext(
                "%(num)d nueva en sus búsquedas", "%(num)d nuevas en sus búsquedas", fresh
            ),
        ),
    ]
    return [said for number, said in parts if number]


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1].rstrip()}…"


def mine_words(
    content: Content, words: Words, *, base: str, now: datetime, timezone: str
) -> dict[str, Any]:
    """What the templates say of pursuits, networks and saved searches."""
    said = [
        (one.waits, pursuit_word(one, words, base=base, timezone=timezone))
        for one in content.pursued
    ]
    return {
        "waiting": [one for waits, one in said if waits],
        "dates": [one for waits, one in said if not waits]
        + [network_word(one, words, base=base) for one in content.reviews],
        "pursued_later": content.pursued_later,
        "searches": [
            search_words(one, words, base=base, now=now, timezone=timezone)
            for one in content.searched
        ],
    }


def parts_of(titles: Mapping[str, str], told: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The parts there are besides the calls, each with how much is in it; and which go before."""
    lists = {
        "espera": told["waiting"],
        "fechas": told["dates"],
        "busquedas": told["searches"],
        "vigentes": told["to_confirm"],
    }
    return [
        {
            "anchor": name,
            "title": titles[name],
            "number": len(found),
            "first": name in ("espera", "fechas"),
        }
        for name, found in lists.items()
        if found
    ]
