"""Rows that sum up the others and are no candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sheets.keys import is_without_key
from sheets.reading.names import folded
from sheets.reading.rows import Row
from sheets.workbook import Grid

_WORD_LIST = """
    total totals totale totali totaux totaal totalt gesamt gesamtsumme insgesamt summe summa sum sums somme soma suma
    razem celkem osszesen toplam subtotal subtotals grandtotal sumtotal zwischensumme soustotal итого 合計 合计
"""
_BEGINNINGS = ("total", "sum", "gesamt", "grandtotal", "subtotal")
_WORDS = frozenset(_WORD_LIST.split())
_OVER_ROWS = re.compile(
    r"(SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNT|COUNTA|SUMIFS?)\s*\(.*\$?[A-Z]+\$?[0-9]+:\$?[A-Z]+\$?[0-9]+", re.IGNORECASE
)
_OF_AN_INITIATIVE = ("market", "department", "category", "prerequisite_keys", "deadline_date", "bundle_key")
_FIGURES = ("engineering_tokens", "north_star_contribution", "active_overall_score")


def is_total(row: Row, grid: Grid) -> bool:
    """Whether a row sums up the candidates: by its name, or by formulas over many rows, and by nothing of its own."""
    if any(row.get(name) for name in _OF_AN_INITIATIVE):
        return False
    sums = any(_OVER_ROWS.search(formula) for formula in _formulas(row, grid))
    title = row.get("title")
    name = "" if is_without_key(row.key) else row.key[0]
    if not name:
        return _is_sum(title) if title else sums
    return (_is_sum(name) and (sums or not title)) or (sums and not title)


def _is_sum(name: str) -> bool:
    """Whether a name says that the row is a sum: ``TOTAL``, ``Total tokens``, ``Sum of all``, but not ``TOTAL-1``."""
    plain = folded(name)
    is_longer = plain.startswith(_BEGINNINGS) and not any(letter.isdigit() for letter in plain)
    return plain in _WORDS or (is_longer and len(name.split()) > 1)


def _formulas(row: Row, grid: Grid) -> Iterable[str]:
    places = ((row.number, row.columns[name]) for name in _FIGURES if name in row.columns)
    return (grid.formulas[place] for place in places if place in grid.formulas)
