"""Checks a portfolio against every rule in exact decimals, knowing nothing of the formulation or of solvers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from domain.lean import dataclass
from domain.numbers import to_decimal
from domain.portfolio.evaluation import Evaluation
from domain.problem.candidates import CandidatePool
from domain.problem.constraints import TargetKind
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import RuledProblem
from domain.rules.rules import RuleBook, TokenFamily
from domain.rules.wording import figure, quantity


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a portfolio breaks.

    rule_id: the rule; ``choice:KEY`` for an initiative that cannot be planned as it is.
    message: how the rule is broken, in a sentence.
    """

    rule_id: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.message}"


def verify(ruled: RuledProblem, solution: PortfolioSolution) -> tuple[Violation, ...]:
    """Every rule that a portfolio breaks, by family; empty when it holds.

    A choice that is none of the open ones (no valid candidate, period or size) counts as not selected further on.
    """
    rules = ruled.rules
    violations: list[Violation] = []
    sound: dict[str, Choice] = {}
    for key, choice in solution.choices.items():
        fault = _fault_of_choice(ruled.pool, rules, key, choice)
        if fault is None:
            sound[key] = choice
        else:
            violations.append(Violation(f"choice:{key}", fault))
    evaluation = Evaluation(ruled, PortfolioSolution(sound))
    violations += _tokens(rules, evaluation)
    violations += _target_floors(rules, evaluation)
    violations += _obligations(rules, sound)
    violations += _prerequisites(rules, sound)
    violations += _bundles(rules, sound)
    violations += _exclusions(rules, sound)
    violations += _windows(rules, sound)
    violations += _pins(rules, sound)
    violations += _ratios(rules, evaluation)
    return tuple(violations)


def _fault_of_choice(pool: CandidatePool, rules: RuleBook, key: str, choice: Choice) -> str | None:
    if choice.initiative_key != key:
        return f"stands for {choice.initiative_key}"
    if key not in pool.candidates:
        return f"{key} is no valid candidate"
    if not 0 <= choice.period < len(rules.periods):
        return f"period {choice.period} is not in the horizon"
    if choice.size not in pool.sizes[key]:
        return f"its size {choice.size.scope.value} is not open to it"
    return None


def _tokens(rules: RuleBook, evaluation: Evaluation) -> Iterator[Violation]:
    for rule in rules.tokens:
        used = evaluation.counted_tokens(rule)
        if rule.family is TokenFamily.FLOOR:
            if used < rule.limit:
                yield Violation(rule.rule_id, f"{used} tokens are fewer than the {rule.limit} required")
        elif used > rule.limit:
            yield Violation(rule.rule_id, f"{used} tokens are more than the {rule.limit} allowed")


def _target_floors(rules: RuleBook, evaluation: Evaluation) -> Iterator[Violation]:
    for target in rules.targets:
        if target.kind is TargetKind.FLOOR and evaluation.lacking(target):
            achieved = evaluation.achieved(target)
            yield Violation(target.rule_id, f"{achieved} is below the target of {target.target_value}")


def _obligations(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for must in rules.mandatory:
        if must.fault is not None or must.key not in chosen:
            yield Violation(must.rule_id, must.fault or f"{must.key} is mandatory and not selected")
    for out in rules.forced_out:
        if out.key in chosen:
            yield Violation(out.rule_id, f"{out.key} is forced out and selected")


def _prerequisites(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for rule in rules.prerequisites:
        dependent, required = chosen.get(rule.key), chosen.get(rule.requires)
        if dependent is None:
            continue
        if rule.fault is not None:
            yield Violation(rule.rule_id, f"{rule.key} is selected, but {rule.fault}")
        elif required is None:
            yield Violation(rule.rule_id, f"{rule.key} is selected without {rule.requires}")
        elif required.period + rule.lag > dependent.period:
            earlier, later = rules.periods[dependent.period], rules.periods[required.period]
            before = f" {quantity(rule.lag, 'period')} before it" if rule.lag else ""
            yield Violation(
                rule.rule_id, f"{rule.key} lies in {earlier} and needs {rule.requires}{before}, which lies in {later}"
            )


def _bundles(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for bundle in rules.bundles:
        selected = [chosen[key] for key in bundle.members if key in chosen]
        if not selected:
            continue
        if bundle.fault is not None:
            yield Violation(bundle.rule_id, f"part of it is selected, but {bundle.fault}")
        elif len(selected) < len(bundle.members):
            missing = ", ".join(key for key in bundle.members if key not in chosen)
            yield Violation(bundle.rule_id, f"part of it is selected without {missing}")
        elif len({choice.period for choice in selected}) > 1:
            yield Violation(bundle.rule_id, "its members lie in different periods")


def _exclusions(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for pair in rules.exclusions:
        if pair.first in chosen and pair.second in chosen:
            yield Violation(pair.rule_id, f"{pair.first} and {pair.second} are both selected")


def _windows(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for window in rules.windows:
        choice = chosen.get(window.key)
        if choice is not None and choice.period in window.closed:
            yield Violation(window.rule_id, f"{rules.periods[choice.period]} is closed to {window.key}")


def _pins(rules: RuleBook, chosen: dict[str, Choice]) -> Iterator[Violation]:
    for pin in rules.pins:
        choice = chosen.get(pin.key)
        if choice is not None and not pin.admits(choice.period, choice.size.scope):
            found = f"lies in {rules.periods[choice.period]} in size {choice.size.scope.value}"
            yield Violation(pin.rule_id, f"{pin.key} {found} and is pinned to {pin.text}")


def _ratios(rules: RuleBook, evaluation: Evaluation) -> Iterator[Violation]:
    for rule in rules.ratios:
        above, below = evaluation.ratio(rule)
        if above < Fraction(rule.at_least) * below:
            found = f"{figure(to_decimal(above))} {rule.numerator} for {figure(to_decimal(below))} {rule.denominator}"
            yield Violation(rule.rule_id, f"{found} is less than {figure(rule.at_least)} for each")
