"""The cuts of a run: what was added to its master, what they rest on, and what people are told about them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from domain.integer_model.model import Plan, Sense, Stage, StageRole
from domain.integer_model.result import Proof
from solvers.selecting.budget import Budget
from solvers.selecting.cuts import blame_for, cut_of, rounded_rows
from solvers.selecting.outlet import Silent
from solvers.selecting.placement import Row
from solvers.selecting.placing import Placer
from solvers.selecting.projection import Projection
from solvers.selecting.weighing import Weighing
from solvers.stages.stage_watch import Outlet

QUESTIONS = 60
WEIGHING_WORK = 0.3
MOST_WORK = 0.5
"""For one cut: a smaller part to blame would cut off more, but finding it takes time."""


class Cutting:
    """Collects cuts. rows: of the master. proof: what the weakest of them rests on."""

    def __init__(self, projection: Projection, placer: Placer, budget: Budget, outlet: Outlet) -> None:
        self._projection, self._placer, self._budget = projection, placer, budget
        self._outlet = Silent(outlet)
        self._weighing: Weighing | None = None
        self.rows: list[Row] = []
        self.proof = Proof.EXACT

    @property
    def told(self) -> str:
        """What happened, as the beginning of a sentence."""
        cuts = "1 cut was" if len(self.rows) == 1 else f"{len(self.rows)} cuts were"
        return f"periods: what was selected first could not be placed, {cuts} added"

    def cut_off(self, values: Sequence[int], proof: Proof) -> bool:
        """Add a cut against a point of the master that cannot be placed, as ``proof`` shows; whether there is one."""
        placements = self._placer.placements
        self._placer.until_work = self._budget.work + MOST_WORK
        blame = blame_for(placements, values, proof, self._placer.shown_to_fail, QUESTIONS)
        row = cut_of(blame, placements, values)
        if row is None:
            return False
        if blame.proof is not Proof.EXACT:
            self.proof = Proof.NUMERICAL
        self.rows.append(row)
        return True

    def cut_off_at_once(self, values: Sequence[int]) -> bool:
        """Add rows that a point of the master breaks, whatever its placement, where some are found with little work."""
        rows = rounded_rows(self._projection, values) or self._weighed(values)
        self.rows.extend(rows)
        return bool(rows)

    def _weighed(self, values: Sequence[int]) -> list[Row]:
        """The row of some weights that a point of the master breaks, if some were found in a little work."""
        self._weighing = self._weighing or Weighing(self._projection)
        question = self._weighing.question(values)
        if question is None:
            return []
        stage = Stage("excess", Sense.MAXIMIZE, StageRole.OBJECTIVE, question.objective, Fraction(1))
        found = self._budget.solve(Plan(question, (stage,)), self._outlet, most_work=WEIGHING_WORK)
        if found.values is None:
            return []
        row = self._weighing.row(found.values)
        _, form, _, upper = row
        return [row] if form.value(values) > upper else []
