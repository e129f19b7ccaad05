"""Answers that count only where several looks at the same model agree on them."""

from __future__ import annotations

from domain.lean import replace
from solvers.api import SolutionStatus, SolveResult, Termination

CONTRADICTED = "HiGHS answers differently when its numbers are scaled differently: they are too large for it"
UNCONFIRMED = "the numbers are too large to believe the first answer of HiGHS, and no second one was reached"
PROOFS = (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)


class Agreement:
    """Collects the answers of all looks until as many as needed say the same, and none has a better point."""

    def __init__(self, needed: int) -> None:
        self._needed = needed
        self._results: list[SolveResult] = []
        self._proofs: list[SolveResult] = []

    def reached(self, result: SolveResult, sure: bool) -> bool:
        """Take in one more answer; whether it settles the question, or a limit ended it. sure: it holds exactly."""
        self._results.append(result)
        proof = sure and result.status in PROOFS
        if proof:
            self._proofs.append(result)
        return self._agreed() is not None or (sure and not proof)

    def result(self, limit: Termination | None) -> SolveResult:
        """What all looks together say. limit: what kept more of them from being made, if something did."""
        last, agreed = self._results[-1], self._agreed()
        if agreed is not None:
            return agreed
        if not self._proofs:
            return last
        if last.termination in (Termination.TIME_LIMIT, Termination.STOPPED):
            limit = last.termination
        ending, detail = (limit, UNCONFIRMED) if limit else (Termination.ERROR, CONTRADICTED)
        best = self._best()
        if best is None:
            return SolveResult(SolutionStatus.UNKNOWN, ending, detail=detail)
        return replace(best, status=SolutionStatus.FEASIBLE, termination=ending, detail=detail, bound=None)

    def _best(self) -> SolveResult | None:
        """The answer with the best point, whatever it says of it."""
        found = [(result.objective, place) for place, result in enumerate(self._results) if result.values is not None]
        best = max(((value, -place) for value, place in found if value is not None), default=None)
        return None if best is None else self._results[-best[1]]

    def _agreed(self) -> SolveResult | None:
        """The proof that enough looks gave alike; one that a better point refutes is none."""
        best = self._best()
        if best is None or best.objective is None:
            standing = self._proofs
        else:
            standing = [proof for proof in self._proofs if proof.bound is not None and proof.bound >= best.objective]
        if len(standing) < self._needed:
            return None
        return max(standing, key=lambda proof: proof.objective or 0)
