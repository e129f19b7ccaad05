"""The stages of a problem as one number, the first stage counting above all others, and what is missing above that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from domain.construction.limits import Limits, Need
from domain.formulation import Formulation
from domain.formulation.kpi_totals import BonusColumn
from domain.integer_model.model import LinearForm, Model, StageRole
from domain.lean import dataclass
from domain.rules.rules import RuleBook

MISSING_UNIT = 10**6
"""How much all of a need counts that is missing."""


@dataclass(frozen=True, slots=True)
class Group:
    """A synergy among these candidates.

    worth: what the bonus adds to the main stage alone. It may also count towards needs, with the amounts given.
    """

    members: tuple[int, ...]
    gain: int
    worth: int
    gives: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Aims:
    """What a portfolio is built for.

    gain: per column, what it adds to all stages, as one number. worth: per column, what it adds to the main stage
    alone. groups: the synergies. groups_of: per candidate, the synergies it is a member of. costs: per need, the
    penalty for each missing unit.
    """

    gain: tuple[int, ...]
    worth: tuple[int, ...]
    groups: tuple[Group, ...]
    groups_of: tuple[tuple[int, ...], ...]
    costs: tuple[int, ...]


def aims_of(place: Mapping[str, int], rules: RuleBook, formulation: Formulation, limits: Limits) -> Aims:
    """Read the aims of a problem whose candidates have these indices."""
    model, count = formulation.plan.model, len(formulation.options)
    stages = [stage for stage in formulation.plan.stages if stage.role is not StageRole.CANONICAL]
    gain, weight = [0] * count, 1
    further: dict[int, int] = {}
    for stage in reversed(stages):
        for column, coef in zip(stage.form.columns, stage.form.coefs, strict=True):
            if column < count:
                gain[column] += weight * coef
            else:
                further[column] = further.get(column, 0) + weight * coef
        weight *= 1 + _span(stage.form, model)
    main: dict[int, int] = {}
    for stage in [stage for stage in stages if stage.role is StageRole.OBJECTIVE][-1:]:
        main = dict(zip(stage.form.columns, stage.form.coefs, strict=True))
    factors, main_factors = _per_unit(formulation.bonuses, further), _per_unit(formulation.bonuses, main)
    groups: list[Group] = []
    groups_of: list[list[int]] = [[] for _ in place]
    for synergy in rules.synergies:
        kind, amount = (synergy.kpi_key, synergy.market), Fraction(synergy.bonus)
        gives = [
            (at, round(need.bonuses[kind] * amount)) for at, need in enumerate(limits.needs) if kind in need.bonuses
        ]
        brought = round(factors.get(kind, Fraction(0)) * amount)
        if brought or gives:
            for key in synergy.members:
                groups_of[place[key]].append(len(groups))
            worthy = round(main_factors.get(kind, Fraction(0)) * amount)
            groups.append(Group(tuple(place[key] for key in synergy.members), brought, worthy, tuple(gives)))
    return Aims(
        gain=tuple(gain),
        worth=tuple(main.get(column, 0) for column in range(count)),
        groups=tuple(groups),
        groups_of=tuple(map(tuple, groups_of)),
        costs=tuple(_cost(need, further, weight) for need in limits.needs),
    )


def _per_unit(bonuses: Sequence[BonusColumn], coefs: Mapping[int, int]) -> dict[tuple[str, str | None], Fraction]:
    """What one unit of each bonus adds, by KPI and market."""
    return {
        (bonus.kpi_key, bonus.market): Fraction(coefs.get(bonus.column, 0)) / Fraction(bonus.amount)
        for bonus in bonuses
        if bonus.amount
    }


def _span(form: LinearForm, model: Model) -> int:
    return sum(
        abs(coef) * (model.upper[column] - model.lower[column])
        for column, coef in zip(form.columns, form.coefs, strict=True)
    )


def _cost(need: Need, further: Mapping[int, int], above: int) -> int:
    if need.shortfall is not None:
        return -further.get(need.shortfall, 0)
    return above * max(1, MISSING_UNIT // max(1, abs(need.least)))
