"""Every signal has a name, a weight that is read and words an officer reads."""

from dataclasses import fields

from matcher.ranking.score import Weights
from matcher.reasons.signals import SIGNALS
from matcher.words.reasons import SIGNAL_NAMES

NOT_COUNTED = {"funder", "lead", "partner", "counterpart"}
OF_PEOPLE = {"liked", "disliked"}


def test_every_signal_has_its_words() -> None:
    assert list(SIGNAL_NAMES) == list(SIGNALS)


def test_every_signal_that_counts_has_its_weight() -> None:
    """``usual`` is what all others together usually give, ``crowd`` a power of two weights.

    Meaning has weights of its own, by language and length.
    """
    weighed = {field.name for field in fields(Weights)} - {"crowd"} | {"meaning"}
    assert SIGNALS.keys() - NOT_COUNTED - OF_PEOPLE - {"usual"} == weighed
