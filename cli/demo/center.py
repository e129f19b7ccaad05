"""The way of a product manager in one go: a spreadsheet, ticks, the job, and the answer in the spreadsheet."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import InputError
from domain.problem.problem import PortfolioProblem
from domain.storage.run import ActionRun, LoggedStep, OptimizationRun
from sheets.errors import TabsMissingError

if TYPE_CHECKING:
    from cli.wiring.runs import RunServices

JOB = "pm.optimize_run_selected_candidates"
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Answered:
    """How the job ended. run and problem: None where it came to no run."""

    action: ActionRun
    steps: tuple[LoggedStep, ...]
    run: OptimizationRun | None
    problem: PortfolioProblem | None

    @property
    def pending(self) -> tuple[str, ...]:
        """What could not be written into the spreadsheet, and why."""
        return tuple(what for step in self.steps for what in (step.detail or {}).get("pending", ()))


def make_center(path: Path, problem: PortfolioProblem) -> bool:
    """Make the spreadsheet with every candidate ticked; False where it is there already, and is left as it is.

    Raises ``InputError`` for a file of that name that is something else, and ``WorkbookInUseError`` while somebody
    has it open: the results could not be written into it.
    """
    from sheets.center.inputs import read_input_tabs
    from sheets.filling import fill_center
    from sheets.xlsx.locks import refuse_if_open
    from sheets.xlsx.workbook import XlsxWorkbook

    if path.suffix.casefold() != ".xlsx":
        raise InputError(f"{path} has to end in .xlsx")
    workbook = XlsxWorkbook(path)
    refuse_if_open(path)
    if path.exists():
        try:
            read_input_tabs(workbook)
        except TabsMissingError:
            raise InputError(f"{path} is there already and is something else; name another file") from None
        return False
    if not path.parent.is_dir():
        raise InputError(f"there is no directory {path.parent}")
    ticked = {initiative.initiative_key for initiative in problem.initiatives}
    fill_center(workbook, problem, ticked)
    return True


@contextmanager
def demo_services() -> Iterator[RunServices]:
    """An empty database and a worker, both for the length of the block; the spreadsheet says all that is planned."""
    from cli.wiring.local_worker import worker_here
    from cli.wiring.runs import open_runs
    from migrations import commands
    from persistence.database.connection import open_database

    with tempfile.TemporaryDirectory(prefix="optengine-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        engine = open_database(url)
        commands.upgrade(engine)
        engine.dispose()
        with open_runs(url) as services, worker_here(url):
            yield services


def do_job(
    services: RunServices, name: str, files: Mapping[str, Path], listen: Callable[[LoggedStep], None] = lambda _: None
) -> Answered:
    """Have a job done and wait for it. files: its spreadsheets by option. listen: told of every step as it begins."""
    started = services.actions.start(name, {option: str(path.resolve()) for option, path in files.items()})
    told, is_over = 0, False
    while not is_over:
        time.sleep(LOOK_SECONDS)
        is_over = services.actions.view(started.run_id).run.status.is_final
        steps = tuple(services.actions.steps(started.run_id))
        for step in steps[told:]:
            listen(step)
        told = len(steps)
    with services.storage.reading() as uow:
        action = uow.action_runs.get(started.run_id)
        number = action.optimization_run_id
        run = None if number is None else uow.runs.numbered(number)
        asked = None if run is None else uow.runs.problem(run.run_id)
    return Answered(action, steps, run, asked)
