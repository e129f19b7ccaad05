"""The tables of the documentation list what there is: every command, option, key and table, and none beside them.

Those of docs/operations.md and docs/sheets.md are compared where the settings and the columns are tested.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from cli.arguments.options import EFFORTS
from cli.main import COMMANDS, build_parser
from cli.terminal import exit_codes
from domain.portfolio.report import PortfolioReport
from domain.storage.run import RunStatus
from persistence.tables import Base
from solvers.plugins.built_in import BUILT_IN

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA = json.loads((DOCS / "problem.schema.json").read_text("utf-8"))["properties"]


def first_cells(page: str, heads: str) -> list[str]:
    """The first cell of each row of the tables of a page whose first column is called so, in order."""
    found, inside, before = [], False, ""
    for line in (DOCS / page).read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and not before.startswith("|"):
            inside = cells[0] == heads
        elif cells and inside and cells[0].strip("-"):
            found.append(cells[0])
        before = line
    assert found, f"{page} has no table of {heads}"
    return found


def names(cells: Iterable[str]) -> list[str]:
    """What is written as code."""
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def parser_of(command: str) -> argparse.ArgumentParser:
    subparsers = next(a for a in build_parser([command])._actions if isinstance(a, argparse._SubParsersAction))
    parser = subparsers.choices[command]
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


def test_every_command_stands_in_the_table_of_commands() -> None:
    listed = [name.removeprefix("optengine ").split()[0] for name in names(first_cells("cli.md", "command"))]
    assert sorted(listed) == sorted([*(name for group in COMMANDS.values() for name in group), "--version"])


def test_the_exit_codes_are_those_of_the_program() -> None:
    listed = [int(code) for cell in first_cells("cli.md", "code") for code in cell.split(",")]
    known = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert listed == sorted(known - {exit_codes.READER_LEFT})


def test_every_option_of_solve_stands_in_its_table() -> None:
    listed = {name.split()[0] for name in names(first_cells("cli.md", "option"))}
    ours = {option for action in parser_of("solve")._actions for option in action.option_strings if option[:2] == "--"}
    elsewhere = {"--help", "--picture"}
    assert ours - elsewhere <= listed
    assert listed - ours <= set(parser_of("roadmaps")._option_string_actions)


@pytest.mark.parametrize(("page", "heads"), [("cli.md", "`--effort`"), ("meaning.md", "`effort`")])
def test_the_efforts_are_explained(page: str, heads: str) -> None:
    assert tuple(cell.split("`")[1] for cell in first_cells(page, heads)) == EFFORTS


def test_every_key_of_the_answer_is_explained() -> None:
    listed = names(first_cells("cli.md", "key"))
    assert sorted(listed) == sorted(field.name for field in fields(PortfolioReport))


def test_every_key_of_a_problem_file_is_explained() -> None:
    parts = (SCHEMA["scenario"], SCHEMA["constraint_set"], SCHEMA["initiatives"]["items"])
    known = {key for part in parts for key in part["properties"]}
    listed = names(first_cells("problem-file.md", "key"))
    assert [name for name in listed if not _names(name, known)] == []
    assert [key for key in known if not any(_names(name, {key}) for name in listed)] == []


def _names(name: str, keys: Iterable[str]) -> bool:
    """``_mvp`` stands for what ends so, beside a name that is written out."""
    return any(key == name or (name.startswith("_") and key.endswith(name)) for key in keys)


def test_every_status_of_a_run_is_explained() -> None:
    assert names(first_cells("runs.md", "status")) == [status.value for status in RunStatus]


def test_every_table_of_the_database_is_listed() -> None:
    assert sorted(names(first_cells("database.md", "table"))) == sorted(Base.metadata.tables)


def test_every_built_in_solver_is_listed() -> None:
    assert names(first_cells("solver-plugins.md", "name")) == list(BUILT_IN)
