"""Asks a question of many problems, and counts what came of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolverPort
from domain.optimization.optimize import optimize
from domain.problem.problem import PortfolioProblem
from tests.near_ties.judging import Judgement, judge_report
from tests.near_ties.planning import COMPUTATIONS
from tests.near_ties.problems import near_tie
from tests.near_ties.shrinking import Shows
from tests.oracle import Oracle

SECONDS = 30.0
"""For one question; the problems are tiny, and a question that takes longer is counted as left open."""
PATIENCE = 60
"""After so many seconds a question is given up, and that is an error."""
WRONG, ERROR = "wrong", "error"


@dataclass(frozen=True)
class Fault:
    """What must not be: a claim for certain that is wrong, or no answer at all."""

    seed: int
    kind: str
    words: str

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.kind}: {self.words}"


@dataclass
class Tally:
    """left_open: how many answers were left without an exact proof; advice_open: and how many smallest relaxations."""

    asked: int = 0
    left_open: int = 0
    advice_open: int = 0
    faults: list[Fault] = field(default_factory=list)

    def seeds(self, kind: str) -> int:
        """Of how many problems the answer was at fault in this way."""
        return len({fault.seed for fault in self.faults if fault.kind == kind})

    def __str__(self) -> str:
        return (
            f"{self.asked} asked: {self.seeds(WRONG)} wrong, {self.seeds(ERROR)} errors, "
            f"{self.left_open} left without an exact proof, {self.advice_open} only in what would have to give way"
        )


def _solved(problem: PortfolioProblem, solver: SolverPort) -> Judgement:
    return judge_report(Oracle(problem), optimize(problem, solver, SolveParameters(time_limit=SECONDS)))


def _computed(name: str) -> Callable[[PortfolioProblem, SolverPort], Judgement]:
    def ask(problem: PortfolioProblem, solver: SolverPort) -> Judgement:
        session = PlanningSession(problem, solver, SolveParameters(time_limit=SECONDS))
        return COMPUTATIONS[name](Oracle(problem), session)

    return ask


QUESTIONS: dict[str, Callable[[PortfolioProblem, SolverPort], Judgement]] = {
    "solve": _solved,
    **{name: _computed(name) for name in COMPUTATIONS},
}
"""What can be asked of a problem and a solver, by name."""
MOST_INITIATIVES = {"solve": 10}
FEWER = 7
"""Planning computations ask many questions about one problem, so theirs are smaller."""


def problem_of(seed: int, what: str) -> PortfolioProblem:
    """The problem of a seed for a question."""
    return near_tie(seed, MOST_INITIATIVES.get(what, FEWER))


def ask(tally: Tally, seed: int, what: str, solver: SolverPort) -> None:
    """One question about the problem of a seed."""
    _judge(tally, seed, problem_of(seed, what), what, solver)


@contextmanager
def _patience() -> Iterator[None]:
    """Raises ``TimeoutError`` in what takes far longer than it may."""

    def give_up(_: int, __: object) -> None:
        raise TimeoutError(f"no answer within {PATIENCE} seconds, of which it was given {SECONDS:.0f}")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)


def _judge(tally: Tally, seed: int, problem: PortfolioProblem, what: str, solver: SolverPort) -> None:
    tally.asked += 1
    try:
        with _patience():
            found = QUESTIONS[what](problem, solver)
    except Exception as error:
        tally.faults.append(Fault(seed, ERROR, f"{type(error).__name__}: {error}"))
        return
    tally.left_open += found.open
    tally.advice_open += found.advice_open and not found.open
    tally.faults += [Fault(seed, WRONG, each) for each in found.wrong]


def _start(fault: Fault) -> str:
    """Of an error its type."""
    return fault.words.split()[0] if fault.kind == ERROR else ""


def shows(what: str, solver: SolverPort, fault: Fault) -> Shows:
    """Whether a problem shows a fault of the same kind."""

    def judge(problem: PortfolioProblem) -> bool:
        tally = Tally()
        _judge(tally, fault.seed, problem, what, solver)
        return any(each.kind == fault.kind and _start(each) == _start(fault) for each in tally.faults)

    return judge
