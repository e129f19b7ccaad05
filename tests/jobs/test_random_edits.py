"""A workbook edited as people edit them, a plan after each edit: it is that of the problem that the workbook exports.

A model beside the workbook says what each row means, so that what is read is judged by more than by itself. The
database stays the same all along: what it remembers must never stand in for a cell that was cleared.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolveControl
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs import catalogue
from persistence.problem_files.problem_file import dumps, loads
from persistence.report_json import loads as report_of
from persistence.unit_of_work import SqlStorage
from sheets.filling import read_problem
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.jobs.office import Office, column
from tests.sheets.seeds import Formula, Seed
from tests.tiny_solver import TinySolver

LOCALES = {
    "de-DE": (".", ","), "fr-FR": ("\u202f", ","), "es-ES": (".", ","), "it-IT": (".", ","), "pl-PL": ("\u00a0", ","),
    "sv-SE": ("\u00a0", ","), "pt-BR": (".", ","), "de-CH": ("’", "."), "en-US": (",", "."), "ja-JP": (",", "."),
}  # fmt: skip
"""The sign between thousands, and the decimal mark."""
YES = (True, "yes", "x", "JA", "oui", "WAHR", "=TRUE()", "sí", "✓")
NO = (False, None, "no", "nein", "=FALSE()")
EDITS, SEED = int(os.environ.get("OPTENGINE_TEST_EDITS", "4")), os.environ.get("OPTENGINE_TEST_SEED", "")
KINDS = ("xlsx", "google")
PAIRS = [
    (locale, kind)
    for number, locale in enumerate(LOCALES)
    for kind in (KINDS if "OPTENGINE_TEST_EDITS" in os.environ else [KINDS[number % 2]])
]
"""Each locale with one kind of spreadsheet; with both where more edits are asked for."""
LIMITS = {
    "capacity": ("Scenario_Config", "scenario_name", "P", "capacity_total_tokens"),
    "cap": ("Constraints", "constraint_type", "cap", "max_tokens"),
    "goal": ("Targets", "market", "DE", "target_value"),
    "market": ("Capacity", "key", "DE", "2027-Q1"),
    "synergy": ("Synergies", "synergy_group_key", "G", "bonus"),
}
"""The figures beside those of candidates: tab, the column and the value by which the row is found, column."""


@dataclass
class Row:
    """What a row of Candidates means. is_refused: whether a cell of it cannot be used."""

    tokens: Decimal | None
    value: Decimal | None
    market: str | None = "UK"
    is_mandatory: bool = False
    groups: tuple[str, ...] = ()
    is_refused: bool = False


@dataclass
class Plan:
    """A workbook and what it means."""

    path: Path
    locale: str
    chance: random.Random
    rows: dict[str, Row] = field(default_factory=dict)
    limits: dict[str, Decimal | None] = field(default_factory=dict)
    made: int = 0

    def edit(self) -> str:
        """One edit at random; its name."""
        book = openpyxl.load_workbook(self.path)
        self._take_apart(book)
        if self.chance.random() < 0.4:
            name = self.chance.choice(list(LIMITS))
            change = self.chance.choice(_EDITS_OF_LIMITS)
            change(self, book[LIMITS[name][0]], name)
            done = f"{change.__name__} of {name}"
        else:
            todo = self.chance.choice(_EDITS)
            todo(self, book["Candidates"])
            done = todo.__name__
        book.save(self.path)
        return done

    def limit(self, sheet: Worksheet, name: str) -> None:
        may_be_blank = name in ("capacity", "market") and self.chance.random() < 0.3
        self.limits[name] = None if may_be_blank else self._figure(900 if name in ("goal", "synergy") else 15)
        self._type(self._limit(sheet, name), self.limits[name])

    def move_limit(self, sheet: Worksheet, name: str) -> None:
        """Its row down, a column of a person's beside it, and two columns in each other's place."""
        sheet.insert_rows(self._limit(sheet, name).row)
        at = self.chance.randint(1, sheet.max_column)
        sheet.insert_cols(at)
        sheet.cell(1, at, self.chance.choice(["My note", None]))
        sheet.cell(self._limit(sheet, name).row, at, self.chance.choice(["mine", 7]))
        self.swap_columns(sheet)

    def merge_limit(self, sheet: Worksheet, name: str) -> None:
        """With the blank cell below it, which takes nothing away."""
        cell = self._limit(sheet, name)
        sheet.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column)

    def _limit(self, sheet: Worksheet, name: str) -> Any:
        _, header, value, column = LIMITS[name]
        columns = self._columns(sheet)
        rows = range(2, sheet.max_row + 1)
        number = next(row for row in rows if sheet.cell(row, columns[header]).value == value)
        return sheet.cell(number, columns[column])

    def add(self, sheet: Worksheet) -> None:
        self.made += 1
        key, row = f"I-{self.made}", Row(self._figure(9), self._figure(3000), self.chance.choice(["UK", "DE"]))
        row.groups = ("G",) if self.made % 2 else ()
        self.rows[key] = row
        cells = {"initiative_key": key, "title": f"Title {self.made}", "market": row.market}
        cells["synergy_group_keys"] = " ".join(row.groups) or None
        cells |= {"immediate_kpi_key": "conversion", "primary_kpi_key": "gmv"}
        number = sheet.max_row + self.chance.choice([1, 1, 3])
        for name, value in cells.items():
            sheet.cell(number, self._columns(sheet)[name], value)
        self._write(sheet, key, "engineering_tokens", row.tokens)
        self._write(sheet, key, "north_star_contribution", row.value)

    def figure(self, sheet: Worksheet) -> None:
        key = self._key()
        if self.chance.random() < 0.5:
            self.rows[key].tokens = self._figure(9)
            self._write(sheet, key, "engineering_tokens", self.rows[key].tokens)
        else:
            self.rows[key].value = self._figure(3000)
            self._write(sheet, key, "north_star_contribution", self.rows[key].value)

    def clear(self, sheet: Worksheet) -> None:
        key = self._key()
        if self.chance.random() < 0.5:
            self.rows[key].tokens = None
            self._write(sheet, key, "engineering_tokens", None)
        else:
            self.rows[key].value = None
            self._write(sheet, key, "north_star_contribution", None)

    def tick(self, sheet: Worksheet) -> None:
        key = self._key()
        row = self.rows[key]
        row.is_mandatory = not row.is_mandatory and sum(each.is_mandatory for each in self.rows.values()) < 2
        self._cell(sheet, key, "is_mandatory").value = self.chance.choice(YES if row.is_mandatory else NO)

    def swap_rows(self, sheet: Worksheet) -> None:
        one, other = (self._number(sheet, self._key()) for _ in range(2))
        for at in range(1, sheet.max_column + 1):
            _swap(sheet, (one, at), (other, at))

    def insert_row(self, sheet: Worksheet) -> None:
        sheet.insert_rows(self._number(sheet, self._key()))

    def insert_column(self, sheet: Worksheet) -> None:
        at = self.chance.randint(1, sheet.max_column)
        sheet.insert_cols(at)
        sheet.cell(1, at, self.chance.choice(["My note", "Owner", None]))
        sheet.cell(self._number(sheet, self._key()), at, "mine")

    def swap_columns(self, sheet: Worksheet) -> None:
        one, other = self.chance.sample(range(1, sheet.max_column + 1), 2)
        for number in range(1, sheet.max_row + 1):
            _swap(sheet, (number, one), (number, other))

    def remove(self, sheet: Worksheet) -> None:
        if len(self.rows) > 3:
            key = self._key()
            number = self._number(sheet, key)
            for at in range(1, sheet.max_column + 1):
                sheet.cell(number, at).value = None
            del self.rows[key]

    def merge(self, sheet: Worksheet) -> None:
        """Two cells of markets, one above the other; the lower one loses what it held, and its row cannot be used."""
        numbers = {self._number(sheet, key): key for key in self.rows}
        pairs = [number for number in numbers if number + 1 in numbers]
        if pairs:
            number = self.chance.choice(pairs)
            at = self._columns(sheet)["market"]
            sheet.merge_cells(start_row=number, end_row=number + 1, start_column=at, end_column=at)
            below = self.rows[numbers[number + 1]]
            below.market, below.is_refused = None, self.rows[numbers[number]].market is not None

    def _take_apart(self, book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
        for row in self.rows.values():
            row.is_refused = False

    def _key(self) -> str:
        return self.chance.choice(sorted(self.rows))

    def _columns(self, sheet: Worksheet) -> dict[Any, int]:
        return {cell.value: cell.column for cell in sheet[1]}

    def _number(self, sheet: Worksheet, key: str) -> int:
        at = self._columns(sheet)["initiative_key"]
        return next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, at).value == key)

    def _cell(self, sheet: Worksheet, key: str, name: str) -> Any:
        return sheet.cell(self._number(sheet, key), self._columns(sheet)[name])

    def _figure(self, most: int) -> Decimal:
        return Decimal(self.chance.randint(1, most * 4)) / 4

    def _write(self, sheet: Worksheet, key: str, name: str, number: Decimal | None) -> None:
        self._type(self._cell(sheet, key, name), number)

    def _type(self, cell: Any, number: Decimal | None) -> None:
        """As a number, or as a text in the way of the locale, with a unit now and then."""
        cell.number_format = "General"
        if number is None:
            cell.value = self.chance.choice([None, "", " "])
        elif self.chance.random() < 0.4:
            cell.value = float(number)
        else:
            group, mark = LOCALES[self.locale]
            text = f"{number:,f}".replace(",", "\0").replace(".", mark).replace("\0", group)
            cell.value = self.chance.choice(["{}", " {}", "{} pts"]).format(text)


_EDITS: list[Callable[[Plan, Worksheet], None]] = [
    Plan.figure, Plan.figure, Plan.clear, Plan.tick, Plan.swap_rows, Plan.insert_row, Plan.insert_column,
    Plan.swap_columns, Plan.add, Plan.remove, Plan.merge,
]  # fmt: skip
_EDITS_OF_LIMITS: list[Callable[[Plan, Worksheet, str], None]] = [
    Plan.limit, Plan.limit, Plan.move_limit, Plan.merge_limit,
]  # fmt: skip


def _swap(sheet: Worksheet, one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = sheet.cell(*one), sheet.cell(*other)
    first.value, second.value = second.value, first.value


def started(path: Path, locale: str) -> Plan:
    """A workbook with six candidates, a capacity of all and of a market, a cap on a market, a goal and a synergy."""
    capacity = OPTIMIZATION_CENTER.tab("Capacity").with_columns(("2027-Q1",))
    tabs = tuple(capacity if tab.name == capacity.name else tab for tab in OPTIMIZATION_CENTER.tabs)
    XlsxWorkbook(path).setup(replace(OPTIMIZATION_CENTER, tabs=tabs))
    book = openpyxl.load_workbook(path)
    book.properties.language = locale
    for tab, cells in (
        ("Scenario_Config", {"scenario_name": "P", "period_key": "2027-Q1", "capacity_total_tokens": 14.5,
                             "objective_mode": "north_star"}),
        ("Constraints", {"constraint_type": "cap", "dimension": "market", "key": "UK", "max_tokens": 9}),
        ("Targets", {"market": "DE", "kpi_key": "north_star", "target_value": 900, "floor_or_goal": "goal"}),
        ("Capacity", {"kind": "market", "key": "DE", "2027-Q1": 12}),
        ("Synergies", {"synergy_group_key": "G", "kpi_key": "north_star", "bonus": 700}),
    ):  # fmt: skip
        columns = {cell.value: cell.column for cell in book[tab][1]}
        for name, value in cells.items():
            book[tab].cell(2, columns[name], value)
    plan = Plan(path, locale, random.Random(locale + SEED))
    plan.limits = {"capacity": Decimal("14.5"), "cap": Decimal(9), "goal": Decimal(900), "market": Decimal(12)}
    plan.limits["synergy"] = Decimal(700)
    sheet = book["Candidates"]
    assert isinstance(sheet, Worksheet)
    sheet.cell(1, sheet.max_column + 1, "synergy_group_keys")
    for _ in range(6):
        plan.add(sheet)
    book.save(path)
    return plan


def said(report: PortfolioReport) -> dict[str, Any]:
    """Every figure of an answer, to the last digit."""
    names = ("solution_status", "proof", "objective", "bound", "stages", "usage", "kpis", "targets", "limiting_rules")
    return {"in": set(report.selected)} | {name: getattr(report, name) for name in names}


def as_seeds(path: Path) -> dict[str, Seed]:
    """The cells of a file, for the other kind of spreadsheet."""

    def cell(value: object) -> object:
        is_tick = isinstance(value, str) and value.startswith("=")
        return Formula(str(value), value == "=TRUE()") if is_tick else value

    return {
        sheet.title: Seed(
            [[cell(value) for value in row] for row in sheet.iter_rows(values_only=True)],
            merges=[str(area) for area in sheet.merged_cells.ranges],
        )
        for sheet in openpyxl.load_workbook(path).worksheets
    }


@pytest.mark.parametrize(("locale", "kind"), PAIRS)
def test_after_each_edit_the_plan_is_that_of_the_exported_problem(
    storage: SqlStorage, tmp_path: Path, locale: str, kind: str, request: pytest.FixtureRequest
) -> None:
    plan = started(tmp_path / "plan.xlsx", locale)
    office = Office(storage)
    done = ["begun"]
    for _ in range(EDITS):
        book: Workbook = XlsxWorkbook(plan.path)
        if kind == "google":
            server, opened = request.getfixturevalue("server"), request.getfixturevalue("google")
            seeds = as_seeds(plan.path)
            book = opened(server.seed(seeds, columns=80, locale=locale.replace("-", "_")))
        office.center = book
        action = office.job(catalogue.RUN_ALL)
        exported = loads(dumps(read_problem(book, sound_only=True)))
        sound = {key: row for key, row in plan.rows.items() if not row.is_refused}
        read = {
            one.initiative_key: Row(
                one.engineering_tokens,
                one.kpi_contribution.get("north_star"),
                one.market,
                one.is_mandatory,
                one.synergy_group_keys,
            )
            for one in exported.initiatives
        }
        assert read == sound, (done, action.error_text)
        rules, scenario = exported.constraint_set, exported.scenario
        assert plan.limits == {
            "capacity": scenario.capacity_total_tokens,
            "cap": rules.caps[0].max_tokens,
            "goal": rules.targets[0].target_value,
            "market": scenario.capacity_by_market.get("DE"),
            "synergy": rules.synergies[0].bonus,
        }, (done, action.error_text)
        report = optimize(exported, TinySolver(), SolveParameters(), SolveControl())
        assert action.result is not None, (done, action.error_text)
        with storage.reading() as uow:
            text = uow.runs.result_text(action.result["run_id"])
        assert text is not None
        assert said(report_of(text)) == said(report), done
        if report.selected:
            selected = column(book, "Results_Portfolio", "selected")
            assert {key for key, ticked in selected.items() if ticked is True} == set(report.selected), done
        done.append(plan.edit())
