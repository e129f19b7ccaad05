"""Texts as values of a problem's fields, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from types import UnionType
from typing import Any, Protocol, Union, get_args, get_origin, get_type_hints

from domain.errors import InputError
from domain.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from domain.problem.constraints import Pin
from domain.problem.initiative import ScopeMode
from domain.problem.periods import MOST_PERIODS, parse_period
from domain.problem.totals import CurvePoint
from domain.rules.wording import figure

PERIODS = frozenset({"period_key", "horizon"})
NOTHING = ("null", "none", "")


class Placed(Protocol):
    """A value with the place that errors name."""

    @property
    def place(self) -> str:
        """The place."""

    @property
    def value(self) -> str:
        """The value as text."""


def read_value(owner: type[Any], name: str, edit: Placed) -> Any:
    """The value of a whole field of a record. Raises ``InputError``."""
    kind = get_type_hints(owner)[name]
    optional = get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind)
    if optional:
        if edit.value.strip().lower() in NOTHING:
            return None
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        (member, *_) = get_args(kind)
        words = [word.strip() for word in edit.value.strip("[]").split(",") if word.strip()]
        return tuple(_one(member, name, word.strip("\"'"), edit) for word in words)
    if get_origin(kind) is not None or kind is Mapping:
        raise InputError(f"{edit.place}: holds entries; change one of them, as in {edit.place}[KEY]")
    return _one(kind, name, edit.value.strip(), edit)


def read_entry(edit: Placed) -> Decimal:
    """The value of an entry of a mapping: always a number."""
    return read_number(edit.value, edit.place)


def read_number(text: str, place: str) -> Decimal:
    """A number that a problem can hold, exactly. Raises ``InputError``."""
    try:
        number = Decimal(text.strip().replace("_", ""))
    except InvalidOperation:
        raise InputError(f"{place}: expected a number, got {text!r}") from None
    if not number.is_finite() or number.adjusted() >= MAX_INTEGER_DIGITS:
        raise InputError(f"{place}: {text} is beyond {MAX_INTEGER_DIGITS} digits, or no finite number")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_DECIMALS:
        raise InputError(f"{place}: {text} has more than {MAX_DECIMALS} decimals")
    return number


def pin_text(pin: Pin) -> str:
    """What an initiative is pinned to."""
    return " ".join(part for part in (pin.period_key, pin.scope) if part)


def read_pin(key: str, value: str, rule_id: str) -> Pin:
    """The value names a period, a size, or both: ``2026-Q2 mvp``. Raises ``InputError``."""
    scope: ScopeMode | None = None
    period: str | None = None
    for word in value.split():
        if word in tuple(ScopeMode) and scope is None:
            scope = ScopeMode(word)
        elif period is None:
            check_period(word, rule_id)
            period = word
        else:
            raise InputError(f"{rule_id}: {word!r} is one word too many; give a period, a size, or both")
    if scope is None and period is None:
        raise InputError(
            f"{rule_id}: give the period, the size (mvp, full, custom) or both, as in {rule_id}=2026-Q2 mvp"
        )
    return Pin(key, period, scope)


def read_lag(value: str, rule_id: str) -> int:
    """A whole number of periods. Raises ``InputError``."""
    number = read_number(value, rule_id)
    if number != int(number) or not 0 <= number < MOST_PERIODS:
        raise InputError(f"{rule_id}: the lag is a whole number of periods, 0 or more, not {value}")
    return int(number)


def read_figures(value: str, rule_id: str) -> tuple[Decimal, ...]:
    """What none, one, two and so on take: ``0, 0, 2, 5``. Raises ``InputError``."""
    figures = tuple(read_number(part, rule_id) for part in value.split(","))
    if len(figures) < 2 or figures[0] or any(number < 0 for number in figures):
        raise InputError(
            f"{rule_id}: give what none (0), one, two and so on take, none less than 0, as in {rule_id}=0,0,2,5"
        )
    return figures


def figures_text(figures: Iterable[Decimal]) -> str:
    """Figures as ``read_figures`` takes them."""
    return ", ".join(map(figure, figures))


def read_points(value: str, rule_id: str) -> tuple[CurvePoint, ...]:
    """The points of a curve, raw totals and what they count for: ``0:0, 100:100, 200:150``. Raises ``InputError``."""
    points = []
    for part in value.split(","):
        raw, colon, counted = part.partition(":")
        if not colon:
            raise InputError(f"{rule_id}: {part.strip()!r} is no point; give RAW:COUNTED, as in {rule_id}=0:0,100:80")
        points.append(CurvePoint(read_number(raw, rule_id), read_number(counted, rule_id)))
    if len(points) < 2 or any(before.raw >= after.raw for before, after in pairwise(points)):
        raise InputError(f"{rule_id}: give two points or more, the raw totals rising, as in {rule_id}=0:0,100:80")
    return tuple(points)


def points_text(points: Iterable[CurvePoint]) -> str:
    """Points as ``read_points`` takes them; a curve without any is that of a shape."""
    return ", ".join(f"{figure(point.raw)}:{figure(point.counted)}" for point in points) or "as its shape"


def shown(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return "nothing"
    if isinstance(value, Decimal):
        return figure(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(shown(each) for each in value) or "nothing"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(each)}" for key, each in value.items()) or "nothing"
    return str(value)


def _one(kind: Any, name: str, text: str, edit: Placed) -> Any:
    if kind is Decimal:
        return read_number(text, edit.place)
    if kind is bool:
        if text.lower() not in ("true", "false", "yes", "no"):
            raise InputError(f"{edit.place}: expected true or false, got {text!r}")
        return text.lower() in ("true", "yes")
    if kind is date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InputError(f"{edit.place}: expected a date such as 2026-03-01, got {text!r}") from None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        names = [each.value for each in kind]
        if text not in names:
            raise InputError(f"{edit.place}: expected one of {', '.join(names)}, got {text!r}")
        return kind(text)
    if kind is not str:
        raise InputError(f"{edit.place}: cannot be changed as a whole; name a rule by its id, such as cap:market:UK")
    if not text:
        raise InputError(f"{edit.place}: is empty")
    if name in PERIODS:
        check_period(text, edit.place)
    return text


def check_period(text: str, place: str) -> None:
    """Raise ``InputError`` for what is no period key."""
    try:
        parse_period(text)
    except ValueError as error:
        raise InputError(f"{place}: {error}") from None
