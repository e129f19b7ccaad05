"""Values on their way into a cell: dates as serials, decimals as numbers, texts cut to what a cell can hold.

Numbers that a double cannot hold in 15 digits go in as text, which is read back exactly.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sheets.workbook.grid import Value

EPOCH = date(1899, 12, 30)
SHOWN_DIGITS = 15
MAX_SERIAL = (date.max - EPOCH).days
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
MARK = "… [cut; the full text is in the database]"


def digits_of(number: float) -> str:
    """The digits that spreadsheet programs show for a double: the first 15 that are significant."""
    return f"{number:.{SHOWN_DIGITS}g}"


def as_shown(number: float) -> float | int:
    """The number that spreadsheet programs show for a double; a whole one as integer."""
    shown = float(digits_of(number))
    if not math.isfinite(shown):
        return number
    return int(shown) if shown.is_integer() and abs(shown) < 2**53 else shown


def serial(moment: date) -> float | int:
    """The number that a spreadsheet keeps for a date, or for a date with a time (in UTC, to the second)."""
    if not isinstance(moment, datetime):
        return (moment - EPOCH).days
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    seconds = moment.hour * 3600 + moment.minute * 60 + round(moment.second + moment.microsecond / 1_000_000)
    days = (moment.date() - EPOCH).days + seconds / 86400
    return float(digits_of(days))


def from_serial(number: float) -> datetime:
    """The moment of a serial, to the second. Raises ``ValueError`` where it is none."""
    if not math.isfinite(number) or not 0 <= number < MAX_SERIAL:
        raise ValueError(f"{number} is no date")
    days = math.floor(number)
    midnight = datetime(EPOCH.year, EPOCH.month, EPOCH.day)  # noqa: DTZ001
    return midnight + timedelta(days=days, seconds=round((number - days) * 86400))


def storable(value: object, longest_text: int) -> Value:
    """What is put into a cell for a value. Raises ``ValueError`` for what no cell can hold."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, longest_text)
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, Decimal | float | int):
        number = Decimal(value)
        if not number.is_finite():
            raise ValueError(f"{value} is no number that a cell can hold")
        if isinstance(value, float) or _fits_a_double(number):
            return as_shown(float(value))
        return f"{number:f}"
    raise ValueError(f"a cell cannot hold a {type(value).__name__}")


def escaped(text: str) -> str:
    """A text for CSV that no program takes for a formula: with an apostrophe before it where need be."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """A text of CSV without the apostrophe that keeps programs from taking it for a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _fits_a_double(number: Decimal) -> bool:
    """Whether a double says the number exactly: 15 digits come back as they went in."""
    is_usual = -300 < number.adjusted() < 300
    return is_usual and (len(number.as_tuple().digits) <= SHOWN_DIGITS or Decimal(digits_of(float(number))) == number)


def _text(text: str, longest: int) -> str | None:
    """Programs count letters as UTF-16 has them, where a pictograph takes two."""
    clean = text if text.isprintable() else _UNSTORABLE.sub("", text)
    if 2 * len(clean) > longest and len(wide := clean.encode("utf-16-le")) > 2 * longest:
        clean = wide[: 2 * (longest - len(MARK))].decode("utf-16-le", "ignore") + MARK
    return clean or None
