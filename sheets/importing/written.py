"""Columns of numbers and of dates: how all of their cells together say that they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.numbers import to_decimal
from sheets.importing.columns import Cells, Column, Question, ReadColumn
from sheets.importing.days import DateOrder, days_of, open_day
from sheets.importing.figures import DecimalMark, evidence_of, figure_of
from sheets.importing.mapping import BacklogMapping, factor_of
from sheets.reading.cells.kinds import exact, fits, shown
from sheets.workbook import Look, Value, from_serial

_PLAIN_UNITS = frozenset(
    [
        "",
        "points",
        "point",
        "pts",
        "pt",
        "sp",
        "p",
        "tokens",
        "token",
        "punkte",
        "punkt",
        "pkt",
        "puntos",
        "punti",
        "punten",
        "pontos",
        "story points",
        "story point",
        "€",
        "$",
        "£",
        "¥",
        "eur",
        "usd",
        "gbp",
        "chf",
    ]
)
_CURRENCIES = {"€": "€", "eur": "€", "$": "$", "usd": "$", "£": "£", "gbp": "£", "¥": "¥", "chf": "chf"}
_SCALES = frozenset(["k", "m", "mio", "mrd", "b", "bn", "tsd", "t", "%", "‰"])
_WRAPPER = "Custom field ("
_IN_HEADER = re.compile(r"[^(\[]\s[(\[]([^()\[\]]{1,20})[)\]]\s*\Z")


def read_numbers(column: Column, cells: Cells, mapping: BacklogMapping, read: ReadColumn) -> None:
    """Read a column of numbers, or note what has to be said first."""
    assert column.said is not None
    texts = {row: value for row, (value, _) in cells.items() if isinstance(value, str)}
    mark = column.said.numbers or mapping.numbers or _mark(column, texts, read)
    factors = _factors(column, cells, texts, mapping, read)
    if (said := _IN_HEADER.search(column.header)) and not column.header.startswith(_WRAPPER):
        read.how.append(f"in {said[1]}, as they stand")
    times = factor_of(column.said.times) if column.said.times else None
    if times is not None:
        read.how.append(f"times {column.said.times}")
    for row, (value, look) in cells.items():
        try:
            number, unit = _number(value, look, mark)
            for factor in (factors.get(unit), times):
                number = number if factor is None else times_exactly(number, factor)
            read.values[row] = number
        except ValueError as error:
            read.faults[row] = str(error)


def _mark(column: Column, texts: Mapping[int, str], read: ReadColumn) -> DecimalMark:
    """The decimal mark that the column itself shows; where it does not, and that matters, people are asked."""
    found = evidence_of(texts.values())
    if len(found.needed) == 1:
        mark, text = next(iter(found.needed.items()))
        if mark is DecimalMark.COMMA or found.open:
            read.how.append(f"with a decimal {mark}, as {text} has it")
        return mark
    if found.needed or found.open:
        text = found.open or next(iter(found.needed.values()))
        if found.needed:
            shown_two = " and ".join(found.needed.values())
            message = f"some numbers have a decimal point and some a decimal comma: {shown_two}; make them one"
        else:
            message = f"{text} may be read in two ways; say how numbers are written"
        figure = figure_of(text)
        choices = [(mark.value, f"{text} is {number:f}") for mark, number in figure.readings.items()] if figure else []
        read.question = Question("numbers", column.header, message, tuple(choices))
    return DecimalMark.POINT


def _number(value: Value, look: Look | None, mark: DecimalMark) -> tuple[Decimal, str]:
    if isinstance(value, bool):
        raise ValueError("is a tick and no number")
    if isinstance(value, int | float):
        if look in (Look.DATE, Look.TIME):
            raise ValueError(f"the spreadsheet made a {look} of it; type the number anew")
        return exact(value), ""
    figure = figure_of(str(value))
    if figure is None:
        raise ValueError(f"{shown(value)} is no number")
    if mark not in figure.readings:
        raise ValueError(f"{shown(value)} is no number with a decimal {mark}")
    number = figure.readings[mark]
    if not fits(number):
        raise ValueError(f"{shown(value)} has more digits than a plan can hold")
    return number, figure.unit


def times_exactly(number: Decimal, factor: Fraction) -> Decimal:
    """A product with all its digits. Raises ``ValueError`` where they have no end."""
    exactly = Fraction(number) * factor
    found = to_decimal(exactly)
    if Fraction(found) != exactly or not fits(found):
        raise ValueError(f"{number} times {factor} has decimals without end; choose another factor")
    return found


def _factors(
    column: Column, cells: Cells, texts: Mapping[int, str], mapping: BacklogMapping, read: ReadColumn
) -> dict[str, Fraction]:
    """What each unit beside a number counts; people are asked where units differ, or are scales such as k."""
    assert column.said is not None
    units: dict[str, str] = {}
    for text in texts.values():
        if (figure := figure_of(text)) is not None:
            units.setdefault(figure.unit, text)
    known = {unit.strip().casefold(): factor_of(factor) for unit, factor in mapping.units.items()}
    factors = {unit: known[unit] for unit in units if unit in known}
    if "%" in units and column.field == "mvp_share":
        factors.setdefault("%", Fraction(1, 100))
    others = [unit for unit in units if unit not in _PLAIN_UNITS and unit not in factors]
    monies = {_CURRENCIES[unit] for unit in units if unit in _CURRENCIES and unit not in factors}
    is_bare = len(units) > 1 or any(not isinstance(value, str) for value, _ in cells.values())
    if len(monies) > 1:
        read.question = Question("units", column.header, f"has several currencies: {', '.join(sorted(monies))}")
    elif others and (len(others) > 1 or is_bare or _SCALES.intersection(others) or column.said.times):
        if not (column.said.times and len(others) == 1 and not is_bare):
            told = ", ".join(units[unit] for unit in others[:5])
            what = f"say what {' and '.join(others[:5])} beside a number count, as [units] {others[0]} = 1: {told}"
            choices = tuple((unit, f"as in {units[unit]}") for unit in others)
            read.question = read.question or Question("units", column.header, what, choices)
    elif others:
        read.how.append(f"in {others[0]}, as they stand")
    if factors:
        read.how.append(", ".join(f"{unit} counts {factor}" for unit, factor in factors.items()))
    return factors


def read_dates(column: Column, cells: Cells, mapping: BacklogMapping, read: ReadColumn) -> None:
    """Read a column of dates, or note what has to be said first."""
    assert column.said is not None
    texts = {row: value for row, (value, _) in cells.items() if isinstance(value, str)}
    order = column.said.dates or mapping.dates or _order(column, texts, read)
    for row, (value, look) in cells.items():
        try:
            read.values[row] = _date(value, look, order)
        except ValueError as error:
            read.faults[row] = str(error)


def _order(column: Column, texts: Mapping[int, str], read: ReadColumn) -> DateOrder:
    orders, doubtful = open_day(texts.values())
    if doubtful is not None:
        days = days_of(doubtful)
        choices = [
            (order.value, f"{doubtful} is {days[order]}") for order in DateOrder if order in orders & days.keys()
        ]
        message = f"{doubtful} may be read in several ways; say how dates are written"
        read.question = Question("dates", column.header, message, tuple(choices))
    elif not orders:
        read.question = Question(
            "dates", column.header, "some dates put the day first and some the month; make them one"
        )
    elif len(orders) == 1:
        only = next(iter(orders))
        read.how.append(f"the {only.value.removesuffix('-first')} first")
        return only
    return next((order for order in DateOrder if order in orders), DateOrder.DAY_FIRST)


def _date(value: Value, look: Look | None, order: DateOrder) -> date:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if look is not Look.DATE:
            raise ValueError(f"{shown(value)} is a number and no date")
        return from_serial(value).date()
    days = days_of(str(value))
    if not days:
        raise ValueError(f"{shown(value)} is no date that is known; write 2026-04-03")
    if order not in days:
        raise ValueError(f"{shown(value)} is no date with the {order.value.removesuffix('-first')} first")
    return days[order]
