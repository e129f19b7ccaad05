"""In which ways HiGHS is asked, one after the other, until an answer holds, or as many agree as have to."""

from __future__ import annotations

from array import array

from domain.lean import dataclass, replace
from solvers.api import Model, SolutionStatus, SolveResult, Termination
from solvers.default_plugins.highs.units import doubtful, is_coarse

CONTRADICTED = "HiGHS answers differently when its numbers are scaled differently: they are too large for it"
UNCONFIRMED = "the numbers are too large to believe the first answer of HiGHS, and no second one was reached"
PROOFS = (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of asking: which columns are left continuous, with what care, and in how many bits less (see units)."""

    relax_implied: bool = False
    tight: bool = False
    presolve: bool = True
    fewer_bits: int = 0
    fixed: array[int] | None = None


def attempts_at(model: Model) -> list[Attempt]:
    """In which ways to ask, one after the other, until an answer holds."""
    relax = any(model.implied) and not all(model.implied)
    if relax and is_coarse(model):
        # Whole columns that reach far are more than HiGHS can branch on, so they stay continuous to the last.
        ways = (True, 0), (False, 4), (False, 0), (True, 8)
        return [Attempt(relax_implied=True, tight=True, presolve=presolve, fewer_bits=bits) for presolve, bits in ways]
    attempts = [*([Attempt(relax_implied=True)] if relax else []), Attempt(), Attempt(tight=True, presolve=False)]
    return [*attempts, Attempt(tight=True, fewer_bits=4)] if doubtful(model) else attempts


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
