"""Where a portfolio stands: its choices, and what adding or taking out initiatives would bring along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.evaluation import NORTH_STAR, WEIGHTED_KPIS
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import Decision, InitiativeReport
from domain.portfolio.worth import Worth
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Scope, Size, kpi_value
from domain.rules.relations import RelationIndex
from domain.rules.rulebook import ruled
from domain.rules.rules import TargetRule

LARGEST_COMPANY = 12


class PortfolioContext:
    """A portfolio with its problem, resolved once. Raises ``ValueError`` where they do not belong together."""

    def __init__(self, problem: PortfolioProblem, initiatives: Iterable[InitiativeReport]) -> None:
        self._ruled = ruled(problem)
        self.problem, self.pool, self.rules = problem, self._ruled.pool, self._ruled.rules
        self.relations = RelationIndex(self.rules)
        self.choices: dict[str, Choice] = {}
        for found in initiatives:
            if found.decision in (Decision.SELECTED, Decision.FORCED_IN) and found.period is not None:
                key = found.initiative_key
                period = self.rules.periods.index(found.period)
                self.choices[key] = Choice(key, period, self._size(found))
        self.evaluation = self.judged(self.choices).figures
        self._worth = Worth(problem, self.pool)
        self._worths: dict[tuple[str, Scope], Decimal] = {}

    def _size(self, found: InitiativeReport) -> Size:
        for size in self.pool.sizes.get(found.initiative_key, ()):
            if size.scope is found.scope and (size.tokens or ZERO) == found.tokens:
                return size
        raise ValueError(f"{found.initiative_key} has no size of {found.tokens} tokens in this problem")

    def judged(self, choices: Mapping[str, Choice]) -> JudgedPortfolio:
        """Some choices as a portfolio of their own."""
        return JudgedPortfolio(self._ruled, PortfolioSolution(choices))

    def value(self, choices: Mapping[str, Choice]) -> Fraction:
        """Value of some choices by the main objective."""
        name = WEIGHTED_KPIS if self.problem.scenario.uses_weights else NORTH_STAR
        return self.judged(choices).figures.stage_values()[name]

    def worth(self, choices: Iterable[Choice]) -> Decimal:
        """A figure that orders groups of choices by their plain value."""
        with exact_arithmetic():
            return sum((self._worth_of(choice) for choice in choices), ZERO)

    def _worth_of(self, choice: Choice) -> Decimal:
        known = self._worths.get((choice.initiative_key, choice.size.scope))
        if known is None:
            initiative = self.pool.candidates[choice.initiative_key]
            known = self._worths[choice.initiative_key, choice.size.scope] = self._worth.numerator(
                initiative, choice.size
            )
        return known

    def is_made(self, kpi_key: str) -> bool:
        """Whether a KPI is the product of others, so that what is contributed to itself is not counted."""
        return any(rule.kpi_key == kpi_key for rule in self.rules.formulas)

    def gain(self, target: TargetRule, added: Iterable[tuple[Initiative, Size]]) -> Decimal:
        """What initiatives, each in a size, would count for in a target beside what is selected; without synergies."""
        sizes = [(each, size) for each, size in added if target.market in (None, each.market)]

        def more(kpi_key: str) -> dict[str | None, Decimal]:
            raised: dict[str | None, Decimal] = {}
            with exact_arithmetic():
                for initiative, size in sizes:
                    market = initiative.market
                    raised[market] = raised.get(market, ZERO) + kpi_value(initiative, size, kpi_key)
            return raised

        if target.period is None and self.evaluation.is_bent(target.kpi_key):
            return to_decimal(self.evaluation.gain(target.kpi_key, target.market, more))
        with exact_arithmetic():
            return sum(more(target.kpi_key).values(), ZERO)

    def package(self, key: str) -> tuple[str, ...] | None:
        """An initiative outside with everything it requires; None where a rule keeps one of them out in any case."""
        found = {key: None}
        queue = [key]
        for member in queue:
            if member not in self.pool.candidates or member in self.rules.unselectable:
                return None
            others = [link.requires for link in self.relations.requirements.get(member, ()) if link.fault is None]
            for bundle in self.relations.bundles.get(member, ()):
                others += bundle.members
            for other in others:
                if other not in found and other not in self.choices and other not in self.pool.delivered:
                    found[other] = None
                    queue.append(other)
        return tuple(found)

    def company(self, key: str, choices: Mapping[str, Choice]) -> tuple[str, ...] | None:
        """A chosen initiative with everything that has to leave with it; None where one must stay or they are many."""
        found = {key: None}
        queue = [key]
        for member in queue:
            if member in self.relations.mandatory or len(found) > LARGEST_COMPANY:
                return None
            others = [link.key for link in self.relations.dependents.get(member, ())]
            for bundle in self.relations.bundles.get(member, ()):
                others += bundle.members
            for other in others:
                if other not in found and other in choices:
                    found[other] = None
                    queue.append(other)
        return tuple(found)
