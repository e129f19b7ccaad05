"""What ``optengine sheet`` exchanges between a spreadsheet and the database, at once and without a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import NotFoundError
from domain.portfolio.report import PortfolioReport
from domain.ports import Clock
from domain.problem.scenario import Scenario
from domain.sheet_jobs import intake
from domain.sheet_jobs import planning_workbook as planning
from domain.sheet_jobs.answers import common_lacks, missing_fields, missing_sentence, run_answers
from domain.sheet_jobs.near_misses import stored_near_misses
from domain.sheet_jobs.options import JobOptions
from domain.storage import Storage, UnitOfWork
from domain.storage.run import OptimizationRun

SAVED = "saved"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull stored. answers: the outcome of every row, as it is written beside it."""

    scenario: str
    constraint_set: str
    answers: tuple[planning.RowAnswer, ...]
    written: planning.PushReport

    @property
    def faulty(self) -> tuple[planning.RowAnswer, ...]:
        """The rows that could not be stored."""
        return tuple(answer for answer in self.answers if answer.status == intake.INVALID)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push wrote."""

    run: OptimizationRun
    scenario: str
    written: planning.PushReport


def pull_center(storage: Storage, center: planning.PlanningWorkbook, options: JobOptions, clock: Clock) -> Pulled:
    """Store the scenario, the rules and every sound candidate, and answer every row.

    Raises ``InputError`` where there is no sound scenario to choose, after the rows were told what is wrong.
    """
    inputs = center.pull()
    try:
        with storage.writing() as uow:
            row = intake.choose_scenario(inputs, options)
            scenario = intake.save_scenario(uow, row, clock, None).scenario
            rules = intake.save_rules(uow, inputs, row, options, clock)
            judged = intake.save_candidates(uow, inputs.candidates, scenario, options.graduation, clock)
    except Exception:
        center.push(planning.SheetNews(inputs.answers))
        raise
    pairs = list(zip(inputs.candidates, judged, strict=True))
    answers = [answer for answer in inputs.answers if answer.tab != planning.CANDIDATES]
    common = common_lacks(judged)
    answers += [
        planning.RowAnswer(planning.SCENARIO_CONFIG, row.key, SAVED, missing_sentence(common)),
        *intake.faulty_answers(pairs),
    ]
    for candidate, verdict in pairs:
        if verdict.blocked and not verdict.faults:
            answers.append(
                planning.RowAnswer(
                    planning.CANDIDATES, candidate.key, f"{intake.INVALID}, {SAVED}", "; ".join(verdict.blocked)
                )
            )
        elif not verdict.faults:
            status = f"candidate for {scenario.period_key}"
            answers.append(
                planning.RowAnswer(planning.CANDIDATES, candidate.key, status, missing_fields(verdict, common))
            )
    written = center.push(planning.SheetNews(tuple(answers)))
    return Pulled(scenario.name, rules.constraint_set.name, tuple(answers), written)


def push_center(
    storage: Storage,
    center: planning.PlanningWorkbook,
    options: JobOptions,
    read_report: Callable[[str], PortfolioReport],
) -> Pushed:
    """Write a run, the newest of the scenario unless one is named. Raises ``NotFoundError`` where there is none."""
    inputs = center.pull()
    with storage.reading() as uow:
        run, scenario = _run_of(uow, inputs, options)
        judged = intake.judge_stored(uow, inputs.candidates, scenario, options.graduation)
        problem, text = uow.runs.problem(run.run_id), uow.runs.result_text(run.run_id)
        priced = stored_near_misses(uow, run.run_id) or ()
    report = None if text is None else read_report(text)
    name, rows = scenario.name, list(zip(inputs.candidates, judged, strict=True))
    known = {row.key for row in inputs.scenarios if not row.faults}
    faulty = intake.faulty_answers(rows)
    refused, left_out = intake.refused_rows(inputs, faulty), intake.refused_text(inputs, faulty)
    told = run_answers(rows, (name,), run, report, left_out)
    answers = [answer for answer in told if answer.tab != planning.SCENARIO_CONFIG or answer.key in known]
    news = planning.RunNews(run, name, problem, report, refused=refused, left_out=left_out, near_misses=priced)
    written = center.push(planning.SheetNews((*inputs.answers, *answers), news))
    return Pushed(run, name, written)


def _run_of(uow: UnitOfWork, inputs: planning.SheetInputs, options: JobOptions) -> tuple[OptimizationRun, Scenario]:
    if options.run_id is not None:
        run = uow.runs.get(options.run_id)
        return run, uow.scenarios.get(run.scenario_id).scenario
    name = options.scenario or intake.choose_scenario(inputs, options).key[0]
    scenario = uow.scenarios.by_name(name)
    if scenario is None:
        raise NotFoundError("scenario", f"{name!r} in the database; `optengine sheet pull` stores it")
    newest = uow.runs.newest(scenario_id=scenario.id, limit=1)
    if not newest:
        raise NotFoundError("run", f"of scenario {name!r} yet; `optengine run start` or `optengine job run` starts one")
    return newest[0], scenario.scenario
