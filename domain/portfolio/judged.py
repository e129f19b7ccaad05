"""A portfolio judged: exact figures, rules that it breaks, what it uses of each limit and reaches of each target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.figures import (
    CurveReport,
    FactorReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    Severity,
    TargetReport,
    UsageReport,
)
from domain.portfolio.verification import Violation, verify
from domain.problem.constraints import TargetKind
from domain.problem.selection import PortfolioSolution
from domain.problem.sizing import is_score
from domain.rules.rulebook import RuledProblem
from domain.rules.rules import TokenFamily, TokenRule

_LOW, _MEDIUM = Fraction(1, 10), Fraction(1, 2)


class JudgedPortfolio:
    """A portfolio with the problem that it answers; each answer is computed once, when it is first asked for."""

    def __init__(self, ruled: RuledProblem, solution: PortfolioSolution) -> None:
        self.ruled, self.solution = ruled, solution
        self.figures = Evaluation(ruled, solution)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Every rule that it breaks; empty when it holds."""
        return verify(self.ruled, self.solution)

    @cached_property
    def stage_values(self) -> dict[str, Fraction]:
        """The exact value of every stage, in order and in the stage's own unit."""
        return self.figures.stage_values() | self.figures.canonical_values()

    def slack(self, rule: TokenRule) -> Decimal:
        """The distance to a limit; negative where it is broken."""
        used = self.figures.counted_tokens(rule)
        with exact_arithmetic():
            return used - rule.limit if rule.family is TokenFamily.FLOOR else rule.limit - used

    def usage(self) -> tuple[UsageReport, ...]:
        """Every capacity, floor and cap with what is used of it."""
        out = []
        for rule in self.ruled.rules.tokens:
            used = self.figures.counted_tokens(rule)
            slack = self.slack(rule)
            out.append(UsageReport(rule.rule_id, used, rule.limit, slack, slack == ZERO))
        return tuple(out)

    def kpis(self) -> tuple[KpiReport, ...]:
        """The total of every KPI that an initiative, a bonus, a target or the objective names, by key."""
        problem, figures = self.ruled.problem, self.figures
        aims = (*problem.scenario.objective_kpi_keys, *(target.kpi_key for target in problem.constraint_set.targets))
        keys = {key for key in aims if not is_score(key)}
        keys.update(key for initiative in problem.initiatives for key in initiative.kpi_contribution)
        keys.update(bonus.kpi_key for bonus in problem.constraint_set.synergies)
        keys.update(rule.kpi_key for rule in self.ruled.rules.formulas)
        by_formula = {rule.kpi_key for rule in self.ruled.rules.formulas}
        return tuple(
            KpiReport(key, figures.kpi_total(key), ZERO, ZERO)
            if key in by_formula
            else KpiReport(key, figures.kpi_total(key), figures.kpi_contributions(key), figures.kpi_synergies(key))
            for key in sorted(keys)
        )

    def formulas(self) -> tuple[FormulaReport, ...]:
        """What each formula makes of its factors."""
        out = []
        for rule in self.ruled.rules.formulas:
            raw = self.figures.factors(rule)
            more = (rule.counted(raw[0] + 1, raw[1]), rule.counted(raw[0], raw[1] + 1))
            now = rule.counted(*raw)
            factors = [
                FactorReport(factor.kpi_key, factor.base, to_decimal(each), to_decimal(then - now))
                for factor, each, then in zip(rule.factors, raw, more, strict=True)
            ]
            out.append(FormulaReport(rule.rule_id, rule.kpi_key, to_decimal(now), tuple(factors)))
        return tuple(out)

    def curves(self) -> tuple[CurveReport, ...]:
        """Where it stands on each response curve."""
        out = []
        for curve in self.ruled.rules.curves:
            raw, counted, slope = map(to_decimal, self.figures.on_curve(curve.kpi_key, curve.market))
            out.append(
                CurveReport(
                    rule_id=curve.rule_id,
                    kpi_key=curve.kpi_key,
                    market=curve.market,
                    raw=raw,
                    counted=counted,
                    slope=slope,
                    distance=curve.distance,
                    points=curve.points,
                )
            )
        return tuple(out)

    def overheads(self) -> tuple[OverheadReport, ...]:
        """What is used besides the tokens of initiatives, by overhead and period."""
        out = []
        for rule in self.ruled.rules.overheads:
            lying = self.figures.lying(rule)
            for period, tokens in rule.paid(lying).items():
                count = len(lying) if rule.once else lying.count(period)
                with exact_arithmetic():
                    more = rule.takes(count + 1) - tokens
                out.append(OverheadReport(rule.rule_id, self.ruled.rules.periods[period], count, tokens, more))
        return tuple(out)

    def ratios(self) -> tuple[RatioReport, ...]:
        """Every ratio with what is reached of it."""
        out = []
        for rule in self.ruled.rules.ratios:
            above, below = self.figures.ratio(rule)
            reached = to_decimal(above / below) if below else None
            totals = to_decimal(above), to_decimal(below)
            out.append(RatioReport(rule.rule_id, rule.numerator, rule.denominator, rule.at_least, *totals, reached))
        return tuple(out)

    def targets(self) -> tuple[TargetReport, ...]:
        """Every target with what was achieved of it."""
        out = []
        for target in self.ruled.rules.targets:
            gap = self.figures.shortfall(target)
            out.append(
                TargetReport(
                    rule_id=target.rule_id,
                    market=target.market,
                    kpi_key=target.kpi_key,
                    period=None if target.period is None else self.ruled.rules.periods[target.period],
                    floor_or_goal=target.kind,
                    target=target.target_value,
                    achieved=self.figures.achieved(target),
                    gap=gap,
                    severity=severity_of(target.kind, target.target_value, gap),
                )
            )
        return tuple(out)


def severity_of(kind: TargetKind, target: Decimal, gap: Decimal) -> Severity:
    """How far a target is missed; any gap to a goal of zero is high."""
    if gap <= ZERO:
        return Severity.NONE
    if kind is TargetKind.FLOOR:
        return Severity.CRITICAL
    share = Fraction(gap) / abs(Fraction(target)) if target else Fraction(1)
    if share < _LOW:
        return Severity.LOW
    return Severity.MEDIUM if share < _MEDIUM else Severity.HIGH
