"""Writes what is stored already into spreadsheets: the answer of a run, a portfolio as a version of the roadmap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import InputError, OptimizationEngineError
from domain.portfolio.portfolio import Portfolio
from domain.portfolios.portfolios import review
from domain.sheet_jobs.decisions import keep_decisions, keep_flags
from domain.sheet_jobs.earlier import main_value, runs_of
from domain.sheet_jobs.intake import judge_stored
from domain.sheet_jobs.options import JobOptions, options_of
from domain.sheet_jobs.planning_workbook import JobPorts, PublishedVersion, SheetInputs
from domain.sheet_jobs.results import format_push, push_run, report_of, written
from domain.sheet_jobs.run_candidates import pull
from domain.storage import PortfolioFlag, UnitOfWork
from domain.storage.run import OptimizationRun


class WriteResults:
    """The handler of the job."""

    def __init__(self, desk: JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Find the run, write it. Raises ``InputError`` where the spreadsheet has none."""
        options = options_of(payload)
        center = self._desk.open_center(options.workbook)
        context.expect(4)
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
        told = _keep_flags(context, inputs, scenario)
        pushed = push_run(context, self._desk, options.workbook, center, inputs, run, report, rows, told)
        message = "; ".join([f"run {run.run_id}: {pushed.pop('message')}", *told])
        return {"run_id": run.run_id, "message": message} | pushed


def _keep_flags(context: ActionContext, inputs: SheetInputs, scenario: str) -> tuple[str, ...]:
    """Keep the baseline and the active plan that the row of a scenario names; what is in the way of that."""
    named = next((row.named_runs for row in inputs.scenarios if row.key == (scenario,)), {})
    with context.storage.writing() as uow:
        return keep_flags(uow, inputs.decisions, named, scenario, context.clock)


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


class PublishPortfolio:
    """The handler of the job."""

    def __init__(self, desk: JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Find the portfolio, write it. Raises ``InputError`` where there is none to publish."""
        options = options_of(payload)
        context.expect(3)
        roadmap = self._desk.open_roadmap(options.roadmap or options.workbook)
        inputs = self._decided(context, options)
        with context.step("find portfolio") as note, context.storage.writing() as uow:
            portfolio = _chosen(uow, options)
            scenario = uow.scenarios.get(portfolio.scenario_id).scenario.name
            told = self._keep(context, uow, portfolio, inputs, scenario, options)
            version = _version(uow, uow.portfolios.get(portfolio.id), context)
            note.message = f"portfolio {portfolio.id}, {portfolio.name!r}, of {scenario!r}"
            note.message += f"; by hand: {told}" if told else ""
        with context.step("publish") as note:
            pushed = roadmap.publish(version)
            note.message, note.detail = format_push(pushed), written(pushed)
        message = f"{portfolio.name!r} published: {format_push(pushed)}{f'; by hand: {told}' if told else ''}"
        return {"portfolio_id": portfolio.id, "message": message} | written(pushed)

    def _decided(self, context: ActionContext, options: JobOptions) -> SheetInputs | None:
        """What people decide in the spreadsheet; None where it is not one to plan in, or cannot be read."""
        with context.step("read decisions") as note:
            try:
                return self._desk.open_center(options.workbook).pull()
            except OptimizationEngineError as error:
                note.message = f"none are read: {error}"
                return None

    @staticmethod
    def _keep(
        context: ActionContext,
        uow: UnitOfWork,
        portfolio: Portfolio,
        inputs: SheetInputs | None,
        scenario: str,
        options: JobOptions,
    ) -> str:
        """Keep what the spreadsheet decides by hand, where its results are those of the portfolio."""
        number = portfolio.optimization_run_id
        if inputs is None or number is None:
            return ""
        of_scenario = (run for run in map(uow.runs.numbered, runs_of(uow, options.workbook)))
        newest = next((run for run in of_scenario if run.scenario_id == portfolio.scenario_id), None)
        if newest is None or newest.id != number:
            return ""
        email = context.action.requested_by_email
        return keep_decisions(uow, inputs.decisions, newest.run_id, scenario, email, context.clock).sentence


def _chosen(uow: UnitOfWork, options: JobOptions) -> Portfolio:
    """By its number, by its run, the active one of a scenario; else that of the newest run of a spreadsheet."""
    if options.portfolio_id is not None:
        return uow.portfolios.get(options.portfolio_id)
    found: Portfolio | None = None
    if options.run_id is not None:
        found = uow.portfolios.by_run(uow.runs.get(options.run_id).id)
    elif options.scenario is not None:
        scenario = uow.scenarios.by_name(options.scenario)
        if scenario is None:
            raise InputError(f"there is no scenario {options.scenario!r}")
        found = uow.portfolios.flagged(scenario.id, PortfolioFlag.ACTIVE)
        newest = uow.portfolios.all(scenario.id)
        if found is None and newest:
            found = uow.portfolios.get(newest[-1].id)
    else:
        for number in runs_of(uow, options.workbook):
            found = uow.portfolios.by_run(number)
            if found is not None:
                break
    if found is None:
        raise InputError("there is no portfolio to publish; name one by portfolio, run or scenario")
    return found


def _version(uow: UnitOfWork, portfolio: Portfolio, context: ActionContext) -> PublishedVersion:
    """The version, dated by the request to publish it, so that publishing it again changes nothing."""
    found = review(uow, portfolio.id).assessment
    records = uow.initiatives.by_keys(item.initiative_key for item in portfolio.items)
    number = portfolio.optimization_run_id
    return PublishedVersion(
        portfolio,
        uow.scenarios.get(portfolio.scenario_id).scenario,
        {key: record.initiative for key, record in records.items()},
        context.action.created_at,
        run_id=None if number is None else uow.runs.numbered(number).run_id,
        total_value=main_value(found.stages),
        overhead_tokens=found.overhead_tokens,
    )
