"""Cuts by weights: rows that together leave too little room, wherever the members lie.

Rows of a placement, each times a whole number of at least nothing, add up to one that holds wherever anything lies. It
needs only the least coefficient of each group's members, so it is a row of the master. Whatever the weights are, it is
true. Which weights show that a selection has no room is a small model of its own, whose best point need not be proven.
That is what a relaxation of the placement without whole numbers would tell: limits of different kinds in different
periods, added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model
from solvers.selecting.placement import Row
from solvers.selecting.projection import Projection

MOST_WEIGHT = 3
MOST_TERMS = 20_000
"""Of all rows: with more, looking for weights takes longer than what they save."""
FARTHEST = 2**40
"""How far rows may reach together: with more, what has weights would soon pass 64 bits."""
FINE = 2**20
"""In how many steps rows are looked at for weights: long figures have thousands of points, each a little better."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A row as ``sum of coefficients <= limit``. by_group: the coefficients of members that have any."""

    limit: int
    by_group: Mapping[int, Mapping[int, int]]


class Weighing:
    """Looks for weights of the rows that tell members apart."""

    def __init__(self, projection: Projection) -> None:
        self._grouping = projection.grouping
        self.sides = [side for row in projection.telling for side in _sides_of(projection, row)]
        coefs = [abs(coef) for side in self.sides for own in side.by_group.values() for coef in own.values()]
        reach = MOST_WEIGHT * sum(coefs)
        self._is_small = len(coefs) <= MOST_TERMS and reach <= FARTHEST
        self._step = -(-reach // FINE) or 1

    def question(self, values: Sequence[int]) -> Model | None:
        """Which weights make a row that a point of the master breaks: likely some where its objective is above 0.

        None where it would be too large. Its first columns are the weights.
        """
        if not self._is_small:
            return None
        builder = ModelBuilder()
        weights = [builder.add_column(0, MOST_WEIGHT) for _ in self.sides]
        gain: dict[int, int] = {}
        members: dict[int, dict[int, dict[int, int]]] = {}
        for weight, side in zip(weights, self.sides, strict=True):
            gain[weight] = -(side.limit // self._step)
            for group, coefs in side.by_group.items():
                if not values[group]:
                    continue
                if len(self._grouping.members[group]) == 1:
                    gain[weight] += values[group] * next(iter(coefs.values())) // self._step
                    continue
                for member, coef in coefs.items():
                    members.setdefault(group, {}).setdefault(member, {})[weight] = coef // self._step
        for group, terms in members.items():
            reach = MOST_WEIGHT * max(sum(map(abs, each.values())) for each in terms.values())
            least = builder.add_column(-reach, reach)
            gain[least] = 1
            for member in self._grouping.members[group]:
                row = terms.get(member, {})
                builder.add_row("", [least, *row], [1, *(-coef for coef in row.values())], NO_LOWER, 0)
        form = LinearForm(tuple(gain), tuple(gain.values()))
        return builder.build().with_objective(form)

    def row(self, weights: Sequence[int]) -> Row:
        """The row of the master that follows from the rows with these weights, in common terms."""
        total: dict[int, dict[int, int]] = {}
        limit = 0
        for weight, side in zip(weights, self.sides, strict=False):
            if not weight:
                continue
            limit += weight * side.limit
            for group, coefs in side.by_group.items():
                own = total.setdefault(group, {})
                for member, coef in coefs.items():
                    own[member] = own.get(member, 0) + weight * coef
        members = self._grouping.members
        least = {group: min(own.get(member, 0) for member in members[group]) for group, own in total.items()}
        terms = sorted((group, coef) for group, coef in least.items() if coef)
        common = gcd(*(coef for _, coef in terms)) or 1
        form = LinearForm(tuple(group for group, _ in terms), tuple(coef // common for _, coef in terms))
        return "", form, NO_LOWER, limit // common


def _sides_of(projection: Projection, row: int) -> list[_Side]:
    model, of = projection.model, projection.grouping.of
    form = model.row(row)
    sides = []
    for sign, limit in ((1, model.row_upper[row]), (-1, -model.row_lower[row])):
        if limit in (NO_UPPER, -NO_LOWER):
            continue
        by_group: dict[int, dict[int, int]] = {}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if of[column] >= 0:
                by_group.setdefault(of[column], {})[column] = sign * coef
        sides.append(_Side(limit, by_group))
    return sides
