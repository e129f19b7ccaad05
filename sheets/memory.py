"""What was in the cells when they were last read and written, so that it is known who has changed them since.

Only short digests are kept, under the identity of the spreadsheet: enough to say whether a cell still holds what was
seen there, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias
from zlib import crc32

from domain.storage import Storage
from sheets.keys import RowKey
from sheets.workbook import CellError, Value

Seen: TypeAlias = dict[RowKey, dict[str, tuple[str, ...]]]
"""By row and column, the digests of what the engine has seen or written there, the latest last."""

MOST_KEPT = 4
_BETWEEN_KEYS = "\x1f"


class Memory(Protocol):
    """Keeps a text for each tab of a spreadsheet."""

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        """The texts of those tabs that have one, by the name of the tab."""

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        """Keep texts by the name of their tab, in place of earlier ones."""


class StoredMemory:
    """A memory in the database."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        """The texts of those tabs that have one, by the name of the tab."""
        with self._storage.reading() as uow:
            return uow.sheet_memory.recall(workbook, tabs)

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        """Keep texts by the name of their tab, in place of earlier ones."""
        with self._storage.writing() as uow:
            uow.sheet_memory.remember(workbook, contents)


class NoMemory:
    """Remembers nothing: whatever is in a cell counts as what the engine had left there."""

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        """Nothing is kept."""


def digest(value: Value) -> str:
    """A short text that tells values apart; whole numbers are the same with and without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        kind, text = "b", str(value)
    elif isinstance(value, int | float):
        kind, text = "n", f"{value:.12g}"
    else:
        kind, text = ("e" if isinstance(value, CellError) else "t"), str(value)
    return f"{crc32(f'{kind}{text}'.encode('utf-8', 'replace')):08x}"


def with_latest(known: tuple[str, ...], latest: str) -> tuple[str, ...]:
    """The digests with another one as the latest; the oldest are forgotten."""
    return (*(each for each in known if each != latest), latest)[-MOST_KEPT:]


def read_seen(text: str) -> Seen:
    """What a text of a memory says. A text that cannot be read says nothing."""
    try:
        rows = json.loads(text)
        return {
            tuple(key.split(_BETWEEN_KEYS)): {name: tuple(known.split(",")) for name, known in cells.items()}
            for key, cells in rows.items()
        }
    except (ValueError, AttributeError):
        return {}


def seen_text(seen: Seen) -> str:
    """The inverse of ``read_seen``; equal contents give an equal text."""
    rows = {
        _BETWEEN_KEYS.join(key): {name: ",".join(known) for name, known in sorted(cells.items())}
        for key, cells in sorted(seen.items())
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
