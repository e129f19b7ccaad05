"""From what the master selects to periods: the model of a placement, and its point as a point of the whole model."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Stage
from solvers.selecting.projection import Projection

Row = tuple[str, LinearForm, int, int]
"""A row as ``domain.integer_model.model.rebuilt`` takes it."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A model that says where selected groups of several members may lie.

    columns: the columns of the whole model that its own stand for. groups: its own columns by group, one of each to be
    1; its first rows say that, in order.
    """

    model: Model
    columns: Sequence[int]
    groups: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """A placement's model that is being built. first: by group, the first of its columns."""

    builder: ModelBuilder
    columns: array[int]
    groups: list[range]
    first: dict[int, int]

    def placing(self) -> Placing:
        return Placing(replace(self.builder.build(), packing=True), self.columns, tuple(self.groups))


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
        self.loose = sorted({g for row in self._rows for g in row.by_group if self._grouping.choices[g] < 0})
        self._tied = self._rows_of_loose()

    def placing(
        self, values: Sequence[int], known: Collection[int] | None = None, rows: Collection[int] | None = None
    ) -> Placing:
        """The model of a placement of what ``values``, a point of the master, selects.

        known: the groups whose values are to be as in the point; of all others nothing is known, and each row gets the
        most that they could do for it. So if there is no placement, there is none for any point that agrees in these
        groups. None is all groups. rows: only these rows of the whole model are kept; None is all.
        """
        known = None if known is None else dict.fromkeys(known)
        rows = None if rows is None else frozenset(rows)
        among = range(len(self._grouping.members)) if known is None else known
        start = self._start([group for group in among if self._is_free(group, values)])
        for row in self._rows:
            if rows is None or row.index in rows:
                self._add_row(start, row, values, known)
        return start.placing()

    def loosened(self, values: Sequence[int], stages: Sequence[Stage]) -> Placing:
        """The same of all groups, with the columns free that choose nothing and stand in rows that tell members apart.

        stages: of the master, asked for before; none of them may get worse by it.
        """
        start = self._start([*self.selected(values), *self.loose])
        for row in (*self._rows, *self._tied):
            self._add_row(start, row, values, None)
        for stage in stages:
            coefs = dict(zip(stage.form.columns, stage.form.coefs, strict=True))
            loose = [group for group in self.loose if coefs.get(group)]
            if loose:
                least = sum(coefs[group] * values[group] for group in loose)
                columns = [start.first[group] for group in loose]
                start.builder.add_row("", columns, [coefs[group] for group in loose], least, NO_UPPER)
        return start.placing()

    def _start(self, free: Sequence[int]) -> _Start:
        """A placement's model with columns for some groups, and the rows that one of several members is 1."""
        start = _Start(ModelBuilder(), array("q"), [], {})
        for group in free:
            first = start.first[group] = len(start.columns)
            for member in self._grouping.members[group]:
                start.builder.add_column(self._grouping.low[member], self._grouping.high[member])
                start.columns.append(member)
            columns = range(first, len(start.columns))
            if len(columns) > 1:
                start.groups.append(columns)
                start.builder.add_row("", columns, [1] * len(columns), 1, 1)
        return start

    def _rows_of_loose(self) -> list[_Row]:
        """The rows of columns that choose nothing, beside those that tell members apart."""
        columns, telling = {self._grouping.members[group][0] for group in self.loose}, {r.index for r in self._rows}
        others = (row for row in range(self._model.num_rows) if columns and row not in telling)
        return [self._row(row) for row in others if not columns.isdisjoint(self._model.row(row).columns)]

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

    def step_beyond(
        self, group: int, value: int, ones: Sequence[int], zeros: Sequence[int], rows: Collection[int]
    ) -> Row | None:
        """The row that a group moves beyond a value, to the side where it gives room, unless others have other values.

        None where it gives room to some of the rows on one side, and to others on the other.
        """
        sides = set()
        for row in self._rows:
            coef = row.by_group.get(group, [0])[0] if row.index in rows else 0
            if coef and self._model.row_upper[row.index] < NO_UPPER:
                sides.add(coef < 0)
            if coef and self._model.row_lower[row.index] > NO_LOWER:
                sides.add(coef > 0)
        if len(sides) != 1:
            return None
        low, high = self._grouping.bounds(group)
        sign, end = (1, low) if sides == {True} else (-1, -high)
        # sign * y >= sign * value + 1, and by so much less for each of the others that has another value
        short = sign * value + 1 - end
        terms = [(group, sign), *((one, -short) for one in ones), *((zero, short) for zero in zeros)]
        terms = sorted((each, coef) for each, coef in terms if coef)
        form = LinearForm(tuple(each for each, _ in terms), tuple(coef for _, coef in terms))
        return "", form, sign * value + 1 - short * len(ones), NO_UPPER

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
        start: _Start,
        row: _Row,
        values: Sequence[int],
        known: Collection[int] | None,
    ) -> None:
        """Add a row with what is known put in, where it says anything beyond the groups' own rows."""
        first = start.first
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
                low_end, high_end = self._ends(group, inner)
                least += low_end
                most += high_end
            elif values[group]:
                low += inner[0] * values[group]
                high += inner[0] * values[group]
        upper = upper if upper == NO_UPPER else upper - low
        lower = lower if lower == NO_LOWER else lower - high
        if lower > least or most > upper:
            start.builder.add_row(self._model.tags[row.index], columns, coefs, lower, upper)

    def _ends(self, group: int, coefs: Sequence[int]) -> tuple[int, int]:
        """What a group adds to a row at least and at most, if one of several members is 1."""
        if len(coefs) > 1:
            return min(coefs), max(coefs)
        ends = [coefs[0] * bound for bound in self._grouping.bounds(group)]
        return min(ends), max(ends)


def _is_no_easier(group: Sequence[tuple[int, ...]], other: Sequence[tuple[int, ...]]) -> bool:
    """Whether for each member of a group there is one of the other that takes no more anywhere."""
    return all(any(all(b <= a for a, b in zip(own, its, strict=True)) for its in other) for own in group)
