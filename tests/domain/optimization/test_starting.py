"""Where the constructive start goes: to people first, to solvers as a hint, and into no question that it breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Model, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.optimization import starting
from domain.optimization.optimize import optimize
from domain.optimization.preparation import prepare
from domain.optimization.starting import start_of
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver


class Eavesdropping(TinySolver):
    """Keeps how much had been told when it was asked."""

    def __init__(self, heard: list[Progress]) -> None:
        super().__init__()
        self.heard, self.before = heard, 0

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        self.before = self.before or len(self.heard)
        return super().solve(plan, parameters, control)


def knapsack(**scenario: object) -> PortfolioProblem:
    return problem(
        initiative("A", 6, 60), initiative("B", 5, 45), initiative("C", 5, 44), capacity_total_tokens=d(10), **scenario
    )


@pytest.fixture(autouse=True)
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small problems get a start too, so that the tests need no large ones."""
    if "tiny" not in request.node.name:
        monkeypatch.setattr(starting, "TINY_COLUMNS", 0)


def hints(solver: TinySolver) -> list[list[int] | None]:
    return [None if plan.model.hint is None else list(plan.model.hint) for plan in solver.plans]


def holds(model: Model) -> bool:
    return model.hint is not None and model.admits(model.hint)


def test_the_start_is_told_before_the_solver_is_asked_and_is_its_hint() -> None:
    heard: list[Progress] = []
    solver = Eavesdropping(heard)
    optimize(knapsack(), solver, SolveParameters(), SolveControl(heard.append))
    assert solver.before == 1
    assert (heard[0].stage, heard[0].incumbent, heard[0].bound) == ("north_star", 89, None)
    assert hints(solver) == [[0, 1, 1]]


def test_a_tiny_problem_is_solved_sooner_than_a_start_is_built() -> None:
    solver = TinySolver()
    optimize(knapsack(), solver, SolveParameters())
    assert hints(solver) == [None]
    assert start_of(prepare(knapsack())) is None


def cut_short(status: SolutionStatus, values: list[int] | None) -> type[TinySolver]:
    class CutShort(TinySolver):
        """Has a portfolio, or none, and a bound at its limit."""

        def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
            best = super().solve(plan, parameters, control)
            ends = [stage.form.value(values) if values else None for stage in plan.stages]
            stages = tuple(
                replace(outcome, value=value, bound=90 if at == 0 else None, proven=False)
                for at, (outcome, value) in enumerate(zip(best.stages, ends, strict=True))
            )
            return replace(
                best, status=status, termination=Termination.TIME_LIMIT, values=values, stages=stages, proof=Proof.NONE
            )

    return CutShort


@pytest.mark.parametrize(
    ("status", "values"), [(SolutionStatus.UNKNOWN, None), (SolutionStatus.FEASIBLE, [1, 0, 0])], ids=["none", "poor"]
)
def test_a_tiny_problem_that_is_cut_short_is_no_worse_than_its_start(
    status: SolutionStatus, values: list[int] | None
) -> None:
    report = optimize(knapsack(), cut_short(status, values)(), SolveParameters())
    assert (report.solution_status, report.termination_reason) == (SolutionStatus.FEASIBLE, Termination.TIME_LIMIT)
    assert (report.selected, report.objective, report.bound) == (("B", "C"), 89, 90)
    assert not any(stage.proven for stage in report.stages)


def test_a_tiny_problem_keeps_what_is_as_good_as_its_start() -> None:
    report = optimize(knapsack(tie_breaks=()), cut_short(SolutionStatus.FEASIBLE, [0, 1, 1])(), SolveParameters())
    assert (report.selected, report.objective, report.bound) == (("B", "C"), 89, 90)


def test_a_goal_is_told_as_people_read_it() -> None:
    heard: list[Progress] = []
    optimize(
        knapsack(objective_mode=ObjectiveMode.LEXICOGRAPHIC),
        TinySolver(),
        SolveParameters(),
        SolveControl(heard.append),
    )
    assert (heard[0].stage, heard[0].incumbent) == ("goal_shortfall", 0)


def test_questions_about_conflicts_get_no_start() -> None:
    rules = ConstraintSet(mandatory_initiatives=("A", "B"))
    solver = TinySolver()
    question = problem(initiative("A", 6, 60), initiative("B", 5, 45), capacity_total_tokens=d(10), rules=rules)
    optimize(question, solver, SolveParameters())
    assert len(solver.plans) > 1
    assert hints(solver)[0] is None


def test_a_session_starts_from_the_start_until_the_optimum_is_known() -> None:
    solver = TinySolver()
    session = PlanningSession(knapsack(), solver)
    session.ask([session.forced_in("B")])
    session.base()
    assert hints(solver) == [[0, 1, 1]] * 2
    assert all(holds(plan.model) for plan in solver.plans)


def test_a_session_gives_no_start_that_the_question_rules_out() -> None:
    solver = TinySolver()
    session = PlanningSession(knapsack(), solver)
    session.ask([session.forced_in("A")])
    session.ask(bounds={1: (0, 0)})
    session.ask(hint=[1, 0, 0])
    assert hints(solver) == [None, None, [1, 0, 0]]
