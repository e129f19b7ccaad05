"""What was last seen in a spreadsheet is kept by spreadsheet and tab."""

from __future__ import annotations

from persistence.unit_of_work import SqlStorage
from sheets.memory import StoredMemory


def test_texts_are_kept_by_spreadsheet_and_tab(storage: SqlStorage) -> None:
    memory = StoredMemory(storage)
    assert memory.recall("plan.xlsx", ["Runs"]) == {}
    memory.remember("plan.xlsx", {"Runs": "1", "Candidates": "2"})
    memory.remember("other.xlsx", {"Runs": "3"})
    memory.remember("plan.xlsx", {"Runs": "4"})
    assert memory.recall("plan.xlsx", ["Runs", "Targets", "Candidates"]) == {"Runs": "4", "Candidates": "2"}
    assert memory.recall("other.xlsx", ["Runs"]) == {"Runs": "3"}
