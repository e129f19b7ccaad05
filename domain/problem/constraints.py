"""The constraint set: reusable rules about tokens, KPI targets and how initiatives hang together."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass
from domain.problem.initiative import ScopeMode


class Dimension(StrEnum):
    """What a floor or a cap counts tokens by. ``team`` counts team_tokens, all others engineering_tokens."""

    MARKET = "market"
    DEPARTMENT = "department"
    CATEGORY = "category"
    PROGRAM = "program"
    TEAM = "team"
    GLOBAL = "global"


class TargetKind(StrEnum):
    """A floor is hard; a goal's shortfall is reported and, in lexicographic mode, minimised first."""

    FLOOR = "floor"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Floor:
    """At least ``min_tokens`` of the selected initiatives of that key, over the horizon or in ``period_key``."""

    dimension: Dimension
    min_tokens: Decimal
    key: str | None = None
    period_key: str | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most ``max_tokens`` of the selected initiatives of that key, over the horizon or in ``period_key``."""

    dimension: Dimension
    max_tokens: Decimal
    key: str | None = None
    period_key: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The KPI total of a market (None: of all) that is to be reached."""

    kpi_key: str
    target_value: Decimal
    floor_or_goal: TargetKind
    market: str | None = None
    period_key: str | None = None


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """``initiative_key`` needs ``requires`` at least ``lag_periods`` periods before it (0: the same), or delivered."""

    initiative_key: str
    requires: str
    lag_periods: int = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """An initiative that, if it is selected, lies in ``period_key`` and has the size ``scope``; None leaves it open."""

    initiative_key: str
    period_key: str | None = None
    scope: ScopeMode | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Initiatives that are selected all or none, in one period."""

    bundle_key: str
    initiative_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SynergyBonus:
    """Counts once when all initiatives bearing the group key are selected; a negative bonus is a penalty."""

    synergy_group_key: str
    kpi_key: str
    bonus: Decimal


@dataclass(frozen=True, slots=True)
class ConstraintSet:
    """Rules that are reused over many pools and scenarios (problem file, ``constraint_set``)."""

    name: str = ""
    floors: tuple[Floor, ...] = ()
    caps: tuple[Cap, ...] = ()
    targets: tuple[Target, ...] = ()
    mandatory_initiatives: tuple[str, ...] = ()
    forced_out: tuple[str, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    exclusions: tuple[tuple[str, str], ...] = ()
    bundles: tuple[Bundle, ...] = ()
    synergies: tuple[SynergyBonus, ...] = ()
    pins: tuple[Pin, ...] = ()
