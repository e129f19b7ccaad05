"""Where there is no portfolio: which rules cannot hold together, and what would have to give way."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import FormulationError
from domain.explanation.explanation import Certainty, explain
from domain.formulation import Formulation
from domain.formulation.elastic import Elastic, elastic_plan
from domain.integer_model.builder import rebuilt
from domain.integer_model.iis import Conflict, find_iis
from domain.integer_model.model import NO_UPPER, Effort, Model, Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.numbers import to_decimal
from domain.optimization.preparation import PreparedProblem
from domain.optimization.relaxation import read_relaxation
from domain.portfolio.report import ConflictReport, RelaxationReport
from domain.problem.scenario import ObjectiveMode
from domain.rules.rule_text import describe_rules

LEAST_SECONDS = 5.0
LEAST_SECONDS_A_QUESTION = 0.5
_NOT_ASKED = PlanResult(SolutionStatus.UNKNOWN, Termination.TIME_LIMIT, None, detail="no time left")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Conflict and relaxation of an infeasible problem; notes say what was cut short.

    point: one of the model that keeps every rule after all, so that nothing is infeasible; then there is nothing else.
    """

    conflict: ConflictReport | None
    relaxation: RelaxationReport | None
    notes: tuple[str, ...]
    point: Sequence[int] | None = None


def diagnose(
    prepared: PreparedProblem,
    solver: SolverPort,
    parameters: SolveParameters,
    control: SolveControl | None,
    seconds_left: float | None,
    proof: Proof,
) -> Diagnosis:
    """Explain why a problem is infeasible: half of the time left for the conflict, the rest for the relaxation.

    At least a few seconds are taken. proof: what the claim rests on that it is infeasible.
    """
    budget = None if seconds_left is None else max(seconds_left, 2 * LEAST_SECONDS)
    started = time.monotonic()
    notes: list[str] = []
    solves = InfeasibilitySolves(solver, parameters, control, None if budget is None else budget / 2)
    conflict = explain_conflict(prepared, prepared.formulation.plan.model, solves, {}, proof)
    if not conflict.minimal:
        notes.append(f"conflict: {conflict.detail}")
    left = None if budget is None else budget - (time.monotonic() - started)
    found = _relaxation(prepared, InfeasibilitySolves(solver, parameters, control, left), notes)
    if found is None:
        return Diagnosis(conflict, None, tuple(notes))
    point = found.values[: prepared.formulation.plan.model.num_columns]
    if prepared.formulation.plan.model.admits(point):
        return Diagnosis(None, None, (), point)
    return Diagnosis(conflict, found.report, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Relaxation:
    report: RelaxationReport
    values: Sequence[int]


class InfeasibilitySolves:
    """Solves plans until the time is up; one solve gets a quarter of the remaining time at most."""

    def __init__(
        self, solver: SolverPort, parameters: SolveParameters, control: SolveControl | None, seconds: float | None
    ) -> None:
        self._solver, self._parameters, self._control = solver, parameters, control
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def ask(self, plan: Plan) -> PlanResult:
        """Solve one plan for feasibility."""
        limit = None
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                return _NOT_ASKED
            limit = max(left / 4, min(left, LEAST_SECONDS_A_QUESTION))
        return self._solve(plan, limit)

    def ask_last(self, plan: Plan, share: float = 1.0, effort: Effort | None = None) -> PlanResult:
        """Solve one of the last plans, with a share of all the remaining time. effort: in place of the one given."""
        left = None if self._deadline is None else self._deadline - time.monotonic()
        return self._solve(plan, None if left is None else max(left * share, LEAST_SECONDS / 2), effort)

    def _solve(self, plan: Plan, limit: float | None, effort: Effort | None = None) -> PlanResult:
        control = self._control
        if control is not None and (control.stop_requested or control.cancel_requested):
            return _NOT_ASKED
        parameters = replace(self._parameters, time_limit=limit, effort=effort or self._parameters.effort)
        return self._solver.solve(plan, parameters, control)


def explain_conflict(
    prepared: PreparedProblem,
    model: Model,
    solves: InfeasibilitySolves,
    demands: Mapping[str, str],
    proof: Proof = Proof.EXACT,
) -> ConflictReport:
    """Why a model has no point. demands: by tag, what rows say that are no rules of the problem.

    proof: what it rests on that there is none.
    """
    found: Conflict = find_iis(model, solves.ask)
    texts = {**describe_rules(prepared.ruled, found.rules), **demands}
    sentences = tuple(f"{rule_id}: {texts[rule_id]}" for rule_id in found.rules)
    return ConflictReport(found.rules, found.minimal and proof is Proof.EXACT, sentences, found.detail, proof)


def least_relaxation(prepared: PreparedProblem, solves: InfeasibilitySolves) -> RelaxationReport | None:
    """The least change that would leave a portfolio; None where none is found in time.

    Without a rule where every rule can be kept after all, so that nothing is infeasible.
    """
    found = _relaxation(prepared, solves, [])
    return None if found is None else found.report


def _asked(formulation: Formulation, solves: InfeasibilitySolves) -> tuple[Elastic, PlanResult, Proof]:
    """Find the least violation, then the best portfolio within it; return also whether the violation is the least.

    Two separate solves, so that a hard objective never makes the violation worse. Where figures are long, rough steps
    come first, then exact ones within what these found to be enough, if little work proves that; else the rough stay.
    """
    elastic = elastic_plan(formulation)
    if elastic.in_digits:
        elastic = elastic_plan(formulation, rough=True)
        first = solves.ask_last(_violation_of(elastic), share=0.3)
        if first.values is not None:
            enough = read_relaxation(formulation, elastic, first.values).total
            fine = elastic_plan(formulation, within=enough)
            second = solves.ask_last(_violation_of(fine), share=0.4, effort=Effort.QUICK)
            if second.values is not None and second.proof is Proof.EXACT:
                elastic, first = fine, second
    else:
        first = solves.ask_last(_violation_of(elastic), share=0.6)
    if first.values is None:
        return elastic, first, Proof.NONE
    model, (violation, *others) = elastic.plan.model, elastic.plan.stages
    held = ("", violation.form, violation.form.value(first.values), NO_UPPER)
    within = replace(rebuilt(model, extra=[held]), hint=tuple(first.values))
    last = solves.ask_last(Plan(within, tuple(others)))
    if last.values is not None:
        return elastic, last, first.proof
    return elastic, replace(first, status=SolutionStatus.FEASIBLE), first.proof


def _violation_of(elastic: Elastic) -> Plan:
    return Plan(elastic.plan.model, elastic.plan.stages[:1])


def _relaxation(prepared: PreparedProblem, solves: InfeasibilitySolves, notes: list[str]) -> _Relaxation | None:
    problem, formulation = prepared.problem, prepared.formulation
    try:
        elastic, result, least = _asked(formulation, solves)
    except FormulationError as error:
        notes.append(f"relaxation: none was looked for, since {error}")
        return None
    if result.values is None:
        notes.append(f"relaxation: none found in time ({result.detail or result.termination.value})")
        return None
    notes.extend(f"relaxation: {note}" for note in elastic.notes)
    relaxation = read_relaxation(formulation, elastic, result.values)
    exact = relaxation.portfolio.stage_values
    deciding = [stage.name for stage in formulation.plan.stages if stage.role is StageRole.OBJECTIVE]
    rounded = any(stage.rounding for stage in elastic.plan.stages) or bool(elastic.notes)
    grades = [least, result.proof, Proof.NUMERICAL if rounded else Proof.EXACT]
    grade = next(each for each in (Proof.NONE, Proof.NUMERICAL, Proof.EXACT) if each in grades)
    proven = grade is Proof.EXACT
    if least is Proof.NONE:
        notes.append("relaxation: it was not proven in time that no smaller one exists")
    elif grade is Proof.NUMERICAL:
        notes.append("relaxation: that no smaller one exists is known within floating-point precision only")
    elif not proven:
        notes.append(
            "relaxation: it is the smallest, but it was not proven in time that no better portfolio goes with it"
        )
    goals = problem.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
    explanation = explain(relaxation.portfolio, Certainty(proven, goals, relaxed=True))
    report = RelaxationReport(
        total_relative_violation=to_decimal(relaxation.total),
        rules=relaxation.rules,
        selected=tuple(relaxation.portfolio.solution.choices),
        initiatives=explanation.initiatives,
        objective=to_decimal(exact[deciding[-1]]) if deciding else None,
        proven=proven,
        proof=grade,
    )
    return _Relaxation(report, result.values)
