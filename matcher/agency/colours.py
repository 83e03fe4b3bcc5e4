"""Colours that can be read: the contrast of WCAG 2, and the shades made of one colour."""

import re
from decimal import Decimal

from matcher.errors import InvalidInput

BRAND, LINK = "#0d4f4f", "#0a5a66"
"""The shipped colours: of the header and the buttons; of links."""
WHITE, PAPER, SUNK, FOCUS = "#ffffff", "#f7f5f0", "#efece4", "#f2b705"
"""What they stand on, and the line around what has the focus, as in ``base.css``."""
DARK = "#1c242d"
"""The ground of a mail where a reader asked for a dark one."""
LEAST_TEXT, LEAST_LINE, EASY = 4.5, 3.0, 7.0
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def dark_shade(colour: str) -> str:
    """The colour under the mouse."""
    return _mix(colour, "#000000", 0.26)


def tint(colour: str) -> str:
    """The colour as a faint ground."""
    return _mix(colour, WHITE, 0.885)


def light_shade(colour: str) -> str:
    """The colour as it is easily read on a dark ground: as near to itself as that lets it be."""
    shades = (_mix(colour, WHITE, part / 20) for part in range(21))
    return next(shade for shade in shades if contrast(shade, DARK) >= EASY)


def check_brand(colour: str) -> str:
    """The colour of header and buttons, as it is stored.

    :raises InvalidInput: where white letters on it, or it on a page's grounds, cannot be read, or
        the line of the focus would not be seen.
    """
    told = _read(colour, field="brand")
    _readable(told, (WHITE, PAPER, SUNK, tint(told)), LEAST_TEXT, field="brand")
    if contrast(told, FOCUS) < LEAST_LINE:
        raise InvalidInput(
            "Con el color %(colour)s no se ve qué tiene el foco del teclado (contraste %(ratio)s; "
            "hace falta 3). Escoja uno más oscuro.",
            colour=told,
            ratio=_told(contrast(told, FOCUS)),
            field="brand",
        )
    return told


def check_link(colour: str) -> str:
    """The colour of links, as it is stored.

    :raises InvalidInput: where it cannot be read on a page's grounds.
    """
    told = _read(colour, field="link")
    _readable(told, (WHITE, PAPER, SUNK), LEAST_TEXT, field="link")
    return told


def _readable(colour: str, grounds: tuple[str, ...], least: float, *, field: str) -> None:
    worst = min(contrast(colour, ground) for ground in grounds)
    if worst < least:
        raise InvalidInput(
            "Con el color %(colour)s las letras no se leen bien (contraste %(ratio)s; hace falta "
            "4,5). Escoja uno más oscuro.",
            colour=colour,
            ratio=_told(worst),
            field=field,
        )


def _read(colour: str, *, field: str) -> str:
    told = colour.strip().lower()
    if not _COLOUR.fullmatch(told):
        raise InvalidInput(
            "Escriba el color como # y seis cifras o letras, por ejemplo #0d4f4f.", field=field
        )
    return told


def _told(ratio: float) -> Decimal:
    """A ratio to be read, never rounded up to what is asked."""
    return Decimal(int(ratio * 10)) / 10


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
