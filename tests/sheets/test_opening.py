"""A spreadsheet is opened by what people call it."""

from __future__ import annotations

from pathlib import Path

import pytest
from google.auth.credentials import AnonymousCredentials

from sheets.errors import WorkbookMissingError
from sheets.google.workbook import GoogleWorkbook
from sheets.opening import open_center, open_roadmap, open_workbook
from sheets.xlsx.workbook import XlsxWorkbook

ID = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"


def test_a_path_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Plan.XLSX"
    assert isinstance(open_workbook(str(path)), XlsxWorkbook)
    assert open_center(str(path)).name == open_roadmap(str(path)).name == str(path)


@pytest.mark.parametrize(
    "name",
    [
        ID,
        f" {ID} ",
        f"https://docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/u/0/d/{ID}/edit#gid=7",
    ],
)
def test_an_id_or_an_address_is_a_google_spreadsheet(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheets.google.workbook.credentials", lambda _: AnonymousCredentials())
    workbook = open_workbook(name)
    assert isinstance(workbook, GoogleWorkbook)
    assert workbook.name == f"https://docs.google.com/spreadsheets/d/{ID}"


@pytest.mark.parametrize("name", ["plan.csv", "", "https://example.com/plan", "plan"])
def test_anything_else_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(WorkbookMissingError, match=r"neither an \.xlsx file nor .* write plan\.xlsx"):
        open_workbook(name)
