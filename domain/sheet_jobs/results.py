"""Writes the answer of a run into its spreadsheet, or says what has to wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.actions.context import ActionContext
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.changes import EarlierPlan
from domain.sheet_jobs.planning_workbook import JobPorts, PlanningWorkbook, PushReport, RowAnswer, RunNews, SheetNews
from domain.storage.run import OptimizationRun

PENDING = "the results are in the database; pm.optimize_write_results writes them once the spreadsheet can be written"


def report_of(context: ActionContext, desk: JobPorts, run: OptimizationRun) -> PortfolioReport | None:
    """Answer of a run; None where it has none."""
    with context.storage.reading() as uow:
        text = uow.runs.result_text(run.run_id)
    return None if text is None else desk.read_report(text)


def push_run(
    context: ActionContext,
    center: PlanningWorkbook,
    run: OptimizationRun,
    report: PortfolioReport | None,
    answers: Sequence[RowAnswer],
    refused: tuple[RowAnswer, ...] = (),
    left_out: str = "",
    earlier: tuple[EarlierPlan, ...] = (),
) -> dict[str, Any]:
    """Write a run, the answers beside rows and the refused rows as one step of the log; return what the push did.

    earlier: the plans that it is compared with.
    """
    with context.step("write results") as note:
        with context.storage.reading() as uow:
            scenario = uow.scenarios.get(run.scenario_id).scenario.name
            problem = uow.runs.problem(run.run_id)
        news = RunNews(run, scenario, problem, report, refused=refused, left_out=left_out, earlier=earlier)
        pushed = center.push(SheetNews(tuple(answers), news))
        note.message, note.detail = format_push(pushed), written(pushed)
        return written(pushed) | {"message": note.message}


def push_answers(context: ActionContext, center: PlanningWorkbook, answers: Sequence[RowAnswer]) -> dict[str, Any]:
    """Write the answers beside rows as one step of the log."""
    with context.step("write status") as note:
        pushed = center.push(SheetNews(tuple(answers)))
        note.message, note.detail = format_push(pushed), written(pushed)
        return written(pushed) | {"message": note.message}


def written(pushed: PushReport) -> dict[str, Any]:
    """What a push did, as JSON."""
    return {
        "cells": pushed.cells,
        "findings": [str(finding) for finding in pushed.findings],
        "pending": [str(waiting) for waiting in pushed.pending],
    }


def format_push(pushed: PushReport) -> str:
    """What a push did, in a sentence."""
    if pushed.pending:
        return f"pending: {PENDING}"
    return f"{pushed.cells} cells written" if pushed.cells else "nothing differs, nothing written"
