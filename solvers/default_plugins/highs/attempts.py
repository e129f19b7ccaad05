"""In which ways HiGHS is asked, one after the other, until an answer holds."""

from __future__ import annotations

from array import array

from domain.lean import dataclass
from solvers.api import Model
from solvers.default_plugins.highs.units import doubtful, is_coarse


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
