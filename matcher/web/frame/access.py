"""Who may open what: every route says so, and one that does not is closed to all."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from matcher.people.models import Person
from matcher.people.permissions import Permission, require
from matcher.people.sessions import SignedSession, find_person, read_session
from matcher.web.frame.rights import require_here
from matcher.web.frame.services import db, now, person

P = ParamSpec("P")
R = TypeVar("R")
ACCESS = "access"
PUBLIC = "public"
SIGNED_IN = "signed-in"

login_manager = LoginManager()


class Account(UserMixin):  # type: ignore[misc] # flask-login ships no types
    """A person as flask-login wants one, in one session."""

    def __init__(self, who: Person, sign_in: SignedSession | None) -> None:
        self.person = who
        self.sign_in = sign_in

    def get_id(self) -> str:
        """What the signed cookie carries."""
        return str(self.sign_in)


@login_manager.user_loader  # type: ignore[untyped-decorator] # flask-login ships no types
def _load(identity: str) -> Account | None:
    sign_in = read_session(identity)
    if sign_in is None:
        return None
    found = find_person(db(), sign_in, at=now())
    return None if found is None else Account(found, sign_in)


def as_nobody() -> None:
    """Let the rest of this request be nobody's: the database cannot say whose it is."""
    g._login_user = login_manager.anonymous_user()


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
    if access != SIGNED_IN:
        allow(cast("Permission", access))
    return None


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
