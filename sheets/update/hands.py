"""Cells of the engine that a person has changed since the engine last wrote them: theirs stays, and both are shown."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.keys import RowKey, key_text
from sheets.layout import Tab
from sheets.memory import Seen, digest, with_latest
from sheets.workbook import CellError, Value, Writable, storable

FLAGS = ("run_message", "run_status", "gap_summary", "notes")
_LONGEST_SHOWN = 60


class ManualEdits:
    """Compares what is in the cells of one tab with what the engine remembers to have left there.

    ``seen`` is what is to be remembered from now on: of each cell what it may hold by the engine's doing, whether or
    not the write that follows comes through.
    """

    def __init__(self, tab: Tab, seen: Seen, longest_text: int) -> None:
        self.seen: Seen = {key: dict(cells) for key, cells in seen.items()}
        self._longest_text = longest_text
        owned = {column.name for column in tab.columns if column.is_owned_by_engine}
        self.flag = next((name for name in FLAGS if name in owned), None)

    def has_changed(self, key: RowKey, name: str, current: Value) -> bool:
        """Whether a person has put something else into a cell. What was never remembered counts as unchanged."""
        known = self.seen.get(key, {}).get(name)
        return known is not None and current is not None and digest(current) not in known

    def note(self, key: RowKey, name: str, before: Writable | Value, value: Writable) -> None:
        """Remember that the engine leaves a value in a cell.

        before: what is there now; before the first one it is remembered, too, since the write may not come through.
        """
        cells = self.seen.setdefault(key, {})
        known = cells.get(name) or self._first(before)
        cells[name] = with_latest(known, digest(self._stored(value)))

    def _first(self, before: Writable | Value) -> tuple[str, ...]:
        if before is None:
            return ()
        return (digest(before if isinstance(before, CellError) else self._stored(before)),)

    def forget(self, key: RowKey) -> None:
        """A row that the engine gives up."""
        self.seen.pop(key, None)

    def flagged(self, said: Writable, conflicts: Mapping[str, tuple[Value, Writable]]) -> str:
        """What the row says, with every cell that was changed by hand: what is there, and what the engine has."""
        told = [
            f"{name} was changed by hand: {_shown(here)} stays, the engine now has {_shown(self._stored(ours))}"
            for name, (here, ours) in conflicts.items()
        ]
        start = f"{said}; " if said not in (None, "") else ""
        return f"{start}{'; '.join(told)} (clear the cell to take it)"

    def _stored(self, value: Writable) -> Value:
        return storable(value, self._longest_text)


def _shown(value: Value) -> str:
    text = key_text(value)
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[:_LONGEST_SHOWN]}…"'
