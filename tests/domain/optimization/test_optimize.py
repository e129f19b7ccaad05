from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.errors import SolveFailedError, VerificationError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.numbers import to_decimal
from domain.optimization.optimize import optimize
from domain.optimization.validate import validate
from domain.portfolio.report import Decision
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Prerequisite, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from tests.domain.builders import d, initiative, problem
from tests.oracle import Oracle
from tests.strategies import random_problem
from tests.tiny_solver import TinySolver

PARAMETERS = SolveParameters()


class Scripted(TinySolver):
    """Answers as the tiny solver does, with some fields of its answer replaced."""

    def __init__(self, only_first: bool = False, **changes: object) -> None:
        super().__init__()
        self.changes, self.only_first = changes, only_first

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        result = super().solve(plan, parameters, control)
        if self.only_first and len(self.plans) > 1:
            return result
        return replace(result, **self.changes)  # type: ignore[arg-type]


def small(**scenario: object) -> PortfolioProblem:
    rules = ConstraintSet(prerequisites=(Prerequisite("C", "B"),))
    scenario.setdefault("capacity_total_tokens", d(7))
    return problem(
        initiative("A", 5, "9.5"), initiative("B", 3, 0), initiative("C", 4, "9.6"), initiative("D", None),
        rules=rules, **scenario,
    )  # fmt: skip


def test_the_whole_path() -> None:
    report = optimize(small(), TinySolver(), PARAMETERS, load_seconds=1.5, inputs_hash="abc")
    assert report.solution_status is SolutionStatus.OPTIMAL
    assert report.termination_reason is Termination.OPTIMALITY
    assert report.selected == ("B", "C")
    assert (report.objective, report.bound, report.gap) == (Decimal("9.6"), Decimal("9.6"), 0)
    names = ["north_star", "tie_break:score", "tie_break:tokens", "key", "key:2"]
    assert [stage.name for stage in report.stages] == names
    assert report.stages[2].value == 7
    assert all(stage.proven and stage.gap == 0 for stage in report.stages)
    assert [i.decision for i in report.initiatives] == [
        Decision.NOT_SELECTED, Decision.SELECTED, Decision.SELECTED, Decision.INVALID,
    ]  # fmt: skip
    assert report.usage[0].binding
    assert report.limiting_rules == ("capacity:global",)
    assert report.solver.name == "tiny"
    assert report.solver.inputs_hash == "abc"
    assert report.timings.load == 1.5
    assert report.timings.total >= 1.5 + report.timings.formulate + report.timings.solve
    assert (report.conflict, report.relaxation) == (None, None)


def test_values_and_status_are_those_of_brute_force() -> None:
    seen = 0
    for seed in range(400, 520):
        question = random_problem(seed, max_portfolios=60)
        oracle = Oracle(question)
        best = oracle.best()
        report = optimize(question, TinySolver(), PARAMETERS, explain_infeasibility=False)
        assert (best is None) == (report.solution_status is SolutionStatus.INFEASIBLE), seed
        if best is not None:
            seen += 1
            assert {s.name: s.value for s in report.stages} == {n: to_decimal(v) for n, v in best.stages.items()}, seed
            assert all(stage.bound == stage.value for stage in report.stages if stage.proven), seed
    assert seen > 20


def test_a_limit_that_cuts_the_objective_leaves_a_feasible_portfolio_with_its_gap() -> None:
    stages = (StageOutcome("north_star", 96, 120, False),)
    solver = Scripted(
        status=SolutionStatus.FEASIBLE, termination=Termination.TIME_LIMIT, stages=stages, reproducible=False
    )
    report = optimize(small(), solver, PARAMETERS)
    assert report.solution_status is SolutionStatus.FEASIBLE
    assert report.termination_reason is Termination.TIME_LIMIT
    assert (report.objective, report.bound, report.gap) == (Decimal("9.6"), Decimal(12), Decimal("0.25"))
    assert report.stages[1].bound is None
    assert report.stages[1].gap is None
    assert not report.stages[1].proven
    assert not report.solver.reproducible
    assert not any("displace" in reason for i in report.initiatives for reason in i.reasons)


@pytest.mark.parametrize("values", [(1, 0, 0), (1, 0, 1), (0, 0, 1), (1, 1, 1)])
def test_a_portfolio_that_does_not_hold_or_is_not_what_was_claimed_is_an_error(values: tuple[int, ...]) -> None:
    question = small()
    if values == (1, 0, 0):
        stages = (StageOutcome("north_star", 90, 90, True),)
        with pytest.raises(VerificationError, match="beyond the proven bound"):
            optimize(question, Scripted(values=values, stages=stages), PARAMETERS)
        return
    with pytest.raises(VerificationError):
        optimize(question, Scripted(values=values), PARAMETERS)


def test_an_error_of_the_solver_is_raised_with_its_reason() -> None:
    failed = Scripted(termination=Termination.ERROR, values=None, detail="out of memory")
    with pytest.raises(SolveFailedError, match="out of memory"):
        optimize(small(), failed, PARAMETERS)


def test_cancelled_keeps_nothing() -> None:
    cancelled = Scripted(status=SolutionStatus.FEASIBLE, termination=Termination.CANCELLED)
    report = optimize(small(), cancelled, PARAMETERS)
    assert report.solution_status is SolutionStatus.UNKNOWN
    assert report.termination_reason is Termination.CANCELLED
    assert (report.selected, report.objective, report.usage) == ((), None, ())
    assert report.initiatives[0].reasons == ("no portfolio: cancelled; nothing was kept",)


def test_nothing_found_in_time_is_unknown_and_keeps_the_bound() -> None:
    nothing = Scripted(
        status=SolutionStatus.UNKNOWN,
        termination=Termination.TIME_LIMIT,
        values=None,
        stages=(StageOutcome("north_star", None, 120, False),),
    )
    report = optimize(infeasible(), nothing, PARAMETERS)
    assert (report.solution_status, report.objective, report.bound) == (SolutionStatus.UNKNOWN, None, Decimal(120))


def infeasible() -> PortfolioProblem:
    rules = ConstraintSet(
        mandatory_initiatives=("A", "C"),
        prerequisites=(Prerequisite("C", "B"),),
        caps=(Cap(Dimension.GLOBAL, d(90)),),
    )
    return problem(
        initiative("A", 5, 9), initiative("B", 3, 0), initiative("C", 4, 9), initiative("D", 1, 1),
        rules=rules, capacity_total_tokens=d(7),
    )  # fmt: skip


def test_infeasible_problems_come_with_conflict_and_relaxation() -> None:
    report = optimize(infeasible(), TinySolver(), PARAMETERS)
    assert report.solution_status is SolutionStatus.INFEASIBLE
    assert report.termination_reason is Termination.INFEASIBILITY
    assert report.conflict is not None
    assert report.conflict.minimal
    assert set(report.conflict.rules) == {"capacity:global", "mandatory:A", "mandatory:C"}
    assert "mandatory:A: A must be selected; it takes 5 tokens" in report.conflict.explanations
    assert report.relaxation is not None
    assert [r.rule_id for r in report.relaxation.rules] == ["capacity:global"]
    assert report.relaxation.rules[0].suggestion == "raise capacity:global from 7 to 12"
    assert report.relaxation.objective == 18
    assert report.relaxation.selected == ("A", "B", "C")
    assert report.initiatives[3].reasons == ("no portfolio: no portfolio keeps all rules",)


def test_the_explanation_of_an_infeasible_problem_can_be_left_out() -> None:
    report = optimize(infeasible(), TinySolver(), PARAMETERS, explain_infeasibility=False)
    assert (report.conflict, report.relaxation) == (None, None)


def test_a_mandatory_key_that_is_no_candidate_is_the_conflict_by_itself() -> None:
    rules = ConstraintSet(mandatory_initiatives=("ghost",))
    report = optimize(problem(initiative("A"), rules=rules), TinySolver(), PARAMETERS)
    assert report.conflict is not None
    assert report.conflict.rules == ("mandatory:ghost",)
    assert report.conflict.explanations == (
        "mandatory:ghost: ghost must be selected, but ghost is not among the candidates",
    )


def test_what_a_solver_says_of_its_model_is_no_reason_for_people() -> None:
    terse = Scripted(
        status=SolutionStatus.INFEASIBLE,
        termination=Termination.INFEASIBILITY,
        values=None,
        detail="row 3 has no terms and asks for 1 <= 0 <= 4611686018427387904",
    )
    report = optimize(small(), terse, PARAMETERS, explain_infeasibility=False)
    assert report.detail == "no portfolio keeps all rules"
    assert report.initiatives[0].reasons == ("no portfolio: no portfolio keeps all rules",)


class OutOfTime(TinySolver):
    """Proves infeasibility and knows nothing more."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        result = super().solve(plan, parameters, control)
        unknown = replace(result, status=SolutionStatus.UNKNOWN, termination=Termination.TIME_LIMIT, values=None)
        return result if len(self.plans) == 1 else unknown


def test_an_explanation_that_was_cut_short_says_so() -> None:
    report = optimize(infeasible(), OutOfTime(), SolveParameters(time_limit=0.01))
    assert report.conflict is not None
    assert not report.conflict.minimal
    assert report.relaxation is None
    assert any(warning.startswith("conflict: ") for warning in report.warnings)
    assert any(warning.startswith("relaxation: none found in time") for warning in report.warnings)


def test_validate_lists_every_reason_without_a_solver() -> None:
    rules = ConstraintSet(
        mandatory_initiatives=("ghost", "B"),
        forced_out=("B",),
        floors=(Floor(Dimension.CATEGORY, d(1), "UX"),),
        targets=(Target("gmv", d(1), TargetKind.GOAL),),
    )
    members = (initiative("A"), initiative("B"), initiative("C", -1, None), initiative("D"))
    found = validate(problem(*members, rules=rules, delivered=("D",)))
    assert (found.initiatives, found.candidates, found.delivered) == (4, ("A", "B"), ("D",))
    assert len(found.invalid["C"]) == 2
    assert found.unselectable == {"B": ("it is forced out",)}
    assert set(found.infeasible) == {"mandatory:ghost", "mandatory:B"}
    assert found.rules["floor"] == 1
    assert "floor:category:UX: no candidate bears it" in found.warnings


@pytest.fixture(scope="module")
def backends() -> Iterator[dict[str, SolverPort]]:
    from solvers.pool import SolverPool

    with SolverPool() as pool:
        yield {name: pool.solver(name) for name in ("cp-sat", "highs")}


@pytest.mark.solver
@pytest.mark.parametrize("name", ["cp-sat", "highs"])
@pytest.mark.parametrize("mode", list(ObjectiveMode))
def test_real_backends_agree_with_the_tiny_solver(
    backends: dict[str, SolverPort], name: str, mode: ObjectiveMode
) -> None:
    weights = {"north_star": d(1)}
    for question in (small(objective_mode=mode, objective_weights=weights), infeasible()):
        ours, theirs = optimize(question, TinySolver(), PARAMETERS), optimize(question, backends[name], PARAMETERS)
        assert theirs.solver.name == name
        for field in ("solution_status", "selected", "objective", "bound", "gap", "initiatives", "usage", "relaxation"):
            assert getattr(theirs, field) == getattr(ours, field)
        assert (theirs.conflict is None) == (ours.conflict is None)
        if ours.conflict is not None and theirs.conflict is not None:
            assert theirs.conflict.rules == ours.conflict.rules
