"""The cuts of a run: what was added to its master, what they rest on, and what people are told about them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.result import Proof
from solvers.selecting.budget import Budget
from solvers.selecting.cuts import blame_for, cut_of, rounded_rows
from solvers.selecting.placement import Row
from solvers.selecting.placing import Placer
from solvers.selecting.projection import Projection

QUESTIONS = 60
MOST_WORK = 0.5
"""For one cut: a smaller part to blame would cut off more, but finding it takes time."""


class Cutting:
    """Collects cuts. rows: of the master. proof: what the weakest of them rests on."""

    def __init__(self, projection: Projection, placer: Placer, budget: Budget) -> None:
        self._projection, self._placer, self._budget = projection, placer, budget
        self.rows: list[Row] = []
        self.proof = Proof.EXACT

    @property
    def told(self) -> str:
        """What happened, as the beginning of a sentence."""
        cuts = "1 cut was" if len(self.rows) == 1 else f"{len(self.rows)} cuts were"
        return f"periods: what was selected first could not be placed, {cuts} added"

    def cut_off(self, values: Sequence[int], proof: Proof) -> bool:
        """Add cuts against a point of the master that cannot be placed, as ``proof`` shows; whether there are any."""
        rows = rounded_rows(self._projection, values)
        if not rows:
            placements = self._placer.placements
            self._placer.until_work = self._budget.work + MOST_WORK
            blame = blame_for(placements, values, proof, self._placer.shown_to_fail, QUESTIONS)
            row = cut_of(blame, placements, values)
            if row is None:
                return False
            rows.append(row)
            if blame.proof is not Proof.EXACT:
                self.proof = Proof.NUMERICAL
        self.rows.extend(rows)
        return True
