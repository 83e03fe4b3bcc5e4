"""One cell in, one value out: or the reason, in Spanish, why it cannot be used and what to do."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz, process

from matcher.errors import ToldError
from matcher.messages import Message
from matcher.projects.numbers import Money, NotANumber, read_money
from matcher.projects.vocabulary import (
    MODALITY_NAMES,
    MODALITY_SYNONYMS,
    NO,
    ODS_NAMES,
    STAGE_NAMES,
    STAGE_SYNONYMS,
    YES,
)
from matcher.text import fold
from matcher.words.language import gettext_noop

Cell = str | int | float | Decimal | date | bool | None
_LONGEST = 20_000
_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDED = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:º|°|ro)?(?: de)? ([a-z]+)\.?(?: del?)? (\d{4})")
_UNITS = re.compile(r"\s*(?:de )?(?:personas?|habitantes?|beneficiari[oa]s?)$")
_SPAN = re.compile(r"(.+?)\s*(mes|meses|ano|anos)")
_ODS = re.compile(
    r"(?:ods|objetivos?)?\s*[.:#]?\s*(?:n\.?[ºo°]\.?\s*)?(\d{1,2})(?:[\s.:)–-]+([^\d]+))?"
)
_ODS_NEXT = re.compile(r"[;\n|]+|[,\s]+(?:y\s+)?(?=(?:ODS|Objetivo)\W{0,3}\d)", re.IGNORECASE)
"""Where one ODS ends and the next begins, each with its name perhaps."""
_LINE_NUMBER = re.compile(
    r"\s*(?:(?:l[ií]nea|eje)(?:\s+(?:tem[aá]tic[ao]|estrat[eé]gic[ao]))?|l)?\s*(?:n\.?[ºo°]\.?\s*)?"
    r"\d{1,2}\s*[.:)–-]+\s*(?=\S)",
    re.IGNORECASE,
)
"""What stands before the name in «Línea 3. Ciudad verde» or «3) Ciudad verde»."""
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|¡.*)")
_EXAMPLE_DATE = Message("Escriba día, mes y año, por ejemplo 15/02/2027.")


class BadCell(ToldError, ValueError):
    """The cell cannot be used; the message follows the value: "… no es un número. Escriba …"."""


def as_text(cell: Cell) -> str | None:
    """The cell as text without loose blanks; ``None`` for an empty one.

    :raises BadCell: for a spreadsheet's own error value, or a text that is far too long.
    """
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "Sí" if cell else "No"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != datetime.min.time() else f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise BadCell("es un error de la hoja de cálculo. Corrija la fórmula o escriba el valor.")
    if len(text) > _LONGEST:
        raise BadCell(
            "es demasiado largo (%(count)s caracteres; caben %(longest)s).",
            count=len(text),
            longest=_LONGEST,
        )
    return text or None


def as_money(cell: Cell) -> Money | None:
    """Money of zero or more, with its currency where the cell names one.

    :raises BadCell: where it is no amount, or might be two.
    """
    if isinstance(cell, bool | date):
        raise BadCell("no es un número. Escriba solo la cifra, por ejemplo 1000000000.")
    if isinstance(cell, int | float | Decimal):
        return Money(value=_exact(cell), currency=None)
    text = as_text(cell)
    if text is None:
        return None
    try:
        return read_money(text)
    except NotANumber as error:
        raise BadCell(error.message) from None


def _exact(cell: float | Decimal) -> Decimal:
    try:
        value = Decimal(str(cell)).quantize(Decimal("0.01"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadCell("no es un número que se pueda guardar. Escriba solo la cifra.")
    if value < 0:
        raise BadCell("no puede ser negativo.")
    if value >= Decimal(10**18):
        raise BadCell("es demasiado grande. Revise los ceros.")
    return value


def as_count(cell: Cell) -> int | None:
    """A whole number of people ("1.200 personas" too).

    :raises BadCell: where it is no whole number.
    """
    text = as_text(cell) if isinstance(cell, str) else None
    money = as_money(_UNITS.sub("", fold(text)) if text else cell)
    if money is None:
        return None
    if money.currency or money.value != money.value.to_integral_value():
        raise BadCell("no es una cantidad. Escriba solo el número, por ejemplo 1200.")
    if money.value > 2_000_000_000:
        raise BadCell("es demasiado grande. Revise los ceros.")
    return int(money.value)


def as_months(cell: Cell) -> int | None:
    """A duration in months; "2 años" is 24.

    :raises BadCell: where it is no whole number of months.
    """
    factor = 1
    if isinstance(cell, str) and (match := _SPAN.fullmatch(fold(cell).strip())):
        cell, factor = match[1], 12 if match[2].startswith("ano") else 1
    months = as_count(cell)
    if months is not None and months * factor > 600:
        raise BadCell("son más de 50 años. Escriba la duración en meses.")
    return None if months is None else months * factor


def as_date(cell: Cell) -> date | None:
    """A whole date: of the spreadsheet, "15/02/2027", "2027-02-15" or "15 de febrero de 2027".

    Day first, as in Spanish.

    :raises BadCell: where day, month or year are missing or impossible.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if text is None:
        return None
    folded = fold(text).replace("setiembre", "septiembre")
    if match := _SLASHED.fullmatch(folded):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[ t]00:00(?::00)?)?", folded):
        return _day(*(int(part) for part in folded[:10].split("-")))
    match = _WORDED.fullmatch(folded)
    if match and match[2] in _MONTHS:
        return _day(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    raise BadCell("no es una fecha completa. %(example_date)s", example_date=_EXAMPLE_DATE)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell(
            "no existe en el calendario. %(example_date)s", example_date=_EXAMPLE_DATE
        ) from None


def as_flag(cell: Cell) -> bool | None:
    """Yes or no.

    :raises BadCell: for any other word.
    """
    text = as_text(cell)
    if text is None:
        return None
    word = fold(text)
    if word in YES | NO:
        return word in YES
    raise BadCell("no se entiende. Escriba Sí o No.")


def as_email(cell: Cell) -> str | None:
    """An e-mail address.

    :raises BadCell: where it has not the shape of one.
    """
    text = as_text(cell)
    if text is None or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        return text
    raise BadCell("no es un correo. Escriba una sola dirección, como nombre@entidad.gov.co.")


def as_stage(cell: Cell) -> str | None:
    """A stage's code.

    :raises BadCell: for a word that is none of them.
    """
    text = as_text(cell)
    return (
        None
        if text is None
        else _one_of(
            text,
            STAGE_NAMES,
            STAGE_SYNONYMS,
            unknown=gettext_noop("no es una etapa conocida. Elija entre: %(hint)s."),
        )
    )


def as_modalities(cell: Cell) -> list[str] | None:
    """Codes of kinds of cooperation, in their fixed order.

    :raises BadCell: for a word that is none of them, or "financiera" alone.
    """
    text = as_text(cell)
    if text is None:
        return None
    pieces = re.split(r"[;,\n/]+|\s+y\s+", text)
    found = {
        _one_of(
            piece,
            MODALITY_NAMES,
            MODALITY_SYNONYMS,
            unknown=gettext_noop("no es un tipo de cooperación conocido. Elija entre: %(hint)s."),
        )
        for piece in pieces
        if piece.strip()
    }
    return [code for code in MODALITY_NAMES if code in found]


def as_lines(cell: Cell, names: Mapping[str, str]) -> list[str] | None:
    """Codes of thematic lines; ``names`` gives the agency's lines (code to name).

    :raises BadCell: for a name that is none of them.
    """
    text = as_text(cell)
    if text is None:
        return None
    pieces = [piece for piece in re.split(r"[;\n|]+", text) if piece.strip()]
    found = {
        _one_of(
            piece if _exactly(piece, names) else _LINE_NUMBER.sub("", piece, count=1),
            names,
            {},
            unknown=gettext_noop("no es una línea temática conocida. Elija entre: %(hint)s."),
        )
        for piece in pieces
    }
    return [code for code in names if code in found]


def as_ods(cell: Cell) -> list[str] | None:
    """ODS numbers as text, in order: "4; 11", "ODS 4, ODS 11: Ciudades…" or the official names.

    :raises BadCell: for a number outside 1–17, a name that is none or another's, or "4.11".
    """
    if isinstance(cell, date) or (isinstance(cell, float) and not cell.is_integer()):
        raise BadCell(
            "fue convertido por la hoja de cálculo. Escriba los números con punto y coma: 4; 11."
        )
    text = as_text(cell)
    if text is None:
        return None
    found: set[str] = set()
    for piece in filter(str.strip, _ODS_NEXT.split(text)):
        if code := _exactly(piece, ODS_NAMES):
            found.add(code)
        elif _ODS.fullmatch(fold(piece).strip(" ,")):
            found.add(_ods(piece))
        else:
            found |= {_ods(part) for part in re.split(r",|\s+y\s+", piece) if part.strip()}
    return sorted(found, key=int)


def _ods(text: str) -> str:
    match = _ODS.fullmatch(fold(text).strip(" ,"))
    if match is None:
        return _one_of(
            text,
            ODS_NAMES,
            {},
            unknown=gettext_noop("no es un ODS conocido. Elija entre: %(hint)s."),
        )
    if not 1 <= int(match[1]) <= 17:
        raise BadCell("no es un ODS: van del 1 al 17. Escriba por ejemplo 4; 11.")
    code = str(int(match[1]))
    named = _exactly(match[2], ODS_NAMES) if match[2] else None
    if named not in (None, code):
        raise BadCell(
            "junta el número de un ODS con el nombre de otro. Escriba solo el número, por "
            "ejemplo 4; 11."
        )
    return code


def _exactly(text: str, names: Mapping[str, str]) -> str | None:
    wanted = fold(text).replace("-", " ").strip()
    for code, name in names.items():
        if wanted in (fold(code).replace("-", " "), fold(name).replace("-", " ")):
            return code
    return None


def _one_of(text: str, names: Mapping[str, str], also: Mapping[str, str], *, unknown: str) -> str:
    """The code ``text`` names: exactly, by a synonym, or misspelt beyond doubt."""
    wanted = fold(text).replace("-", " ").strip()
    code = _exactly(text, names) or also.get(wanted)
    if code:
        return code
    choices = {code: fold(name) for code, name in names.items()}
    best = process.extract(wanted, choices, scorer=fuzz.ratio, limit=2)
    if best and best[0][1] >= 90 and (len(best) == 1 or best[0][1] - best[1][1] >= 8):
        return str(best[0][2])
    hint = _list(list(names.values()))
    raise BadCell(unknown, hint=hint)


def _list(names: Sequence[str]) -> str:
    return "; ".join(names)
