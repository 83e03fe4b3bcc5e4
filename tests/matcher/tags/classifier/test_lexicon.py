"""Terms that name concepts, alone or as phrases."""

from pathlib import Path

import pytest

from matcher.errors import ModelError
from matcher.tags.classifier.lexicon import Concept, Lexicon, base_lexicon, read_lexicon


def small() -> Lexicon:
    return Lexicon(
        [
            Concept(ods=5, terms=("agua potable", "eau potable")),
            Concept(ods=5, terms=("agua", "acueducto*")),
            Concept(ods=0, terms=("pobre*",)),
        ]
    )


def test_a_star_stands_for_every_word_so_beginning() -> None:
    assert small().of_word("pobreza") == (2,)
    assert small().of_word("acueductos") == (1,)
    assert small().of_word("aguas") == ()


def test_a_phrase_needs_all_its_words_in_a_row() -> None:
    lexicon = small()
    assert lexicon.phrases_in(["el", "agua", "potable"]) == [(1, 2, (0,))]
    assert lexicon.phrases_in(["agua", "no", "potable"]) == []
    assert lexicon.phrases_in(["agua"]) == []


def test_accents_and_capitals_of_a_term_do_not_matter() -> None:
    assert Lexicon([Concept(ods=3, terms=("Éducation",))]).of_word("education") == (0,)


def test_the_shipped_lexicon_speaks_of_every_ods_in_five_languages() -> None:
    lexicon = base_lexicon()
    assert {c.ods for c in lexicon.concepts} == set(range(17))
    for words in ("salud", "health", "saude", "sante", "salut"):
        assert any(lexicon.concepts[c].ods == 2 for c in lexicon.of_word(words)), words


def test_a_line_without_an_ods_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mal.tsv"
    path.write_text("ods\tes\n18\tnada\n", encoding="utf-8")
    with pytest.raises(ModelError, match="«18» no es un ODS"):
        read_lexicon(path)
