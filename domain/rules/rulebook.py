"""Every rule of a problem: what initiatives and the constraint set say, with warnings of what names nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.errors import InputError
from domain.lean import dataclass
from domain.numbers import ZERO
from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.constraints import TOKENS, Charge, Dimension, Overhead, TargetKind
from domain.problem.periods import Period, parse_horizon
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import bears, is_score, kpi_value
from domain.rules.relations import Relations, read_relations
from domain.rules.rules import (
    CountBonus,
    CurveRule,
    FairShareStage,
    FormulaRule,
    OverheadRule,
    RatioRule,
    RuleBook,
    Synergy,
    TargetRule,
    TokenFamily,
    TokenRule,
    WindowRule,
)
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
    formulas = _formulas(problem, pool, targets, warnings)
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
        curves=_curves(problem, pool, warnings),
        ratios=_ratios(problem, pool, warnings),
        fair_shares=_fair_shares(problem, pool, warnings),
        overheads=_overheads(problem, pool, warnings),
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


def _curves(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[CurveRule, ...]:
    scenario, out = problem.scenario, []
    for curve in problem.constraint_set.response_curves:
        rule_id = f"curve:{curve.curve_key}"
        if scenario.time_sensitivity_weight and curve.kpi_key in scenario.objective_kpi_keys:
            raise InputError(
                f"{rule_id}: {curve.kpi_key} counts by a curve over the whole horizon, so it cannot be worth more in "
                "early periods; set time_sensitivity_weight to 0, or take the curve or the KPI out"
            )
        within = [i for i in pool.candidates.values() if curve.market in (None, i.market)]
        if curve.market is not None and not within:
            warnings.append(f"{rule_id}: no candidate bears market {curve.market}")
        elif not any(curve.kpi_key in i.kpi_contribution for i in within):
            warnings.append(f"{rule_id}: no candidate contributes to {curve.kpi_key}")
        points, distance = curve.points, None
        if curve.shape is not None:
            from domain.problem.shapes import drawn

            drawing = drawn(curve)
            points, distance = drawing.points, drawing.distance
        smooth = curve if curve.smooth else None
        out.append(CurveRule(rule_id, curve.kpi_key, curve.market, points, distance, smooth))
    return tuple(out)


def _fair_shares(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[FairShareStage, ...]:
    out = []
    markets = tuple(dict.fromkeys(i.market for i in pool.candidates.values() if i.market is not None))
    for share in dict.fromkeys(problem.constraint_set.fair_shares):
        name = f"fair_share:{share.kpi_key}"
        if problem.scenario.objective_mode is not ObjectiveMode.LEXICOGRAPHIC:
            warnings.append(f"{name}: has no effect, since the objective mode is not lexicographic")
        elif not markets:
            warnings.append(f"{name}: has no effect, since no candidate has a market")
        else:
            out.append(FairShareStage(name, share.kpi_key, markets))
    return tuple(out)


def _ratios(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[RatioRule, ...]:
    out = []
    for ratio in problem.constraint_set.ratios:
        rule_id, below = f"ratio:{ratio.ratio_key}", ratio.denominator
        if below != TOKENS:
            faults = [
                f"{key} contributes {kpi_value(initiative, size, below)}"
                for key, initiative in pool.candidates.items()
                for size in pool.sizes[key]
                if kpi_value(initiative, size, below) < ZERO
            ]
            for bonus in problem.constraint_set.synergies:
                if bonus.kpi_key == below and min((bonus.bonus or ZERO, *bonus.bonus_by_count)) < ZERO:
                    faults.append(f"synergy {bonus.synergy_group_key} takes something away")
            faults += [
                f"curve:{curve.curve_key} bends it"
                for curve in problem.constraint_set.response_curves
                if curve.kpi_key == below
            ]
            faults += [
                f"formula:{below} makes it" for each in problem.constraint_set.kpi_formulas if each.kpi_key == below
            ]
            if faults:
                raise InputError(f"{rule_id}: nothing may make its denominator {below} negative, but {faults[0]}")
        named = (ratio.numerator, below)
        for key in (each for each in named if each != TOKENS and not is_score(each)):
            if not any(key in initiative.kpi_contribution for initiative in pool.candidates.values()):
                warnings.append(f"{rule_id}: no candidate contributes to {key}")
        out.append(RatioRule(rule_id, ratio.numerator, below, ratio.at_least))
    return tuple(out)


def _formulas(
    problem: PortfolioProblem, pool: CandidatePool, targets: Sequence[TargetRule], warnings: list[str]
) -> tuple[FormulaRule, ...]:
    scenario, rules, out = problem.scenario, problem.constraint_set, []
    for formula in rules.kpi_formulas:
        rule_id, key = f"formula:{formula.kpi_key}", formula.kpi_key
        whole = f"{rule_id}: {key} counts by a formula over all markets and the whole horizon, so"
        narrow = [target.rule_id for target in targets if target.kpi_key == key and not _is_whole(target)]
        if narrow:
            raise InputError(f"{whole} it has no total for {narrow[0]}; take the target or the formula out")
        if scenario.time_sensitivity_weight and key in scenario.objective_kpi_keys:
            raise InputError(f"{whole} it cannot be worth more in early periods; set time_sensitivity_weight to 0")
        for curve in rules.response_curves:
            if curve.kpi_key == key:
                raise InputError(f"{whole} curve:{curve.curve_key} cannot bend it; take the curve or the formula out")
        if any(share.kpi_key == key for share in rules.fair_shares):
            raise InputError(f"{whole} it cannot be shared among markets; take fair_share:{key} or the formula out")
        own = sum(1 for i in pool.candidates.values() if i.kpi_contribution.get(key))
        if own or any(bonus.kpi_key == key for bonus in rules.synergies):
            warnings.append(f"{rule_id}: what initiatives and synergies contribute to {key} themselves is not counted")
        for factor in dict.fromkeys(factor.kpi_key for factor in formula.multiply):
            if not any(factor in i.kpi_contribution for i in pool.candidates.values()):
                warnings.append(f"{rule_id}: no candidate contributes to {factor}")
        first, second = formula.multiply
        out.append(FormulaRule(rule_id, key, (first, second), formula.times))
    return tuple(out)


def _is_whole(target: TargetRule) -> bool:
    return target.market is None and target.period is None


def _overheads(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[OverheadRule, ...]:
    out = []
    for overhead in problem.constraint_set.overheads:
        rule_id, dimension = f"overhead:{overhead.overhead_key}", overhead.dimension
        strays = [key for key in dict.fromkeys(overhead.initiative_keys) if key not in pool.candidates]
        if strays:
            warnings.append(f"{rule_id}: {', '.join(strays)} {'is' if len(strays) == 1 else 'are'} no candidate")
        members = tuple(_counted_by(overhead, pool))
        if not members:
            named = "" if dimension is None else f" of {dimension.value} {overhead.key or ''}".rstrip()
            warnings.append(f"{rule_id}: has no effect, since no candidate{named} is counted")
            continue
        places: list[tuple[Dimension, str | None]] = [(Dimension.GLOBAL, None)]
        if dimension is not None and dimension is not Dimension.GLOBAL:
            places.append((dimension, overhead.key))
        if overhead.team is not None:
            places.append((Dimension.TEAM, overhead.team))
        once = overhead.charge is Charge.ONCE if overhead.charge is not None else dimension is None
        team = overhead.key if dimension is Dimension.TEAM else None
        out.append(OverheadRule(rule_id, members, overhead.tokens_by_count, once, tuple(places), team))
    return tuple(out)


def _counted_by(overhead: Overhead, pool: CandidatePool) -> Iterable[str]:
    """The candidates that an overhead counts, in some size at least."""
    if overhead.dimension is None:
        return (key for key in dict.fromkeys(overhead.initiative_keys) if key in pool.candidates)
    if overhead.dimension is Dimension.TEAM:
        return (
            key
            for key, sizes in pool.sizes.items()
            if any(size.tokens_of(Dimension.TEAM, overhead.key) > ZERO for size in sizes)
        )
    dimension, named = overhead.dimension, overhead.key
    return (key for key, initiative in pool.candidates.items() if bears(initiative, dimension, named))


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
