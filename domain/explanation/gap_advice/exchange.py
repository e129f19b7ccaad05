"""Puts initiatives into a portfolio, and takes out as little of value as makes room for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.explanation.gap_advice.context import PortfolioContext
from domain.numbers import ZERO, exact_arithmetic, negated, to_decimal
from domain.portfolio.verification import Violation
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.selection import Choice
from domain.problem.sizing import Size, bears, kpi_value
from domain.rules.rules import TargetRule, TokenFamily, TokenRule


def tokens_of(context: PortfolioContext, rule: TokenRule, choice: Choice) -> Decimal:
    """Tokens of a choice that count under a limit or towards a floor."""
    if rule.period not in (None, choice.period):
        return ZERO
    initiative = context.pool.candidates[choice.initiative_key]
    if rule.dimension is not Dimension.TEAM and not bears(initiative, rule.dimension, rule.key):
        return ZERO
    return choice.size.tokens_of(rule.dimension, rule.key)


def contribution_of(context: PortfolioContext, target: TargetRule, choice: Choice) -> Decimal:
    """Contribution of a choice alone to a target; of one that a formula makes, beside what is selected."""
    initiative = context.pool.candidates[choice.initiative_key]
    if context.is_made(target.kpi_key):
        return context.gain(target, [(initiative, choice.size)])
    counts = target.market in (None, initiative.market) and target.period in (None, choice.period)
    return kpi_value(initiative, choice.size, target.kpi_key) if counts else ZERO


class Reserve:
    """Amounts above each token floor and each hard target; a floor that is missed anyway has nothing to spare."""

    def __init__(self, context: PortfolioContext, choices: Mapping[str, Choice]) -> None:
        self._standing = context
        evaluation = context.judged(choices).figures
        self._spare: list[tuple[TokenRule | TargetRule, Decimal]] = []
        with exact_arithmetic():
            for rule in context.rules.tokens:
                if rule.family is TokenFamily.FLOOR:
                    used = evaluation.counted_tokens(rule)
                    self._spare.append((rule, used - rule.limit))
            for target in context.rules.targets:
                if target.kind is TargetKind.FLOOR:
                    self._spare.append((target, evaluation.achieved(target) - target.target_value))

    def give(self, group: Sequence[Choice]) -> bool:
        """Remove a group unless that would break a floor; return whether it was removed."""
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


MOST_ROUNDS = 4
MOST_TRIED_BACK = 4
MOST_CONSIDERED = 100


@dataclass(frozen=True, slots=True)
class Exchange:
    """A change to a portfolio and its effects.

    tokens: those of what is added. freed: those of what is dropped. value: change of the main objective, negative for a
    loss. achieved, gap: of the target after the change. broken: rules that it would break; empty where it is allowed.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    tokens: Decimal
    freed: Decimal
    value: Decimal
    achieved: Decimal
    gap: Decimal
    broken: tuple[str, ...] = ()


def find_exchange(context: PortfolioContext, target: TargetRule, members: Sequence[str]) -> Exchange:
    """The exchange for some initiatives outside, in the period in which the fewest rules forbid it."""
    sizes = {key: size_for(context, target, key) for key in members}
    periods = range(len(context.rules.periods)) if target.period is None else (target.period,)
    tries = []
    for period in periods:
        choices = {**context.choices, **{key: Choice(key, period, size) for key, size in sizes.items()}}
        tries.append((choices, context.judged(choices).violations))
    choices, violations = min(tries, key=lambda tried: len(tried[1]))
    changed, broken = _Room(context, target, members).make(choices, violations)
    evaluation = context.judged(changed).figures
    dropped = tuple(key for key in context.choices if key not in changed)
    with exact_arithmetic():
        return Exchange(
            added=tuple(members),
            dropped=dropped,
            tokens=sum((size.tokens or ZERO for size in sizes.values()), ZERO),
            freed=sum((context.choices[key].size.tokens or ZERO for key in dropped), ZERO),
            value=to_decimal(context.value(changed) - context.value(context.choices)),
            achieved=evaluation.achieved(target),
            gap=evaluation.shortfall(target),
            broken=tuple(dict.fromkeys(violation.rule_id for violation in broken)),
        )


def size_for(context: PortfolioContext, target: TargetRule, key: str) -> Size:
    """The size that contributes most to a target; the smallest of equal ones."""
    effect = contribution(context, target, key)
    return max(context.pool.sizes[key], key=lambda size: (effect(size), -(size.tokens or ZERO)))


def contribution(context: PortfolioContext, target: TargetRule, key: str) -> Callable[[Size], Decimal]:
    """Contribution of an initiative in a size to a target; zero where it belongs to another market."""
    initiative = context.pool.candidates[key]
    if context.is_made(target.kpi_key):
        return lambda size: context.gain(target, [(initiative, size)])
    counts = target.market in (None, initiative.market)
    return lambda size: kpi_value(initiative, size, target.kpi_key) if counts else ZERO


class _Room:
    """Removes what conflicts with the added initiatives, the least value per needed token first."""

    def __init__(self, context: PortfolioContext, target: TargetRule, added: Sequence[str]) -> None:
        self._standing = context
        self._target = target
        self._added = frozenset(added)
        self._limits = {rule.rule_id: rule for rule in context.rules.tokens if rule.family is not TokenFamily.FLOOR}
        self._pairs = {pair.rule_id: pair for pair in context.rules.exclusions}

    def make(
        self, choices: dict[str, Choice], violations: tuple[Violation, ...]
    ) -> tuple[dict[str, Choice], tuple[Violation, ...]]:
        """Choices with room for what was added, and the rules that are broken all the same."""
        for _ in range(MOST_ROUNDS):
            before = len(choices)
            for violation in violations:
                if violation.rule_id in self._pairs:
                    pair = self._pairs[violation.rule_id]
                    self._leave(choices, pair.second if pair.first in self._added else pair.first)
                elif violation.rule_id in self._limits:
                    self._free(choices, self._limits[violation.rule_id])
            if len(choices) == before:
                break
            violations = self._standing.judged(choices).violations
        if not violations:
            self._take_back(choices)
        return choices, violations

    def _leave(self, choices: dict[str, Choice], key: str) -> None:
        group = self._group(choices, key)
        for member in group or ():
            del choices[member]

    def _group(self, choices: Mapping[str, Choice], key: str) -> tuple[str, ...] | None:
        """What would leave with an initiative; None where it must stay."""
        if key not in choices or key in self._added:
            return None
        group = self._standing.company(key, choices)
        return None if group is None or self._added.intersection(group) else group

    def _free(self, choices: dict[str, Choice], rule: TokenRule) -> None:
        """Remove groups until a limit is kept or nothing more can be removed."""
        used = self._standing.judged(choices).figures.counted_tokens(rule)
        with exact_arithmetic():
            excess = used - rule.limit
        offers = []
        for key in self._first_to_go(choices, rule):
            group = self._group(choices, key)
            if group is not None:
                with exact_arithmetic():
                    freed = sum((tokens_of(self._standing, rule, choices[member]) for member in group), ZERO)
                    helps = sum((self._help(choices[member]) for member in group), ZERO)
                lost = self._standing.worth(choices[member] for member in group)
                rate = Fraction(lost) / Fraction(min(freed, excess) if excess > ZERO else freed)
                offers.append((max(helps, ZERO), rate, negated(freed), group))
        reserve = Reserve(self._standing, choices)
        for _, _, _, group in sorted(offers):
            if excess <= ZERO:
                return
            leaving = [choices[member] for member in group if member in choices]
            if not reserve.give(leaving):
                continue
            with exact_arithmetic():
                excess -= sum((tokens_of(self._standing, rule, choice) for choice in leaving), ZERO)
            for choice in leaving:
                del choices[choice.initiative_key]

    def _first_to_go(self, choices: Mapping[str, Choice], rule: TokenRule) -> list[str]:
        """What takes of a limit: what does not help the target first, and of that what is worth least for each token.

        Only so many, since for each of them all that would leave with it is looked up.
        """
        found = []
        for key, choice in choices.items():
            tokens = tokens_of(self._standing, rule, choice)
            if tokens and key not in self._added:
                found.append((max(self._help(choice), ZERO), self._standing.worth([choice]) / tokens, key))
        return [key for _, _, key in sorted(found)[:MOST_CONSIDERED]]

    def _help(self, choice: Choice) -> Decimal:
        """What it brings the target: what helps leaves last, and what helps most last of all."""
        return contribution_of(self._standing, self._target, choice)

    def _take_back(self, choices: dict[str, Choice]) -> None:
        """Put back what need not have been removed, the most valuable first."""
        context = self._standing
        gone = [choice for key, choice in context.choices.items() if key not in choices]
        for choice in sorted(gone, key=lambda choice: -context.worth([choice]))[:MOST_TRIED_BACK]:
            again = {**choices, choice.initiative_key: choice}
            if not context.judged(again).violations and context.value(again) >= context.value(choices):
                choices[choice.initiative_key] = choice
