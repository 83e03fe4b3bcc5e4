"""Lists as Atom feeds (RFC 4287): the newest calls of a list, for readers of feeds."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from matcher.calls.models import Call
from matcher.errors import NotFound
from matcher.people.keys import GONE, find_key
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.web.cards.calls import summaries, timezone
from matcher.web.doors.fresh import send_fresh
from matcher.web.doors.lists import calls_in, listed
from matcher.web.frame.access import as_person, public
from matcher.web.frame.services import db, now, services
from matcher.words.calls import deadline_words, offer_words, unknown_words
from matcher.words.language import Words, words_in

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")
MIMETYPE = "application/atom+xml"
MOST_ENTRIES = 100
"""What a reader that looks once a week does not miss; older ones it has already."""
KEY = "clave"


@blueprint.get("/convocatorias.atom")
@public
def calls() -> ResponseReturnValue:
    """The newest calls of the list in the address, for whoever signed in or holds a key."""
    who = _who()
    if who is None:
        if request.args.get(KEY):
            raise NotFound(GONE)
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    wanted, words = listed(), words_in(who.language)

    def make() -> bytes:
        found = calls_in(wanted, sort="newest", limit=MOST_ENTRIES)
        return render_template(
            "doors/calls.xml",
            views=summaries(db(), found),
            asked=wanted.text,
            words=words,
            told=_told,
            base_url=services().settings.base_url,
            site=services().settings.site,
            updated=max((call.changed_at for call in found), default=now()),
        ).encode()

    return send_fresh(make, "atom", wanted.text, words.locale, mimetype=MIMETYPE)


def _told(words: Words, call: Call) -> list[str]:
    """What an officer asks first, a line each."""
    closing = deadline_words(words, call, now=now(), timezone=timezone())
    return [
        words.gettext("Cierra: %(day)s", day=closing),
        words.gettext("Monto: %(sum)s", sum=offer_words(words, call)),
        words.gettext("Financiador: %(name)s", name=call.funder or unknown_words(words)),
    ]


def _who() -> Person | None:
    """Whose feed it is: of the key in the address, else of who is signed in."""
    secret = request.args.get(KEY)
    if secret:
        found = find_key(db(), secret, door="feed")
        if found is None:
            return None
        as_person(found[1])  # no more than they see in the web
        return found[1]
    signed_in = current_user.is_authenticated and may(current_user.person, "read")
    return current_user.person if signed_in else None
