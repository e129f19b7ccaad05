"""A column of a tab: its name, what it holds, who owns it and what people are told about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column hold. keys: several keys, with commas between; moment: a date with a time;
    share: a number shown as per cent.
    """

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    PERIOD = "period"
    KEYS = "keys"
    JSON = "json"


class Owner(StrEnum):
    """Who writes the cells. A person's cells are read, and only filled where they are empty or on request."""

    PERSON = "person"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. options: the drop-down; strict: whether other values are refused; width: in characters."""

    name: str
    kind: Kind
    owner: Owner
    help: str
    options: tuple[str, ...] = ()
    strict: bool = True
    width: int = 13

    @property
    def is_owned_by_engine(self) -> bool:
        """Whether the engine writes this column."""
        return self.owner is Owner.ENGINE


def by_person(
    name: str, kind: Kind, help: str, options: tuple[str, ...] = (), *, strict: bool = True, width: int = 13
) -> Column:
    """A column that people fill."""
    return Column(name, kind, Owner.PERSON, help, options, strict, width)


def by_engine(
    name: str, kind: Kind, help: str, options: tuple[str, ...] = (), *, strict: bool = True, width: int = 13
) -> Column:
    """A column that the engine fills."""
    return Column(name, kind, Owner.ENGINE, help, options, strict, width)


def row_status(*, with_status: bool = True) -> tuple[Column, ...]:
    """The columns at the right edge in which the engine answers for each row of an input tab."""
    status = by_engine("run_status", Kind.TEXT, "Filled in: how the row fared when it was last read or run.", width=22)
    message = by_engine(
        "run_message",
        Kind.TEXT,
        "Filled in: what is wrong with the row, cell by cell, or why it came out so.",
        width=40,
    )
    return (status, message) if with_status else (message,)
