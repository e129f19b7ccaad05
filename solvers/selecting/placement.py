"""From what the master selects to periods: the model of a placement, and its point as a point of the whole model."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.model import NO_LOWER, NO_UPPER, Model, ModelBuilder
from solvers.selecting.projection import Projection


@dataclass(frozen=True, slots=True)
class Placing:
    """A model that says where selected groups of several members may lie.

    columns: the columns of the whole model that its own stand for. groups: its own columns by group, one of each to be
    1. rows: which row of the whole model each of its rows behind those of the groups comes from.
    """

    model: Model
    columns: Sequence[int]
    groups: tuple[range, ...]
    rows: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    """A row that tells members apart. by_group: coefficients by group, a member each.

    low, high: what all groups add at least and at most when nothing is known of them.
    """

    index: int
    by_group: dict[int, list[int]]
    reach: dict[int, tuple[int, int]]
    low: int = 0
    high: int = 0


class Placements:
    """Asks where the groups that a point of the master selects may lie."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection
        self._model, self._grouping = projection.model, projection.grouping
        self._rows = [self._row(index) for index in projection.telling]

    def placing(
        self, values: Sequence[int], known: Collection[int] | None = None, rows: Collection[int] | None = None
    ) -> Placing:
        """The model of a placement of what ``values``, a point of the master, selects.

        known: the groups whose values are to be as in the point; of all others nothing is known, and each row gets the
        most that they could do for it. So if there is no placement, there is none for any point that agrees in these
        groups. None is all groups. rows: only these rows of the whole model are kept; None is all.
        """
        members = self._grouping.members
        known = None if known is None else dict.fromkeys(known)
        rows = None if rows is None else frozenset(rows)
        free = [group for group in (range(len(members)) if known is None else known) if self._is_free(group, values)]
        builder, columns, groups = ModelBuilder(), array("q"), []
        first: dict[int, int] = {}
        for group in free:
            first[group] = len(columns)
            for member in members[group]:
                builder.add_column(self._grouping.low[member], self._grouping.high[member])
                columns.append(member)
            groups.append(range(first[group], len(columns)))
            builder.add_row("", groups[-1], [1] * len(groups[-1]), 1, 1)
        kept = []
        for row in self._rows:
            if (rows is None or row.index in rows) and self._add_row(builder, row, values, known, first):
                kept.append(row.index)
        return Placing(builder.build(), columns, tuple(groups), tuple(kept))

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the whole model that tell members apart."""
        return tuple(row.index for row in self._rows)

    def concerned(self, values: Sequence[int], rows: Collection[int] | None = None) -> dict[int, None]:
        """The groups in some of these rows. None: in any of them, and those that have to be placed."""
        met = dict.fromkeys(group for group in self.selected(values) if rows is None)
        for row in self._rows:
            if rows is None or row.index in rows:
                met.update(dict.fromkeys(row.by_group))
        return met

    def families(self) -> list[frozenset[int]]:
        """The rows by the kind of rule that they stand for, whatever their period."""
        found: dict[str, list[int]] = {}
        for row in self._rows:
            base, at, _ = self._model.tags[row.index].rpartition("@")
            found.setdefault(base if at else self._model.tags[row.index].partition(":")[0], []).append(row.index)
        return [frozenset(rows) for rows in found.values()]

    def no_easier(self, groups: Collection[int], rows: Collection[int]) -> list[int]:
        """The other groups that are no easier to place than any of these, where the rows are limits only."""
        kept = [row for row in self._rows if row.index in rows]
        if any(
            self._model.row_lower[row.index] > NO_LOWER or min(map(min, row.by_group.values()), default=0) < 0
            for row in kept
        ):
            return []
        wanted = [self._takes(group, kept) for group in groups]
        candidates = {group for row in kept for group in row.by_group if group not in groups}
        return [
            group
            for group in sorted(candidates)
            if self.is_binary(group) and all(_is_no_easier(self._takes(group, kept), other) for other in wanted)
        ]

    def _takes(self, group: int, rows: Sequence[_Row]) -> list[tuple[int, ...]]:
        """What each member of a group takes in each of some rows."""
        width = len(self._grouping.members[group])
        by_row: list[list[int]] = [row.by_group.get(group, [0] * width) for row in rows]
        return [tuple(coefs[member] for coefs in by_row) for member in range(width)]

    def whole(self, placing: Placing, point: Sequence[int], values: Sequence[int]) -> array[int]:
        """A placement of all groups of a point of the master, as a point of the whole model."""
        out = array("q", bytes(8 * self._model.num_columns))
        for members, value in zip(self._grouping.members, values, strict=True):
            if len(members) == 1:
                out[members[0]] = value
        for column, value in zip(placing.columns, point, strict=True):
            out[column] = value
        return out

    def selected(self, values: Sequence[int]) -> list[int]:
        """The groups of several members that a point of the master selects."""
        return [group for group in range(len(values)) if self._is_free(group, values)]

    def is_binary(self, group: int) -> bool:
        """Whether a group is 0 or 1."""
        low, high = self._grouping.bounds(group)
        return low >= 0 and high <= 1

    def _is_free(self, group: int, values: Sequence[int]) -> bool:
        return len(self._grouping.members[group]) > 1 and values[group] == 1

    def _row(self, index: int) -> _Row:
        form, of = self._model.row(index), self._grouping.of
        row = _Row(index, {}, {})
        for column, coef in zip(form.columns, form.coefs, strict=True):
            group = of[column]
            if group < 0:
                continue
            members = self._grouping.members[group]
            row.by_group.setdefault(group, [0] * len(members))[members.index(column)] = coef
        for group, coefs in row.by_group.items():
            lower, upper = self._grouping.bounds(group)
            ends = [coef * bound for coef in (min(coefs), max(coefs)) for bound in (lower, upper)]
            row.reach[group] = min(ends), max(ends)
            row.low += row.reach[group][0]
            row.high += row.reach[group][1]
        return row

    def _add_row(
        self,
        builder: ModelBuilder,
        row: _Row,
        values: Sequence[int],
        known: Collection[int] | None,
        first: dict[int, int],
    ) -> bool:
        """Add a row with what is known put in; whether it says anything beyond the groups' own rows."""
        lower, upper = self._model.row_lower[row.index], self._model.row_upper[row.index]
        low, high = (row.low, row.high) if known is not None else (0, 0)
        columns: list[int] = []
        coefs: list[int] = []
        least = most = 0
        for group in row.by_group if known is None or len(row.by_group) <= len(known) else known:
            inner = row.by_group.get(group)
            if inner is None or (known is not None and group not in known):
                continue
            if known is not None:
                low -= row.reach[group][0]
                high -= row.reach[group][1]
            if group in first:
                columns.extend(first[group] + place for place, coef in enumerate(inner) if coef)
                coefs.extend(coef for coef in inner if coef)
                least += min(inner)
                most += max(inner)
            elif values[group]:
                low += inner[0] * values[group]
                high += inner[0] * values[group]
        upper = upper if upper == NO_UPPER else upper - low
        lower = lower if lower == NO_LOWER else lower - high
        if lower <= least and most <= upper:
            return False
        builder.add_row(self._model.tags[row.index], columns, coefs, lower, upper)
        return True


def _is_no_easier(group: Sequence[tuple[int, ...]], other: Sequence[tuple[int, ...]]) -> bool:
    """Whether for each member of a group there is one of the other that takes no more anywhere."""
    return all(any(all(b <= a for a, b in zip(own, its, strict=True)) for its in other) for own in group)
