"""Every rule of a problem: what initiatives and the constraint set say, with warnings of what names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.lean import dataclass
from domain.numbers import ZERO
from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.periods import Period, parse_horizon
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import bears
from domain.rules.relations import Relations, read_relations
from domain.rules.rules import (
    CountBonus,
    RuleBook,
    Synergy,
    TargetRule,
    TokenFamily,
    TokenRule,
    WindowRule,
)
from domain.rules.rules_of_totals import curve_rules, fair_share_stages, formula_rules, overhead_rules, ratio_rules
from domain.rules.unselectable import find_unselectable


@dataclass(frozen=True, slots=True)
class RuledProblem:
    """A problem with its judged candidates and its rules, as formulation, verification and explanation ask for it."""

    problem: PortfolioProblem
    pool: CandidatePool
    rules: RuleBook


def ruled(problem: PortfolioProblem) -> RuledProblem:
    """Judge the candidates of a problem and read its rules."""
    pool = judge_candidates(problem)
    return RuledProblem(problem, pool, build_rulebook(problem, pool))


def build_rulebook(problem: PortfolioProblem, pool: CandidatePool) -> RuleBook:
    """All rules of a problem in a stable order: by family, then as in the file."""
    periods = parse_horizon(problem.scenario.periods)
    warnings: list[str] = []
    tokens = _token_rules(problem, pool, warnings)
    targets = _target_rules(problem, pool, warnings)
    relations: Relations = read_relations(problem, pool, warnings)
    windows = tuple(_windows(problem, pool, periods))
    unselectable = find_unselectable(relations, windows, len(periods))
    for key, reasons in unselectable.items():
        if any("no open period" in reason for reason in reasons):
            warnings.append(f"{key} cannot be selected: {'; '.join(reasons)}")
    formulas = formula_rules(problem, pool, targets, warnings)
    by_formula = {rule.kpi_key for rule in formulas}
    synergies = _synergies(problem, pool, set(unselectable), warnings)
    bonuses = _count_bonuses(problem, pool, set(unselectable), warnings)
    return RuleBook(
        periods=problem.scenario.periods,
        tokens=tokens,
        targets=targets,
        mandatory=relations.mandatory,
        forced_out=relations.forced_out,
        prerequisites=relations.prerequisites,
        bundles=relations.bundles,
        exclusions=relations.exclusions,
        windows=windows,
        synergies=tuple(synergy for synergy in synergies if synergy.kpi_key not in by_formula),
        unselectable=unselectable,
        pins=relations.pins,
        curves=curve_rules(problem, pool, warnings),
        ratios=ratio_rules(problem, pool, warnings),
        fair_shares=fair_share_stages(problem, pool, warnings),
        overheads=overhead_rules(problem, pool, warnings),
        count_bonuses=tuple(bonus for bonus in bonuses if bonus.kpi_key not in by_formula),
        formulas=formulas,
        warnings=tuple(dict.fromkeys(warnings)),  # after all that adds to them
    )


def _token_rules(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[TokenRule, ...]:
    scenario, rules = problem.scenario, problem.constraint_set
    periods = scenario.periods
    out: list[TokenRule] = []

    def name_of(family: TokenFamily, dimension: Dimension, key: str | None) -> str:
        return family.value + ":" + dimension.value + (f":{key}" if key is not None else "")

    def add(family: TokenFamily, dimension: Dimension, key: str | None, period: int | None, limit: Decimal) -> None:
        name = name_of(family, dimension, key)
        if not any(bears(initiative, dimension, key) for initiative in pool.candidates.values()):
            warnings.append(f"{name}: no candidate bears it")
        out.append(TokenRule(name + suffix(family, period), family, dimension, key, period, limit))

    def suffix(family: TokenFamily, period: int | None) -> str:
        if period is None or (family is TokenFamily.CAPACITY and len(periods) == 1):
            return ""
        return "@" + periods[period]

    for period, period_key in enumerate(periods):
        total = scenario.capacity_by_period.get(period_key, scenario.capacity_total_tokens)
        if total is not None:
            add(TokenFamily.CAPACITY, Dimension.GLOBAL, None, period, total)
        for dimension, limits in (
            (Dimension.MARKET, scenario.capacity_by_market),
            (Dimension.DEPARTMENT, scenario.capacity_by_department),
            (Dimension.TEAM, scenario.capacity_by_team),
        ):
            for key, limit in limits.items():
                add(TokenFamily.CAPACITY, dimension, key, period, limit)
    for stray in (key for key in scenario.capacity_by_period if key not in periods):
        warnings.append(f"capacity_by_period: {stray} is not in the horizon, so it has no effect")
    limits_over_horizon = [
        *((TokenFamily.FLOOR, f.dimension, f.key, f.period_key, f.min_tokens) for f in rules.floors),
        *((TokenFamily.CAP, c.dimension, c.key, c.period_key, c.max_tokens) for c in rules.caps),
    ]
    for family, dimension, own_key, own_period, limit in limits_over_horizon:
        if own_period is not None and own_period not in periods:
            warnings.append(f"{name_of(family, dimension, own_key)}: {own_period} is not in the horizon; ignored")
        else:
            add(family, dimension, own_key, None if own_period is None else periods.index(own_period), limit)
    return tuple(out)


def _target_rules(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[TargetRule, ...]:
    periods = problem.scenario.periods
    out = []
    for target in problem.constraint_set.targets:
        name = f"target:{'global' if target.market is None else target.market}:{target.kpi_key}"
        if target.period_key is not None and target.period_key not in periods:
            warnings.append(f"{name}: {target.period_key} is not in the horizon; ignored")
            continue
        market = target.market
        if market is not None and not any(i.market == market for i in pool.candidates.values()):
            warnings.append(f"{name}: no candidate bears market {market}")
        period = None if target.period_key is None else periods.index(target.period_key)
        rule_id = name if period is None else f"{name}@{periods[period]}"
        out.append(TargetRule(rule_id, market, target.kpi_key, period, target.target_value, target.floor_or_goal))
        if target.floor_or_goal is TargetKind.GOAL and target.target_value < ZERO:
            warnings.append(f"{rule_id}: a goal below zero is met by an empty portfolio")
    return tuple(out)


def _windows(problem: PortfolioProblem, pool: CandidatePool, periods: tuple[Period, ...]) -> Iterable[WindowRule]:
    strict = problem.scenario.strict_deadlines
    for key, initiative in pool.candidates.items():
        first, last = initiative.earliest_start_date, initiative.last_day
        if first is None and last is None:
            continue
        closed = tuple(t for t, period in enumerate(periods) if not _is_open(period, first, last, strict))
        if closed:
            yield WindowRule(f"window:{key}", key, closed)


def _is_open(period: Period, first: date | None, last: date | None, strict: bool) -> bool:
    if first is not None and first > period.end:
        return False
    return last is None or last >= (period.end if strict else period.start)


def _synergies(
    problem: PortfolioProblem, pool: CandidatePool, unselectable: set[str], warnings: list[str]
) -> tuple[Synergy, ...]:
    bearers = _bearers(problem)
    out = []
    for bonus in problem.constraint_set.synergies:
        if bonus.bonus is None:
            continue
        group = bonus.synergy_group_key
        members = bearers.get(group, [])
        absent = [key for key in members if key not in pool.candidates or key in unselectable]
        if not members:
            warnings.append(f"synergy {group}: nobody bears it, so its bonus gives nothing")
        elif len(members) < 2:
            warnings.append(f"synergy {group}: only {members[0]} bears it, so its bonus gives nothing")
        elif absent:
            warnings.append(f"synergy {group}: {', '.join(absent)} cannot be selected, so its bonus gives nothing")
        if len(members) < 2 or any(key not in pool.candidates for key in members):
            continue
        out.append(Synergy(group, bonus.kpi_key, bonus.bonus, tuple(members), _shared_market(pool, members)))
    for group in bearers.keys() - {bonus.synergy_group_key for bonus in problem.constraint_set.synergies}:
        warnings.append(f"synergy {group}: no bonus is given for it")
    return tuple(out)


def _count_bonuses(
    problem: PortfolioProblem, pool: CandidatePool, unselectable: set[str], warnings: list[str]
) -> tuple[CountBonus, ...]:
    bearers, out = _bearers(problem), []
    for bonus in problem.constraint_set.synergies:
        if bonus.bonus is not None:
            continue
        group = bonus.synergy_group_key
        borne = bearers.get(group, [])
        members = [key for key in borne if key in pool.candidates]
        absent = [key for key in borne if key not in members or key in unselectable]
        if not borne:
            warnings.append(f"synergy {group}: nobody bears it, so its bonus gives nothing")
        elif absent:
            warnings.append(
                f"synergy {group}: {', '.join(absent)} cannot be selected, so it is never counted with them"
            )
        if members:
            market = _shared_market(pool, members)
            out.append(CountBonus(group, bonus.kpi_key, bonus.bonus_by_count, tuple(members), market))
    return tuple(out)


def _bearers(problem: PortfolioProblem) -> dict[str, list[str]]:
    bearers: dict[str, list[str]] = {}
    for initiative in problem.initiatives:
        for group in dict.fromkeys(initiative.synergy_group_keys):
            bearers.setdefault(group, []).append(initiative.initiative_key)
    return bearers


def _shared_market(pool: CandidatePool, members: Sequence[str]) -> str | None:
    markets = {pool.candidates[key].market for key in members}
    return markets.pop() if len(markets) == 1 else None
