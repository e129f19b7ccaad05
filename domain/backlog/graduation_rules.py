"""Which initiatives of the backlog are ready to be optimized for a period, and every reason why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.initiative import Initiative
from domain.problem.kpis.metric_chain import chain_fault, leads
from domain.problem.periods import Period, parse_period
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario
from domain.storage.records import InitiativeRecord

DELIVERED = "it is already delivered"


class KpiChainRule(StrEnum):
    """What is asked of the KPI chain of a candidate.

    none: nothing.
    keys: its immediate and its primary KPI.
    path: a metric chain that leads from the one over the other to the north star.
    """

    NONE = "none"
    KEYS = "keys"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class GraduationRules:
    """What an initiative needs to be a candidate; by default tokens, a market and the keys of the KPI chain.

    min_score: of active_overall_score, or of a framework's score. required_fields: names of fields of an initiative
    that must not be empty. markets, statuses: the only ones admitted; empty admits all. contribution_kpi_keys: a
    contribution to one of them is required; empty requires none.
    """

    min_score: Decimal | None = None
    framework: str | None = None
    required_fields: tuple[str, ...] = ()
    needs_tokens: bool = True
    needs_market: bool = True
    markets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kpi_chain: KpiChainRule = KpiChainRule.KEYS
    north_star_kpi_key: str = "north_star"
    contribution_kpi_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an initiative is a candidate for the period, with every reason against it."""

    initiative_key: str
    reasons: tuple[str, ...] = ()

    @property
    def graduates(self) -> bool:
        """Whether there is no reason against it."""
        return not self.reasons


def required_field_names() -> frozenset[str]:
    """Names allowed in ``required_fields``."""
    kept_by_itself = {"initiative", "id", "created_at", "updated_at", "version", "archived_at"}
    own = {field.name for field in fields(InitiativeRecord)} - kept_by_itself
    return frozenset(own | {field.name for field in fields(Initiative)})


def judge(
    records: Sequence[InitiativeRecord], rules: GraduationRules, period_key: str, horizon: Sequence[str] = ()
) -> tuple[Verdict, ...]:
    """A verdict on each initiative. Raises ``ValueError`` for a period or a required field that does not exist.

    horizon: the periods that it may be placed in, in order; left out, ``period_key`` alone.
    """
    periods = [parse_period(key) for key in horizon or (period_key,)]
    unknown = sorted(set(rules.required_fields) - required_field_names())
    if unknown:
        raise ValueError(f"an initiative has no field {unknown[0]}")
    pool = _pool(records, rules, period_key)
    return tuple(Verdict(record.key, tuple(_reasons(record, rules, periods, pool))) for record in records)


def _pool(records: Sequence[InitiativeRecord], rules: GraduationRules, period_key: str) -> CandidatePool:
    """Judge tokens, contributions and dates as before a solve."""
    weights = {key: Decimal(1) for key in rules.contribution_kpi_keys}
    scenario = Scenario(
        "graduation",
        period_key,
        ObjectiveMode.WEIGHTED_KPIS,
        objective_weights=weights,
        objective_normalization=Normalization.NONE,
    )
    return judge_candidates(PortfolioProblem(scenario, initiatives=tuple(record.initiative for record in records)))


def _reasons(
    record: InitiativeRecord, rules: GraduationRules, periods: Sequence[Period], pool: CandidatePool
) -> list[str]:
    initiative, key = record.initiative, record.key
    reasons = [DELIVERED] if key in pool.delivered else []
    for reason in pool.invalid.get(key, ()):
        if rules.needs_tokens or "tokens" not in reason.partition(" ")[0]:
            reasons.append(reason)
    reasons += _score_reasons(initiative, rules)
    reasons += [f"{name} is missing" for name in rules.required_fields if _value(record, name) in (None, "", (), {})]
    if initiative.market is None and rules.needs_market and "market" not in rules.required_fields:
        reasons.append("market is missing")
    elif initiative.market is not None and rules.markets and initiative.market not in rules.markets:
        reasons.append(f"market {initiative.market} is none of {', '.join(rules.markets)}")
    if rules.statuses and initiative.status not in rules.statuses:
        reasons.append(f"status {initiative.status or '(none)'} is none of {', '.join(rules.statuses)}")
    reasons += _chain_reasons(record, rules)
    reasons += _window_reasons(initiative, periods)
    return list(dict.fromkeys(reasons))


def _value(record: InitiativeRecord, name: str) -> object:
    return getattr(record if hasattr(record, name) else record.initiative, name)


def _score_reasons(initiative: Initiative, rules: GraduationRules) -> list[str]:
    if rules.min_score is None:
        return []
    framework = rules.framework
    score = initiative.active_overall_score if framework is None else initiative.scores.get(framework)
    name = "active_overall_score" if framework is None else f"the score of {framework}"
    if score is None:
        return [f"{name} is missing; at least {rules.min_score} is needed"]
    return [f"{name} is {score}; at least {rules.min_score} is needed"] if score < rules.min_score else []


def _chain_reasons(record: InitiativeRecord, rules: GraduationRules) -> list[str]:
    if rules.kpi_chain is KpiChainRule.NONE:
        return []
    immediate, primary = record.initiative.immediate_kpi_key, record.initiative.primary_kpi_key
    keys = (("immediate_kpi_key", immediate), ("primary_kpi_key", primary))
    reasons = [f"{name} is missing" for name, key in keys if key is None]
    if rules.kpi_chain is KpiChainRule.KEYS:
        return reasons
    fault = chain_fault(record.metric_chain)
    if fault is not None or not record.metric_chain:
        return [*reasons, "metric_chain is missing" if fault is None else f"metric_chain {fault}"]
    goal = record.north_star_kpi_key or rules.north_star_kpi_key
    for start, end in ((immediate, primary), (primary, goal)):
        if start is not None and end is not None and not leads(record.metric_chain, start, end):
            reasons.append(f"metric_chain does not lead from {start} to {end}")
    return reasons


def _window_reasons(initiative: Initiative, periods: Sequence[Period]) -> list[str]:
    first, last = initiative.earliest_start_date, initiative.last_day
    reasons = []
    if first is not None and first > periods[-1].end:
        reasons.append(f"it cannot start before {first}, after {periods[-1].key} has ended")
    if last is not None and last < periods[0].start:
        reasons.append(f"it has to be placed by {last}, before {periods[0].key} begins")
    return reasons
