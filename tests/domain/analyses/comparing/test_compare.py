"""The comparison of solvers over a session: who takes part, with what time, and in a process of whose own."""

from __future__ import annotations

from domain.analyses.comparing.compare import compare
from domain.analyses.comparing.results import CompareRequest
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult
from domain.integer_model.solver import SolveControl, SolverPort
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver

QUESTION = problem(initiative("A", 5, 90), initiative("B", 4, 50), capacity_total_tokens=d(9), tie_breaks=())


class Heard(TinySolver):
    """A tiny solver of another name that tells what it was asked for."""

    def __init__(self, name: str, told: list[str]) -> None:
        super().__init__()
        self.name, self.told = name, told

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        limit = parameters.time_limit
        self.told.append(self.name if limit is None else f"{self.name} for {limit:.0f} s")
        return super().solve(plan, parameters, control)


class Source:
    """Hands out tiny solvers of any name."""

    available = ("one", "two")

    def __init__(self) -> None:
        self.told: list[str] = []

    def solver(self, name: str) -> SolverPort:
        return Heard(name, self.told)

    alone = solver

    def peak_megabytes(self) -> float:
        return 64.4

    def close(self) -> None:
        self.told.append("closed")


def session(source: Source | None, limit: float | None = None) -> PlanningSession:
    return PlanningSession(QUESTION, TinySolver(), SolveParameters(time_limit=limit), solvers=source)


def test_every_installed_solver_takes_its_turn_in_a_process_of_its_own():
    source = Source()
    compared = compare(session(source), CompareRequest())
    assert source.told == ["closed", "one", "closed", "two"]
    assert [(each.solver, each.value, each.peak_megabytes) for each in compared.answers] == [
        ("one", 140, 64),
        ("two", 140, 64),
    ]


def test_those_that_are_named_share_the_time_equally():
    source = Source()
    compare(session(source, 30), CompareRequest(("two", "two", "three", "one")))
    assert [line for line in source.told if line != "closed"] == ["two for 10 s", "three for 10 s", "one for 10 s"]


def test_a_session_without_other_solvers_has_its_own_one():
    assert [each.solver for each in compare(session(None), CompareRequest()).answers] == ["tiny"]
