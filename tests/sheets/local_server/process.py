"""Starts the server as a process of its own, and asks of it what only tests may ask."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import requests

from sheets.workbook import Area, serial
from tests.sheets.seeds import Formula, Seed, Shown

ROOT = Path(__file__).resolve().parents[3]


class LocalServer:
    """The server, seen from a test."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._ids = count(1)

    def control(self, what: str, **body: Any) -> Any:
        answer = self._session.post(f"{self.url}/control/{what}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def seed(self, tabs: Mapping[str, Seed], *, rows: int = 1000, columns: int = 26, locale: str = "en_US") -> str:
        """A new spreadsheet with the tabs; its id."""
        spreadsheet_id = f"seeded-{next(self._ids)}"
        sheets = [
            {"sheetId": number, "title": title, "cells": _cells(seed), "merges": _merges(seed)}
            | {"rows": rows, "columns": columns}
            for number, (title, seed) in enumerate(tabs.items())
        ]
        self.control("seed", id=spreadsheet_id, sheets=sheets, locale=locale)
        return spreadsheet_id

    def fail(self, *faults: str, **more: Any) -> None:
        """What goes wrong with the next calls, in order."""
        self.control("faults", next=faults, **more)

    def reset(self) -> None:
        """No faults any more, and nothing counted."""
        self.control("reset")

    def counts(self) -> dict[str, Any]:
        """How many reads and writes there were since the last reset, and the log of them."""
        found: dict[str, Any] = self.control("counts")
        return found

    def state(self, spreadsheet_id: str) -> dict[str, dict[str, Any]]:
        """Each tab of a spreadsheet with all that is kept of it."""
        return {sheet["title"]: sheet for sheet in self.control("state", id=spreadsheet_id)["sheets"]}


@contextmanager
def local_server() -> Iterator[LocalServer]:
    """The server while the block runs."""
    command = [sys.executable, "-m", "tests.sheets.local_server"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdin
        try:
            yield LocalServer(process.stdout.readline().strip())
        finally:
            process.stdin.close()
            process.wait(10)


def _cells(seed: Seed) -> list[list[Any]]:
    cells: dict[tuple[int, int], dict[str, Any]] = {}
    for row, values in enumerate(seed.rows):
        for column, value in enumerate(values):
            if value is not None:
                cells[row, column] = _cell(value)
    for name, note in seed.notes.items():
        area = Area.parse(name)
        cells.setdefault((area.first_row, area.first_column), {})["note"] = note
    return [[*at, cell] for at, cell in cells.items()]


def _cell(value: object) -> dict[str, Any]:
    if isinstance(value, Formula):
        return (
            {"formula": value.text, "result": value.result} if value.text else {"spilled": True, "result": value.result}
        )
    if isinstance(value, date):
        return {"value": serial(value), "format": {"numberFormat": {"type": "DATE"}}}
    if isinstance(value, Shown):
        return {"value": value.number, "format": {"numberFormat": {"type": value.google}}}
    return {"value": value}


def _merges(seed: Seed) -> Sequence[dict[str, int]]:
    areas = [Area.parse(text) for text in seed.merges]
    return [
        {
            "startRowIndex": area.first_row,
            "endRowIndex": (area.last_row or 0) + 1,
            "startColumnIndex": area.first_column,
            "endColumnIndex": area.last_column + 1,
        }
        for area in areas
    ]
