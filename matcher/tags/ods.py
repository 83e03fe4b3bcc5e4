"""The 17 Sustainable Development Goals (ODS): short names in Spanish and the official colours.

Source: United Nations, guidelines for the use of the SDG logo and icons. Text on a colour is
white or black, whichever reaches a contrast of 4.5:1.
"""

from matcher.words.names import ODS_NAMES

__all__ = ["ODS_COLOURS", "ODS_NAMES", "WHITE_TEXT"]
_HEX = (
    "E5243B DDA63A 4C9F38 C5192D FF3A21 26BDE2 FCC30B A21942 FD6925 DD1367 FD9D24 BF8B2E "
    "3F7E44 0A97D9 56C02B 00689D 19486A"
)
ODS_COLOURS: dict[int, str] = {n: f"#{code}" for n, code in enumerate(_HEX.split(), start=1)}
WHITE_TEXT = frozenset({1, 4, 8, 10, 13, 16, 17})
