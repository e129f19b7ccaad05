"""The smallest relaxation: which rules have to give way, by how much, and the portfolio that this allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from domain.errors import VerificationError
from domain.formulation import Formulation
from domain.formulation.elastic import Elastic, Quantity, is_upper, limit_of, quantities
from domain.numbers import exact_arithmetic, to_decimal
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import RelaxedRule
from domain.problem.selection import PortfolioSolution
from domain.rules.rules import OverheadRule, RuleBook, TokenRule
from domain.rules.wording import figure, listed


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A portfolio with all the rules that it breaks and the exact amounts."""

    portfolio: JudgedPortfolio
    rules: tuple[RelaxedRule, ...]
    total: Fraction


def read_relaxation(formulation: Formulation, elastic: Elastic, values: Sequence[int]) -> Relaxation:
    """The relaxation at a point of the elastic plan, recomputed from the portfolio alone.

    Raises ``VerificationError`` where the portfolio breaks a rule that did not give way, or where the
    violation is not the one that the plan counted (unless prices were rounded).
    """
    given_way, whole = elastic.relaxed(values), formulation.ruled
    waived = [rule for rule in whole.rules.overheads if rule.rule_id in given_way]
    ruled = replace(whole, rules=whole.rules.without({rule.rule_id for rule in waived})) if waived else whole
    portfolio = JudgedPortfolio(ruled, formulation.decode(values))
    stray = [str(violation) for violation in portfolio.violations if violation.rule_id not in given_way]
    if stray:
        raise VerificationError(stray)
    broken = dict.fromkeys(violation.rule_id for violation in portfolio.violations)
    with exact_arithmetic():
        relaxed = [(_waived(rule), Fraction(1)) for rule in waived] + _relaxed_rules(portfolio, broken)
    total = sum((share for _, share in relaxed), Fraction(0))
    stage = elastic.plan.stages[0]
    counted = stage.in_unit(stage.form.value(values))
    if total > counted + stage.rounding and not elastic.notes:
        raise VerificationError([f"the relaxation counts {counted}, recomputed it is {total}"])
    return Relaxation(portfolio, tuple(rule for rule, _ in relaxed), total)


def _relaxed_rules(portfolio: JudgedPortfolio, broken: dict[str, None]) -> list[tuple[RelaxedRule, Fraction]]:
    amounts = quantities(portfolio.ruled.rules)
    links = _suggestions(portfolio.ruled.rules, portfolio.solution)
    out = []
    for rule_id in broken:
        rule = amounts.get(rule_id)
        if rule is None:
            out.append((RelaxedRule(rule_id, None, Decimal(1), links[rule_id]), Fraction(1)))
            continue
        exact, limit = _reached(rule, portfolio.figures), limit_of(rule)
        missed = abs(exact - Fraction(limit))
        amount, reached = to_decimal(missed), to_decimal(exact)
        if reached > exact:  # a target that is lowered to it has to be met
            reached = reached.next_minus(Context(prec=len(reached.as_tuple().digits)))
        share = missed / (abs(Fraction(limit)) or 1)
        verb = "raise" if is_upper(rule) else "lower"
        suggestion = f"{verb} {rule_id} from {figure(limit)} to {figure(reached)}"
        out.append((RelaxedRule(rule_id, amount, to_decimal(share), suggestion), share))
    return out


def _waived(rule: OverheadRule) -> RelaxedRule:
    return RelaxedRule(
        rule.rule_id, None, Decimal(1), f"drop {rule.rule_id}, so that nothing is used beside initiatives"
    )


def _reached(rule: Quantity, figures: Evaluation) -> Fraction:
    if isinstance(rule, TokenRule):
        return Fraction(figures.counted_tokens(rule))
    return figures.counted(rule.kpi_key, rule.market, rule.period)


def _suggestions(rules: RuleBook, solution: PortfolioSolution) -> dict[str, str]:
    """Suggestion for each rule that can only be dropped as a whole."""
    texts: dict[str, str] = {}
    for must in rules.mandatory:
        reason = f": {must.fault}" if must.fault else ""
        texts[must.rule_id] = f"drop {must.rule_id}{reason}"
    for out in rules.forced_out:
        texts[out.rule_id] = f"drop {out.rule_id}, so that {out.key} may be selected"
    for link in rules.prerequisites:
        texts[link.rule_id] = f"drop {link.rule_id}, so that {link.key} may go without {link.requires}"
    for ratio in rules.ratios:
        texts[ratio.rule_id] = (
            f"drop {ratio.rule_id}, so that {ratio.numerator} may be less for its {ratio.denominator}"
        )
    for pin in rules.pins:
        texts[pin.rule_id] = f"drop {pin.rule_id}, so that {pin.key} need not be in {pin.text}"
    for bundle in rules.bundles:
        texts[bundle.rule_id] = f"drop {bundle.rule_id}, so that {listed(bundle.members)} need not go together"
    for pair in rules.exclusions:
        texts[pair.rule_id] = f"drop {pair.rule_id}, so that {pair.first} and {pair.second} may go together"
    for window in rules.windows:
        choice = solution.choices.get(window.key)
        where = "" if choice is None else f", so that {window.key} may lie in {rules.periods[choice.period]}"
        texts[window.rule_id] = f"drop {window.rule_id}{where}"
    return texts
