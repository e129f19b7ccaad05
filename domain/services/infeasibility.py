"""Where there is no portfolio: which rules cannot hold together, and what would have to give way."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.conflict import Conflict, find_conflict
from domain.elastic import Elastic, elastic_plan
from domain.evaluation import stage_values
from domain.explanation import Certainty, explain
from domain.model import NO_UPPER, Model, Plan, SolveParameters, StageRole, rebuilt
from domain.numbers import to_decimal
from domain.ports import SolveControl, SolverPort
from domain.relaxation import read_relaxation
from domain.report import ConflictReport, RelaxationReport
from domain.result import PlanResult, SolutionStatus, Termination
from domain.rule_text import describe_rules
from domain.scenario import ObjectiveMode
from domain.services.preparation import Prepared

LEAST_SECONDS = 5.0
LEAST_SECONDS_A_QUESTION = 0.5
_NOT_ASKED = PlanResult(SolutionStatus.UNKNOWN, Termination.TIME_LIMIT, None, detail="no time left")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Conflict and relaxation of an infeasible problem; notes say what was cut short."""

    conflict: ConflictReport | None
    relaxation: RelaxationReport | None
    notes: tuple[str, ...]


def diagnose(
    prepared: Prepared,
    solver: SolverPort,
    parameters: SolveParameters,
    control: SolveControl | None,
    seconds_left: float | None,
) -> Diagnosis:
    """Half of the time left (or of a few seconds at least) for the conflict, the rest for the relaxation."""
    budget = None if seconds_left is None else max(seconds_left, 2 * LEAST_SECONDS)
    started = time.monotonic()
    notes: list[str] = []
    conflict = _conflict(prepared, Questions(solver, parameters, control, None if budget is None else budget / 2))
    if not conflict.minimal:
        notes.append(f"conflict: {conflict.detail}")
    left = None if budget is None else budget - (time.monotonic() - started)
    relaxation = _relaxation(prepared, Questions(solver, parameters, control, left), notes)
    return Diagnosis(conflict, relaxation, tuple(notes))


class Questions:
    """Puts plans to the solver until the time is up; a single question gets a quarter of what is left at most."""

    def __init__(
        self, solver: SolverPort, parameters: SolveParameters, control: SolveControl | None, seconds: float | None
    ) -> None:
        self._solver, self._parameters, self._control = solver, parameters, control
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def ask(self, plan: Plan) -> PlanResult:
        """One question about feasibility."""
        limit = None
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                return _NOT_ASKED
            limit = max(left / 4, min(left, LEAST_SECONDS_A_QUESTION))
        return self._solve(plan, limit)

    def ask_last(self, plan: Plan, share: float = 1.0) -> PlanResult:
        """One of the last questions, which gets a share of all that is left."""
        left = None if self._deadline is None else self._deadline - time.monotonic()
        return self._solve(plan, None if left is None else max(left * share, LEAST_SECONDS / 2))

    def _solve(self, plan: Plan, limit: float | None) -> PlanResult:
        control = self._control
        if control is not None and (control.stop_requested or control.cancel_requested):
            return _NOT_ASKED
        return self._solver.solve(plan, replace(self._parameters, time_limit=limit), control)


def _conflict(prepared: Prepared, questions: Questions) -> ConflictReport:
    return explain_conflict(prepared, prepared.formulation.plan.model, questions, {})


def explain_conflict(
    prepared: Prepared, model: Model, questions: Questions, demands: Mapping[str, str]
) -> ConflictReport:
    """Why a model has no point. demands: by tag, what rows say that are no rules of the problem."""
    found: Conflict = find_conflict(model, questions.ask)
    texts = {**describe_rules(prepared.rules, prepared.pool, found.rules), **demands}
    sentences = tuple(f"{rule_id}: {texts[rule_id]}" for rule_id in found.rules)
    return ConflictReport(found.rules, found.minimal, sentences, found.detail)


def _two_questions(elastic: Elastic, questions: Questions) -> tuple[PlanResult, bool]:
    """First the least violation by itself, then the best portfolio within it; whether the violation was proven least.

    Asked apart, so that a hard objective never costs the violation.
    """
    model, (violation, *others) = elastic.plan.model, elastic.plan.stages
    first = questions.ask_last(Plan(model, (violation,)), share=0.6)
    if first.values is None:
        return first, False
    least = first.status is SolutionStatus.OPTIMAL
    held = ("", violation.form, violation.form.value(first.values), NO_UPPER)
    within = replace(rebuilt(model, extra=[held]), hint=tuple(first.values))
    second = questions.ask_last(Plan(within, tuple(others)))
    if second.values is not None:
        return second, least
    return replace(first, status=SolutionStatus.FEASIBLE), least


def _relaxation(prepared: Prepared, questions: Questions, notes: list[str]) -> RelaxationReport | None:
    problem, pool, rules, formulation = prepared.problem, prepared.pool, prepared.rules, prepared.formulation
    elastic = elastic_plan(formulation, pool, rules)
    result, least = _two_questions(elastic, questions)
    if result.values is None:
        notes.append(f"relaxation: none found in time ({result.detail or result.termination.value})")
        return None
    notes.extend(f"relaxation: {note}" for note in elastic.notes)
    relaxation = read_relaxation(problem, pool, rules, formulation, elastic, result.values)
    exact = stage_values(problem, pool, rules, relaxation.solution)
    deciding = [stage.name for stage in formulation.plan.stages if stage.role is StageRole.OBJECTIVE]
    proven = least and result.status is SolutionStatus.OPTIMAL
    if not least:
        notes.append("relaxation: it was not proven in time that no smaller one exists")
    elif not proven:
        notes.append(
            "relaxation: it is the smallest, but it was not proven in time that no better portfolio goes with it"
        )
    goals = problem.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
    explanation = explain(problem, pool, rules, relaxation.solution, Certainty(proven, goals, relaxed=True))
    return RelaxationReport(
        total_relative_violation=to_decimal(relaxation.total),
        rules=relaxation.rules,
        selected=tuple(relaxation.solution.choices),
        initiatives=explanation.initiatives,
        objective=to_decimal(exact[deciding[-1]]) if deciding else None,
        proven=proven,
    )
