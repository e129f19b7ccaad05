"""Which files a job opens, whatever got into its payload."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.wiring.runs import known_actions
from domain.errors import InputError
from sheets.opening import inside_only

opened = inside_only(str)


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inside = tmp_path / "inside"
    (inside / "https:").mkdir(parents=True)
    (tmp_path / "plan.xlsx").touch()
    monkeypatch.chdir(inside)
    return inside


@pytest.mark.parametrize(
    "name",
    ["../plan.xlsx", "https://../../plan.xlsx", "a/../../plan.XLSX", "https://docs.google.com/../../../plan.xlsx"],
)
def test_a_relative_path_that_leads_outside_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="outside"):
        opened(name)


def test_a_link_counts_where_it_leads(directory: Path, tmp_path: Path) -> None:
    (directory / "link.xlsx").symlink_to(tmp_path / "plan.xlsx")
    (directory / "folder").symlink_to(tmp_path)
    (directory / "circle.xlsx").symlink_to("circle.xlsx")
    for name in ("link.xlsx", "folder/plan.xlsx"):
        with pytest.raises(InputError, match="outside"):
            opened(name)
    (directory / "real.xlsx").touch()
    (directory / "good.xlsx").symlink_to("real.xlsx")
    assert opened("good.xlsx") == "good.xlsx"


def test_files_inside_whole_paths_and_google_are_opened(tmp_path: Path) -> None:
    ids = "https://docs.google.com/spreadsheets/d/1aB_c-2"
    for name in ("plan.xlsx", "plans/uk.xlsx", "plans/../uk.xlsm", str(tmp_path / "plan.xlsx"), ids):
        assert opened(name) == name


def test_the_jobs_of_a_worker_open_no_file_outside() -> None:
    handler = known_actions().get("pm.optimize_run_all_candidates").load()
    with pytest.raises(InputError, match="outside"):
        handler._desk.open_center("https://../../plan.xlsx")  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="outside"):
        handler._desk.open_roadmap("../plan.xlsx")  # type: ignore[attr-defined]
