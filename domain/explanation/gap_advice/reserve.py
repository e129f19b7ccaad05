"""What a portfolio has to spare above its floors, so that nothing is taken out that one of them needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.explanation.gap_advice.context import PortfolioContext
from domain.numbers import ZERO, exact_arithmetic
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.selection import Choice
from domain.problem.sizing import bears, kpi_value
from domain.rules.rules import TargetRule, TokenFamily, TokenRule


def tokens_of(context: PortfolioContext, rule: TokenRule, choice: Choice) -> Decimal:
    """What a choice takes of a limit on tokens, or gives a floor."""
    if rule.period not in (None, choice.period):
        return ZERO
    initiative = context.pool.candidates[choice.initiative_key]
    if rule.dimension is not Dimension.TEAM and not bears(initiative, rule.dimension, rule.key):
        return ZERO
    return choice.size.tokens_of(rule.dimension, rule.key)


def contribution_of(context: PortfolioContext, target: TargetRule, choice: Choice) -> Decimal:
    """What a choice brings a target by itself."""
    initiative = context.pool.candidates[choice.initiative_key]
    counts = target.market in (None, initiative.market) and target.period in (None, choice.period)
    return kpi_value(initiative, choice.size, target.kpi_key) if counts else ZERO


class Reserve:
    """The amounts above each floor of tokens and each hard target; a floor that is missed anyway has none to spare."""

    def __init__(self, context: PortfolioContext, choices: Mapping[str, Choice]) -> None:
        self._standing = context
        evaluation = context.evaluate(choices)
        self._spare: list[tuple[TokenRule | TargetRule, Decimal]] = []
        with exact_arithmetic():
            for rule in context.rules.tokens:
                if rule.family is TokenFamily.FLOOR:
                    used = evaluation.tokens_used(rule.dimension, rule.key, rule.period)
                    self._spare.append((rule, used - rule.limit))
            for target in context.rules.targets:
                if target.kind is TargetKind.FLOOR:
                    self._spare.append((target, evaluation.achieved(target) - target.target_value))

    def give(self, group: Sequence[Choice]) -> bool:
        """Take out a group, unless that would break a floor; whether it was taken out."""
        with exact_arithmetic():
            after = [(rule, spare - self._amount(rule, group)) for rule, spare in self._spare]
        if any(now < ZERO and now < before for (_, now), (_, before) in zip(after, self._spare, strict=True)):
            return False
        self._spare = after
        return True

    def _amount(self, rule: TokenRule | TargetRule, group: Sequence[Choice]) -> Decimal:
        if isinstance(rule, TokenRule):
            return sum((tokens_of(self._standing, rule, choice) for choice in group), ZERO)
        return sum((contribution_of(self._standing, rule, choice) for choice in group), ZERO)
