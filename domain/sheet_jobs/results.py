"""Writes the answer of a run into its spreadsheet, or says what has to wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.actions.context import ActionContext
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.answers import run_answers
from domain.sheet_jobs.decisions import keep_decisions
from domain.sheet_jobs.earlier import earlier_plans
from domain.sheet_jobs.intake import Judged, faulty_answers, refused_rows, refused_text
from domain.sheet_jobs.near_misses import near_misses_of
from domain.sheet_jobs.planning_workbook import (
    SCENARIO_CONFIG,
    CandidateInput,
    JobPorts,
    PlanningWorkbook,
    PushReport,
    RowAnswer,
    RunNews,
    SheetInputs,
    SheetNews,
)
from domain.storage.run import OptimizationRun

PENDING = "the results are in the database; pm.optimize_write_results writes them once the spreadsheet can be written"


def report_of(context: ActionContext, desk: JobPorts, run: OptimizationRun) -> PortfolioReport | None:
    """Answer of a run; None where it has none."""
    with context.storage.reading() as uow:
        text = uow.runs.result_text(run.run_id)
    return None if text is None else desk.read_report(text)


def push_run(
    context: ActionContext,
    desk: JobPorts,
    workbook: str,
    center: PlanningWorkbook,
    inputs: SheetInputs,
    run: OptimizationRun,
    report: PortfolioReport | None,
    rows: Sequence[tuple[CandidateInput, Judged]],
    told: Sequence[str] = (),
) -> dict[str, Any]:
    """Price what almost made it, and write a run with all that belongs to it; return what the push did.

    First, what people plan by hand is kept in the plan of the run. rows: the candidates, judged. told: what else the
    row of the scenario is to say.
    """
    near_misses = near_misses_of(context, run, report)
    with context.step("write results") as note:
        with context.storage.writing() as uow:
            scenario = uow.scenarios.get(run.scenario_id).scenario.name
            problem = uow.runs.problem(run.run_id)
            email = context.action.requested_by_email
            decided = keep_decisions(uow, inputs.decisions, run.run_id, scenario, email, context.clock)
        faulty = faulty_answers(rows)
        left_out = refused_text(inputs, faulty)
        news = RunNews(
            run,
            scenario,
            problem,
            report,
            refused=refused_rows(inputs, faulty),
            left_out=left_out,
            earlier=earlier_plans(context, desk, workbook, run),
            decided=decided,
            scenario_names=inputs.scenario_names,
            near_misses=near_misses,
        )
        answers = run_answers(rows, (scenario,), run, report, "; ".join(filter(None, [left_out, *told])))
        known = [row.key for row in inputs.scenarios if not row.faults]
        answers = tuple(each for each in answers if each.tab != SCENARIO_CONFIG or each.key in known)
        pushed = center.push(SheetNews((*inputs.answers, *answers), news))
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
