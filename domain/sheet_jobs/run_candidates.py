"""Runs the optimizer over the candidates of a spreadsheet, all or the ticked ones, and writes the answer back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import InputError, OptimizationEngineError
from domain.integer_model.result import SolutionStatus
from domain.portfolio.certainty import status_text
from domain.problem.problem import PortfolioProblem
from domain.runs.requests import RunRequest
from domain.sheet_jobs import intake
from domain.sheet_jobs import planning_workbook as planning
from domain.sheet_jobs.decisions import keep_flags
from domain.sheet_jobs.options import JobOptions, options_of
from domain.sheet_jobs.results import push_answers, push_run, report_of
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from domain.storage.run import OptimizationRun, RunStatus

_MOST_FAULTS = 100
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Saved:
    """What was stored from the spreadsheet.

    rows: candidates with their judgements. unused: what it does without. told: what could not be done of the rest.
    """

    row: planning.ScenarioInput
    scenario: ScenarioRecord
    rules: ConstraintSetRecord
    rows: list[tuple[planning.CandidateInput, intake.Judged]]
    unused: str
    told: tuple[str, ...]


class RunSelected:
    """The handler of the job over the ticked candidates."""

    only_ticked = True

    def __init__(self, desk: planning.JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Pull, save, run, write the answer. Raises ``OptimizationEngineError``, with the rows told what was wrong."""
        options = options_of(payload)
        context.expect(6)
        center = self._desk.open_center(options.workbook)
        inputs = pull(context, center)
        try:
            saved = self._save(context, inputs, options)
            request = self._request(saved, inputs, options)
        except OptimizationEngineError as error:
            push_answers(context, center, [*inputs.answers, *_refused(inputs, options, error)])
            raise
        run = self._run(context, request)
        report = report_of(context, self._desk, run)
        left_out = intake.refused_text(inputs, intake.faulty_answers(saved.rows))
        pushed = push_run(context, self._desk, options.workbook, center, inputs, run, report, saved.rows, saved.told)
        if run.status is not RunStatus.SUCCESS:
            raise OptimizationEngineError(
                f"run {run.run_id} {run.status.value}: {run.error_text or 'no reason is known'}"
            )
        status = None if run.solution_status is None else run.solution_status.value
        selected = len(report.selected if report else ())
        outcome = f", {selected} selected" if _is_answered(run) else "; Gaps_And_Alerts says what would help"
        headline = [f"{_found(run)}{outcome}", left_out, saved.unused, *saved.told, pushed.pop("message")]
        message = "; ".join(filter(None, headline))
        return {"run_id": run.run_id, "solution_status": status, "selected": selected, "message": message} | pushed

    def _save(self, context: ActionContext, inputs: planning.SheetInputs, options: JobOptions) -> _Saved:
        with context.step("save") as note, context.storage.writing() as uow:
            row = intake.choose_scenario(inputs, options)
            scenario = intake.save_scenario(uow, row, context.clock, context.action.requested_by_email)
            rules = intake.save_rules(uow, inputs, row, options, context.clock)
            dropped = intake.dropped_text(uow, inputs.candidates, scenario.scenario)
            judged = intake.save_candidates(
                uow, inputs.candidates, scenario.scenario, options.graduation, context.clock
            )
            rows = list(zip(inputs.candidates, judged, strict=True))
            note.message, note.detail = _summary(rows), {"scenario": scenario.id, "constraint_set": rules.id}
            unused = intake.unused_text(uow, inputs.candidates, scenario.scenario)
            told = keep_flags(uow, inputs.decisions, row.named_runs, row.key[0], context.clock)
            return _Saved(row, scenario, rules, rows, "; ".join(filter(None, (dropped, unused))), told)

    def _request(self, saved: _Saved, inputs: planning.SheetInputs, options: JobOptions) -> RunRequest:
        keys = tuple(
            judged.key for row, judged in saved.rows if judged.takes_part and (row.is_selected or not self.only_ticked)
        )
        if not keys:
            ticked = "ticked " if self.only_ticked else ""
            raise InputError(f"there is no {ticked}candidate that a run could be asked about")
        return RunRequest(
            scenario_id=saved.scenario.id,
            constraint_set_id=saved.rules.id,
            solvers=(options.solver,),
            parameters=options.parameters(saved.row.effort),
            initiative_keys=keys,
            problem=self._problem(saved, inputs, keys),
            reuses_answers=not options.fresh,
        )

    @staticmethod
    def _problem(saved: _Saved, inputs: planning.SheetInputs, keys: tuple[str, ...]) -> PortfolioProblem:
        """What the spreadsheet alone says, under the name that its rules are stored by."""
        problem = inputs.problem(saved.row, frozenset(keys))
        rules = replace(problem.constraint_set, name=saved.rules.constraint_set.name)
        return replace(problem, constraint_set=rules)

    def _run(self, context: ActionContext, request: RunRequest) -> OptimizationRun:
        with context.step("start run") as note:
            run = context.run(request)
            note.message = f"run {run.run_id} over {len(request.initiative_keys or ())} candidates"
            if run.status is RunStatus.SUCCESS:
                note.message = f"run {run.run_id} has answered the same question before"
        with context.step("await run") as note:
            run = context.follow(run.run_id)
            found = "" if run.solution_status is None else f", {_found(run)}"
            note.message = f"{run.status.value}{found}" if _is_answered(run) else f"no portfolio{found}"
        return run


class RunAll(RunSelected):
    """The handler of the job over all candidates."""

    only_ticked = False


def _is_answered(run: OptimizationRun) -> bool:
    """Whether it found a portfolio, or its status says by itself how it ended."""
    return run.solution_status in (None, SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def _found(run: OptimizationRun) -> str:
    """What is known of the portfolio, with what is missing to a proof."""
    gap = (run.gaps or {}).get("optimality")
    return "no answer" if run.solution_status is None else status_text(run.solution_status, run.proof, gap)


def pull(context: ActionContext, center: planning.PlanningWorkbook) -> planning.SheetInputs:
    """Read the spreadsheet, as one step of the log."""
    with context.step("pull") as note:
        inputs = center.pull()
        note.message = f"{_count(inputs.candidates, 'candidate')}, {_count(inputs.scenarios, 'scenario')}{_bad(inputs)}"
        note.detail = {"faults": [str(fault) for fault in inputs.faults[:_MOST_FAULTS]]}
        return inputs


def _count(found: Sequence[object], what: str) -> str:
    return f"{len(found)} {what}{'' if len(found) == 1 else 's'}"


def _bad(inputs: planning.SheetInputs) -> str:
    """The first unusable cells, and how many more there are."""
    if not inputs.faults:
        return ""
    more = len(inputs.faults) - _MOST_TOLD
    rest = f"; and {more} more; `optengine sheet check` lists all" if more > 0 else ""
    told = "; ".join(str(fault) for fault in inputs.faults[:_MOST_TOLD])
    return f"; {_count(inputs.faults, 'cell')} cannot be used: {told}{rest}"


def _refused(
    inputs: planning.SheetInputs, options: JobOptions, error: OptimizationEngineError
) -> Sequence[planning.RowAnswer]:
    """The answer beside the scenario of a job that could not start its run."""
    rows = [row for row in inputs.scenarios if options.scenario in (None, row.key[0]) and not row.faults]
    return [planning.RowAnswer(planning.SCENARIO_CONFIG, row.key, intake.INVALID, str(error)) for row in rows]


def _summary(rows: Sequence[tuple[planning.CandidateInput, intake.Judged]]) -> str:
    count = Counter(
        "cannot be used" if judged.faults else judged.kept_out if judged.blocked else "saved" for _, judged in rows
    )
    return ", ".join(f"{number} {what}" for what, number in sorted(count.items())) or "no candidates"
