"""Compact look-ups answer as a dictionary would."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.intake.postings import MOST, Postings, Seen, key_of

KEYS = st.integers(0, 12).map(lambda number: key_of("page", number))


@given(st.lists(st.lists(KEYS, max_size=12), max_size=12))
@settings(max_examples=100, deadline=None)
def test_what_was_added_is_found_in_order(batches: list[list[int]]) -> None:
    postings, wanted, position = Postings(), dict[int, list[int]](), 0
    for batch in batches:
        for key in batch:
            postings.add(key, position)
            assert position in postings.recent(key)
            wanted.setdefault(key, []).append(position)
            position += 1
        postings.settle()
    assert postings.settled(wanted) == wanted
    assert postings.settled([key_of("page", 99)]) == {}


def test_a_key_that_everything_has_gives_only_the_first() -> None:
    postings = Postings()
    for position in range(3 * MOST):
        postings.add(7, position)
        if position % 50 == 0:
            postings.settle()
    postings.settle()
    assert postings.settled([7]) == {7: list(range(MOST))}


@given(st.sets(st.text(max_size=6)), st.lists(st.text(max_size=6)))
@settings(max_examples=100, deadline=None)
def test_what_was_not_seen_is_lacking(seen: set[str], asked: list[str]) -> None:
    book = Seen()
    book.update(seen)
    assert book.lacks(asked) == [word not in seen for word in asked]
