"""Tables of words are read as one pattern would be, in several a person can check."""

import random
import re

from scrapers.extract.text.wording import WordTable, alternatives, table


def test_a_table_in_pieces_finds_what_one_pattern_finds() -> None:
    rows = [f"{a}{b}{c}*" for a in "abcd" for b in "abcd" for c in "abcd"] * 3
    words, whole = WordTable(rows), re.compile(rf"\b(?:{'|'.join(rows)})")
    assert len(words.patterns) > 1
    chance = random.Random(7)
    for _ in range(200):
        text = "".join(chance.choice("abcd  ") for _ in range(80))
        low, high = sorted(chance.choices(range(81), k=2))
        spans = [m.span() for m in whole.finditer(text, low, high)]
        assert [m.span() for m in words.finditer(text, low, high)] == spans
        found = words.search(text, low, high)
        assert (found.span() if found else None) == (spans[0] if spans else None)
        begins, whole_begins = words.match(text, low, high), whole.match(text, low, high)
        assert (begins and begins.span()) == (whole_begins and whole_begins.span())


def test_a_row_may_name_a_table_of_its_own() -> None:
    words = table("plazo de %WHAT% | fin", parts={"WHAT": "entrega | envio"}, tail=r"\b")
    assert [m.group() for m in words.finditer("plazo de envio, plazo de entrega, fin")] == [
        "plazo de envio",
        "plazo de entrega",
        "fin",
    ]
    assert words.search("plazo de pago") is None


def test_a_pattern_is_split_only_between_its_own_alternatives() -> None:
    assert alternatives(r"a|b(?:c|d)|[|]|\|") == ["a", "b(?:c|d)", "[|]", r"\|"]
