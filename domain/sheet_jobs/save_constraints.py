"""Saves the rules and the scenario of a spreadsheet, without a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import OptimizationEngineError
from domain.sheet_jobs.desk import JobPorts
from domain.sheet_jobs.intake import choose_scenario, rules_name, save_rules, save_scenario
from domain.sheet_jobs.options import options_of
from domain.sheet_jobs.planning_workbook import CONSTRAINTS, SCENARIO_CONFIG, TARGETS, RowAnswer
from domain.sheet_jobs.results import push_answers
from domain.sheet_jobs.run_candidates import pull

SAVED = "saved"
_OWN_TABS = (CONSTRAINTS, TARGETS, SCENARIO_CONFIG)


class SaveConstraints:
    """The handler of the job."""

    def __init__(self, desk: JobPorts) -> None:
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
                rules = save_rules(uow, inputs, rules_name(options, row.key[0]), context.clock)
                note.message = f"scenario {scenario.scenario.name!r}, constraint set {rules.constraint_set.name!r}"
                if inputs.deadlines:
                    note.message += f"; {len(inputs.deadlines)} deadlines count in runs from the spreadsheet"
        except OptimizationEngineError:
            push_answers(context, center, answers)
            raise
        pushed = push_answers(context, center, [*answers, RowAnswer(SCENARIO_CONFIG, row.key, SAVED)])
        names = {"scenario": scenario.scenario.name, "constraint_set": rules.constraint_set.name}
        return names | pushed | {"message": f"{rules.constraint_set.name!r} saved; {pushed['message']}"}
