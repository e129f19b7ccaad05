"""The rules that a problem has on totals: curves, fair shares, ratios, products and overheads, with their warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from domain.errors import InputError
from domain.numbers import ZERO
from domain.problem.candidates import CandidatePool
from domain.problem.constraints import Charge, Dimension, Overhead
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import bears, is_score, kpi_value
from domain.problem.totals import TOKENS
from domain.rules.rules import (
    CurveRule,
    FairShareStage,
    FormulaRule,
    OverheadRule,
    RatioRule,
    TargetRule,
)


def curve_rules(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[CurveRule, ...]:
    """What response curves count, with the points of their shapes."""
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
            from domain.problem.kpis.shapes import drawn

            drawing = drawn(curve)
            points, distance = drawing.points, drawing.distance
        smooth = curve if curve.smooth else None
        out.append(CurveRule(rule_id, curve.kpi_key, curve.market, points, distance, smooth))
    return tuple(out)


def fair_share_stages(
    problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]
) -> tuple[FairShareStage, ...]:
    """The stages that share a KPI among markets."""
    out = []
    markets = tuple(dict.fromkeys(i.market for i in pool.candidates.values() if i.market is not None))
    for share, times in Counter(problem.constraint_set.fair_shares).items():
        name = f"fair_share:{share.kpi_key}"
        if times > 1:
            warnings.append(f"{name}: is given {times} times, and counts once")
        if problem.scenario.objective_mode is not ObjectiveMode.LEXICOGRAPHIC:
            warnings.append(f"{name}: has no effect, since the objective mode is not lexicographic")
        elif not markets:
            warnings.append(f"{name}: has no effect, since no candidate has a market")
        else:
            out.append(FairShareStage(name, share.kpi_key, markets))
    return tuple(out)


def ratio_rules(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[RatioRule, ...]:
    """What a total has to be of another, or of the tokens."""
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


def formula_rules(
    problem: PortfolioProblem, pool: CandidatePool, targets: Sequence[TargetRule], warnings: list[str]
) -> tuple[FormulaRule, ...]:
    """KPIs that are products of two others. Raises ``InputError`` where a target wants a part of one."""
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


def overhead_rules(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> tuple[OverheadRule, ...]:
    """Tokens that are used besides those of the initiatives."""
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
