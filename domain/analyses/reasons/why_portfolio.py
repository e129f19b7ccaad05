"""Why the portfolio is what it is: what carries it, what stays out, what limits it, and what would help most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from domain.analyses.reasons.why_questions import Ask, ExplanationSolves
from domain.analyses.reasons.why_results import Fact, FactKind, Proof
from domain.analyses.session.changed_rules import token_rule
from domain.analyses.session.terms import Answer, Proven, proven_figure
from domain.integer_model.result import Proof as Grade
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO, exact_arithmetic, negated
from domain.portfolio.certainty import NUMERICALLY
from domain.portfolio.figures import Severity
from domain.portfolio.report import Decision, InitiativeReport
from domain.problem.constraints import TargetKind
from domain.rules.wording import grouped, listed

NAMED = 8
"""Initiatives by name in one sentence."""


def known_of_portfolio(questions: ExplanationSolves) -> Iterator[Fact]:
    """Facts known without another solve: the value, the mandates, the targets, the faulty entries."""
    yield answer_fact(questions)
    yield from _must(questions)
    yield from _targets(questions)
    yield from faulty_entries(questions)


def asked_of_portfolio(questions: ExplanationSolves, most: int) -> list[Ask]:
    """Questions that need a solve each, in the order of the page."""
    reports = list(questions.explanation.initiatives)
    in_on_merit = [each for each in reports if each.decision is Decision.SELECTED]
    asks: list[Ask] = []
    for each in sorted(in_on_merit, key=lambda each: each.value, reverse=True)[:most]:
        asks.append(partial(questions.without_it, each.initiative_key))
    for each in _best_outside(questions)[:most]:
        asks.append(partial(questions.with_it, each.initiative_key))
    for rule_id in limits_that_matter(questions)[:most]:
        asks.append(partial(questions.one_more, rule_id))
        asks.append(partial(questions.dropped, [rule_id], rule_id, f"Doing without {rule_id}"))
    mandates = _mandates(questions)
    if mandates:
        asks.append(partial(questions.dropped, mandates, "", "Doing without every mandate"))
    return asks


def what_helps(questions: ExplanationSolves, facts: list[Fact], most: int) -> Iterator[Fact]:
    """The concessions that gain most, among the facts about limits, the greatest gain first."""
    order = [stage.name for stage in questions.session.objective_stages]
    gains = [fact for fact in facts if fact.kind is FactKind.LIMIT and _gain(fact) > ZERO]
    for fact in sorted(gains, key=lambda fact: (order.index(fact.stage), negated(_gain(fact))))[:most]:
        yield replace(fact, kind=FactKind.HELP)


def answer_fact(questions: ExplanationSolves) -> Fact:
    """The best portfolio in one sentence."""
    base, reports = questions.base, questions.explanation.initiatives
    candidates = sum(report.rank is not None for report in reports)
    with exact_arithmetic():
        tokens = sum((report.tokens for report in reports), ZERO)
        overheads = sum((overhead.tokens for overhead in questions.explanation.overheads), ZERO)
    taken = f"{grouped(tokens)} tokens" + (f" and {grouped(overheads)} of overheads" if overheads else "")
    figures = [(stage.name, proven_figure(stage)) for stage in base.stages if stage.role.value == "objective"]
    worth = " and ".join(_figure(name, figure) for name, figure in figures)
    proven = base.status is SolutionStatus.OPTIMAL
    proof = "no allowed portfolio does better" if proven else _why_open(base)
    text = (
        f"The best portfolio takes {len(base.selected)} of {candidates} candidates for {taken}, "
        f"{worth or 'whatever its value'}; {proof}."
    )
    numbers = {"selected": Decimal(len(base.selected)), "candidates": Decimal(candidates), "tokens": tokens}
    for name, figure in figures:
        if figure.value is not None:
            numbers[name] = figure.value
        if figure.bound is not None:
            numbers[f"{name}_bound"] = figure.bound
    return Fact(FactKind.ANSWER, "", text, numbers, Proof.PROVEN if proven else Proof.INTERVAL)


def _why_open(base: Answer) -> str:
    if base.proof is Grade.NUMERICAL:
        return f"{NUMERICALLY} no allowed portfolio does better, which is not proven"
    return "the search ended before the proof"


def limits_that_matter(questions: ExplanationSolves) -> list[str]:
    """Limits that keep out something of value, or have nothing to spare: those that keep out most first."""
    blocking = [rule_id for rule_id in questions.explanation.limiting_rules if _is_limit(questions, rule_id)]
    full = [row.rule_id for row in questions.explanation.usage if row.binding]
    return list(dict.fromkeys([*blocking, *full]))


def faulty_entries(questions: ExplanationSolves) -> Iterator[Fact]:
    """Initiatives that take no part because their entries are faulty."""
    invalid = questions.session.prepared.pool.invalid
    if invalid:
        names = listed(list(invalid), NAMED)
        verb = "takes" if len(invalid) == 1 else "take"
        text = f"{names} {verb} no part until what is missing or wrong is mended."
        yield Fact(FactKind.INPUT, "", text, {"invalid": Decimal(len(invalid))}, Proof.COMPUTED)


def _figure(name: str, figure: Proven) -> str:
    if figure.value is None:
        return name
    if figure.proven or figure.bound is None:
        return f"{name} {grouped(figure.value)}"
    return f"{name} {grouped(figure.value, figure.bound)}, at best {grouped(figure.bound, figure.value)}"


def _must(questions: ExplanationSolves) -> Iterator[Fact]:
    mandatory = [report for report in questions.explanation.initiatives if report.decision is Decision.FORCED_IN]
    if mandatory:
        with exact_arithmetic():
            tokens = sum((report.tokens for report in mandatory), ZERO)
        names = listed([report.initiative_key for report in mandatory], NAMED)
        must = "is in because it must be" if len(mandatory) == 1 else "are in because they must be"
        text = f"{names} {must}; that takes {grouped(tokens)} tokens."
        numbers = {"mandatory": Decimal(len(mandatory)), "tokens": tokens}
        yield Fact(FactKind.WHY_IN, "", text, numbers, Proof.COMPUTED)


def _targets(questions: ExplanationSolves) -> Iterator[Fact]:
    for target in questions.explanation.targets:
        if target.severity is not Severity.NONE:
            text = (
                f"{target.rule_id} is missed: {grouped(target.achieved, target.target)} of "
                f"{grouped(target.target, target.achieved)} is reached, "
                f"{grouped(target.gap)} is missing."
            )
            numbers = {"target": target.target, "achieved": target.achieved, "gap": target.gap}
            yield Fact(FactKind.TARGET, target.rule_id, text, numbers, Proof.COMPUTED)


def _best_outside(questions: ExplanationSolves) -> list[InitiativeReport]:
    unselectable = questions.session.prepared.rules.unselectable
    outside = [
        report
        for report in questions.explanation.initiatives
        if report.decision is Decision.NOT_SELECTED
        and report.rank is not None
        and report.initiative_key not in unselectable
        and report.value > ZERO
    ]
    return sorted(outside, key=lambda report: report.rank or 0)


def _is_limit(questions: ExplanationSolves, rule_id: str) -> bool:
    floors = {t.rule_id for t in questions.session.prepared.rules.targets if t.kind is TargetKind.FLOOR}
    return rule_id in floors or token_rule(questions.session, rule_id) is not None


def _mandates(questions: ExplanationSolves) -> list[str]:
    return [rule.rule_id for rule in questions.session.prepared.rules.mandatory if rule.fault is None]


def _gain(fact: Fact) -> Decimal:
    return fact.numbers.get("gained_at_least", ZERO)
