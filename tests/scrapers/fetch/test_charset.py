"""What a page declares against what its bytes are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.fetch.charset import decode, undo_mojibake

SPANISH = "Convocatoria «año 2026» – cuantía: 1.000 €"
XML = '<?xml version="1.0" encoding="{}"?><a>{}</a>'


@pytest.mark.parametrize(
    ("actual", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1252"),
        ("utf-8", "nunca-visto"),
        ("utf-8", "utf-16"),
        ("utf-8-sig", "iso-8859-1"),
        ("utf-16", None),
        ("cp1252", None),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "us-ascii"),
        ("cp1252", "utf-8"),
    ],
)
def test_the_bytes_have_the_last_word(actual: str, declared: str | None):
    header = f"text/html; charset={declared}" if declared else "text/html"
    assert decode(SPANISH.encode(actual), header) == SPANISH


def test_the_header_comes_before_the_declaration():
    body = XML.format("iso-8859-1", "日本").encode("euc-jp")
    assert "日本" in decode(body, "text/xml; charset=euc-jp")


@pytest.mark.parametrize(
    "body",
    [
        XML.format("shift_jis", "日本").encode("shift_jis"),
        b'<html><head><META http-equiv=x content="text/html; charset=shift_jis">'
        + "日本".encode("shift_jis"),
        XML.format("utf-16", "日本").encode("utf-16-le"),
        XML.format("utf-16", "日本").encode("utf-16-be"),
    ],
)
def test_declarations_inside_the_body_are_read(body: bytes):
    assert "日本" in decode(body, "text/html")


def test_one_bad_byte_does_not_garble_the_rest():
    body = "año ".encode() * 50 + b"\xf3" + " niñez".encode() * 50
    text = decode(body, "text/xml; charset=utf-8")
    assert text == "año " * 50 + "ó" + " niñez" * 50


@pytest.mark.parametrize(
    "label", ["zlib", "rot13", "unicode_escape", "base64", "idna", "undefined"]
)
def test_codecs_that_are_no_charsets_are_not_used(label: str):
    assert decode(b"a\\u0041\n", f"text/plain; charset={label}") == "a\\u0041\n"


@given(st.binary(max_size=300), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_text(body: bytes, label: str):
    assert isinstance(decode(body, f"text/html; charset={label}"), str)


@pytest.mark.parametrize("misread", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["convocatòria, ajuts i ñandú", "São Paulo: ação", "Año 2026"])
def test_utf8_read_as_latin_is_repaired(misread: str, text: str):
    assert undo_mojibake(text.encode("utf-8").decode(misread)) == text


@pytest.mark.parametrize(
    "text",
    ["SÃO PAULO", "año", "Ã© y también é", "l’été «déjà»", "", "Â", "Ñandú – 100 €", "À© bientôt"],
)
def test_honest_accents_are_left_alone(text: str):
    assert undo_mojibake(text) == text


@given(st.text(alphabet="abcñáéíóúüÑÁçãõàèì «»€–’", max_size=60))
@settings(max_examples=100, deadline=None)
def test_what_was_garbled_comes_back(text: str):
    garbled = text.encode("utf-8").decode("latin-1")
    assert undo_mojibake(garbled) == text
