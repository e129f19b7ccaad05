"""Wires adapters to ports: the one place that knows which file reader and which solvers the use cases get."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.lean import dataclass

if TYPE_CHECKING:
    from domain.analyses.session.placed import PlannedItem
    from domain.integer_model.model import SolveParameters
    from domain.integer_model.solver import SolveControl, SolverPort
    from domain.portfolio.report import PortfolioReport
    from domain.problem.constraints import ConstraintSet
    from domain.problem.problem import PortfolioProblem
    from solvers.plugins.registry import SolverRegistry
    from solvers.pool import SolverPool

STANDARD_INPUT = "-"
GOOGLE = "https://docs.google.com/"


@dataclass(frozen=True, slots=True)
class LoadedProblem:
    """A problem, where it came from, and how long reading it took."""

    problem: PortfolioProblem
    source: str
    seconds: float
    inputs_hash: str


def load_problem(file: str) -> LoadedProblem:
    """Read a problem file, standard input for ``-``, or a spreadsheet. Raises ``InputError``.

    A spreadsheet is the path of an .xlsx file or an address of Google; behind a ``#`` it may name its scenario.
    """
    from persistence.problem_files.problem_file import inputs_hash, read_problem

    started = time.perf_counter()
    source = "standard input" if file == STANDARD_INPUT else file
    if file == STANDARD_INPUT:
        problem = _read_standard_input(source)
    elif is_spreadsheet(file):
        problem = _read_spreadsheet(file)
    else:
        problem = read_problem(Path(file))
    digest = inputs_hash(problem)
    return LoadedProblem(problem, source, time.perf_counter() - started, digest)


def is_spreadsheet(name: str) -> bool:
    """Whether a name stands for a spreadsheet and not for a problem file."""
    return name.partition("#")[0].casefold().endswith((".xlsx", ".xlsm")) or name.startswith(GOOGLE)


def _read_spreadsheet(name: str) -> PortfolioProblem:
    from sheets.filling import read_problem
    from sheets.opening import open_workbook

    place, _, scenario = name.partition("#")
    is_part_of_address = name.startswith(GOOGLE) and scenario.startswith("gid=")
    return read_problem(open_workbook(place), None if is_part_of_address else scenario or None)


def load_rules(file: str) -> ConstraintSet:
    """Read a constraint set, or that of a problem file. Raises ``ProblemFileError``."""
    from persistence.problem_files.problem_file import read_rules

    return read_rules(Path(file))


def _read_standard_input(source: str) -> PortfolioProblem:
    from domain.errors import Fault, ProblemFileError
    from persistence.problem_files.problem_file import read_stream

    if sys.stdin is None:  # Someone started us with it closed.
        raise ProblemFileError([Fault("", "is closed")], source)
    return read_stream(sys.stdin.buffer, source)


def read_planned(path: Path) -> tuple[PlannedItem, ...]:
    """A portfolio to start from. Raises ``InputError``."""
    from persistence.problem_files.portfolio_file import read_portfolio

    return read_portfolio(path)


def sample_path() -> Path:
    """The sample organisation that comes with the package."""
    return Path(__file__).parents[1] / "sample" / "organisation.json"


def first_asked(name: str) -> str | None:
    """The backend that a solver of this name asks first, where that is a built-in one."""
    from solvers.plugins.built_in import AUTO, BUILT_IN

    first = next(iter(BUILT_IN)) if name == AUTO else name
    return first if first in BUILT_IN else None


def open_solvers(asked: str = "") -> SolverPool:
    """The solvers of this machine by name; use it as a context, whose end ends their processes.

    asked: the solver that is going to be asked, if that is known. Its process is started before anything else is
    loaded, so that it loads at the same time; whether there is a solver of that name is seen when it is asked.
    """
    from solvers.plugins.built_in import BUILT_IN
    from solvers.processes.process import SolverProcess

    first = first_asked(asked)
    started = {} if first is None else {first: SolverProcess(BUILT_IN[first])}

    from solvers.pool import SolverPool

    return SolverPool(started=started)


def solve_problem(
    loaded: LoadedProblem, solver: SolverPort, parameters: SolveParameters, control: SolveControl | None = None
) -> PortfolioReport:
    """Solve, verify and explain one problem."""
    from domain.integer_model.solver import SolveControl
    from domain.optimization.optimize import optimize

    return optimize(
        loaded.problem,
        solver,
        parameters,
        control or SolveControl(),
        load_seconds=loaded.seconds,
        inputs_hash=loaded.inputs_hash,
    )


def report_text(report: PortfolioReport) -> str:
    """The answer as one JSON object."""
    from persistence.report_json import dumps

    return dumps(report)


def record_text(record: Any) -> str:
    """The result of a planning computation as one JSON object."""
    from persistence.report_json import record_text

    return record_text(record)


def problem_text(problem: PortfolioProblem) -> str:
    """A problem as a problem file."""
    from persistence.problem_files.problem_file import dumps

    return dumps(problem)


def schema_of_problem() -> str:
    """The JSON Schema of a problem file."""
    from persistence.problem_schema import schema_text

    return schema_text()


def installed_solvers() -> SolverRegistry:
    """Every installed solver plugin, the built-in ones included."""
    from solvers.plugins.registry import load_solvers

    return load_solvers()
