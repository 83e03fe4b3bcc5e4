import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.text import LANGUAGES, detect_language, fold, stem, stems, words
from scrapers.letters import fold_letter


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_folding_moves_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_a_letter_is_folded_alike_alone_and_among_others() -> None:
    letters = [chr(code) for code in range(0x30000)]
    alone = [fold_letter(letter) for letter in letters]
    assert [fold(letter) for letter in letters] == alone
    assert fold("".join(letters)) == "".join(alone)


@given(st.text(alphabet=st.sampled_from("aáàãâäeéêoóõuúüñçÁÑÇ '’-x9 ")))
@settings(max_examples=100, deadline=None)
def test_words_are_the_same_composed_and_decomposed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert words(decomposed) == words(text)
    assert all(word == fold(word) for word in words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Atención a la NIÑEZ", ["atencion", "a", "la", "ninez"]),
        ("l’appel d'offres", ["l’appel", "d'offres"]),
        ("HORIZON-CL5_2027: 1,5 M€", ["horizon", "cl5", "2027", "1", "5", "m"]),
        ("İstanbul straße", ["istanbul", "straße"]),
        ("", []),
        ("¿¡…!?", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_stems_meet_across_number(language: str) -> None:
    pairs = {
        "es": ("municipio", "municipios"),
        "en": ("city", "cities"),
        "pt": ("cidade", "cidades"),
        "fr": ("ville", "villes"),
        "ca": ("ciutat", "ciutats"),
    }
    one, many = pairs[language]
    assert stem(one, language) == stem(many, language)  # type: ignore[arg-type] # of LANGUAGES
    assert stems(f"{one} {many}", language) == [stem(one, language)] * 2  # type: ignore[arg-type] # the same


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La convocatoria financia proyectos de gobiernos locales hasta el 30 de junio.", "es"),
        ("The call funds projects of local governments until the end of June.", "en"),
        ("A chamada financia projetos de governos locais até o fim de junho.", "pt"),
        ("L'appel finance des projets portés par les collectivités territoriales.", "fr"),
        ("La convocatòria finança projectes dels ajuntaments amb la ciutadania.", "ca"),
        ("1234 – 5678", None),
        ("… ¡!", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
