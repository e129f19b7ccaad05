"""A tab and a spreadsheet as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sheets.layout.column import Column


@dataclass(frozen=True)
class Tab:
    """A tab. key: the columns whose values together name a row; rows are found by them, never by position.

    optional: columns that count where a tab has them, and that it does not lack where it has not. later: columns that
    came after the first edition, so that a spreadsheet without them is whole.
    """

    name: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: tuple[Column, ...] = ()
    later: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Each column under its name."""
        return {column.name: column for column in (*self.columns, *self.optional)}

    @property
    def is_output(self) -> bool:
        """Whether only the engine writes here, so that people are warned before they do."""
        return all(column.is_owned_by_engine or column.name == "notes" for column in self.columns)


@dataclass(frozen=True)
class Layout:
    """A spreadsheet: its title and its tabs in order."""

    title: str
    tabs: tuple[Tab, ...]

    def tab(self, name: str) -> Tab:
        """The tab of that name; ``KeyError`` where there is none."""
        return {tab.name: tab for tab in self.tabs}[name]
