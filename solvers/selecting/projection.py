"""The master of a model: its groups as columns, and of its rows what holds wherever the members lie.

A row ``sum a x <= b`` becomes ``sum (least a of the members) y <= b``, which no point of the model breaks. Rows that do
not tell members apart stay what they are. Of rows that hold in single periods, sums over neighbouring periods are
projected as well: they count in full what can lie nowhere else, and over the whole horizon that is everything.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Places, Plan, Stage
from solvers.selecting.families import PeriodRow, Term, families_of, sums_of
from solvers.selecting.grouping import Grouping, grouped_by_choice


@dataclass(frozen=True, slots=True)
class Projection:
    """A plan's model, its master, and how their columns belong together.

    stages: the first ones, as the master knows them. telling: the rows of the model that tell the members of some group
    apart, so that the master knows of them only in part; they are all that a placement has to keep. families: limits
    of single periods, those that limit the same together. summed: the rows of the master that add up such limits.
    periods: by column, the period that it chooses.
    """

    model: Model
    master: Model
    stages: tuple[Stage, ...]
    grouping: Grouping
    telling: tuple[int, ...]
    families: tuple[tuple[PeriodRow, ...], ...]
    summed: tuple[int, ...]
    periods: Sequence[int]

    def down(self, values: Sequence[int]) -> array[int]:
        """What a point of the model selects: a point of the master."""
        return array("q", (sum(values[member] for member in group) for group in self.grouping.members))

    def form(self, form: LinearForm) -> LinearForm:
        """A form as the master knows it: at least the value of the model's own, the same where members are alike."""
        inner = _by_group(self.grouping, form)
        greatest = {group: _reach(self.grouping, group, terms)[1] for group, terms in inner.items()}
        return _form(greatest)


def projected(plan: Plan, places: Places) -> Projection | None:
    """The master of a plan with as many of its first stages as it can hold; None where it would not help."""
    model = plan.model
    grouping = grouped_by_choice(model, places, plan.stages)
    if grouping is None:
        return None
    master = _Master(model, places, grouping)
    families = tuple(
        tuple(limits)
        for family in master.families
        if (limits := [row for row in family if row.is_limit and all(grouping.bounds(g)[0] >= 0 for g in row.terms)])
    )
    bare = Projection(
        model, master.built(), (), grouping, tuple(master.telling), families, master.summed(), places.periods
    )
    stages = tuple(replace(stage, form=bare.form(stage.form)) for stage in plan.stages[: grouping.stages])
    hint = model.hint
    if hint is not None and len(hint) == model.num_columns:
        bare = replace(bare, master=replace(bare.master, hint=bare.down(hint)))
    return replace(bare, stages=stages)


class _Master:
    def __init__(self, model: Model, places: Places, grouping: Grouping) -> None:
        self._model, self._places, self._grouping = model, places, grouping
        self._builder = ModelBuilder()
        for group in range(len(grouping.members)):
            self._builder.add_column(*grouping.bounds(group))
        self._known: dict[tuple[tuple[int, int], ...], tuple[int, int]] = {}
        self._tag_of: dict[tuple[tuple[int, int], ...], str] = {}
        self._sums: set[tuple[tuple[int, int], ...]] = set()
        self.telling: list[int] = []
        in_periods = []
        for row in range(model.num_rows):
            form = model.row(row)
            inner = _by_group(grouping, form)
            self._take(row, inner)
            period = self._period_of(form.columns)
            if period is not None:
                others = tuple(group for group in inner if grouping.choices[group] < 0)
                sides = model.row_lower[row], model.row_upper[row]
                in_periods.append(PeriodRow(model.tags[row], period, inner, *sides, others))
        self.families = families_of(in_periods)
        for family in self.families:
            for tag, coefs, upper in sums_of(family, grouping.members, places.periods):
                kept = self._keep(tag, coefs, NO_LOWER, upper)
                if kept is not None:
                    self._sums.add(kept)

    def summed(self) -> tuple[int, ...]:
        """The rows that are sums over periods, in the order of ``built``."""
        return tuple(row for row, terms in enumerate(self._known) if terms in self._sums)

    def built(self) -> Model:
        """The master, without an objective. Its columns choose what their groups do, in no period.

        What follows from other columns by the rows of single periods does not follow by their sums.
        """
        loose = {c for row in self.telling for c in self._model.row(row).columns if self._grouping.is_loose(c)}
        for group, members in enumerate(self._grouping.members):
            first = members[0]
            implied = len(members) == 1 and first < len(self._model.implied) and bool(self._model.implied[first])
            self._builder.implied[group] = implied and first not in loose
        for terms, (lower, upper) in self._known.items():
            self._builder.add_row(self._tag_of[terms], [g for g, _ in terms], [c for _, c in terms], lower, upper)
        choices = self._grouping.choices
        return replace(self._builder.build(), places=Places(choices, [-1] * len(choices)))

    def _take(self, row: int, inner: Mapping[int, Sequence[Term]]) -> None:
        model, tag = self._model, self._model.tags[row]
        reaches = {group: _reach(self._grouping, group, terms) for group, terms in inner.items()}
        least = {group: low for group, (low, _) in reaches.items()}
        greatest = {group: high for group, (_, high) in reaches.items()}
        if least == greatest:
            self._keep(tag, least, model.row_lower[row], model.row_upper[row])
            return
        self.telling.append(row)
        self._keep(tag, least, NO_LOWER, model.row_upper[row])
        self._keep(tag, greatest, model.row_lower[row], NO_UPPER)

    def _period_of(self, columns: Iterable[int]) -> int | None:
        """The one period that all columns of a row choose that choose any, if so."""
        of, choices = self._grouping.of, self._grouping.choices
        periods = {self._places.periods[column] for column in columns if of[column] >= 0 and choices[of[column]] >= 0}
        return next(iter(periods)) if len(periods) == 1 else None

    def _keep(self, tag: str, coefs: Mapping[int, int], lower: int, upper: int) -> tuple[Term, ...] | None:
        """Take a row in common terms, if the bounds of its columns do not imply it; the terms."""
        terms = tuple(sorted((group, coef) for group, coef in coefs.items() if coef))
        least, most = self._activity(terms)
        if lower <= least and most <= upper:
            return None
        common = gcd(*(coef for _, coef in terms)) or 1
        terms = tuple((group, coef // common) for group, coef in terms)
        lower = lower if lower == NO_LOWER else -(-lower // common)
        upper = upper if upper == NO_UPPER else upper // common
        before = self._known.get(terms, (NO_LOWER, NO_UPPER))
        self._known[terms] = max(lower, before[0]), min(upper, before[1])
        self._tag_of.setdefault(terms, tag)
        return terms

    def _activity(self, terms: Iterable[Term]) -> tuple[int, int]:
        least = most = 0
        for group, coef in terms:
            low, high = coef * self._builder.lower[group], coef * self._builder.upper[group]
            least += min(low, high)
            most += max(low, high)
        return least, most


def _by_group(grouping: Grouping, form: LinearForm) -> dict[int, list[Term]]:
    """The terms of a form by group; columns that are 0 at every point are left away."""
    inner: dict[int, list[Term]] = {}
    for column, coef in zip(form.columns, form.coefs, strict=True):
        if grouping.of[column] >= 0:
            inner.setdefault(grouping.of[column], []).append((column, coef))
    return inner


def _reach(grouping: Grouping, group: int, terms: Sequence[Term]) -> tuple[int, int]:
    """The least and the greatest coefficient of a group's members; those without a term count as 0."""
    coefs = [coef for _, coef in terms]
    if len(coefs) < len(grouping.members[group]):
        coefs.append(0)
    return min(coefs), max(coefs)


def _form(coefs: Mapping[int, int]) -> LinearForm:
    kept = sorted((group, coef) for group, coef in coefs.items() if coef)
    return LinearForm(tuple(group for group, _ in kept), tuple(coef for _, coef in kept))
