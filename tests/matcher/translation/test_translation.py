"""Across languages: cognates, the glossary, Apertium as a process that may be missing."""

import itertools
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from matcher.errors import InvalidInput
from matcher.glossary.shipped import Entry, Glossary, load_glossary, shipped_glossary
from matcher.terms import content_words, numbered_words, word_spans
from matcher.translation import apertium as apertium_module
from matcher.translation.apertium import Apertium, installed_modes
from matcher.translation.cognates import Cognates, skeleton
from matcher.translation.translation import Translation, linked_terms

GLOSSARY = Glossary(
    [
        Entry(names={"es": ("agua potable",), "en": ("drinking water", "safe water")}),
        Entry(names={"es": ("agua",), "en": ("water",), "fr": ("eau",)}),
        Entry(names={"es": ("derecho de la mujer",), "en": ("women's rights",)}),
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infraestructura", "infrastructure"),
        ("biodiversidad", "biodiversity"),
        ("capacidades", "capacities"),
        ("tecnologicos", "technological"),
        ("educacion", "educacao"),
        ("educacion", "education"),
        ("energia", "energie"),
        ("agricultura", "agriculture"),
        ("economico", "economique"),
    ],
)
def test_cognates_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_different_words_do_not_share_one() -> None:
    assert skeleton("desarrollo") != skeleton("development")
    assert skeleton("quince") != skeleton("cinco"), "a number is not another"


def test_the_same_spelling_is_trusted_more_than_the_same_beginning() -> None:
    words = ("biodiversity", "biodiverse", "water")
    found = Cognates(lambda: {word: word for word in words}).find("biodiversidad")
    assert found["biodiversity"] == 1.0
    assert 0 < found["biodiverse"] < 1
    assert "water" not in found


def test_the_longest_entry_wins_and_inflection_does_not_matter() -> None:
    words = content_words("Aguas potables y derechos de las mujeres", "es")
    hits = list(GLOSSARY.find(words, source="es", target="en"))
    assert [hit.translations[0] for hit in hits] == ["drinking water", "women's rights"]


def test_a_second_choice_weighs_less_and_unknown_words_pass() -> None:
    translation = Translation(glossary=GLOSSARY, apertium=None)
    links = list(translation.links(["agua", "potable", "unicef"], source="es", target="en"))
    found = linked_terms(links, "en")
    assert found["unicef"] == 1.0
    assert found["safe"] < found["drink"] < found["water"]


def test_a_missing_direction_falls_back_to_the_word_itself() -> None:
    translation = Translation(glossary=GLOSSARY, apertium=None)
    (link,) = translation.links(["agua"], source="es", target="pt")
    assert (link.target, link.how) == ("agua", "same")


def test_the_shipped_glossary_is_large_and_goes_both_ways() -> None:
    glossary = shipped_glossary()
    assert len(glossary.entries) > 2000
    (there,) = glossary.find(["agua", "potable"], source="es", target="en")
    back = glossary.find(content_words(there.translations[0], "en"), source="en", target="es")
    assert any("agua" in name for hit in back for name in hit.translations)


def test_a_file_of_another_shape_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "malo.tsv").write_text("es\ten\nagua\twater\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"malo\.tsv"):
        load_glossary(tmp_path)
    (tmp_path / "malo.tsv").write_text("es\ten\tpt\tfr\na\tb\tc\td\te\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="línea 2"):
        load_glossary(tmp_path)


def test_french_elisions_and_english_genitives_leave_the_word() -> None:
    assert content_words("L’accès à l'eau d’aujourd’hui", "fr")[:2] == ["acces", "eau"]
    assert content_words("the city's water", "en") == ["city", "water"]
    text = "L’eau potable"
    content, numbers = numbered_words(text, "fr")
    assert content == ["eau", "potable"]
    assert [text[slice(*word_spans(text)[at])] for at in numbers] == ["L’eau", "potable"]


def test_each_word_or_term_is_told_once_where_it_stands_first() -> None:
    text = "Agua potable y saneamiento; agua para la memoria, agua potable y otra vez la memoria"
    content, translation = content_words(text, "es"), Translation(apertium=None)
    links = list(translation.links(content, source="es", target="en"))
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for link in links:
        first.setdefault((link.source, link.target), (link.start, link.stop - 1))
    runs = translation.runs(content, source="es", target="en")
    assert len(first) < len(links)
    assert list(runs) == list(dict.fromkeys(source for source, _ in first))
    by_runs = {
        (said, link.target): place
        for said, place in runs.items()
        for link in translation.links(said.split(" "), source="es", target="en")
    }
    assert list(by_runs.items()) == list(first.items())


@pytest.fixture
def fake_apertium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name that upper-cases, and counts how often it runs."""
    runs = tmp_path / "runs"
    program = tmp_path / "bin" / "apertium"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = "-l" ]; then echo spa-eng; echo fr-es; exit; fi\n'
        f"echo x >> {runs}\n"
        'if [ -n "$SLOW" ]; then sleep 30; fi\n'
        "tr a-z A-Z\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    installed_modes.cache_clear()
    yield runs
    installed_modes.cache_clear()


def test_texts_come_back_in_order_and_once_from_the_cache(
    fake_apertium: Path, tmp_path: Path
) -> None:
    apertium = Apertium(cache=tmp_path / "cache")
    texts = ["agua [1] limpia", "", "agua [1] limpia", "luz\ny calor"]
    first = apertium.translate(texts, source="es", target="en")
    assert first == ["AGUA 1 LIMPIA", None, "AGUA 1 LIMPIA", "LUZ Y CALOR"]
    assert Apertium(cache=tmp_path / "cache").translate(
        [texts[0], texts[3]], source="es", target="en"
    ) == [first[0], first[3]]
    assert fake_apertium.read_text().count("x") == 1


def test_two_steps_where_there_is_no_direct_one(fake_apertium: Path) -> None:
    apertium = Apertium()
    assert apertium.available("fr", "en")
    assert apertium.translate(["eau"], source="fr", target="en") == ["EAU"]
    assert fake_apertium.read_text().count("x") == 2


@pytest.mark.usefixtures("fake_apertium")
def test_a_pair_that_is_not_installed_gives_no_translation() -> None:
    assert not Apertium().available("es", "pt")
    assert Apertium().translate(["agua"], source="es", target="pt") == [None]


@pytest.mark.usefixtures("fake_apertium")
def test_a_translator_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLOW", "1")
    assert Apertium(seconds=0.3).translate(["agua"], source="es", target="en") == [None]


def test_without_the_program_there_are_no_modes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_modes.cache_clear()
    try:
        assert apertium_module.installed_modes() == frozenset()
        assert not Translation.local(apertium=True).available("es", "en")
    finally:
        installed_modes.cache_clear()


@pytest.mark.usefixtures("fake_apertium")
def test_many_batches_on_a_busy_machine_are_all_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own time: what is compared must not depend on how busy the machine is."""
    clock = itertools.count(step=40)
    monkeypatch.setattr(apertium_module, "_BATCH", 1)
    monkeypatch.setattr(
        apertium_module, "time", SimpleNamespace(monotonic=lambda: float(next(clock)))
    )
    asked = ["agua", "luz", "tierra"]
    assert Apertium().translate(asked, source="es", target="en") == ["AGUA", "LUZ", "TIERRA"]
    monkeypatch.setattr(apertium_module, "_MOST_SECONDS", 100.0)
    assert Apertium().translate(asked, source="es", target="en") == ["AGUA", None, None]
