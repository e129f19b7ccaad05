"""Which way the objective and the targets pull a KPI total: rows are needed only against what pulls."""

from __future__ import annotations

from domain.formulation.frame import FormulationContext
from domain.formulation.objective_terms import objective_weights
from domain.lean import dataclass
from domain.numbers import ZERO


@dataclass(frozen=True, slots=True)
class Pull:
    """Whether anything gains when a total rises, and when it falls."""

    rises: bool = False
    falls: bool = False

    def __or__(self, other: Pull) -> Pull:
        return Pull(self.rises or other.rises, self.falls or other.falls)

    def times(self, *slopes: object) -> Pull:
        """The pull at what the total is made of, with these slopes."""
        up = any(slope > ZERO for slope in slopes)  # type: ignore[operator]
        down = any(slope < ZERO for slope in slopes)  # type: ignore[operator]
        return Pull((up and self.rises) or (down and self.falls), (up and self.falls) or (down and self.rises))


def pull_at_counted(frame: FormulationContext, kpi_key: str, market: str | None) -> Pull:
    """The pull at a total as it is counted."""
    pull = Pull()
    if market is None:
        weight = objective_weights(frame).get(kpi_key, ZERO)
        pull = Pull(weight > ZERO, weight < ZERO)
    else:
        pull = pull_at_raw(frame, kpi_key, None)
    felt = any(t.period is None and (t.kpi_key, t.market) == (kpi_key, market) for t in frame.rules.targets)
    felt = felt or any(share.kpi_key == kpi_key and market in share.markets for share in frame.rules.fair_shares)
    for ratio in frame.rules.ratios if market is None else ():
        pull |= Pull(rises=ratio.numerator == kpi_key)
        if ratio.denominator == kpi_key:
            pull |= Pull(ratio.at_least < ZERO, ratio.at_least > ZERO)
    return pull | Pull(rises=felt)


def pull_at_raw(frame: FormulationContext, kpi_key: str, market: str | None) -> Pull:
    """The pull at a total as its curve takes it; the same where there is no curve."""
    pull = pull_at_counted(frame, kpi_key, market)
    for curve in frame.rules.curves:
        if (curve.kpi_key, curve.market) == (kpi_key, market):
            return pull.times(*curve.curve.slopes)
    return pull


def pull_at_plain(frame: FormulationContext, kpi_key: str, market: str | None) -> Pull:
    """The pull at contributions and bonuses: that of their total, and both ways where a formula multiplies it."""
    for rule in frame.rules.formulas:
        multiplied = any(factor.kpi_key == kpi_key for factor in rule.factors)
        if multiplied and pull_at_counted(frame, rule.kpi_key, None) != Pull():
            return Pull(rises=True, falls=True)
    return pull_at_raw(frame, kpi_key, market)
