"""Texts read into numbers hold what counting their words one by one gives."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from matcher.glossary.shipped import Entry, Glossary
from matcher.ranking.bags import Bags, Numbers
from matcher.ranking.counting import Reader, TermCounts
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.translated import Bridge
from matcher.terms import content_words, terms
from matcher.translation.cognates import skeleton
from matcher.translation.translation import Translation

TEXTS = [
    "Agua potable. ¡El agua de la vereda, agua potable!",
    "",
    "de la",
    "Una biblioteca.",
    "Formación de jóvenes, formación de maestras y más",
]


def calls() -> list[CallText]:
    return [CallText(id=str(at), title=f"Título {at}", text=text) for at, text in enumerate(TEXTS)]


def reader() -> Reader:
    return Reader("es", stems=Numbers(), skeletons=Numbers())


def named(bags: Bags, numbers: Numbers) -> list[dict[str, float]]:
    names = list(numbers)
    rows = bags.matrix(len(names)).toarray()
    return [{names[at]: row[at] for at in np.flatnonzero(row)} for row in rows]


def test_own_words_are_counted_as_one_by_one() -> None:
    ours = reader()
    read = ours.own(calls())
    content = [content_words(f"{call.title}\n{call.text}", "es") for call in calls()]
    assert named(read.terms, ours.stems) == [Counter(terms(words, "es")) for words in content]
    assert named(read.skeletons, ours.skeletons) == [Counter(map(skeleton, x)) for x in content]
    titles = [content_words(call.title, "es") for call in calls()]
    assert named(read.title, ours.stems) == [Counter(terms(words, "es")) for words in titles]
    pairs = [Counter(pairwise(terms(words, "es"))) for words in content]
    names = list(ours.stems)
    for at, wanted in enumerate(pairs):
        keys = read.phrases.terms[read.phrases.ends[at] : read.phrases.ends[at + 1]].tolist()
        assert Counter((names[key >> 32], names[key & (2**32 - 1)]) for key in keys) == wanted


def test_parts_go_to_their_places() -> None:
    together = reader()
    whole = named(together.own(calls()).terms, together.stems)
    apart = reader()
    odd, even = apart.own(calls()[1::2]), apart.own(calls()[::2])
    places = (np.array([1, 3]), odd), (np.array([0, 2, 4]), even)
    assert named(TermCounts.merged(places).terms, apart.stems) == whole
    assert TermCounts.merged([(np.arange(2), odd)]) is not odd
    assert named(TermCounts.merged([(np.arange(2), odd)]).terms, apart.stems) == whole[1::2]


def test_a_project_of_another_language_is_read_in_the_words_of_the_lane() -> None:
    glossary = Glossary([Entry(names={"es": ("agua potable",), "en": ("drinking water",)})])
    english = Reader("en", stems=Numbers(), skeletons=Numbers())
    bridge = Bridge(
        source="es",
        target="en",
        cognates=english.cognates(),
        translation=Translation(glossary=glossary, apertium=None),
    )
    project = ProjectText(id="p", title="Agua potable", text="Acueducto")
    read = english.translated([project], bridge)
    (stems,) = named(read.terms, english.stems)
    assert stems["water"] == pytest.approx(1)
    assert "agua" not in stems
    (skeletons,) = named(read.skeletons, english.skeletons)
    assert skeleton("agua") in skeletons


def test_new_terms_are_numbered_after_the_known_ones_and_only_there() -> None:
    known = Numbers()
    assert [known[word] for word in ("a", "b", "a")] == [0, 1, 0]
    later = Numbers(known)
    assert [later[word] for word in ("b", "c", "d", "c")] == [1, 2, 3, 2]
    assert later.new() == ["c", "d"]
    assert list(known) == ["a", "b"]
    bags = Bags.of([{"c": 1.0, "b": 2.0}], later)
    assert bags.matrix(len(known)).toarray().tolist() == [[0, 2]]
