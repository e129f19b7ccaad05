"""What contradicts itself, or held for another draft, is never an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from domain.edits.edits import Edit
from domain.errors import SolveFailedError
from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl
from domain.live_sessions.answers import AbsenceKind, BoundSource
from domain.live_sessions.attempt import Attempt, Closing
from domain.live_sessions.beginning import MOST_CARRIED, _carried, first_knowledge
from domain.live_sessions.drafts import Draft
from domain.live_sessions.knowledge import Knowledge
from domain.live_sessions.runner import LiveSessions
from domain.live_sessions.states import How
from domain.optimization.preparation import prepare
from solvers.canonical.placement import IN_ORDER
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem

NO_PORTFOLIO = PlanResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, proof=Proof.NUMERICAL)
A, B = initiative("A", tokens=2, value=5), initiative("B", tokens=2, value=3)
BOTH = problem(replace(A, is_mandatory=True), replace(B, is_mandatory=True), capacity_total_tokens=Decimal(2))


@dataclass
class Says:
    """A solver that says the same of every model; and that there is no portfolio, where it is asked for bounds."""

    result: PlanResult
    name: str = "says"
    exact_up_to: int = 0

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        return self.result

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        return Bounds(None, (), (), ())


@dataclass
class Ponders(Says):
    """Thinks about a bound until it is told to stop."""

    begun: threading.Event = field(default_factory=threading.Event)
    seconds: float | None = None

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        self.begun.wait(10)
        return self.result

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        self.seconds = parameters.time_limit
        self.begun.set()
        assert control is not None
        for _ in range(1000):
            if control.stop_requested or control.cancel_requested:
                return None
            time.sleep(0.01)
        raise AssertionError("nobody stopped it")


@dataclass
class Lends:
    """Lends the same solver to everybody."""

    only: Ponders

    def solver(self, name: str) -> Ponders:
        return self.only

    @contextmanager
    def lend(self) -> Iterator[Lends]:
        yield self

    def close(self) -> None:
        """Nothing runs."""


@pytest.mark.parametrize("ends", ["close", "edit", "shut down"])
def test_a_bound_is_looked_for_no_longer_than_its_draft_is_wanted(ends: str) -> None:
    solvers = Lends(Ponders(NO_PORTFOLIO))
    with LiveSessions(solvers, solvers) as live:
        session = live.open(BOTH, "me")
        attempt = live.attempt(session, "me")
        assert solvers.only.begun.wait(10)
        if ends == "edit":
            live.edit(session, "me", 1, Draft(edits=(Edit("capacity:global", "9"),)))
        elif ends == "close":
            live.close(session, "me")
    assert attempt.bounding.stop_requested == (ends == "edit")
    assert attempt.bounding.cancel_requested == (ends != "edit")
    assert solvers.only.seconds == 2.0
    attempt.bound(Ponders(NO_PORTFOLIO))


def test_nobody_who_asks_waits_for_a_look_that_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def slow(*given: object) -> Knowledge:
        begun.set()
        assert goes_on.wait(60)
        return first_knowledge(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("domain.live_sessions.attempt.first_knowledge", slow)
    solvers = Lends(Says(NO_PORTFOLIO))
    with LiveSessions(solvers, solvers) as live, ThreadPoolExecutor(1) as asking:
        session = live.open(problem(A, B), "me")
        assert begun.wait(10)
        first = live.attempt(session, "me")
        for ask in (
            lambda: live.edit(session, "me", 1, Draft(force_in=("A",))),
            first.proven,
            first.closing,
            lambda: first.answer().selected,
            lambda: live.close(session, "me"),
        ):
            waiting = asking.submit(ask)
            done, _ = wait([waiting], timeout=20)
            if not done:
                goes_on.set()
            assert done, "it waits for the look"
            waiting.result()
        goes_on.set()


def test_a_bound_below_a_known_point_proves_nothing(caplog: pytest.LogCaptureFixture) -> None:
    plan = prepare(problem(A, B)).formulation.plan
    known = Knowledge(plan).with_point([0] * plan.model.num_columns)
    value = known.outcomes[0].value
    assert value is not None
    assert known.with_bound(0, value - 5, BoundSource.RELAXATION) == known and "is dropped" in caplog.text
    assert known.with_bound(0, value, BoundSource.RELAXATION).level == 1


def test_a_doubt_does_not_take_back_that_there_is_no_portfolio() -> None:
    attempt, solver = Attempt(0, BOTH), Says(NO_PORTFOLIO)
    attempt.look()
    attempt.bound(solver)
    assert attempt.closing() is None, "it is not known yet why"
    assert attempt.solve(solver, 5) is How.FINISHED
    answer = attempt.answer(is_final=True)
    assert answer.status is SolutionStatus.INFEASIBLE and answer.conflict is not None
    assert "nothing confirms it" not in answer.detail
    closing = attempt.closing()
    assert closing is not None and closing.conflict == answer.conflict


def test_a_proof_takes_the_doubt_away() -> None:
    attempt, solver = Attempt(0, BOTH), Says(NO_PORTFOLIO)
    attempt.begin()
    assert attempt.solve(solver, 5) is How.LOST
    assert "nothing confirms it" in attempt.answer().detail
    attempt.bound(solver)
    answer = attempt.answer()
    assert answer.status is SolutionStatus.INFEASIBLE and not answer.detail


def test_a_portfolio_where_none_can_be_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    plan = prepare(BOTH).formulation.plan
    stages = tuple(StageOutcome(each.name, 0, 0, True, proof=Proof.EXACT) for each in plan.stages)
    nothing: Sequence[int] = [0] * plan.model.num_columns
    found = PlanResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, nothing, stages, proof=Proof.EXACT)
    attempt, solver = Attempt(0, BOTH), Says(found)
    attempt.look()
    attempt.bound(solver)
    attempt.begin()
    attempt.solve(solver, 5)
    answer = attempt.answer(is_final=True)
    assert answer.status is SolutionStatus.UNKNOWN and "nothing is certain" in answer.detail
    assert attempt.closing() is None and attempt.proven() is None and "neither is shown" in caplog.text


@pytest.mark.parametrize("count", [200, 201])
def test_a_placement_that_repair_may_have_found_does_not_outlive_a_tighter_row(count: int) -> None:
    many = [initiative(f"I-{number}", value=5, is_mandatory=True) for number in range(count)]
    horizon = ("2026-Q1", "2026-Q2")
    first, second = (
        Attempt(0, problem(*many, period_key="2026", horizon=horizon, capacity_total_tokens=Decimal(capacity)))
        for capacity in (130, 120)
    )
    first.look()
    known = first._known
    assert known is not None
    values = _built(count, second)
    stages = tuple(
        StageOutcome(each.name, each.form.value(values), each.form.value(values), True, proof=Proof.EXACT)
        for each in known.plan.stages
    )
    first._known = replace(known, values=values, outcomes=stages, canonical=True)
    after = Attempt(1, second.problem, first.shown())
    after.look()
    assert after._known is not None and after._known.canonical == (count <= 200)
    assert after._known.outcomes[0].exactly_proven, "value and bound hold anyway"


def _built(count: int, attempt: Attempt) -> Sequence[int]:
    attempt.look()
    assert attempt._known is not None and attempt._known.values is not None
    return attempt._known.values


class Held:
    """Lends no solver, and says so only when it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    @contextmanager
    def lend(self) -> Iterator[SolverPool]:
        if self.go.wait(60):
            raise SolveFailedError("there is none")
        yield SolverPool()

    def close(self) -> None:
        self.go.set()


def test_what_is_proven_of_a_draft_is_not_filed_under_one_that_comes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    question, wide, held = problem(A, B), Draft((Edit("capacity:global", "30"),)), Held()

    def edited_meanwhile(attempt: Attempt) -> Closing:
        sessions.edit(session, "me", 1, wide)
        return Closing(Knowledge(prepare(attempt.problem).formulation.plan), None, False)

    with LiveSessions(held, held) as sessions:
        session = sessions.open(question, "me")
        room = sessions._room(session, "me")
        with monkeypatch.context() as patched:
            patched.setattr(Attempt, "closing", edited_meanwhile)
            sessions._settle(session, 0, lost=False)
        drafts = list(room.closings)
        held.go.set()
    assert drafts == [Draft()]


def test_a_session_carries_over_no_placement_that_solvers_would_make_by_repair() -> None:
    assert MOST_CARRIED <= IN_ORDER


def test_the_portfolio_shown_before_leaves_the_half_of_a_bundle_too_where_the_other_half_has_to_go() -> None:
    bundle = (replace(A, bundle_key="both"), replace(B, bundle_key="both"), initiative("C", tokens=1, value=4))
    before, solver = Attempt(0, problem(*bundle, capacity_total_tokens=Decimal(5))), SolverPool()
    with solver:
        before.begin()
        before.solve(solver.solver("cp-sat"), 30)
    shown = before.shown()
    assert shown is not None
    assert sorted(key for key, place in shown.portfolio.places.items() if place.selected) == ["A", "B", "C"]
    narrower = prepare(problem(*bundle, capacity_total_tokens=Decimal(3)))
    carried = _carried(shown.portfolio, narrower)
    assert carried is not None
    chosen = {
        option.initiative_key for option, value in zip(narrower.formulation.options, carried, strict=False) if value
    }
    assert chosen == {"C"}


def test_an_answer_says_who_takes_no_part_and_why() -> None:
    lacking = replace(initiative("LACKS", value=5), engineering_tokens=None)
    late = initiative("LATE", tokens=1, value=5, prerequisite_keys=("LACKS",))
    done = replace(initiative("DONE", tokens=1, value=1), status="shipped")
    asked = Attempt(0, problem(A, lacking, late, done, capacity_total_tokens=Decimal(2)))
    assert asked.answer().absences == ()
    asked.look()
    told = {each.initiative_key: (each.kind, each.reasons) for each in asked.answer().absences}
    assert list(told) == ["LACKS", "LATE", "DONE"]
    assert told["LACKS"][0] is AbsenceKind.INVALID
    assert "engineering_tokens" in told["LACKS"][1][0]
    assert told["LATE"][0] is AbsenceKind.UNSELECTABLE
    assert "LACKS cannot be had" in told["LATE"][1][0]
    assert told["DONE"] == (AbsenceKind.DELIVERED, ("it is delivered already",))
