"""Cuts against a selection that cannot be placed: first by rounding rows, else from a small part that is to blame.

A cut says: not all of these as they are now. It rests on a model in which the rows get from all other groups the most
that these could do for them; where that has no point, no point of the whole model agrees in these groups, whatever
kinds of rules are involved. A run keeps what was added to its master, what that rests on, and what people are told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.integer_model.model import NO_LOWER, LinearForm, Plan, Sense, Stage, StageRole
from domain.integer_model.result import Proof
from solvers.selecting.budget import Budget
from solvers.selecting.families import sums_of
from solvers.selecting.placement import Placements, Placing, Row
from solvers.selecting.placing import Placer
from solvers.selecting.projection import Projection
from solvers.selecting.results import Silent
from solvers.selecting.weighing import Weighing
from solvers.stages.stage_watch import Outlet

QUESTIONS = 60
WEIGHING_WORK, WEIGHING_SHARE = 0.3, 0.1
"""For looking for weights; at most such a share of a small limit."""
MOST_WORK = 0.5
"""For one cut: a smaller part to blame would cut off more, but finding it takes time."""


class Cutting:
    """Collects cuts. limits: rows of the master that add up limits of periods. against: those that exclude single
    selections. proof: what the weakest of all rests on.
    """

    def __init__(self, projection: Projection, placer: Placer, budget: Budget, outlet: Outlet) -> None:
        self._projection, self._placer, self._budget = projection, placer, budget
        self._outlet = Silent(outlet)
        self._weighing: Weighing | None = None
        limit = budget.parameters.deterministic_limit
        self._weighing_work = WEIGHING_WORK if limit is None else min(WEIGHING_WORK, WEIGHING_SHARE * limit)
        self.limits: list[Row] = []
        self.against: list[Row] = []
        self.proof = Proof.EXACT

    @property
    def rows(self) -> list[Row]:
        """All of them."""
        return [*self.limits, *self.against]

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
        self.against.append(row)
        return True

    def cut_off_at_once(self, values: Sequence[int]) -> bool:
        """Add rows that a point of the master breaks, whatever its placement, where some are found with little work."""
        rows = rounded_rows(self._projection, values) or self._weighed(values)
        self.limits.extend(rows)
        return bool(rows)

    def _weighed(self, values: Sequence[int]) -> list[Row]:
        """The row of some weights that a point of the master breaks, if some were found in a little work."""
        self._weighing = self._weighing or Weighing(self._projection)
        question = self._weighing.question(values)
        if question is None:
            return []
        stage = Stage("excess", Sense.MAXIMIZE, StageRole.OBJECTIVE, question.objective, Fraction(1))
        found = self._budget.solve(Plan(question, (stage,)), self._outlet, most_work=self._weighing_work)
        if found.values is None:
            return []
        row = self._weighing.row(found.values)
        _, form, _, upper = row
        return [row] if form.value(values) > upper else []


Ask = Callable[[Placing], Proof | None]
"""What shows that a placement's model has no point; None where it has one, or nothing is known."""
MAX_PARTS = 5
"""Rows are rounded so that what is larger than a half, a third, ... of the limit counts as one."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Groups that cannot all be as they are at a point of the master. rows: of the whole model, that it takes."""

    groups: tuple[int, ...]
    rows: tuple[int, ...]
    proof: Proof


def rounded_rows(projection: Projection, values: Sequence[int]) -> list[Row]:
    """Rounded rows of the periods, added up over periods, that a point of the master breaks; one a family at most.

    From ``sum a x <= b`` in a period follows ``sum floor(a / d) x <= floor(b / d)`` for any d.
    """
    found: list[Row] = []
    for family in projection.families:
        worst: tuple[int, Row] | None = None
        for divisor in _divisors([row.upper for row in family]):
            rows = [row.rounded(divisor) for row in family]
            for tag, coefs, upper in sums_of(rows, projection.grouping.members, projection.periods, singles=True):
                excess = sum(coef * values[group] for group, coef in coefs.items()) - upper
                if excess > 0 and (worst is None or excess > worst[0]):
                    kept = sorted((group, coef) for group, coef in coefs.items() if coef)
                    form = LinearForm(tuple(group for group, _ in kept), tuple(coef for _, coef in kept))
                    worst = excess, (tag, form, NO_LOWER, upper)
        if worst is not None:
            found.append(worst[1])
    return found


def _divisors(limits: Collection[int]) -> list[int]:
    return sorted({limit // parts + 1 for limit in limits for parts in range(2, MAX_PARTS + 1) if limit >= parts})


def blame_for(placements: Placements, values: Sequence[int], proof: Proof, ask: Ask, most: int) -> Blame:
    """A small part of what a point of the master selects, or leaves out, that cannot be placed.

    proof: what shows that the whole selection cannot be. Rules of one family are left out together. most: how many
    questions to ask; the fewer, the larger the part.
    """
    return _Search(placements, values, proof, ask, most).run()


class _Search:
    def __init__(self, placements: Placements, values: Sequence[int], proof: Proof, ask: Ask, left: int) -> None:
        self._placements, self._values, self._ask, self._left = placements, values, ask, left
        self._groups, self._rows, self._proof = list(placements.concerned(values)), list(placements.rows), proof

    def run(self) -> Blame:
        self._try([group for group in self._groups if self._values[group]], self._rows)
        for family in self._placements.families():
            self._try(self._groups, [row for row in self._rows if row not in family])
        met = self._placements.concerned(self._values, self._rows)
        self._groups = [group for group in self._groups if group in met]
        size = len(self._groups)
        while size > 1:
            size = min(size, len(self._groups) + 1) // 2
            for chunk in _chunks(self._groups, size):
                self._try([group for group in self._groups if group not in chunk], self._rows)
        return Blame(tuple(self._groups), tuple(self._rows), self._proof)

    def _try(self, groups: list[int], rows: list[int]) -> None:
        """Do with fewer groups or rows, if these cannot be placed either."""
        if not groups or not self._left or (len(groups), len(rows)) == (len(self._groups), len(self._rows)):
            return
        self._left -= 1
        shown = self._ask(self._placements.placing(self._values, groups, rows))
        if shown is not None:
            self._groups, self._rows, self._proof = groups, rows, shown


def cut_of(blame: Blame, placements: Placements, values: Sequence[int]) -> Row | None:
    """The cut as a row of the master: at least one of the groups to blame has another value. None where no row says so.

    Where only limits are to blame, and what they limit, groups that take as much as any to blame, and have no more
    room, are counted as well: of all of them together there can be no more either. Of a group that counts it may say
    that it has to be greater, or less, unless one of the others has another value.
    """
    counts = [group for group in blame.groups if not placements.is_binary(group)]
    if len(counts) > 1:
        return None
    ones = [group for group in blame.groups if values[group] and group not in counts]
    zeros = [group for group in blame.groups if not values[group] and group not in counts]
    if counts:
        return placements.step_beyond(counts[0], values[counts[0]], ones, zeros, blame.rows)
    more = [] if zeros else placements.no_easier(ones, blame.rows)
    form = LinearForm((*ones, *more, *zeros), (1,) * (len(ones) + len(more)) + (-1,) * len(zeros))
    return "", form, NO_LOWER, len(ones) - 1


def _chunks(groups: Sequence[int], size: int) -> Iterator[frozenset[int]]:
    for begin in range(0, len(groups), size):
        yield frozenset(groups[begin : begin + size])
