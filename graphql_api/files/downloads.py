"""A stored scenario or run as a file: a workbook, a problem file, or a table as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.backlog.snapshots import snapshot
from domain.sheet_jobs.near_misses import stored_near_misses
from domain.sheet_jobs.planning_workbook import RunNews
from graphql_api.actions.jobs.types import files_of
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError, ErrorCode, HttpError
from graphql_api.transport.relay.ids import decode_int_id, split_id
from persistence.problem_files.problem_file import dumps
from persistence.report_json import loads
from persistence.unit_of_work import SqlUnitOfWork
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import RESULTS_PORTFOLIO
from sheets.opening import refuse_outside
from sheets.transfer import tab_of, workbook_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    "json": "application/json",
    "xlsx": SHEET,
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "csv": "text/csv; charset=utf-8",
}
FORMS = ("json", "xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is made when it is asked for; making it takes no connection of the database."""

    name: str
    make: Callable[[], bytes]


def scenario_file(uow: SqlUnitOfWork, scenario_id: str, form: str, rules_id: str | None) -> Download:
    """The problem that a run over the scenario would be asked now. Raises ``HttpError`` and ``NotFoundError``."""
    _check(form)
    try:
        scenario = decode_int_id(scenario_id, "Scenario")
        rules = None if not rules_id else decode_int_id(rules_id, "ConstraintSet")
    except ApiError as error:
        raise HttpError(400, error.code, error.message) from None
    problem = snapshot(uow, scenario, rules)
    made: dict[str, Callable[[], bytes]] = {
        "json": lambda: dumps(problem).encode(),
        "xlsx": lambda: workbook_of(problem),
        "csv": lambda: tab_of(problem, CANDIDATES.name).encode("utf-8-sig"),
    }
    return Download(f"{problem.scenario.name}.{form}", made[form])


def run_file(uow: SqlUnitOfWork, run_id: str, form: str) -> Download:
    """The inputs of a run: as a problem file, or with its results. Raises ``HttpError`` and ``NotFoundError``."""
    _check(form)
    try:
        kind, key = split_id(run_id)
    except ApiError:
        kind, key = RUN, run_id
    run = uow.runs.get(key if kind == RUN else run_id)
    problem, text = uow.runs.problem(run.run_id), uow.runs.result_text(run.run_id)
    near_misses = stored_near_misses(uow, run.run_id) or ()
    name = f"{problem.scenario.name} {run.run_id[:8]}.{form}"
    if form == "json":
        return Download(name, lambda: dumps(problem).encode())
    if text is None:
        state = "has no result" if run.status.is_final else "is not done yet"
        raise HttpError(409, ErrorCode.CONFLICT, f"run {run.run_id} {state}: {run.status.value}")

    def make() -> bytes:
        news = RunNews(run, problem.scenario.name, problem, loads(text), near_misses=near_misses)
        if form == "xlsx":
            return workbook_of(problem, news)
        return tab_of(problem, RESULTS_PORTFOLIO.name, news).encode("utf-8-sig")

    return Download(name, make)


def job_file(uow: SqlUnitOfWork, job_id: str, address: str) -> Download:
    """A spreadsheet file of a job, as it lies in the directory of this server. Raises as the others do."""
    name = files_of(uow.action_runs.get(job_id)).get(address)
    if name is None:
        raise HttpError(404, ErrorCode.NOT_FOUND, "the job has no such file; ask for Job.files")

    def make() -> bytes:
        refuse_outside(name)
        try:
            if Path(name).is_file():
                return Path(name).read_bytes()
        except OSError:  # a name that no file can have, or a file that may not be read
            pass
        raise HttpError(404, ErrorCode.NOT_FOUND, f"there is no file {name!r} in the directory of this server")

    return Download(Path(name).name, make)


def _check(form: str) -> None:
    if form not in FORMS:
        raise HttpError(404, ErrorCode.NOT_FOUND, f"a file ends in .{', .'.join(FORMS)}, not .{form[:20]}")
