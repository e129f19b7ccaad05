"""Writes the answer of a run that is in the database into a spreadsheet, again or for the first time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import InputError
from domain.sheet_jobs.answers import run_answers
from domain.sheet_jobs.desk import JobPorts
from domain.sheet_jobs.intake import faulty_answers, judge_stored, refused_rows, refused_text
from domain.sheet_jobs.options import JobOptions, options_of
from domain.sheet_jobs.results import push_run, report_of
from domain.sheet_jobs.run_candidates import pull
from domain.storage import UnitOfWork
from domain.storage.run import OptimizationRun

RUN_JOBS = "pm.optimize_run_"
_LOOKED_AT = 1000


class WriteResults:
    """The handler of the job."""

    def __init__(self, desk: JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Find the run, write it. Raises ``InputError`` where the spreadsheet has none."""
        options = options_of(payload)
        center = self._desk.open_center(options.workbook)
        context.expect(3)
        with context.step("find run") as note, context.storage.reading() as uow:
            run = chosen_run(uow, options)
            planned = uow.scenarios.get(run.scenario_id).scenario
            scenario = planned.name
            note.message = f"run {run.run_id} of scenario {scenario!r}: {run.status.value}"
        inputs = pull(context, center)
        report = report_of(context, self._desk, run)
        with context.storage.reading() as uow:
            judged = judge_stored(uow, inputs.candidates, planned, options.graduation)
        rows = list(zip(inputs.candidates, judged, strict=True))
        known = {row.key[0] for row in inputs.scenarios if not row.faults}
        faulty = faulty_answers(rows)
        refused, left_out = refused_rows(inputs, faulty), refused_text(inputs, faulty)
        answers = [
            answer
            for answer in run_answers(rows, (scenario,), run, report, left_out)
            if answer.key != (scenario,) or scenario in known
        ]
        pushed = push_run(context, center, run, report, [*inputs.answers, *answers], refused, left_out)
        return {"run_id": run.run_id, "message": f"run {run.run_id}: {pushed.pop('message')}"} | pushed


def chosen_run(uow: UnitOfWork, options: JobOptions) -> OptimizationRun:
    """The run that is named, else the newest of the spreadsheet. Raises ``InputError`` where there is none."""
    if options.run_id is not None:
        return uow.runs.get(options.run_id)
    wanted = None
    if options.scenario is not None:
        scenario = uow.scenarios.by_name(options.scenario)
        if scenario is None:
            raise InputError(f"there is no scenario {options.scenario!r}")
        wanted = scenario.id
    for number in runs_of(uow, options.workbook):
        run = uow.runs.numbered(number)
        if wanted in (None, run.scenario_id):
            return run
    raise InputError(f"no run was started from {options.workbook} yet; run its candidates first, or name a run")


def runs_of(uow: UnitOfWork, workbook: str) -> Iterator[int]:
    """The numbers of the runs that jobs started from a spreadsheet, the newest first."""
    for action in uow.action_runs.newest(prefix=RUN_JOBS, limit=_LOOKED_AT):
        if action.optimization_run_id is not None and action.payload.get("workbook") == workbook:
            yield action.optimization_run_id
