"""The constraint set: reusable rules about tokens, KPI targets and how initiatives hang together."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass
from domain.problem.initiative import ScopeMode
from domain.problem.keys import Key, PeriodKey, Periods
from domain.problem.totals import (
    FairShare,
    KpiFormula,
    Ratio,
    ResponseCurve,
)


class Dimension(StrEnum):
    """What a floor or a cap counts tokens by.

    market: by market.
    department: by department.
    category: by category.
    program: by program.
    team: by team: team tokens, where all others count engineering tokens.
    global: all of them; such a rule has no key.
    """

    MARKET = "market"
    DEPARTMENT = "department"
    CATEGORY = "category"
    PROGRAM = "program"
    TEAM = "team"
    GLOBAL = "global"


class TargetKind(StrEnum):
    """How binding a target is.

    floor: it must be reached.
    goal: it may be missed; its shortfall is reported and, in lexicographic mode, made as small as possible first.
    """

    FLOOR = "floor"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Floor:
    """At least so many tokens of what is selected.

    dimension: what tokens are counted by; for teams team tokens, for all others engineering tokens.
    key: which market, department, category, program or team; None for global.
    min_tokens: the least number of tokens.
    period_key: the one period that it holds in; None: the whole horizon.
    """

    dimension: Dimension
    min_tokens: Decimal
    key: Key | None = None
    period_key: PeriodKey | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many tokens of what is selected.

    dimension: what tokens are counted by; for teams team tokens, for all others engineering tokens.
    key: which market, department, category, program or team; None for global.
    max_tokens: the greatest number of tokens.
    period_key: the one period that it holds in; None: the whole horizon.
    """

    dimension: Dimension
    max_tokens: Decimal
    key: Key | None = None
    period_key: PeriodKey | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI total that what is selected is to reach.

    market: the market whose initiatives count; None: all of them.
    kpi_key: the key of the KPI.
    target_value: the total to reach, in the unit of the KPI.
    floor_or_goal: whether it must be reached (a floor), or may be missed (a goal, whose shortfall lexicographic mode
    makes as small as possible first).
    period_key: the one period that it holds in; None: the whole horizon.
    """

    kpi_key: Key
    target_value: Decimal
    floor_or_goal: TargetKind
    market: Key | None = None
    period_key: PeriodKey | None = None


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """One initiative needs another one in the same or an earlier period (or so many periods before it), or delivered.

    initiative_key: the initiative that needs the other one.
    requires: the initiative that it needs.
    lag_periods: how many periods of the horizon it lies later at least; 0: the same will do.
    """

    initiative_key: Key
    requires: Key
    lag_periods: Periods = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """Where an initiative lies and how large it is, if it is selected; with mandatory it is work in progress.

    initiative_key: the initiative.
    period_key: the period that it lies in; None: any.
    scope: the size that it has; None: any.
    """

    initiative_key: Key
    period_key: PeriodKey | None = None
    scope: ScopeMode | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Initiatives that are selected all or none, in one period.

    bundle_key: its key; initiatives that bear it as their ``bundle_key`` are members too.
    initiative_keys: the keys of its members.
    """

    bundle_key: Key
    initiative_keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class SynergyBonus:
    """What a group of initiatives brings beside what each does: once all are selected, or by how many are.

    synergy_group_key: the group, as its members name it.
    kpi_key: the KPI that it adds to.
    bonus: what it adds once when all of them are selected, in the unit of the KPI; a negative bonus is a penalty; None
    where bonus_by_count is given.
    bonus_by_count: what none, one, two and so on of them bring when they are selected; the last figure for more.
    """

    synergy_group_key: Key
    kpi_key: Key
    bonus: Decimal | None = None
    bonus_by_count: tuple[Decimal, ...] = ()


class Charge(StrEnum):
    """When an overhead is paid.

    each_period: in each period, by how many of them lie in it.
    once: in the first period in which one of them lies, by how many are selected.
    """

    EACH_PERIOD = "each_period"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Overhead:
    """Tokens that are used besides the initiatives' own, by how many are selected: switching, platforms paid once.

    They count in the total and in each capacity and cap of the dimension and the team named here, never in a floor.

    overhead_key: its key; its rule id is ``overhead:KEY``.
    dimension: what the initiatives have in common that are counted; of a team are those that take team tokens of it;
    None where initiative_keys are given.
    key: which market, department, category, program or team; None for global and where initiative_keys are given.
    initiative_keys: the initiatives that are counted; empty where a dimension is given.
    tokens_by_count: the tokens that none (0), one, two and so on of them take beside their own; the last figure for
    more.
    charge: when it is paid; None: each_period for a dimension, once for a list of initiatives.
    team: the team whose tokens it takes too, where the dimension is not team; None: no team.
    """

    overhead_key: Key
    tokens_by_count: tuple[Decimal, ...]
    dimension: Dimension | None = None
    key: Key | None = None
    initiative_keys: tuple[Key, ...] = ()
    charge: Charge | None = None
    team: Key | None = None


@dataclass(frozen=True, slots=True)
class ConstraintSet:
    """Rules that may be reused over many pools and scenarios; a key that names no candidate gives a warning.

    name: what people call it; no two stored constraint sets have the same name.
    floors: least numbers of tokens, per market, department and so on.
    caps: greatest numbers of tokens, per market, department and so on.
    targets: KPI totals to be reached.
    mandatory_initiatives: keys of initiatives that must be selected.
    forced_out: keys of initiatives that must not be selected.
    prerequisites: which initiative needs which.
    exclusions: pairs of initiatives of which at most one is selected, over the whole horizon.
    bundles: initiatives that are selected all or none.
    synergies: bonuses for groups of initiatives.
    pins: periods and sizes that initiatives have, if they are selected.
    response_curves: what KPI totals count for, where that is not what they add up to; one for each KPI and market.
    ratios: KPI totals that have to be worth the tokens, or another total.
    fair_shares: KPIs of which the market with the least gets as much as can be, in lexicographic mode.
    overheads: tokens that are used besides the initiatives' own, by how many are selected.
    kpi_formulas: KPIs that are the product of two others; one for each KPI.
    """

    name: str = ""
    floors: tuple[Floor, ...] = ()
    caps: tuple[Cap, ...] = ()
    targets: tuple[Target, ...] = ()
    mandatory_initiatives: tuple[Key, ...] = ()
    forced_out: tuple[Key, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    exclusions: tuple[tuple[Key, Key], ...] = ()
    bundles: tuple[Bundle, ...] = ()
    synergies: tuple[SynergyBonus, ...] = ()
    pins: tuple[Pin, ...] = ()
    response_curves: tuple[ResponseCurve, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    fair_shares: tuple[FairShare, ...] = ()
    overheads: tuple[Overhead, ...] = ()
    kpi_formulas: tuple[KpiFormula, ...] = ()


NO_RULES = ConstraintSet()
"""What holds for a scenario without rules of its own."""
