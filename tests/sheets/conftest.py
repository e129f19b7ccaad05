"""Each test of an adapter runs against both kinds of spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Seed, write_xlsx


@pytest.fixture(params=["xlsx"])
def make_workbook(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Makes a spreadsheet with some tabs in it."""
    numbers = count()

    def make(tabs: Mapping[str, Seed]) -> XlsxWorkbook:
        return XlsxWorkbook(write_xlsx(tmp_path / f"book-{next(numbers)}.xlsx", tabs))

    return make
