"""Networks of cities on pages: what was decided, and what is said of the reviews that wait."""

from flask import Flask

from matcher.networks.models import Network
from matcher.networks.queries import reviews_for, reviews_near
from matcher.networks.questions import DECISIONS
from matcher.web.frame.gettext import _, here
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, person, today
from matcher.words.networks import review_words


def network_decision(network: Network) -> str:
    """What was decided, in words."""
    return _(DECISIONS[network.decision])


def network_reviews() -> list[tuple[Network, str]]:
    """The reviews that wait for who is signed in, each with what to say of it."""
    near = unchanged("reviews-near", lambda: reviews_near(db(), today=today()), also=today())
    return [
        (one, review_words(here(), one.review_on, (one.review_on - today()).days))
        for one in reviews_for(near, person())
        if one.review_on is not None
    ]


def install(app: Flask) -> None:
    """Let templates speak of networks."""
    app.add_template_global(network_decision)
    app.add_template_global(network_reviews)
