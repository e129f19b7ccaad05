"""Saves what a spreadsheet says: its ticked candidates, with what each lacks, or its scenarios and rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import OptimizationEngineError
from domain.sheet_jobs import planning_workbook as planning
from domain.sheet_jobs.answers import common_lacks, missing_fields, missing_sentence
from domain.sheet_jobs.decisions import keep_flags
from domain.sheet_jobs.intake import (
    choose_scenario,
    faulty_answers,
    save_candidates,
    save_rules,
    save_scenario,
)
from domain.sheet_jobs.options import JobOptions, options_of
from domain.sheet_jobs.results import push_answers
from domain.sheet_jobs.run_candidates import pull

SAVED = "saved"
_OWN_TABS = (planning.CONSTRAINTS, planning.TARGETS, planning.SCENARIO_CONFIG)


class SaveConstraints:
    """The handler of the job."""

    def __init__(self, desk: planning.JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Pull, save, answer the rows. Raises ``OptimizationEngineError``, with the faulty rows told what is wrong."""
        options = options_of(payload)
        context.expect(3)
        center = self._desk.open_center(options.workbook)
        inputs = pull(context, center)
        answers = [answer for answer in inputs.answers if answer.tab in _OWN_TABS]
        try:
            with context.step("save") as note, context.storage.writing() as uow:
                row = choose_scenario(inputs, options)
                scenario = save_scenario(uow, row, context.clock, context.action.requested_by_email)
                rules = save_rules(uow, inputs, row, options, context.clock)
                note.message = f"scenario {scenario.scenario.name!r}, constraint set {rules.constraint_set.name!r}"
                told = keep_flags(uow, inputs.decisions, row.named_runs, row.key[0], context.clock)
                if deadlines := inputs.rules[row.key[0]].deadlines:
                    note.message += f"; {len(deadlines)} deadlines count in runs from the spreadsheet"
        except OptimizationEngineError:
            push_answers(context, center, answers)
            raise
        saved = planning.RowAnswer(planning.SCENARIO_CONFIG, row.key, SAVED, "; ".join(told))
        pushed = push_answers(context, center, [*answers, saved])
        names = {"scenario": scenario.scenario.name, "constraint_set": rules.constraint_set.name}
        said = "; ".join([f"{rules.constraint_set.name!r} saved", *told, pushed["message"]])
        return names | pushed | {"message": said}


class SaveSelected:
    """The handler of the job."""

    def __init__(self, desk: planning.JobPorts) -> None:
        self._desk = desk

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Pull, save, answer the rows. Raises ``OptimizationEngineError``, with the faulty rows told what is wrong."""
        options = options_of(payload)
        context.expect(3)
        center = self._desk.open_center(options.workbook)
        inputs = pull(context, center)
        ticked = [row for row in inputs.candidates if row.is_selected]
        try:
            with context.step("save") as note, context.storage.writing() as uow:
                row = _any_scenario(inputs, options)
                known = uow.scenarios.by_name(row.key[0])
                scenario = row.scenario(None if known is None else known.scenario)
                judged = save_candidates(uow, ticked, scenario, options.graduation, context.clock)
                saved = [one.key for one in judged if not one.faults]
                note.message = f"{len(saved)} of {len(ticked)} ticked candidates saved"
        except OptimizationEngineError:
            push_answers(context, center, inputs.answers)
            raise
        common = common_lacks(judged)
        pairs = list(zip(ticked, judged, strict=True))
        answers = [
            planning.RowAnswer(planning.CANDIDATES, row.key, f"{one.kept_out}, saved", "; ".join(one.blocked))
            if one.blocked
            else planning.RowAnswer(
                planning.CANDIDATES, row.key, f"candidate for {scenario.period_key}", missing_fields(one, common)
            )
            for row, one in pairs
            if not one.faults
        ]
        pushed = push_answers(context, center, [*inputs.answers, *faulty_answers(pairs), *answers])
        candidates = [one.key for one in judged if not one.faults and not one.blocked]
        refused = len(ticked) - len(saved)
        message = (
            f"{len(saved)} saved, {len(candidates)} of them candidates, {refused} refused; {pushed.pop('message')}"
        )
        message = "; ".join(filter(None, [message, missing_sentence(common)]))
        return {"saved": len(saved), "candidates": len(candidates), "refused": refused, "message": message} | pushed


def _any_scenario(inputs: planning.SheetInputs, options: JobOptions) -> planning.ScenarioInput:
    """The requested scenario, else the first valid one, which only tells the period that candidates are for."""
    sound = [row for row in inputs.scenarios if not row.faults]
    return sound[0] if options.scenario is None and sound else choose_scenario(inputs, options)
