"""What needs no spreadsheet loads no library for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("gspread", "google", "requests", "openpyxl", "python_calamine")


@pytest.mark.parametrize(
    "modules",
    ["cli.main, cli.wiring.bootstrap, domain.optimization.optimize", "sheets.layout, sheets.workbook, sheets.update"],
)
def test_no_library_is_loaded_before_it_is_needed(modules: str) -> None:
    script = f"import sys, {modules}\nprint([name for name in {LIBRARIES!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
