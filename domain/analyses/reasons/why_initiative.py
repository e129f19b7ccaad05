"""Why one initiative is in the portfolio or not, what it costs or saves, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from domain.analyses.reasons.why_differences import amount, made_worse, numbers_of
from domain.analyses.reasons.why_questions import SHARE_OF_TIME, Ask, ExplanationSolves
from domain.analyses.reasons.why_results import Fact, FactKind, Proof
from domain.analyses.session.changed_rules import can_be_dropped, without
from domain.analyses.trading.trade import trade
from domain.analyses.trading.trade_results import Deal, TradeRequest
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO
from domain.portfolio.report import Decision, InitiativeReport
from domain.rules.wording import grouped, listed

IN = (Decision.SELECTED, Decision.FORCED_IN)
NAMED = 6


def status_of(report: InitiativeReport) -> str:
    """Whether the initiative is in, in one sentence."""
    name = f"{report.initiative_key} ({report.title})" if report.title else report.initiative_key
    size = "" if report.scope.value == "none" else f" as {report.scope.value}"
    match report.decision:
        case Decision.FORCED_IN:
            return f"{name} is in, in {report.period}{size}, because it must be."
        case Decision.SELECTED:
            return f"{name} is in, in {report.period}{size}, for {grouped(report.tokens)} tokens."
        case Decision.FORCED_OUT:
            return f"{name} is out, because a rule forces it out."
        case Decision.INVALID:
            return f"{name} takes no part: its entry is not complete or not sound."
        case Decision.NOT_SELECTED:
            return f"{name} is not in the best portfolio."


def known_of_initiative(questions: ExplanationSolves, key: str) -> Iterator[Fact]:
    """Facts known without another solve: every reason, and the rank."""
    report = questions.reports[key]
    kind = FactKind.WHY_IN if report.decision in IN else FactKind.WHY_NOT
    if report.decision is Decision.INVALID:
        kind = FactKind.INPUT
    for reason in report.reasons:
        yield Fact(kind, key, f"{_opened(reason)}.", {}, Proof.COMPUTED)


def asked_of_initiative(questions: ExplanationSolves, key: str, most: int) -> list[Ask]:
    """Questions that need a solve each."""
    report = questions.reports[key]
    if report.decision is Decision.INVALID or key in questions.session.prepared.pool.delivered:
        return []
    if report.decision is Decision.FORCED_IN:
        mandates = [rule.rule_id for rule in questions.session.prepared.rules.mandatory if rule.key == key]
        return [partial(questions.dropped, mandates, key, f"Leaving {key} to the optimiser")]
    if report.decision is Decision.SELECTED:
        out = TradeRequest(force_out=(key,))
        return [partial(questions.without_it, key), partial(_changes, questions, out, key)]
    asks: list[Ask] = [] if report.decision is Decision.FORCED_OUT else [partial(questions.with_it, key)]
    if report.decision is not Decision.FORCED_OUT:
        asks.append(partial(_changes, questions, TradeRequest(force_in=(key,)), key))
    for rule_id in _obstacles(questions, report)[:most]:
        asks.append(partial(questions.dropped, [rule_id], rule_id, f"Doing without {rule_id}"))
        asks.append(partial(_with_it_then, questions, key, rule_id))
    return asks


def what_it_takes(facts: list[Fact], report: InitiativeReport, main: str) -> Iterator[Fact]:
    """The figures with which it would be in (or out), where that price is proven."""
    for fact in facts:
        lost = fact.numbers.get("lost_at_least")
        if fact.subject != report.initiative_key or fact.proof is not Proof.PROVEN or fact.stage != main:
            continue
        if lost is None or lost <= ZERO:
            continue
        if fact.kind is FactKind.WHY_NOT:
            text = f"It would have to add {grouped(lost)} more to {main} for a portfolio with it to be as good."
        elif fact.kind is FactKind.WHY_IN:
            text = f"It could add {grouped(lost)} less to {main} before a portfolio without it is as good."
        else:
            continue
        yield Fact(FactKind.HELP, report.initiative_key, text, {"needed": lost}, Proof.PROVEN, main)


def _obstacles(questions: ExplanationSolves, report: InitiativeReport) -> list[str]:
    """Rules that keep it out and that can be dropped."""
    own = [f"forced_out:{report.initiative_key}"] if report.decision is Decision.FORCED_OUT else []
    found = dict.fromkeys([*own, *report.blocking_rules])
    return [rule_id for rule_id in found if can_be_dropped(questions.session, rule_id)]


def _with_it_then(questions: ExplanationSolves, key: str, rule_id: str) -> Fact | None:
    """Whether it would be in once a rule is gone: what having it in would still cost then."""
    other = without(questions.session, [rule_id])
    free, held = questions.ask(other), questions.ask(other, [other.forced_in(key)])
    if free.solution is None or held.status is SolutionStatus.UNKNOWN:
        return None
    if held.solution is None:
        text = f"Even without {rule_id}, no portfolio that keeps every other rule has {key} in it."
        return Fact(FactKind.HELP, rule_id, text, {}, Proof.PROVEN)
    difference = made_worse(free, held)
    if difference.exact == ZERO:
        text = f"Without {rule_id}, a best portfolio has {key} in it."
    else:
        text = f"Even without {rule_id}, having {key} in would cost {amount(difference)}."
    return Fact(FactKind.HELP, rule_id, text, numbers_of(difference, "lost"), difference.proof, difference.stage)


def _changes(questions: ExplanationSolves, request: TradeRequest, key: str) -> Fact | None:
    """What else would have to change; why not, where it cannot be."""
    kind = FactKind.WHY_NOT if request.force_in else FactKind.WHY_IN
    result = trade(questions.session.with_time_share(2 * SHARE_OF_TIME), request)
    if result.conflict is not None and result.base:
        text = f"These cannot hold together: {'; '.join(result.conflict.explanations)}."
        return Fact(kind, key, text, {}, Proof.PROVEN if result.conflict.minimal else Proof.OPEN)
    if result.deal is None:
        return None
    others = result.deal.changes - 1
    numbers = {"changes": result.deal.changes}
    text = _told(result.deal, key, others)
    proven = result.deal.fewest_proven and result.status is SolutionStatus.OPTIMAL
    return Fact(kind, key, text, {name: ZERO + value for name, value in numbers.items()}, _proof(proven))


def _opened(reason: str) -> str:
    """A reason as a sentence; the id of a rule and the name of a field keep their small letters."""
    first = reason.partition(" ")[0].rstrip(":")
    return reason if ":" in first or "_" in first else f"{reason[:1].upper()}{reason[1:]}"


def _proof(proven: bool) -> Proof:
    return Proof.PROVEN if proven else Proof.INTERVAL


def _told(deal: Deal, key: str, others: int) -> str:
    entered = [change.initiative_key for change in deal.diff.entered if change.initiative_key != key]
    left = [change.initiative_key for change in deal.diff.left if change.initiative_key != key]
    parts = [f"{listed(left, NAMED)} would leave"] if left else []
    parts += [f"{listed(entered, NAMED)} would enter"] if entered else []
    parts += [f"{deal.moves} would be moved or resized"] if deal.moves else []
    if not parts:
        return "Nothing else would have to change."
    fewer = "; with fewer changes more would be lost" if deal.fewest_proven and others > 0 else ""
    return f"With that change, {' and '.join(parts)}{fewer}."
