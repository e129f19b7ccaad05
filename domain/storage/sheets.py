"""What was last seen and written in spreadsheets, as the adapters for them keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class SheetMemoryRepository(Protocol):
    """A text for each tab of each spreadsheet; what it means is known to who keeps it."""

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        """The texts of those tabs that have one, by the name of the tab."""

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        """Keep texts by the name of their tab, in place of earlier ones."""
