"""Whatever is done to the document in Word, every word that was written is somewhere in Puente."""

import random
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.models import Draft, DraftComment
from proposals.process.returning import Returned
from tests.proposals.marks.words import W, edit, paragraph

NEW = "zq{}x"
"""A word nobody wrote before: each edit has one of its own."""


def _paragraphs(tree: Any) -> list[Any]:
    return [one for one in tree.iter(f"{W}p") if one.find(f".//{W}t") is not None]


def _controls(tree: Any) -> list[Any]:
    return list(tree.iter(f"{W}sdt"))


def say(tree: Any, chance: random.Random, word: str) -> None:
    """Type a word into any paragraph, at its beginning, its end or in place of all."""
    texts = list(chance.choice(_paragraphs(tree)).iter(f"{W}t"))
    one = chance.choice(texts)
    one.text = chance.choice((f"{word} {one.text}", f"{one.text} {word}", word))


def say_in_answer(tree: Any, chance: random.Random, word: str) -> None:
    inside = [p for one in _controls(tree) for p in one.iter(f"{W}t")]
    if inside:
        chance.choice(inside).text = word


def add_paragraph(tree: Any, chance: random.Random, word: str) -> None:
    chance.choice(_paragraphs(tree)).addnext(paragraph(f"Va {word}"))


def split(tree: Any, chance: random.Random, word: str) -> None:
    """Break a paragraph in two, the second half with a word of its own."""
    one = chance.choice(_paragraphs(tree))
    other = paragraph(word)
    one.addnext(other)
    for run in one.findall(f"{W}r")[1:]:
        other.append(run)


def join(tree: Any, chance: random.Random, word: str) -> None:
    """Take away the end of a paragraph: the next one goes on in it, its marks with it."""
    one = chance.choice(_paragraphs(tree))
    one.append(paragraph(word)[0])
    below = one.getnext()
    if below is not None and below.tag == f"{W}p":
        for child in list(below):
            if child.tag != f"{W}pPr":
                one.append(child)
        below.getparent().remove(below)


def unwrap(tree: Any, chance: random.Random, word: str) -> None:
    """Destroy a content control and the bookmark, and change what stood in it."""
    known = _controls(tree)
    if not known:
        return
    one = chance.choice(known)
    for text in list(one.iter(f"{W}t"))[:1]:
        text.text = f"{text.text} {word}"
    for child in list(one.find(f"{W}sdtContent")):
        one.addprevious(child)
    parent = one.getparent()
    parent.remove(one)
    if chance.random() < 0.7:
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(parent.iter(f"{W}{name}")):
                mark.getparent().remove(mark)


def no_tags(tree: Any, chance: random.Random, word: str) -> None:
    """What LibreOffice does: the tags go, the bookmarks stay."""
    for one in _controls(tree):
        tag = one.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            tag.getparent().remove(tag)
    say_in_answer(tree, chance, word)


def copy(tree: Any, chance: random.Random, word: str) -> None:
    """Copy a control with its mark, and write in the copy."""
    known = _controls(tree)
    if known:
        one = chance.choice(known)
        twin = deepcopy(one)
        for text in list(twin.iter(f"{W}t"))[:1]:
            text.text = word
        one.addnext(twin)


def move(tree: Any, chance: random.Random, word: str) -> None:
    one, other = chance.choice(_paragraphs(tree)), chance.choice(_paragraphs(tree))
    if one is not other and other not in one.iterancestors() and one not in other.iterancestors():
        text = next(one.iter(f"{W}t"))
        text.text = f"{text.text} {word}"
        other.addnext(one)


def add_row(tree: Any, chance: random.Random, word: str) -> None:
    row = chance.choice(list(tree.iter(f"{W}tr")))
    twin = deepcopy(row)
    for text in list(twin.iter(f"{W}t"))[:1]:
        text.text = word
    row.addnext(twin)


def insert_tracked(tree: Any, chance: random.Random, word: str) -> None:
    one = chance.choice(_paragraphs(tree))
    holder = one.makeelement(f"{W}ins", {f"{W}id": "1"})
    holder.append(paragraph(f" {word}")[0])
    one.append(holder)


def remove(tree: Any, chance: random.Random, word: str) -> None:
    """Take a whole paragraph away, with a word put in another."""
    one = chance.choice(_paragraphs(tree))
    if one.getparent().tag != f"{W}tc":
        one.getparent().remove(one)
    say(tree, chance, word)


EDITS: tuple[Callable[[Any, random.Random, str], None], ...] = (
    say,
    say_in_answer,
    say_in_answer,
    add_paragraph,
    split,
    join,
    unwrap,
    no_tags,
    copy,
    move,
    add_row,
    insert_tracked,
    remove,
)


def kept_words(session: Session, draft: Draft, found: Returned) -> set[str]:
    """Every word in the answers, in the comments and in what is held side by side."""
    held = [one.value for one in draft.answers] + [one.save.value for one in found.overtaken]
    held += list(session.scalars(select(DraftComment.text)))
    return set(" ".join(map(str, held)).replace("'", " ").replace("\\n", " ").split())


def visible(tree: Any) -> set[str]:
    """The new words that stand in the document at the end."""
    return set(re.findall(r"zq\d+x", "\n".join(t.text or "" for t in tree.iter(f"{W}t"))))


def no_word_is_lost(
    seeds: list[tuple[int, int]],
    *,
    session: Session,
    draft: Draft,
    document: Path,
    bring: Callable[[Path], Returned],
    into: Path,
) -> None:
    written: set[str] = set()

    def change(tree: Any) -> None:
        for number, (which, seed) in enumerate(seeds):
            EDITS[which](tree, random.Random(seed), NEW.format(number))
        written.update(visible(tree))

    with session.begin_nested() as inner:
        found = bring(edit(document, change, into=into))
        kept = " ".join(kept_words(session, draft, found))
        lost = {word for word in written if word not in kept}
        inner.rollback()
    session.expire_all()
    assert lost == set()


SEEDS = st.lists(
    st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 2**32)), min_size=1, max_size=8
)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


Check = Callable[[int], None]


@pytest.fixture
def check(session: Session, draft: Draft, document: Path, bring: Any, tmp_path: Path) -> Check:
    """Tries so many sequences of edits on the one document."""
    session.commit()

    def run(examples: int) -> None:
        @hypothesis_settings(max_examples=examples, deadline=None, suppress_health_check=QUIET)
        @given(SEEDS)
        def tried(seeds: list[tuple[int, int]]) -> None:
            no_word_is_lost(
                seeds,
                session=session,
                draft=draft,
                document=document,
                bring=bring,
                into=tmp_path / "back.docx",
            )

        tried()

    return run


def test_no_word_is_lost(check: Check) -> None:
    check(15)


@pytest.mark.slow
def test_no_word_is_lost_in_a_thousand(check: Check) -> None:
    check(1000)
