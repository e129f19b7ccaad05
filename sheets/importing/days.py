"""Dates as texts: every order in which one can be read, and what a whole column says about which one is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache


class DateOrder(StrEnum):
    """In which order a date of figures alone is written.

    day-first: 03/04/2026 is a day in April.
    month-first: it is one in March.
    year-first: 26/04/03 is a day in 2026.
    """

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\Z"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z|(\d{4})(\d{2})(\d{2})\Z|(\d{4})年(\d{1,2})月(\d{1,2})日\Z")
_FIGURES = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?\Z")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+\.?,? +)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ /.-]+(?:de +)?"
    r"([^\W\d]+)\.?[ /.,-]+(?:de +)?(\d{2}|\d{4})\Z"
)
_MONTH_DAY = re.compile(r"(?:[^\W\d]+\.?,? +)?([^\W\d]+)\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\Z")
_MONTHS = {
    1: "jan gen ene stycz led sau", 2: "feb fev fév fevr lut uno", 3: "mar mär maa mrt", 4: "apr avr abr kwi dub",
    5: "may mai mei mag maj kvě", 6: "jun juin giu cze", 7: "jul juil lug lip", 8: "aug aou aoû ago sie srp",
    9: "sep set wrz zář", 10: "oct okt ott out paź říj", 11: "nov list", 12: "dec dez dic déc gru pro",
}  # fmt: skip
_BY_WORD = {word: month for month, words in _MONTHS.items() for word in words.split()}


@lru_cache(maxsize=65_536)
def days_of(text: str) -> Mapping[DateOrder, date]:
    """The day that a text means in each order in which it is one; a date that says its own order has it in all three.

    Two figures for a year count from 2000. A time of day is left out, as the text has it.
    """
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip())
    if len(plain) > 40:
        return {}
    if found := _ISO.match(plain):
        parts = [int(part) for part in found.groups() if part]
        return _always(parts[0], parts[1], parts[2])
    if found := _FIGURES.match(plain):
        first, mark, second, third = found.groups()
        return _in_orders(first, int(second), third, dotted=mark == ".")
    if found := _DAY_MONTH.match(plain):
        month = _month(found[2])
        return _always(_year(found[3]), month, int(found[1])) if month else {}
    if found := _MONTH_DAY.match(plain):
        month = _month(found[1])
        return _always(int(found[3]), month, int(found[2])) if month else {}
    return {}


def _in_orders(first: str, second: int, third: str, *, dotted: bool) -> Mapping[DateOrder, date]:
    """dotted: with points between, as only those write who put the day first."""
    found: dict[DateOrder, date] = {}
    if len(third) in (2, 4) and len(first) <= 2:
        year = _year(third)
        tried = {DateOrder.DAY_FIRST: (second, int(first))}
        if not dotted:
            tried[DateOrder.MONTH_FIRST] = (int(first), second)
        for order, (month, day) in tried.items():
            if (made := _day(year, month, day)) is not None:
                found[order] = made
    if len(first) == 2 and len(third) <= 2 and not dotted and (made := _day(_year(first), second, int(third))):
        found[DateOrder.YEAR_FIRST] = made
    if dotted and found:
        return dict.fromkeys(DateOrder, next(iter(found.values())))
    return found


def _always(year: int, month: int, day: int) -> Mapping[DateOrder, date]:
    made = _day(year, month, day)
    return {} if made is None else dict.fromkeys(DateOrder, made)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(word: str) -> int | None:
    folded = word.casefold()
    return next((_BY_WORD[folded[:size]] for size in (5, 4, 3) if folded[:size] in _BY_WORD), None)


def open_day(texts: Iterable[str]) -> tuple[frozenset[DateOrder], str | None]:
    """The orders in which every date of a column is one, and the first date that is another day in another of them."""
    orders, doubtful = frozenset(DateOrder), None
    found = [(text, days_of(text)) for text in texts]
    for _, days in found:
        if days:
            orders &= days.keys()
    for text, days in found:
        if len({days[order] for order in orders if order in days}) > 1:
            doubtful = text
            break
    return orders, doubtful
