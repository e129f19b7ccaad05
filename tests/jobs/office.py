"""A database, a spreadsheet and the jobs over both, carried out at once and in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.actions.execution import ActionExecution
from domain.actions.registry import ActionRegistry
from domain.actions.requests import Actions
from domain.integer_model.solver import SolveControl, SolverPort, SolverSource
from domain.ports import QueueState, WorkKind
from domain.runs.execution import RunExecution
from domain.runs.runs import Runs
from domain.sheet_jobs.catalogue import planning_jobs
from domain.sheet_jobs.planning_workbook import JobPorts, PlanningWorkbook, RoadmapWorkbook
from domain.storage import Storage
from domain.storage.run import ActionRun, LoggedStep
from persistence.problem_files.problem_file import inputs_hash
from persistence.report_json import dumps, loads
from persistence.unit_of_work import SystemClock
from sheets.center.workbooks import OptimizationCenter, Roadmap
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP
from sheets.workbook import Workbook
from tests.sheets.seeds import Seed
from tests.tiny_solver import TinySolver

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
CANDIDATE_COLUMNS = [
    "initiative_key", "title", "market", "engineering_tokens", "is_mandatory", "north_star_contribution",
    "immediate_kpi_key", "primary_kpi_key", "is_selected_for_run",
]  # fmt: skip
SCENARIO_COLUMNS = ["scenario_name", "period_key", "capacity_total_tokens", "objective_mode"]
SCENARIO = ["UK push", "2026-Q1", 10, "north_star"]


def candidate(
    key: str, tokens: object, value: object, *, ticked: bool = False, mandatory: bool = False, market: str = "UK"
) -> list[object]:
    """A row of Candidates."""
    return [key, f"Title of {key}", market, tokens, mandatory, value, "conversion", "gmv", ticked]


SOME = [candidate("I-1", 4, 100, mandatory=True), candidate("I-2", 3, 90, ticked=True), candidate("I-3", 6, 80)]


class Lending:
    """Solvers of this process; ``solver`` may be replaced by one that fails."""

    def __init__(self) -> None:
        self.chosen: SolverPort = TinySolver()
        self.solves = 0

    @contextmanager
    def lend(self) -> Iterator[SolverSource]:
        yield self

    def solver(self, name: str) -> SolverPort:
        self.solves += 1
        return self.chosen

    alone = solver

    @property
    def available(self) -> tuple[str, ...]:
        return (self.chosen.name,)

    def peak_megabytes(self) -> float:
        return 0.0

    def close(self) -> None:
        pass


@dataclass
class Inline:
    """A queue that carries everything out as soon as it is handed over."""

    execute: dict[WorkKind, Callable[[str, SolveControl], None]] = field(default_factory=dict)

    def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
        self.execute[kind](run_id, SolveControl())

    def stop(self, run_id: str) -> None:
        raise AssertionError("nothing runs long enough to be stopped")

    cancel = stop

    def states(self, run_ids: Iterable[str]) -> Mapping[str, QueueState]:
        return {}


class Office:
    """The jobs over one spreadsheet of each kind. open_center, open_roadmap: may be replaced by what fails."""

    def __init__(self, storage: Storage, center: Workbook | None = None, roadmap: Workbook | None = None) -> None:
        self.storage, self.solvers = storage, Lending()
        self.center, self.roadmap = center, roadmap
        self.queue, clock = Inline(), SystemClock()
        self.runs = Runs(storage, self.queue, clock, inputs_hash, lambda name, parameters: None)
        self.registry = ActionRegistry(
            planning_jobs(
                lambda: JobPorts(lambda name: self.open_center(name), lambda name: self.open_roadmap(name), loads)
            )
        )
        self.actions = Actions(storage, self.queue, clock, self.registry, self.runs)
        self.perform = ActionExecution(storage, clock, self.registry, self.runs, self.solvers.lend)
        self.queue.execute = {
            WorkKind.RUN: RunExecution(storage, clock, self.solvers.lend, dumps),
            WorkKind.JOB: self.perform,
        }

    def open_center(self, name: str) -> PlanningWorkbook:
        assert self.center is not None
        return OptimizationCenter(self.center)

    def open_roadmap(self, name: str) -> RoadmapWorkbook:
        assert self.roadmap is not None
        return Roadmap(self.roadmap)

    def job(self, name: str, key: str | None = None, **payload: Any) -> ActionRun:
        """Start a job, which is carried out at once."""
        started = self.actions.start(name, {"workbook": "plan.xlsx"} | payload, "ada@plan.example", key)
        with self.storage.reading() as uow:
            return uow.action_runs.get(started.run_id)

    def steps(self, action: ActionRun) -> list[LoggedStep]:
        return list(self.actions.steps(action.run_id))


def center_tabs(
    candidates: Sequence[Sequence[object]] = SOME,
    scenarios: Sequence[Sequence[object]] = (SCENARIO,),
    constraints: Sequence[Sequence[object]] = (),
    targets: Sequence[Sequence[object]] = (),
) -> dict[str, Seed]:
    """The tabs that people fill."""
    return {
        "Candidates": Seed([CANDIDATE_COLUMNS, *candidates]),
        "Scenario_Config": Seed([SCENARIO_COLUMNS, *scenarios]),
        "Constraints": Seed(
            [
                [
                    "constraint_type",
                    "dimension",
                    "key",
                    "min_tokens",
                    "max_tokens",
                    "target_kpi_key",
                    "target_value",
                    "definition",
                ]
            ]
            + [list(row) for row in constraints]
        ),
        "Targets": Seed([["market", "kpi_key", "target_value", "floor_or_goal"], *targets]),
    }


def set_up(make_workbook: MakeWorkbook, tabs: Mapping[str, Seed]) -> Workbook:
    """A whole Optimization Center with the tabs as they are given."""
    made = make_workbook(tabs)
    made.setup(OPTIMIZATION_CENTER)
    return made


def roadmap(make_workbook: MakeWorkbook) -> Workbook:
    """An empty Roadmap spreadsheet."""
    made = make_workbook({"Sheet1": Seed([])})
    made.setup(ROADMAP)
    return made


def table(workbook: Workbook, tab: str) -> dict[str, dict[str, object]]:
    """The rows of a tab by the text of their keys, blank cells left out; results of one scenario by initiative."""
    layout = (ROADMAP if tab.startswith("Roadmap") else OPTIMIZATION_CENTER).tab(tab)
    rows = workbook.read([tab])[tab].rows
    found = {}
    for row in rows[1:]:
        cells = {str(name): value for name, value in zip(rows[0], row, strict=False) if value is not None}
        if cells:
            found["/".join(str(cells.get(name, "")) for name in layout.key)] = cells
    if tab == "Results_Portfolio":
        alone = {str(cells.get("initiative_key", "")): cells for cells in found.values()}
        return alone if len(alone) == len(found) else found
    return found


def column(workbook: Workbook, tab: str, name: str) -> dict[str, object]:
    """One column of a tab, by the keys of its rows."""
    return {key: cells.get(name) for key, cells in table(workbook, tab).items()}


def everything(workbook: Workbook) -> dict[str, list[list[object]]]:
    """Every cell of every tab."""
    names = [tab.name for tab in OPTIMIZATION_CENTER.tabs]
    return {name: [list(row) for row in grid.rows] for name, grid in workbook.read(names).items()}
