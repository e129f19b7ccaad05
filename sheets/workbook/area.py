"""Where cells are. Rows and columns count from zero here; names such as ``B3`` count from one, as people do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)\Z")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The inverse of ``column_letters``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_name(row: int, column: int) -> str:
    """The name of a cell as people write it."""
    return f"{column_letters(column)}{row + 1}"


def parse_cell(name: str) -> tuple[int, int]:
    """Row and column of a name such as ``B3`` or ``$B$3``. Raises ``ValueError``."""
    found = _CELL.match(name)
    if not found or found[2] == "0":
        raise ValueError(f"{name} is no name of a cell")
    return int(found[2]) - 1, column_number(found[1])


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its last row and column included; ``last_row`` None: to the bottom."""

    first_row: int
    first_column: int
    last_row: int | None
    last_column: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """The area of a text such as ``A1:C3`` or ``A1``. Raises ``ValueError``."""
        first, _, last = text.partition(":")
        top, left = parse_cell(first)
        bottom, right = parse_cell(last) if last else (top, left)
        return cls(top, left, bottom, right)

    @property
    def size(self) -> int:
        """How many cells it has; of one that reaches to the bottom, those of its first row."""
        last = self.first_row if self.last_row is None else self.last_row
        return max(0, last - self.first_row + 1) * max(0, self.last_column - self.first_column + 1)

    def __contains__(self, cell: tuple[int, int]) -> bool:
        row, column = cell
        last = row if self.last_row is None else self.last_row
        return self.first_row <= row <= last and self.first_column <= column <= self.last_column

    def __str__(self) -> str:
        end = "" if self.last_row is None else str(self.last_row + 1)
        return f"{cell_name(self.first_row, self.first_column)}:{column_letters(self.last_column)}{end}"
