"""One report per initiative of the file: what was decided, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from domain.explanation.blocking import Blocking, Obstacle
from domain.explanation.merits import InclusionReasons
from domain.lean import dataclass
from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import Decision, InitiativeReport
from domain.portfolio.worth import Worth, ranks
from domain.problem.initiative import Initiative
from domain.problem.selection import Choice
from domain.problem.sizing import Scope, Size, kpi_value
from domain.rules.relations import RelationIndex
from domain.rules.rulebook import RuledProblem
from domain.rules.wording import figure


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the solve proved.

    proven: no allowed portfolio is worth more; goals: shortfalls of goals came first; relaxed: rules that
    cannot hold together gave way, as little as possible, before anything else.
    """

    proven: bool
    goals: bool = False
    relaxed: bool = False


class Reporter:
    """Writes the reports: those of a portfolio, or without one of the ``absence`` of any."""

    def __init__(
        self,
        ruled: RuledProblem,
        portfolio: JudgedPortfolio | None,
        certainty: Certainty,
        absence: str = "",
    ) -> None:
        self._pool, self._rules = ruled.pool, ruled.rules
        self._worth = Worth(ruled.problem, ruled.pool, portfolio)
        self._figures = None if portfolio is None else portfolio.figures
        self._chosen = {} if portfolio is None else portfolio.solution.choices
        self._certainty = certainty
        self._portfolio = portfolio
        self._absence = absence
        self._numerators = self._worth.numerators()
        self._ranks = ranks(ruled.pool, self._numerators, {key: choice.size for key, choice in self._chosen.items()})
        self._curves = {curve.rule_id: curve.curve for curve in ruled.rules.curves}
        self._mandatory = {rule.key for rule in ruled.rules.mandatory}
        self._forced_out = {rule.key for rule in ruled.rules.forced_out}
        self.blocked: dict[str, int] = {}

    @cached_property
    def _relations(self) -> RelationIndex:
        return RelationIndex(self._rules)

    @cached_property
    def _blocking(self) -> Blocking:
        """What keeps out those that are left out of a portfolio, where there are any."""
        assert self._portfolio is not None
        return Blocking(self._portfolio, self._relations)

    @cached_property
    def _merits(self) -> InclusionReasons:
        """What speaks for those that a portfolio selects."""
        assert self._portfolio is not None
        return InclusionReasons(self._portfolio, self._relations, self._certainty.goals)

    def report(self, initiative: Initiative) -> InitiativeReport:
        """What became of one initiative. Counts in ``blocked`` which limits keep out something of value."""
        key = initiative.initiative_key
        if key in self._pool.delivered:
            return self._absent(initiative, Decision.NOT_SELECTED, ("already delivered",))
        if key in self._pool.invalid:
            return self._absent(initiative, Decision.INVALID, self._pool.invalid[key])
        choice = self._chosen.get(key)
        return self._selected(initiative, choice) if choice is not None else self._left_out(initiative)

    def _selected(self, initiative: Initiative, choice: Choice) -> InitiativeReport:
        key, size = initiative.initiative_key, choice.size
        value = self._worth.value(self._numerators[key][self._pool.sizes[key].index(size)])
        rank = self._ranks[key]
        return InitiativeReport(
            initiative_key=key,
            title=initiative.title,
            decision=Decision.FORCED_IN if key in self._mandatory else Decision.SELECTED,
            period=self._rules.periods[choice.period],
            scope=size.scope,
            tokens=size.tokens or ZERO,
            value=value,
            reasons=tuple(self._merits.reasons(initiative, choice, value, rank, len(self._ranks))),
            rank=rank,
            market=initiative.market,
            department=initiative.department,
            category=initiative.category,
            team_tokens=dict(size.team_tokens),
        )

    def _left_out(self, initiative: Initiative) -> InitiativeReport:
        key = initiative.initiative_key
        numerators, sizes = self._numerators[key], self._pool.sizes[key]
        decision = Decision.FORCED_OUT if key in self._forced_out else Decision.NOT_SELECTED
        unselectable = self._rules.unselectable.get(key, ())
        obstacles: list[Obstacle] = []
        if self._portfolio is None:
            best = max(range(len(sizes)), key=lambda k: numerators[k])
            reasons = (*unselectable, self._absence)
        else:
            best, obstacles = self._blocking.best_option(key, numerators)
            reasons = unselectable or self._why_not(key, numerators[best], obstacles)
        return self._absent(
            initiative,
            decision,
            reasons,
            value=self._worth.value(numerators[best]),
            size=sizes[best],
            rank=self._ranks[key],
            blocking_rules=tuple(dict.fromkeys(obstacle.rule_id for obstacle in obstacles)),
        )

    def _why_not(self, key: str, numerator: Decimal, obstacles: list[Obstacle]) -> tuple[str, ...]:
        gain = numerator
        bonuses = self._blocking.bonuses(key)
        if bonuses:
            with exact_arithmetic():
                gain += sum((self._worth.bonus(*bonus) for bonus in bonuses), ZERO)
        reasons = [obstacle.text for obstacle in obstacles]
        reasons += self._saturated(key)
        if gain <= ZERO:
            penalty = " once the penalties that it brings are counted" if numerator > ZERO else ""
            reasons.append(f"by itself it adds nothing to the objective{penalty}")
        elif not obstacles:
            if self._certainty.relaxed:
                reasons.append("it would have a rule give way further, or did not help those that do")
            elif not self._certainty.proven:
                reasons.append("it would fit and add value, but the search ended before the best portfolio was proven")
            elif self._certainty.goals:
                reasons.append("it would fit, but it would move the portfolio away from a goal, and goals come first")
            else:
                reasons.append("what it adds lies within the tolerance of the solve")
        else:
            package = [] if any(o.limit for o in obstacles) else self._blocking.package_obstacles(key)
            reasons += [obstacle.text for obstacle in package]
            for obstacle in (*obstacles, *package):
                if obstacle.limit:
                    self.blocked[obstacle.rule_id] = self.blocked.get(obstacle.rule_id, 0) + 1
            if self._certainty.proven:
                reasons.append("what it would displace is worth at least as much")
        return tuple(reasons)

    def _saturated(self, key: str) -> Iterator[str]:
        """For each curve along which it counts for less beside this portfolio than it would alone: how much less."""
        initiative, sizes = self._pool.candidates[key], self._pool.sizes[key]
        for curve in self._rules.curves:
            if self._figures is None or curve.market not in (None, initiative.market):
                continue
            brought = max(kpi_value(initiative, size, curve.kpi_key) for size in sizes)
            if brought <= ZERO:
                continue
            now = self._figures.change(curve.kpi_key, curve.market, {initiative.market: brought})
            line = self._curves[curve.rule_id]
            alone = line.counted(Fraction(brought)) - line.counted(Fraction(0))
            if now < alone:
                there = f"{figure(self._figures.raw_total(curve.kpi_key, curve.market))} {curve.kpi_key}"
                counts = f"its {figure(brought)} count for {figure(to_decimal(now))}"
                yield f"{curve.rule_id}: beside {there} {counts}, alone they would for {figure(to_decimal(alone))}"

    def _absent(
        self,
        initiative: Initiative,
        decision: Decision,
        reasons: tuple[str, ...],
        value: Decimal = ZERO,
        size: Size | None = None,
        rank: int | None = None,
        blocking_rules: tuple[str, ...] = (),
    ) -> InitiativeReport:
        key = initiative.initiative_key
        only = size is not None and len(self._pool.sizes[key]) == 1
        return InitiativeReport(
            initiative_key=key,
            title=initiative.title,
            decision=decision,
            period=None,
            scope=size.scope if size is not None and only else Scope.NONE,
            tokens=ZERO,
            value=value,
            reasons=reasons,
            blocking_rules=blocking_rules,
            rank=rank,
            market=initiative.market,
            department=initiative.department,
            category=initiative.category,
        )
