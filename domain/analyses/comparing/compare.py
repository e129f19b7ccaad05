"""The comparison of solvers as a computation of a session: the solvers take turns over its problem and its time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.analyses.comparing.results import CompareRequest, SolverComparison
from domain.analyses.comparing.turns import Contestant, compare_solvers
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Listener, ignore
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult
from domain.integer_model.solver import SolveControl, SolverPort, SolverSource


def compare(session: PlanningSession, request: CompareRequest, listen: Listener = ignore) -> SolverComparison:
    """Solve the problem of a session with one solver after the other; each has an equal share of the time.

    A session that knows no other solvers compares its own one with nothing. Raises ``ParameterError`` for a name that
    no solver bears, and ``SolverUnavailableError``. Each step of the listener carries a ``SolverAnswer``.
    """
    contestants = _contestants(session.solvers, request.solvers, session.solver)
    left = session.seconds_left
    share = None if left is None else max(left, 0.0) / max(len(contestants), 1)
    parameters = replace(session.parameters, time_limit=share)
    return compare_solvers(session.problem, contestants, parameters, session.control, listen)


def _contestants(source: SolverSource | None, wanted: tuple[str, ...], own: SolverPort) -> list[Contestant]:
    if source is None:
        return [Contestant(own, lambda: None)]

    def peak() -> Decimal | None:
        return Decimal(round(source.peak_megabytes())) or None

    names = dict.fromkeys(wanted or source.available)
    return [Contestant(_Fresh(source, source.alone(name)), peak) for name in names]


class _Fresh:
    """A solver that takes its turn with a new process and ends all others, so that the memory is its own."""

    def __init__(self, source: SolverSource, known: SolverPort) -> None:
        self._source, self._known = source, known
        self._solver: SolverPort | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self._known.name

    @property
    def exact_up_to(self) -> int:
        """The largest integer objective range that it proves exactly."""
        return self._known.exact_up_to

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve with it."""
        if self._solver is None:
            self._source.close()
            self._solver = self._source.alone(self.name)
        return self._solver.solve(plan, parameters, control)
