from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.analyses.comparing.turns import Contestant, compare_solvers
from domain.errors import ParameterError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl
from domain.optimization import starting
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver

QUESTION = problem(
    initiative("A", 5, 90), initiative("B", 4, 50), initiative("C", 4, 50), capacity_total_tokens=d(9), tie_breaks=()
)


class Named(TinySolver):
    """A tiny solver of another name, with a changed answer."""

    def __init__(self, name: str, **changes: object) -> None:
        super().__init__()
        self.name, self.changes = name, changes

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        if control is not None:
            for moment, best in ((0.5, 50.0), (0.6, 50.0), (0.9, 140.0)):
                control.on_progress(Progress("north_star", moment, best, 200.0))
        result = super().solve(plan, parameters, control)
        return replace(result, solver_name=self.name, **self.changes)  # type: ignore[arg-type]


def contestants(*solvers: TinySolver) -> list[Contestant]:
    return [Contestant(solver, lambda: Decimal(64)) for solver in solvers]


def test_all_backends_beside_each_other():
    steps = []
    compared = compare_solvers(
        QUESTION, contestants(Named("one"), Named("two")), SolveParameters(), listen=steps.append
    )
    assert (compared.stage, compared.sense, compared.contradictions) == ("north_star", "maximize", ())
    first = compared.answers[0]
    assert (first.solver, first.proven, first.value, first.bound, first.gap) == ("one", True, 140, 140, 0)
    assert (first.peak_megabytes, first.initiatives, first.tokens) == (64, 2, 9)
    (agreement,) = compared.agreements
    assert (agreement.same_value, agreement.shared, agreement.jaccard) == (True, 2, 1)
    assert [(step.done, step.total, step.latest.solver) for step in steps] == [(1, 2, "one"), (2, 2, "two")]


def test_the_way_there_is_kept_without_repetitions_and_with_its_end():
    (answer,) = compare_solvers(QUESTION, contestants(Named("one")), SolveParameters()).answers
    assert [(p.seconds, p.incumbent, p.bound) for p in answer.convergence[:-1]] == [(0.5, 50, 200), (0.9, 140, 200)]
    assert (answer.convergence[-1].incumbent, answer.convergence[-1].bound) == (140, 140)


def test_the_way_of_all_begins_with_the_start_that_they_are_given(monkeypatch):
    monkeypatch.setattr(starting, "TINY_COLUMNS", 0)
    compared = compare_solvers(QUESTION, contestants(Named("one"), Named("two")), SolveParameters())
    for answer in compared.answers:
        first = answer.convergence[0]
        assert (first.seconds, first.incumbent, first.bound) == (0, 140, None)


def test_the_listener_of_the_control_still_hears_of_progress():
    heard = []
    control = SolveControl(heard.append)
    compare_solvers(QUESTION, contestants(Named("one")), SolveParameters(), control)
    assert len(heard) == 3
    assert control.on_progress == heard.append


def test_a_backend_that_fails_is_listed_with_its_reason():
    broken = Named("broken", status=SolutionStatus.UNKNOWN, termination=Termination.ERROR, detail="out of memory")
    compared = compare_solvers(QUESTION, contestants(broken, Named("two")), SolveParameters())
    assert (compared.answers[0].termination, compared.answers[0].detail) == (Termination.ERROR, "out of memory")
    assert compared.answers[1].proven
    assert compared.agreements == ()


def test_proofs_that_cannot_both_hold_are_named():
    weak = Named("weak", values=[1, 0, 0], stages=(StageOutcome("north_star", 9, 9, True, proof=Proof.EXACT),))
    compared = compare_solvers(QUESTION, contestants(weak, Named("two")), SolveParameters())
    assert compared.contradictions == ("weak proves north_star 90 to be the limit, and two has 140",)
    none = Named(
        "none", status=SolutionStatus.INFEASIBLE, termination=Termination.INFEASIBILITY, values=None, stages=()
    )
    compared = compare_solvers(QUESTION, contestants(none, Named("two")), SolveParameters())
    assert compared.contradictions == ("none proves that there is no portfolio, and two has one",)


def test_stopped_it_compares_what_is_there():
    control = SolveControl()
    both = contestants(Named("one"), Named("two"))
    compared = compare_solvers(QUESTION, both, SolveParameters(), control, lambda _: control.stop())
    assert [answer.solver for answer in compared.answers] == ["one"]


def test_refused_parameters_are_an_error_and_no_answer():
    class Refusing(Named):
        def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
            raise ParameterError("takes no seed")

    with pytest.raises(ParameterError):
        compare_solvers(QUESTION, contestants(Refusing("one")), SolveParameters())
