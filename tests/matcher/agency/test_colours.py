import pytest

from matcher.agency.colours import BRAND, LINK, check_brand, check_link, contrast, dark_shade, tint
from matcher.errors import InvalidInput


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_shipped_colours_pass() -> None:
    assert (check_brand(BRAND.upper()), check_link(f" {LINK} ")) == (BRAND, LINK)


def test_shades_are_what_base_css_ships_or_close() -> None:
    for made, shipped in ((dark_shade(BRAND), "#093a3a"), (tint(BRAND), "#e3efee")):
        for at in (1, 3, 5):
            assert abs(int(made[at : at + 2], 16) - int(shipped[at : at + 2], 16)) <= 8


@pytest.mark.parametrize(
    ("check", "colour", "words"),
    [
        (check_brand, "#f2c400", "no se leen bien"),
        (check_brand, "#767676", "no se leen bien"),  # 4.54 on white, less on paper
        (check_brand, "#6a6a6a", "foco del teclado"),
        (check_link, "#777777", "hace falta 4,5"),
        (check_link, "teal", "seis cifras"),
        (check_brand, "#fff", "seis cifras"),
        (check_brand, "#0d4f4f;}body{display:none", "seis cifras"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(check, colour, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidInput, match=words):
        check(colour)
