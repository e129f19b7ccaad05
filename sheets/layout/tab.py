"""A tab and a spreadsheet as data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from domain.problem.periods import parse_period
from sheets.layout.column import Column

_OTHERS = re.compile(r"[^a-z0-9]+")


def normalise(header: object) -> str:
    """The form by which headers are compared: `` Initiative  KEY`` is ``initiative_key``. Blank: empty text."""
    if header is None:
        return ""
    return _OTHERS.sub("_", unicodedata.normalize("NFKC", str(header)).strip().casefold()).strip("_")


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside a tab, one group for each row of a section: ``series`` as columns, named by the column ``labels``.

    The section is the first part of the key of its rows, which stand together. names: of the series, where they can be
    called otherwise than their columns.
    """

    title: str
    section: str
    labels: str
    series: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tab:
    """A tab. key: the columns whose values together name a row; rows are found by them, never by position.

    optional: columns that count where a tab has them, and that it does not lack where it has not. later: columns that
    came after the first edition, so that a spreadsheet without them is whole; is_later: whether the whole tab did.
    families: columns of which there are as many as people need, one for each team or KPI. The name of a family is what
    such headers begin with, as in ``team:backend``; the one without a name has a column for each period.
    charts: drawn beside the tab when it is made. details: columns that few people read; they are folded away when the
    tab is made, as all optional ones are, and not printed.
    """

    name: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: tuple[Column, ...] = ()
    later: frozenset[str] = frozenset()
    families: tuple[Column, ...] = ()
    is_later: bool = False
    charts: tuple[Chart, ...] = ()
    details: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Each column under its name."""
        return {column.name: column for column in (*self.columns, *self.optional)}

    def named(self, header: object) -> str:
        """The name of the column that a header stands for; empty where it is none of the layout's."""
        if (name := normalise(header)) in self.by_name:
            return name
        text = " ".join(str("" if header is None else header).split())
        for family in self.families:
            if not family.name:
                try:
                    return parse_period(text.upper()).key
                except ValueError:
                    continue
            prefix, colon, member = (part.strip() for part in text.partition(":"))
            if colon and member and normalise(prefix) == family.name[:-1]:
                return family.name + member
        return ""

    def column(self, name: str) -> Column:
        """The column of a name that ``named`` has given."""
        if known := self.by_name.get(name):
            return known
        family = next((each for each in self.families if each.name and name.startswith(each.name)), None)
        return replace(family or self.families[-1], name=name)

    def with_columns(self, names: tuple[str, ...]) -> Tab:
        """The tab with some of its optional columns, and of its families, as columns that setup makes."""
        more = tuple(self.column(name) for name in names if name not in {column.name for column in self.columns})
        rest = tuple(column for column in self.optional if column not in more)
        details = self.details | {column.name for column in more if column.name in self.by_name or ":" in column.name}
        return replace(self, columns=(*self.columns, *more), optional=rest, details=details)

    @property
    def is_output(self) -> bool:
        """Whether the engine makes the rows, so that people are warned before they write where it does."""
        return all(self.by_name[name].is_owned_by_engine for name in self.key)


@dataclass(frozen=True)
class Layout:
    """A spreadsheet: its title and its tabs in order."""

    title: str
    tabs: tuple[Tab, ...]

    def tab(self, name: str) -> Tab:
        """The tab of that name; ``KeyError`` where there is none."""
        return {tab.name: tab for tab in self.tabs}[name]
