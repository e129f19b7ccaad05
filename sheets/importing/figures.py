"""Numbers as texts: every way in which one can be read, and what a whole column says about which one is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class DecimalMark(StrEnum):
    """What stands before the decimals of a number.

    point: 1,234.5 is a little more than a thousand.
    comma: 1.234,5 is.
    """

    POINT = "point"
    COMMA = "comma"


_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PARTS = re.compile(r"([^\d+\-.,]*?)\s*([-+]?[.,]?\d[\d.,' ’]*?)\s*([^\d.,+\-][^\d]*)?\Z")
_FORMS = {
    DecimalMark.POINT: (
        re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:([, '’])[0-9]{3})(?:\1[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})"),
        ".",
    ),
    DecimalMark.COMMA: (
        re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:([. '’])[0-9]{3})(?:\1[0-9]{3})*)"),
        ",",
    ),
}
_SET_OTHERWISE = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_SHORTEST_UNIT = 3
_GROUPS = re.compile(r"[, .'’]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all its readings, and the word or sign beside it in small letters, such as ``pts`` or ``€``."""

    readings: Mapping[DecimalMark, Decimal]
    unit: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is another number with another decimal mark."""
        return len(set(self.readings.values())) > 1

    @property
    def only(self) -> DecimalMark | None:
        """The one decimal mark with which it is a number at all."""
        return next(iter(self.readings)) if len(self.readings) == 1 else None


@lru_cache(maxsize=65_536)
def figure_of(text: str) -> Figure | None:
    """The number in a text; None where there is none.

    Figures that are set high, low or in circles, as marks of footnotes are (5¹), are no digits of it; one or two
    letters that stand right before the figures make a name of them (P1).
    """
    if _SET_OTHERWISE.search(text):
        return None
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().replace("−", "-")
    found = _PARTS.match(plain)
    if found is None or len(plain) > 100:
        return None
    before, digits, after = (part or "" for part in found.groups())
    if before.isalpha() and len(before) < _SHORTEST_UNIT and found.end(1) == found.start(2):
        return None
    readings = {mark: number for mark in DecimalMark if (number := _read(digits.strip(), mark)) is not None}
    if not readings or (before.strip() and after.strip()):
        return None
    return Figure(readings, (before.strip() or after.strip()).casefold().rstrip("."))


def _read(digits: str, mark: DecimalMark) -> Decimal | None:
    whole_form, point = _FORMS[mark]
    sign = "-" if digits.startswith("-") else ""
    whole, _, decimals = digits.lstrip("+-").partition(point)
    if (whole and not whole_form.fullmatch(whole)) or (decimals and not decimals.isdecimal()):
        return None
    if not (whole or decimals) or (point in digits and not decimals):
        return None
    return Decimal(f"{sign}{_GROUPS.sub('', whole) or '0'}{f'.{decimals}' if decimals else ''}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the figures of a column say: the marks that some cells need, each with one of them, and one that is open."""

    needed: Mapping[DecimalMark, str]
    open: str | None = None


def evidence_of(texts: Iterable[str]) -> Evidence:
    """What the figures of a column say about their decimal mark."""
    needed: dict[DecimalMark, str] = {}
    doubtful = None
    for text in texts:
        figure = figure_of(text)
        if figure is None:
            continue
        if figure.only is not None:
            needed.setdefault(figure.only, text)
        elif figure.is_open and doubtful is None:
            doubtful = text
    return Evidence(needed, doubtful)
