"""The rules that a portfolio has to keep, each with its stable id (docs/meaning.md, section 3).

Periods are indices into the horizon; None means over the whole horizon. Keys are initiative keys.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.lean import dataclass, replace
from domain.numbers import ZERO
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.kpis.curves import Curve, curve_through
from domain.problem.sizing import Scope, Size
from domain.problem.totals import CurvePoint, FormulaFactor, ResponseCurve


class TokenFamily(StrEnum):
    """Where a limit on tokens comes from."""

    CAPACITY = "capacity"
    FLOOR = "floor"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class TokenRule:
    """Tokens of the selected initiatives of a key, in one period or over all: at most (floor: at least) ``limit``."""

    rule_id: str
    family: TokenFamily
    dimension: Dimension
    key: str | None
    period: int | None
    limit: Decimal


@dataclass(frozen=True, slots=True)
class TargetRule:
    """KPI total of a market (None: all) that is to reach ``target_value``; hard when it is a floor."""

    rule_id: str
    market: str | None
    kpi_key: str
    period: int | None
    target_value: Decimal
    kind: TargetKind


@dataclass(frozen=True, slots=True)
class MandatoryRule:
    """A candidate that must be selected. ``fault``: why that is impossible; None where it is a valid candidate."""

    rule_id: str
    key: str
    reason: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ForcedOutRule:
    """A candidate that must not be selected."""

    rule_id: str
    key: str


@dataclass(frozen=True, slots=True)
class PrerequisiteRule:
    """``key`` needs ``requires`` at least ``lag`` periods before it. ``fault`` says why that cannot be had at all."""

    rule_id: str
    key: str
    requires: str
    fault: str | None = None
    lag: int = 0


@dataclass(frozen=True, slots=True)
class BundleRule:
    """Candidates selected all or none, in one period. ``fault`` says why the whole bundle is out."""

    rule_id: str
    bundle_key: str
    members: tuple[str, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """At most one of the two, over the whole horizon."""

    rule_id: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Periods that are closed to a candidate."""

    rule_id: str
    key: str
    closed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PinRule:
    """A candidate that, if it is selected, lies in one of these periods and has that size (None: any).

    text: what it is pinned to, in words. fault: why it cannot be selected at all then.
    """

    rule_id: str
    key: str
    periods: tuple[int, ...]
    scope: Scope | None
    text: str
    fault: str | None = None

    def admits(self, period: int, scope: Scope) -> bool:
        """Whether the candidate may be selected in a period and a size."""
        return period in self.periods and self.scope in (None, scope)


@dataclass(frozen=True, slots=True)
class Synergy:
    """A bonus (or penalty) on a KPI, once, when all members are selected. market: of all, where they share one."""

    group_key: str
    kpi_key: str
    bonus: Decimal
    members: tuple[str, ...]
    market: str | None


@dataclass(frozen=True, slots=True)
class CountBonus:
    """What none, one, two and so on of the members bring to a KPI when they are selected; the last figure for more.

    market: of all members, where they share one.
    """

    group_key: str
    kpi_key: str
    figures: tuple[Decimal, ...]
    members: tuple[str, ...]
    market: str | None

    def brings(self, count: int) -> Decimal:
        """What so many members bring."""
        return self.figures[min(count, len(self.figures) - 1)]


@dataclass(frozen=True, slots=True)
class CurveRule:
    """What the raw total of a KPI counts for, of one market or of what all markets count.

    distance: how far its points are off the shape that they stand for, at most; None where they stand for themselves.
    smooth: the shape itself, where its smooth form is asked for as well.
    """

    rule_id: str
    kpi_key: str
    market: str | None
    points: tuple[CurvePoint, ...]
    distance: Decimal | None = None
    smooth: ResponseCurve | None = None

    @property
    def curve(self) -> Curve:
        """Its points as a function."""
        return curve_through(self.points)


@dataclass(frozen=True, slots=True)
class FormulaRule:
    """A KPI that counts ``times x ((base + raw) x (base + raw) - base x base)`` of two others, over all markets.

    straight: only about so, without the product, for who builds portfolios step by step.
    """

    rule_id: str
    kpi_key: str
    factors: tuple[FormulaFactor, FormulaFactor]
    times: Decimal
    straight: bool = False

    def counted(self, first: Fraction, second: Fraction) -> Fraction:
        """What raw totals of the factors count for."""
        one, other = (Fraction(factor.base) for factor in self.factors)
        return Fraction(self.times) * ((one + first) * (other + second) - one * other)


@dataclass(frozen=True, slots=True)
class RatioRule:
    """A KPI total that is at least so many times another one (``tokens``: the tokens of what is selected)."""

    rule_id: str
    numerator: str
    denominator: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class OverheadRule:
    """Tokens used besides those of the initiatives, by how many of the members are selected.

    places: where they count under upper limits: in the total, and under the dimension and the team that it names.
    figures: what none (nothing), one, two and so on take; the last figure for more. once: paid in the first period in
    which a member lies, by all that are selected; else in each period, by those that lie in it. team: a member counts
    in sizes alone that take tokens of it; None: in any.
    """

    rule_id: str
    members: tuple[str, ...]
    figures: tuple[Decimal, ...]
    once: bool
    places: tuple[tuple[Dimension, str | None], ...]
    team: str | None = None

    def takes(self, count: int) -> Decimal:
        """What so many members take."""
        return self.figures[min(count, len(self.figures) - 1)]

    def paid(self, lying: Sequence[int]) -> dict[int, Decimal]:
        """What is paid in which periods where its selected members lie in these."""
        if self.once:
            return {min(lying): self.takes(len(lying))} if lying else {}
        return {period: self.takes(lying.count(period)) for period in sorted(set(lying))}

    def counts(self, key: str, size: Size) -> bool:
        """Whether an initiative in a size is one of those that are counted."""
        return key in self.members and (self.team is None or size.tokens_of(Dimension.TEAM, self.team) > ZERO)


@dataclass(frozen=True, slots=True)
class FairShareStage:
    """A stage of the objective: the smallest total of a KPI among these markets is made as large as can be."""

    name: str
    kpi_key: str
    markets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule of a problem, resolved against its candidates.

    unselectable: why a valid candidate cannot be selected whatever else happens (forced out, no open
        period, a prerequisite out of reach, a bundle kept out), by key.
    """

    periods: tuple[str, ...]
    tokens: tuple[TokenRule, ...]
    targets: tuple[TargetRule, ...]
    mandatory: tuple[MandatoryRule, ...]
    forced_out: tuple[ForcedOutRule, ...]
    prerequisites: tuple[PrerequisiteRule, ...]
    bundles: tuple[BundleRule, ...]
    exclusions: tuple[ExclusionRule, ...]
    windows: tuple[WindowRule, ...]
    synergies: tuple[Synergy, ...]
    unselectable: Mapping[str, tuple[str, ...]]
    warnings: tuple[str, ...]
    pins: tuple[PinRule, ...] = ()
    curves: tuple[CurveRule, ...] = ()
    count_bonuses: tuple[CountBonus, ...] = ()
    ratios: tuple[RatioRule, ...] = ()
    fair_shares: tuple[FairShareStage, ...] = ()
    overheads: tuple[OverheadRule, ...] = ()
    formulas: tuple[FormulaRule, ...] = ()

    def without(self, rule_ids: Collection[str]) -> RuleBook:
        """The book without some rules. Goals stay: they are not rules but part of the objective."""
        return replace(
            self,
            tokens=tuple(rule for rule in self.tokens if rule.rule_id not in rule_ids),
            targets=tuple(t for t in self.targets if t.kind is TargetKind.GOAL or t.rule_id not in rule_ids),
            mandatory=tuple(rule for rule in self.mandatory if rule.rule_id not in rule_ids),
            forced_out=tuple(rule for rule in self.forced_out if rule.rule_id not in rule_ids),
            prerequisites=tuple(rule for rule in self.prerequisites if rule.rule_id not in rule_ids),
            bundles=tuple(rule for rule in self.bundles if rule.rule_id not in rule_ids),
            exclusions=tuple(rule for rule in self.exclusions if rule.rule_id not in rule_ids),
            windows=tuple(rule for rule in self.windows if rule.rule_id not in rule_ids),
            pins=tuple(rule for rule in self.pins if rule.rule_id not in rule_ids),
            ratios=tuple(rule for rule in self.ratios if rule.rule_id not in rule_ids),
            overheads=tuple(rule for rule in self.overheads if rule.rule_id not in rule_ids),
        )
