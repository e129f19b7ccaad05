"""Publishes a portfolio as a version of the roadmap, into a Roadmap spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import InputError
from domain.portfolio.assessment import StageValue
from domain.portfolio.evaluation import TIE_BREAK_SCORE, TIE_BREAK_TOKENS
from domain.portfolio.portfolio import Portfolio
from domain.portfolios.portfolios import review
from domain.sheet_jobs.desk import JobPorts
from domain.sheet_jobs.options import JobOptions, options_of
from domain.sheet_jobs.planning_workbook import PublishedVersion
from domain.sheet_jobs.results import format_push, written
from domain.sheet_jobs.write_results import runs_of
from domain.storage import PortfolioFlag, UnitOfWork

_TIE_BREAKS = (TIE_BREAK_SCORE, TIE_BREAK_TOKENS)


class PublishPortfolio:
    """The handler of the job."""

    def __init__(self, desk: JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Find the portfolio, write it. Raises ``InputError`` where there is none to publish."""
        options = options_of(payload)
        context.expect(2)
        roadmap = self._desk.open_roadmap(options.roadmap or options.workbook)
        with context.step("find portfolio") as note, context.storage.reading() as uow:
            portfolio = _chosen(uow, options)
            version = _version(uow, portfolio, context)
            note.message = f"portfolio {portfolio.id}, {portfolio.name!r}, of {version.scenario.name!r}"
        with context.step("publish") as note:
            pushed = roadmap.publish(version)
            note.message, note.detail = format_push(pushed), written(pushed)
        message = f"{portfolio.name!r} published: {format_push(pushed)}"
        return {"portfolio_id": portfolio.id, "message": message} | written(pushed)


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
    stages = review(uow, portfolio.id).assessment.stages
    records = uow.initiatives.by_keys(item.initiative_key for item in portfolio.items)
    number = portfolio.optimization_run_id
    return PublishedVersion(
        portfolio,
        uow.scenarios.get(portfolio.scenario_id).scenario,
        {key: record.initiative for key, record in records.items()},
        context.action.created_at,
        run_id=None if number is None else uow.runs.numbered(number).run_id,
        total_value=_main_value(stages),
    )


def _main_value(stages: Sequence[StageValue]) -> Decimal | None:
    """The value of the main stage: the last one that is no tie-break."""
    main = [stage for stage in stages if stage.name not in _TIE_BREAKS]
    return main[-1].value if main else None
