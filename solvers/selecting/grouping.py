"""Which columns of a model its master may treat as one: the periods of a choice, where they are worth the same.

Only what is read off the rows is believed: columns stand together where some row lets at most one of them be 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.integer_model.model import LinearForm, Model, Places, Stage, StageRole
from domain.integer_model.propagation import narrowed_bounds
from solvers.selecting.refining import refined

LARGEST_SHARE = 0.75
"""Of the columns that choose something: where more of them are left in the master, it is hardly smaller."""

Terms = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The columns of a model as groups, each of them one column of the master: the sum of its members.

    members: by group, in order; at most one member of a group of several is 1, and all of them lie within 0 and 1.
    of: by column, its group; -1 for a column that is 0 at every point. choices: by group, the number of its choice, or
    -1. low, high: by column, bounds that no point exceeds. stages: how many stages, from the first on, are worth the
    same whatever member of a group is chosen.
    """

    members: tuple[tuple[int, ...], ...]
    of: Sequence[int]
    choices: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]
    stages: int

    def is_loose(self, column: int) -> bool:
        """Whether a column chooses nothing, so that rows alone say what it is."""
        return self.of[column] >= 0 and self.choices[self.of[column]] < 0

    def bounds(self, group: int) -> tuple[int, int]:
        """The least and the greatest sum of the members of a group."""
        members = self.members[group]
        if len(members) == 1:
            return self.low[members[0]], self.high[members[0]]
        return max(self.low[member] for member in members), 1


def grouped_by_choice(model: Model, places: Places, stages: Sequence[Stage]) -> Grouping | None:
    """The grouping of a model; None where a master would gain little, or propagation finds that there is no point."""
    bounds = narrowed_bounds(model)
    if bounds is None:
        return None
    low, high = bounds
    choice_of = [-1] * model.num_columns
    choice_of[: len(places.choices)] = places.choices
    columns_of: dict[int, list[int]] = {}
    for column, choice in enumerate(choice_of):
        if choice >= 0 and (low[column] or high[column]):
            columns_of.setdefault(choice, []).append(column)
    together = _exclusive(model, choice_of, columns_of, low, high)
    count, worth = _leading_stages(stages, columns_of, together)
    if not count:
        return None
    marks = _marks(model, choice_of, places.periods, together, columns_of)
    for place, stage in enumerate(stages[:count]):
        for column, coef in zip(stage.form.columns, stage.form.coefs, strict=True):
            if choice_of[column] in worth:
                marks.setdefault(column, []).append((-1 - place, coef))
    parts = [part for choice, columns in columns_of.items() for part in _parts(columns, choice in together, marks)]
    parts = refined(model, choice_of, parts)
    if len(parts) > LARGEST_SHARE * sum(map(len, columns_of.values())):
        return None
    parts.extend((column,) for column, choice in enumerate(choice_of) if choice < 0)
    parts.sort()
    of = [-1] * model.num_columns
    for group, part in enumerate(parts):
        for column in part:
            of[column] = group
    return Grouping(tuple(parts), of, [choice_of[part[0]] for part in parts], low, high, count)


def _exclusive(
    model: Model, choice_of: Sequence[int], columns_of: dict[int, list[int]], low: Sequence[int], high: Sequence[int]
) -> set[int]:
    """The choices of which some row lets at most one open column be 1."""
    fitting = {c for c, columns in columns_of.items() if all(low[j] >= 0 and high[j] <= 1 for j in columns)}
    found = {choice for choice in fitting if len(columns_of[choice]) == 1}
    for row in range(model.num_rows):
        begin, end = model.starts[row], model.starts[row + 1]
        if model.row_upper[row] != 1 or end - begin < 2 or min(model.coefs[begin:end]) < 1:
            continue
        columns = model.columns[begin:end]
        if min(low[column] for column in columns) < 0:
            continue
        met: dict[int, int] = {}
        for column in columns:
            if high[column]:
                met[choice_of[column]] = met.get(choice_of[column], 0) + 1
        found.update(choice for choice, count in met.items() if choice in fitting and count == len(columns_of[choice]))
    return found


def _leading_stages(
    stages: Sequence[Stage], columns_of: dict[int, list[int]], together: set[int]
) -> tuple[int, set[int]]:
    """How many stages the master can hold, and the choices whose columns it must keep apart for them.

    A stage that decides the value is worth that; one that chooses among equals is left for the placement.
    """
    apart: set[int] = set()
    for place, stage in enumerate(stages):
        differing = _differing(stage.form, columns_of, together)
        if differing and stage.role is not StageRole.OBJECTIVE:
            decided = all(later.role is not StageRole.OBJECTIVE for later in stages[place:])
            return (place if decided else 0), apart
        apart |= differing
    return len(stages), apart


def _differing(form: LinearForm, columns_of: dict[int, list[int]], together: set[int]) -> set[int]:
    coefs = dict(zip(form.columns, form.coefs, strict=True))
    return {c for c in together if len({coefs.get(column, 0) for column in columns_of[c]}) > 1}


def _marks(
    model: Model,
    choice_of: Sequence[int],
    periods: Sequence[int],
    together: set[int],
    columns_of: dict[int, list[int]],
) -> dict[int, Terms]:
    """By column, its terms in the rows that it shares with columns that choose nothing.

    Left away are rows about one period each whose other columns stand in rows about other periods as well, and a row
    that is the only one of its family with such columns: they are no matter of one period, and the rows are added up
    instead (see ``families``).
    """
    several = {choice for choice in together if len(columns_of[choice]) > 1}
    rows: list[tuple[int, list[int], set[int]]] = []
    met: dict[int, set[int]] = {}
    families: dict[str, list[bool]] = {}
    for row in range(model.num_rows):
        columns = model.columns[model.starts[row] : model.starts[row + 1]]
        others = [column for column in columns if choice_of[column] < 0]
        families.setdefault(_family(model, row), []).append(bool(others))
        if others:
            at = {periods[column] for column in columns if choice_of[column] in several}
            rows.append((row, others, at))
            for column in others:
                met.setdefault(column, set()).update(at)
    marks: dict[int, Terms] = {}
    for row, others, at in rows:
        family = families[_family(model, row)]
        alone = "@" in model.tags[row] and len(family) > 1 and sum(family) == 1
        if len(at) == 1 and (alone or all(len(met[column]) > 1 for column in others)):
            continue
        form = model.row(row)
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if choice_of[column] in several:
                marks.setdefault(column, []).append((row, coef))
    return marks


def _family(model: Model, row: int) -> str:
    return model.tags[row].rpartition("@")[0]


def _parts(columns: Sequence[int], together: bool, marks: dict[int, Terms]) -> list[tuple[int, ...]]:
    """The columns of a choice, those that are worth the same everywhere together."""
    if not together:
        return [(column,) for column in columns]
    alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for column in columns:
        alike.setdefault(tuple(marks.get(column, ())), []).append(column)
    return [tuple(part) for part in alike.values()]
