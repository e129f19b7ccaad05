"""The map of docs/architecture.md leads to what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ROWS = [line.split("|")[2] for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 3]
ROWS = [row for row in ROWS if row.strip(" -") not in ("", "file")]


@pytest.mark.parametrize("row", ROWS)
def test_every_file_that_the_map_names_is_there(row: str) -> None:
    folders = [ROOT]
    for named in re.findall(r"`([\w./<>]+)`", row):
        if "<concept>" in named:
            folders = [path for path in (ROOT / named.partition("<")[0]).iterdir() if path.is_dir()]
            named = named.rpartition("/")[2]
        elif (ROOT / named).exists():
            folders = [ROOT / named if named.endswith("/") else (ROOT / named).parent]
            continue
        assert any((near / named).exists() for folder in folders for near in (folder, folder.parent)), named


@pytest.mark.parametrize("named", sorted(set(re.findall(r"(?<![\w>])[\w/]+\.py\b", PAGE.partition("## Rooms")[2]))))
def test_every_file_that_the_page_speaks_of_is_there(named: str) -> None:
    rooms = [path for path in ROOT.iterdir() if (path / "__init__.py").exists()]
    assert (ROOT / named).exists() or any(path.match(f"**/{named}") for room in rooms for path in room.rglob("*.py"))
