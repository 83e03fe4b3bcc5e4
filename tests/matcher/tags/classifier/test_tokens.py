"""Words as the classifier sees them."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.tags.classifier.tokens import is_foreign, places, split


def test_accents_in_pieces_do_not_part_a_word() -> None:
    text = "L’énergie, œuvre d'éducation à la ñandutí"
    assert split(text) == ["l", "energie", "oeuvre", "d", "education", "a", "la", "nanduti"]
    assert split(unicodedata.normalize("NFD", text)) == split(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_places_point_at_the_words_they_name(text: str) -> None:
    found = places(text)
    assert [word for word, _, _ in found] == split(text)
    ends = [0]
    for _, start, end in found:
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


def test_function_words_tell_the_language_group() -> None:
    assert not is_foreign(split("La ciudad abre una convocatoria para los jóvenes de las comunas"))
    assert not is_foreign(split("The city opens a call for the young people of its districts"))
    assert is_foreign(split("Les villes et les régions sont invitées dans le cadre du programme"))
    assert is_foreign(split("A prefeitura não abre um edital para as crianças do município"))
    assert not is_foreign([])
