"""Names that the spreadsheet has made numbers or dates of, such as 1 March of MAR-1 and 100000 of 1E5."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sheets.keys import key_text
from sheets.reading.cells.names import folded
from sheets.workbook import Look, Value, from_serial

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FIRST_INEXACT = 10**15
_AS_TEXT = "format the cell as plain text and type it anew"


def remade(value: Value, look: Look | None) -> str | None:
    """What is wrong with a number where a name belongs; None where it may be meant."""
    if isinstance(value, bool):
        return f"the spreadsheet made the tick {key_text(value)} of it; {_AS_TEXT}"
    if not isinstance(value, int | float):
        return None
    if look is Look.SCIENTIFIC:
        return (
            f"the spreadsheet made the number {key_text(value)} of it; {_AS_TEXT}; did you mean {_scientific(value)}?"
        )
    if look is Look.TIME or (look is Look.DATE and 0 <= value < 1):
        return f"the spreadsheet made a time of it; {_AS_TEXT}"
    if look is Look.DATE:
        day = _day(value)
        said = f"{value} as a date" if day is None else f"the date {day}"
        guess = "" if day is None else f"; did you mean {_MONTHS[day.month - 1]}-{day.day}?"
        return f"the spreadsheet made {said} of it; {_AS_TEXT}{guess}"
    if abs(value) >= _FIRST_INEXACT:
        return f"the spreadsheet made the number {key_text(value)} of it, which has lost digits; {_AS_TEXT}"
    return None


def doubtful_number(value: Value) -> str | None:
    """What is to be said of a number that may have lost something: ``1.10`` has become 1.1."""
    if isinstance(value, float) and not value.is_integer():
        shown = key_text(value)
        return f"is the number {shown}, not text; if it was typed as {shown}0 or so, {_AS_TEXT}"
    return None


def may_have_been(value: Value, look: Look | None) -> frozenset[str]:
    """The names, folded, of which the spreadsheet may have made a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return frozenset()
    if look is Look.SCIENTIFIC:
        return frozenset({folded(_scientific(value))})
    day = _day(value) if look is Look.DATE else None
    if day is None:
        return frozenset()
    month, number, year = _MONTHS[day.month - 1], str(day.day), str(day.year)[2:]
    pairs = [(month, number), (number, month), (month, year), (str(day.month), number), (number, str(day.month))]
    return frozenset(folded(f"{first}-{second}") for first, second in pairs)


def _day(value: float) -> date | None:
    try:
        return from_serial(value).date()
    except ValueError:
        return None


def _scientific(value: float) -> str:
    return f"{Decimal(key_text(value)).normalize():E}".replace("E+", "E")
