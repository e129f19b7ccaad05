"""A problem in plain integers, ready for thousands of small changes: what each option takes, brings and needs.

Limits and values come from the rows and stages of the model, so whatever a rule means in numbers is written once;
how initiatives hang together comes from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from domain.construction.aims import Aims, aims_of
from domain.construction.limits import Limits, limits_of
from domain.construction.units import Units, join_units
from domain.formulation import Formulation
from domain.formulation.scaling import decimals_of
from domain.lean import dataclass
from domain.numbers import ZERO, exact_arithmetic

LOAD_UNIT = 2**30
"""How much all of a limit counts in the load of an option."""
MOST_SCARCE = 64
"""No limit counts more than so many times as much as one that is just enough for all."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The choices a portfolio is built from.

    columns: columns per candidate and period, one per size, the greatest worth per token first. sizes: the same
    columns, fewest tokens first. candidate_of, period_of: candidate and period per column. load: use of scarce limits
    per column, never zero. tokens: tokens per column, never zero. alike: per unit, whether all its periods bring and
    give the same. sized: per unit, whether it has a choice of sizes.
    """

    units: Units
    limits: Limits
    aims: Aims
    columns: tuple[tuple[tuple[int, ...], ...], ...]
    sizes: tuple[tuple[tuple[int, ...], ...], ...]
    candidate_of: tuple[int, ...]
    period_of: tuple[int, ...]
    load: tuple[int, ...]
    tokens: tuple[int, ...]
    alike: tuple[bool, ...]
    sized: tuple[bool, ...]

    @property
    def size(self) -> int:
        """The number of units."""
        return len(self.units.members)

    @property
    def periods(self) -> int:
        """The number of periods."""
        return len(self.columns[0]) if self.columns else 1


def ground_of(formulation: Formulation) -> Ground:
    """The ground of a formulated problem."""
    keys, rules = list(formulation.ruled.pool.candidates), formulation.ruled.rules
    place = {key: at for at, key in enumerate(keys)}
    periods = range(len(rules.periods))
    columns: list[list[list[int]]] = [[[] for _ in periods] for _ in keys]
    candidate_of, period_of = [], []
    pinned = {pin.key: pin.scope for pin in rules.pins if pin.scope is not None and pin.fault is None}
    for column, option in enumerate(formulation.options):
        at = place[option.initiative_key]
        if pinned.get(option.initiative_key) in (None, option.size.scope):
            columns[at][option.period].append(column)
        candidate_of.append(at)
        period_of.append(option.period)
    limits = limits_of(rules, formulation, candidate_of)
    aims = aims_of(place, rules, formulation, limits)
    units = join_units(keys, rules)
    tokens = _in_integers([option.size.tokens or ZERO for option in formulation.options])
    sized = [any(len(own) > 1 for own in each) for each in columns]
    return Ground(
        units=units,
        limits=limits,
        aims=aims,
        columns=_sorted(columns, sized, lambda column: -aims.worth[column] / tokens[column]),
        sizes=_sorted(columns, sized, tokens.__getitem__),
        candidate_of=tuple(candidate_of),
        period_of=tuple(period_of),
        load=_loads(limits, len(candidate_of)),
        tokens=tokens,
        sized=tuple(any(sized[at] for at in group) for group in units.members),
        alike=tuple(len(periods) == 1 or _alike(group, columns, limits, aims) for group in units.members),
    )


def _in_integers(tokens: Sequence[Decimal]) -> tuple[int, ...]:
    """Tokens as integers, in a unit so fine that none rounds to zero; zero itself counts as 1."""
    unit = LOAD_UNIT * 10 ** decimals_of(tokens)
    with exact_arithmetic():
        return tuple(int(each * unit) or 1 for each in tokens)


def _sorted(
    columns: list[list[list[int]]], sized: Sequence[bool], key: Callable[[int], float]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    return tuple(
        tuple(tuple(sorted(own, key=key)) for own in each) if several else tuple(map(tuple, each))
        for each, several in zip(columns, sized, strict=True)
    )


def _loads(limits: Limits, count: int) -> tuple[int, ...]:
    """Load of each column: its share of each limit, weighted more the scarcer that limit is."""
    demand = [0] * len(limits.room)
    for entries in limits.takes:
        for limit, amount in entries:
            demand[limit] += amount
    weights = []
    for limit, room in enumerate(limits.room):
        scarce = 0 < room < demand[limit]
        weights.append(LOAD_UNIT * min(demand[limit], MOST_SCARCE * room) // (room * room) if scarce else 0)
    return tuple(1 + sum(amount * weights[limit] for limit, amount in limits.takes[column]) for column in range(count))


def _alike(group: Sequence[int], columns: Sequence[Sequence[Sequence[int]]], limits: Limits, aims: Aims) -> bool:
    for candidate in group:
        first, *others = columns[candidate]
        for other in others:
            for left, right in zip(first, other, strict=True):
                if aims.gain[left] != aims.gain[right] or limits.gives[left] != limits.gives[right]:
                    return False
    return True
