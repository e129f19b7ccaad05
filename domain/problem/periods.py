"""Period keys and the closed ranges of dates they stand for (docs/meaning.md, section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from domain.lean import dataclass

MOST_PERIODS = 10_000
"""More than any horizon has; a lag of as many is a slip."""
FORMS = "2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05"
_KEY = re.compile(r"([0-9]{4})(?:-(?:([HQ])([0-9])|([0-9]{2})|W([0-9]{2})))?")
_PARTS = {"H": ("halves", 2), "Q": ("quarters", 4)}


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its key, its first and its last day, both inclusive."""

    key: str
    start: date
    end: date


@lru_cache(maxsize=4096)
def parse_period(key: str) -> Period:
    """The period of a key such as ``2026``, ``2026-H1``, ``2026-Q1``, ``2026-01`` or ``2026-W05`` (ISO week).

    Raises ``ValueError`` for any other form and for a period that does not exist.
    """
    match = _KEY.fullmatch(key)
    if match is None:
        shown = key if len(key) <= 20 else key[:20] + "…"
        raise ValueError(f'"{shown}" is not a period; write {FORMS}')
    year_text, part, part_number, month, week = match.groups()
    year = int(year_text)
    if year == 0:
        raise ValueError(f'"{key}" is not a period: there is no year 0000')
    if week is not None:
        return _week(key, year, int(week))
    if part is not None:
        return _part(key, year, part, int(part_number))
    if month is not None:
        return _months(key, year, "months", 12, int(month))
    return Period(key, date(year, 1, 1), date(year, 12, 31))


def parse_horizon(keys: Sequence[str]) -> tuple[Period, ...]:
    """The periods of a horizon: at least one, in order and without overlap.

    Raises ``ValueError`` that names the index of the first key that does not fit.
    """
    if not keys:
        raise ValueError("a horizon needs at least one period")
    periods = []
    for index, key in enumerate(keys):
        try:
            periods.append(parse_period(key))
        except ValueError as error:
            raise ValueError(f"horizon[{index}]: {error}") from None
    for index, message in misplaced_periods(periods):
        raise ValueError(f"horizon[{index}]: {message}")
    return tuple(periods)


def misplaced_periods(periods: Sequence[Period]) -> Iterator[tuple[int, str]]:
    """Index and fault of every period that does not begin after the last valid one before it."""
    last: Period | None = None
    for index, period in enumerate(periods):
        if last is None or period.start > last.end:
            last = period
        elif period.key == last.key:
            yield index, f'"{period.key}" is given twice'
        elif period.end < last.start:
            yield index, f'"{period.key}" comes after "{last.key}", which is later; give the periods in order of time'
        else:
            yield index, f'"{period.key}" overlaps "{last.key}"; each day may lie in one period only'


def _part(key: str, year: int, part: str, number: int) -> Period:
    name, count = _PARTS[part]
    return _months(key, year, name, count, number)


def _months(key: str, year: int, name: str, count: int, number: int) -> Period:
    """The ``number``-th of ``count`` equal parts of a year."""
    if not 1 <= number <= count:
        raise ValueError(f'"{key}" is not a period: a year has {count} {name}')
    length = 12 // count
    last_month = number * length
    next_start = date(year, last_month + 1, 1) if last_month < 12 else None
    end = next_start - timedelta(days=1) if next_start else date(year, 12, 31)
    return Period(key, date(year, last_month - length + 1, 1), end)


def _week(key: str, year: int, week: int) -> Period:
    try:
        return Period(key, date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
    except ValueError:
        weeks = date(year, 12, 28).isocalendar().week
        reason = (
            f"{year} has {weeks} ISO weeks" if not 1 <= week <= weeks else "it ends after the last day of the calendar"
        )
        raise ValueError(f'"{key}" is not a period: {reason}') from None
