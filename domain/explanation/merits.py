"""Why an initiative is in the portfolio: what demands it, what it completes, or its own merit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from domain.numbers import ZERO, negated, to_decimal
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.selection import Choice
from domain.problem.sizing import bears, kpi_value
from domain.rules.relations import RelationIndex
from domain.rules.rules import Synergy, TargetRule, TokenFamily, TokenRule
from domain.rules.wording import figure, listed, tokens


class InclusionReasons:
    """Reasons of selected initiatives; what the portfolio has to spare is computed once. goals: they were aimed at."""

    def __init__(self, portfolio: JudgedPortfolio, relations: RelationIndex, goals: bool) -> None:
        rules, figures = portfolio.ruled.rules, portfolio.figures
        self._chosen = portfolio.solution.choices
        self._relations = relations
        self._floors: list[tuple[TokenRule, Decimal]] = [
            (rule, portfolio.slack(rule)) for rule in rules.tokens if rule.family is TokenFamily.FLOOR
        ]
        self._figures = figures
        self._targets: list[tuple[TargetRule, Fraction]] = [
            (target, figures.counted(target.kpi_key, target.market, target.period) - Fraction(target.target_value))
            for target in rules.targets
            if goals or target.kind is TargetKind.FLOOR
        ]
        self._synergies: dict[str, list[Synergy]] = {}
        for synergy in figures.active_synergies:
            for key in synergy.members:
                self._synergies.setdefault(key, []).append(synergy)

    def reasons(self, initiative: Initiative, choice: Choice, value: Decimal, rank: int, of: int) -> Iterator[str]:
        """Every reason, the most compelling first; never none."""
        found = [*self._demands(initiative), *self._needs(initiative, choice)]
        yield from found
        if value > ZERO and initiative.initiative_key not in self._relations.mandatory:
            cost = tokens(choice.size.tokens or ZERO)
            yield f"on merit: value {figure(value)} for {cost}, rank {rank} of {of} by value per token"
        elif not found:
            yield "it costs the objective nothing, and the tie-breaks do not object"

    def _demands(self, initiative: Initiative) -> Iterator[str]:
        key = initiative.initiative_key
        mandatory = self._relations.mandatory.get(key)
        if mandatory is not None:
            yield f"mandatory: {mandatory.reason}" if mandatory.reason else "mandatory"
        for bundle in self._relations.bundles.get(key, ()):
            mates = [mate for mate in bundle.members if mate != key]
            if mates:
                yield f"bundle {bundle.bundle_key}: selected together with {listed(mates)}"
        dependents = [link.key for link in self._relations.dependents.get(key, ()) if link.key in self._chosen]
        if dependents:
            yield f"prerequisite of {listed(dependents)}"

    def _needs(self, initiative: Initiative, choice: Choice) -> Iterator[str]:
        for synergy in self._synergies.get(initiative.initiative_key, ()):
            if synergy.bonus > ZERO:
                bonus = f"{figure(synergy.bonus)} {synergy.kpi_key}"
                yield f"synergy {synergy.group_key} is complete with it: bonus {bonus}"
        for counted, count in self._figures.counted_groups:
            if initiative.initiative_key in counted.members and counted.brings(count) > counted.brings(count - 1):
                brought = f"{figure(counted.brings(count))} {counted.kpi_key}"
                yield f"synergy {counted.group_key}: {count} of {len(counted.members)} are selected and bring {brought}"
        for rule, spare in self._floors:
            if rule.period in (None, choice.period) and bears(initiative, rule.dimension, rule.key):
                share = choice.size.tokens_of(rule.dimension, rule.key)
                if share > spare:
                    what = "" if rule.dimension is not Dimension.TEAM else f" of team {rule.key}"
                    yield f"{rule.rule_id} needs its {tokens(share)}{what}: {figure(rule.limit)} are required"
        for target, left in self._targets:
            if target.market in (None, initiative.market) and target.period in (None, choice.period):
                share = kpi_value(initiative, choice.size, target.kpi_key)
                if target.period is None and self._figures.is_bent(target.kpi_key):

                    def less(key: str) -> dict[str | None, Decimal]:
                        return {initiative.market: negated(kpi_value(initiative, choice.size, key))}

                    share = to_decimal(-self._figures.gain(target.kpi_key, target.market, less))
                if Fraction(share) > max(left, Fraction(0)):
                    word = "needs" if target.kind is TargetKind.FLOOR else "is brought nearer by"
                    yield f"{target.rule_id} {word} its {figure(share)} {target.kpi_key}"
