"""Colours of cells by what stands in them, for the conditional formats of both kinds of spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets.layout.tab import Tab


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the cell and of its text, as six hexadecimal digits each."""

    fill: str
    font: str


GOOD, BAD, DOUBTFUL = Colours("C6EFCE", "1E5631"), Colours("FFC7CE", "8B0000"), Colours("FFEB9C", "7F5F00")
TICKED = "selected"
"""The column of ticks that are good where they are set."""
_WORDS = {
    "run_status": (
        (BAD, ("invalid", "run failed", "unknown", "no portfolio")),
        (DOUBTFUL, ("check", "left out")),
        (GOOD, ("selected for", "forced in", "optimal")),
    ),
    "status": ((BAD, ("failed", "infeasible", "nothing found")), (GOOD, ("success",))),
    "comment": ((BAD, ("missed",)), (GOOD, ("reached", "every target"))),
    "change": ((GOOD, ("entered",)), (BAD, ("left",)), (DOUBTFUL, ("moved", "resized"))),
    "severity": ((BAD, ("critical", "high")), (DOUBTFUL, ("medium",))),
}


def coloured_words(tab: Tab) -> Iterator[tuple[int, Colours, tuple[str, ...]]]:
    """The columns whose texts have colours, the first one being 0, with what such texts begin with."""
    for at, column in enumerate(tab.columns):
        if column.is_owned_by_engine:
            for colours, words in _WORDS.get(column.name, ()):
                yield at, colours, words
