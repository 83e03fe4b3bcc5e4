"""Who may open what: every route says so, and one that does not is closed to all."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from matcher.people.models import Person
from matcher.people.permissions import Permission, require
from matcher.people.second_step import NEEDED
from matcher.people.sessions import SignedSession, find_person, read_session
from matcher.web.frame.rights import require_here
from matcher.web.frame.services import db, now, person, services

P = ParamSpec("P")
R = TypeVar("R")
ACCESS = "access"
PUBLIC = "public"
SIGNED_IN = "signed-in"
QUIET = "quiet"
SEEN = "seen"
"""In the session: when who has it last did something."""
PASSED = "second-step"
"""In the session: that a code was given too."""
_NOTED_EVERY = 60
_WITHOUT_STEP = frozenset({"second.set_up", "second.begin_set_up"})
"""What is open to whom the second step is demanded of, and who has none yet."""

login_manager = LoginManager()


class Account(UserMixin):  # type: ignore[misc] # flask-login ships no types
    """A person as flask-login wants one, in one session.

    The language is noted at once: what the database refused is told in it, and then the person
    can be asked nothing.
    """

    def __init__(self, who: Person, sign_in: SignedSession | None) -> None:
        self.person = who
        self.sign_in = sign_in
        self.language = who.language

    def get_id(self) -> str:
        """What the signed cookie carries."""
        return str(self.sign_in)


@login_manager.user_loader  # type: ignore[untyped-decorator] # flask-login ships no types
def _load(identity: str) -> Account | None:
    sign_in = read_session(identity)
    if sign_in is None:
        return None
    if _was_left_alone():
        return None
    found = find_person(db(), sign_in, at=now())
    return None if found is None else Account(found, sign_in)


def _was_left_alone() -> bool:
    """Whether nobody did anything in this session for too long; «Recordarme» lets it be."""
    if session.permanent:
        return False
    here = int(now().timestamp())
    since = here - session.get(SEEN, here)
    if since >= services().settings.idle_minutes * 60:
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    noted = SEEN in session and 0 <= since < _NOTED_EVERY  # below: the clock was put back
    if not noted and not getattr(view, QUIET, False):
        session[SEEN] = here
    return False


def quiet(view: Callable[P, R]) -> Callable[P, R]:
    """A route that pages ask by themselves: it does not show that somebody is there."""
    setattr(view, QUIET, True)
    return view


def as_nobody() -> None:
    """Let the rest of this request be nobody's: the database cannot say whose it is."""
    g._login_user = login_manager.anonymous_user()


def language_of_account() -> str | None:
    """The language of who is signed in."""
    return getattr(current_user, "language", None)


def as_person(who: Person) -> None:
    """Let the rest of this request be ``who``'s, whose key it came with; no session begins."""
    g._login_user = Account(who, None)


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a route to those who hold ``permission``; others get the page that says so."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, ACCESS, permission)
        return view

    return decorate


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Open a route to everybody who is signed in: their own profile, their own emails."""
    setattr(view, ACCESS, SIGNED_IN)
    return view


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Open a route to all: signing in, choosing a language."""
    setattr(view, ACCESS, PUBLIC)
    return view


def access_of(view: Callable[..., object]) -> str | None:
    """What ``view`` demands, or ``None`` where its author forgot to say."""
    return getattr(view, ACCESS, None)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    if access == PUBLIC:
        return None
    if access is None:
        abort(403)
    if not current_user.is_authenticated:
        return login_manager.unauthorized()  # type: ignore[no-any-return] # ships no types
    if _lacks_second_step():
        return redirect(url_for("second.set_up"))
    if access != SIGNED_IN:
        allow(cast("Permission", access))
    return None


def _lacks_second_step() -> bool:
    """Whether the setting demands a second step of who asks, and they gave none."""
    demanded = services().settings.second_step
    if demanded == "optional" or (demanded == "required" and person().role not in NEEDED):
        return False
    return PASSED not in session and request.endpoint not in _WITHOUT_STEP


def allow(permission: Permission) -> None:
    """Stop here unless who asks holds ``permission``, on what the address names too.

    :raises Forbidden: with a sentence that says whom to ask.
    """
    require(person(), permission)
    require_here(person(), permission)


def install(app: Flask) -> None:
    """Make ``app`` ask every request for what its route demands."""
    login_manager.init_app(app)
    app.before_request(_guard)
