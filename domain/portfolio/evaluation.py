"""What a portfolio uses and brings in, recomputed exactly from the problem's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import prod

from domain.numbers import ONE, ZERO, exact_arithmetic, to_decimal
from domain.problem.candidates import CandidatePool
from domain.problem.canonical import EARLY, digits_of, key_stage, weights
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.kpis.curves import Curve
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, TieBreak
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Scope, Size, kpi_value
from domain.problem.totals import TOKENS
from domain.rules.rulebook import RuledProblem
from domain.rules.rules import FormulaRule, OverheadRule, RatioRule, Synergy, TargetRule, TokenFamily, TokenRule

GOAL_SHORTFALL = "goal_shortfall"
NORTH_STAR = "north_star"
WEIGHTED_KPIS = "weighted_kpis"
TIE_BREAK_SCORE = "tie_break:score"
TIE_BREAK_TOKENS = "tie_break:tokens"

_FULL = Size(Scope.FULL, None, {}, ONE)


def pool_scale(problem: PortfolioProblem, pool: CandidatePool, kpi_key: str) -> Fraction:
    """What a KPI total is divided by before it is weighted; zero where the pool brings nothing, and the term drops."""
    if problem.scenario.objective_normalization is Normalization.NONE:
        return Fraction(1)

    def positive(key: str) -> Fraction:
        with exact_arithmetic():
            full = (kpi_value(initiative, _FULL, key) for initiative in pool.candidates.values())
            return Fraction(sum((value for value in full if value > ZERO), ZERO))

    for formula in problem.constraint_set.kpi_formulas:
        if formula.kpi_key == kpi_key:
            bases = [Fraction(factor.base) for factor in formula.multiply]
            raised = [Fraction(factor.base) + positive(factor.kpi_key) for factor in formula.multiply]
            return abs(Fraction(formula.times) * (prod(raised) - prod(bases)))
    return positive(kpi_key)


class Evaluation:
    """The exact figures of one portfolio; each table is computed once, when it is first asked for.

    Every selected initiative has to be a valid candidate in a period of the horizon. A market of None
    means all markets, a period of None the whole horizon.
    """

    def __init__(self, ruled: RuledProblem, solution: PortfolioSolution) -> None:
        self._problem, self._pool, self._rules = ruled.problem, ruled.pool, ruled.rules
        self._periods = range(len(ruled.rules.periods))
        self._chosen: tuple[tuple[Initiative, Choice], ...] = tuple(
            (ruled.pool.candidates[key], choice) for key, choice in solution.choices.items()
        )
        self._choices = solution.choices
        self._tokens: dict[Dimension, dict[tuple[str | None, int], Decimal]] = {}
        self._contributions: dict[str, dict[tuple[str | None, int], Decimal]] = {}
        self._curves: dict[str, dict[str | None, Curve]] = {}
        self._counted: dict[tuple[str, str | None], tuple[Fraction, Fraction]] = {}
        for curve in ruled.rules.curves:
            self._curves.setdefault(curve.kpi_key, {})[curve.market] = curve.curve
        self._formulas = {rule.kpi_key: rule for rule in ruled.rules.formulas}
        self.counted_groups = [
            (bonus, sum(key in solution.choices for key in bonus.members)) for bonus in ruled.rules.count_bonuses
        ]
        self.active_synergies: tuple[Synergy, ...] = tuple(
            synergy for synergy in ruled.rules.synergies if all(key in solution.choices for key in synergy.members)
        )

    def tokens_used(self, dimension: Dimension, key: str | None = None, period: int | None = None) -> Decimal:
        """Tokens of a key of a dimension (team: team tokens): of the selected initiatives, and of overheads."""
        with exact_arithmetic():
            return self.own_tokens(dimension, key, period) + sum(
                (
                    tokens
                    for rule in self._rules.overheads
                    if (dimension, None if dimension is Dimension.GLOBAL else key) in rule.places
                    for when, tokens in self.overhead_tokens(rule).items()
                    if period in (None, when)
                ),
                ZERO,
            )

    def counted_tokens(self, rule: TokenRule) -> Decimal:
        """Tokens that a capacity or cap counts with overheads, and a floor without."""
        used = self.own_tokens if rule.family is TokenFamily.FLOOR else self.tokens_used
        return used(rule.dimension, rule.key, rule.period)

    def overhead_tokens(self, rule: OverheadRule) -> Mapping[int, Decimal]:
        """What an overhead takes, by the periods in which it is paid."""
        return rule.paid(self.lying(rule))

    def more_overhead(self, rule: OverheadRule, period: int) -> Mapping[int, Decimal]:
        """What an overhead would take more, or less, in each period with one more of its members in one."""
        lying = self.lying(rule)
        now, then = rule.paid(lying), rule.paid([*lying, period])
        with exact_arithmetic():
            return {t: then.get(t, ZERO) - now.get(t, ZERO) for t in sorted(now.keys() | then.keys())}

    def lying(self, rule: OverheadRule) -> list[int]:
        """The periods of those that an overhead counts."""
        return [choice.period for key, choice in self._choices.items() if rule.counts(key, choice.size)]

    def own_tokens(self, dimension: Dimension, key: str | None = None, period: int | None = None) -> Decimal:
        """Tokens of the selected initiatives themselves, as floors count them."""
        table = self._tokens.get(dimension)
        if table is None:
            table = self._tokens[dimension] = self._token_table(dimension)
        return self._total(table, None if dimension is Dimension.GLOBAL else key, period)

    def kpi_total(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Decimal:
        """Total of one KPI as it is counted; rounded where a curve makes its decimals endless."""
        if self.is_bent(kpi_key):
            return to_decimal(self.counted(kpi_key, market, period))
        return self.raw_total(kpi_key, market, period)

    def counted(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Fraction:
        """Total of one KPI as targets and the objective count it, exactly: what its curves make of the raw totals."""
        if kpi_key in self._formulas and market is None and period is None:
            return self._formulas[kpi_key].counted(*self.factors(self._formulas[kpi_key]))
        if period is not None or kpi_key not in self._curves:
            return Fraction(self.raw_total(kpi_key, market, period))
        known = self._counted.get((kpi_key, market))
        if known is None:
            known = self._counted[kpi_key, market] = self._bend(kpi_key, market)
        return known[1]

    def factors(self, rule: FormulaRule) -> tuple[Fraction, Fraction]:
        """The raw totals of the factors of a formula."""
        first, second = (Fraction(self.raw_total(factor.kpi_key)) for factor in rule.factors)
        return first, second

    def gain(self, kpi_key: str, market: str | None, more: Callable[[str], Mapping[str | None, Decimal]]) -> Fraction:
        """What the counted total of a market (None: of all) gains. more: by KPI, what raw totals of markets do."""
        rule = self._formulas.get(kpi_key) if market is None else None
        if rule is None:
            return self.change(kpi_key, market, more(kpi_key))
        now = self.factors(rule)
        first, second = (
            raw + sum(map(Fraction, more(factor.kpi_key).values()), Fraction(0))
            for raw, factor in zip(now, rule.factors, strict=True)
        )
        return rule.counted(first, second) - rule.counted(*now)

    def change(self, kpi_key: str, market: str | None, by: Mapping[str | None, Decimal]) -> Fraction:
        """What the counted total of a market (None: of all) changes by when the raw totals of markets do."""
        curves = self._curves.get(kpi_key, {})
        if market is not None:
            raised = Fraction(by.get(market, 0))
        else:
            raised = Fraction(0)
            for each, amount in by.items():
                raised += Fraction(amount) if each is None or each not in curves else self.change(kpi_key, each, by)
        if market not in curves:
            return raised
        now = self.counted(kpi_key, market)
        return curves[market].counted(self._counted[kpi_key, market][0] + raised) - now

    def on_curve(self, kpi_key: str, market: str | None) -> tuple[Fraction, Fraction, Fraction]:
        """Where a total with a curve stands: raw, counted, and what one more of the raw total would count for."""
        counted = self.counted(kpi_key, market)
        raw = self._counted[kpi_key, market][0]
        return raw, counted, self._curves[kpi_key][market].slope(raw)

    def _bend(self, kpi_key: str, market: str | None) -> tuple[Fraction, Fraction]:
        """The total that a curve of the market starts from, and what it counts for."""
        curves = self._curves[kpi_key]
        total = Fraction(self.raw_total(kpi_key, market))
        for each in curves if market is None else ():
            if each is not None:
                total += self.counted(kpi_key, each) - Fraction(self.raw_total(kpi_key, each))
        return total, curves[market].counted(total) if market in curves else total

    def ratio(self, rule: RatioRule) -> tuple[Fraction, Fraction]:
        """Numerator and denominator of a ratio."""
        if rule.denominator == TOKENS:
            return self.counted(rule.numerator), Fraction(self.tokens_used(Dimension.GLOBAL))
        return self.counted(rule.numerator), self.counted(rule.denominator)

    def is_bent(self, kpi_key: str) -> bool:
        """Whether a KPI has a curve or a formula, so that what an initiative adds depends on what is there already."""
        return kpi_key in self._curves or kpi_key in self._formulas

    def raw_total(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Decimal:
        """Contributions and synergy bonuses of one KPI; neither curves nor time sensitivity play a part."""
        with exact_arithmetic():
            return self.kpi_contributions(kpi_key, market, period) + self.kpi_synergies(kpi_key, market, period)

    def kpi_contributions(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Decimal:
        """Plain contributions of the selected initiatives to one KPI."""
        table = self._contributions.get(kpi_key)
        if table is None:
            table = self._contributions[kpi_key] = self._contribution_table(kpi_key)
        if market is not None:
            return self._total(table, market, period)
        with exact_arithmetic():
            return sum((v for (_, t), v in table.items() if period is None or t == period), ZERO)

    def kpi_synergies(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Decimal:
        """Bonuses of one KPI: all of them, those of one market's own groups, or none within a single period."""
        if period is not None:
            return ZERO
        with exact_arithmetic():
            bonuses = [s.bonus for s in self.active_synergies if s.kpi_key == kpi_key and market in (None, s.market)]
            bonuses += [
                bonus.brings(count)
                for bonus, count in self.counted_groups
                if bonus.kpi_key == kpi_key and market in (None, bonus.market)
            ]
            return sum(bonuses, ZERO)

    def achieved(self, target: TargetRule) -> Decimal:
        """The KPI total that a target is measured by; rounded where its decimals do not end."""
        return self.kpi_total(target.kpi_key, target.market, target.period)

    def lacking(self, target: TargetRule) -> Fraction:
        """How much of a target is missing, exactly; zero when it is met."""
        achieved = self.counted(target.kpi_key, target.market, target.period)
        return max(Fraction(target.target_value) - achieved, Fraction(0))

    def shortfall(self, target: TargetRule) -> Decimal:
        """How much of a target is missing; rounded where its decimals do not end."""
        if self.is_bent(target.kpi_key):
            return to_decimal(self.lacking(target))
        with exact_arithmetic():
            return max(target.target_value - self.achieved(target), ZERO)

    def goal_shortfall(self) -> Fraction:
        """Sum over the goals of shortfall / |target value|; the plain shortfall where the target is zero."""
        goals = (target for target in self._rules.targets if target.kind is TargetKind.GOAL)
        return sum((self.lacking(g) / (abs(Fraction(g.target_value)) or 1) for g in goals), Fraction(0))

    def objective_kpi(self, kpi_key: str) -> Fraction:
        """A KPI total as the objective counts it: earlier periods weigh more where time sensitivity is switched on."""
        total = self.counted(kpi_key)
        weight = self._problem.scenario.time_sensitivity_weight
        if not weight:
            return total
        count = len(self._periods)
        urgent = dict.fromkeys(self._periods, ZERO)
        with exact_arithmetic():
            for initiative, choice in self._chosen:
                score = initiative.time_sensitivity_score
                if score:
                    urgent[choice.period] += score * kpi_value(initiative, choice.size, kpi_key)
        return total + Fraction(weight) * sum(Fraction(urgent[t]) * (count - t) / count for t in self._periods)

    def weighted_kpis(self) -> Fraction:
        """Sum over the weights of weight x KPI total / scale; a term whose scale is zero is dropped."""
        value = Fraction(0)
        for kpi_key, weight in self._problem.scenario.objective_weights.items():
            scale = pool_scale(self._problem, self._pool, kpi_key)
            if scale:
                value += Fraction(weight) * self.objective_kpi(kpi_key) / scale
        return value

    def total_score(self) -> Decimal:
        """Sum of the active overall scores."""
        with exact_arithmetic():
            return sum((i.active_overall_score or ZERO for i, _ in self._chosen), ZERO)

    def stage_values(self) -> dict[str, Fraction]:
        """Exact value of every stage that decides the value or breaks ties, in order and in the stage's own unit."""
        scenario = self._problem.scenario
        values: dict[str, Fraction] = {}
        if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
            values[GOAL_SHORTFALL] = self.goal_shortfall()
        for share in self._rules.fair_shares:
            values[share.name] = min(self.counted(share.kpi_key, market) for market in share.markets)
        if scenario.uses_weights:
            values[WEIGHTED_KPIS] = self.weighted_kpis()
        else:
            values[NORTH_STAR] = self.objective_kpi(scenario.north_star_kpi_key)
        for tie_break in scenario.tie_breaks:
            if tie_break is TieBreak.SCORE:
                values[TIE_BREAK_SCORE] = Fraction(self.total_score())
            else:
                values[TIE_BREAK_TOKENS] = Fraction(self.tokens_used(Dimension.GLOBAL))
        return values

    def canonical_values(self) -> dict[str, Fraction]:
        """Exact value of every stage that only chooses among portfolios that nothing else tells apart."""
        choices = sum(len(sizes) for sizes in self._pool.sizes.values())
        if not self._problem.scenario.canonical or not choices:
            return {}
        sums = [0] * digits_of(choices)[0]
        tokens = ZERO
        with exact_arithmetic():
            for _, choice in self._chosen:
                digits = weights(choice.initiative_key, choice.size.scope.value, choices)
                sums = [total + digit for total, digit in zip(sums, digits, strict=True)]
                tokens += choice.size.tokens_of(Dimension.GLOBAL, None) * choice.period
        values = {key_stage(place): Fraction(total) for place, total in enumerate(sums)}
        return values | ({EARLY: Fraction(tokens)} if len(self._periods) > 1 else {})

    def _total(self, table: Mapping[tuple[str | None, int], Decimal], key: str | None, period: int | None) -> Decimal:
        if period is not None:
            return table.get((key, period), ZERO)
        with exact_arithmetic():
            return sum((table.get((key, t), ZERO) for t in self._periods), ZERO)

    def _token_table(self, dimension: Dimension) -> dict[tuple[str | None, int], Decimal]:
        table: dict[tuple[str | None, int], Decimal] = {}
        with exact_arithmetic():
            for initiative, choice in self._chosen:
                for key, tokens in _token_entries(dimension, initiative, choice.size):
                    place = (key, choice.period)
                    table[place] = table.get(place, ZERO) + tokens
        return table

    def _contribution_table(self, kpi_key: str) -> dict[tuple[str | None, int], Decimal]:
        table: dict[tuple[str | None, int], Decimal] = {}
        with exact_arithmetic():
            for initiative, choice in self._chosen:
                place = (initiative.market, choice.period)
                table[place] = table.get(place, ZERO) + kpi_value(initiative, choice.size, kpi_key)
        return table


def _token_entries(dimension: Dimension, initiative: Initiative, size: Size) -> tuple[tuple[str | None, Decimal], ...]:
    """The keys of a dimension under which an initiative's tokens count, with the tokens of each."""
    if dimension is Dimension.TEAM:
        return tuple(size.team_tokens.items())
    keys: dict[Dimension, str | None] = {
        Dimension.GLOBAL: None,
        Dimension.MARKET: initiative.market,
        Dimension.DEPARTMENT: initiative.department,
        Dimension.CATEGORY: initiative.category,
        Dimension.PROGRAM: initiative.program_key,
    }
    return ((keys[dimension], size.tokens_of(dimension, None)),)
