"""A problem as rows of the input tabs, as people would have typed it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from domain.problem.constraints import ConstraintSet, SynergyBonus, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import DEFAULT_TIE_BREAKS, Normalization, Scenario
from sheets.layout.inputs import CANDIDATES, CAPACITY, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS
from sheets.reading.cells.definitions import definition_of, figures_of, product_of
from sheets.reading.tabs.targets import market_of
from sheets.workbook import Writable

Cells = Mapping[str, Writable]
Rows = Mapping[str, Sequence[Cells]]
_BY_KIND = {"market": "capacity_by_market", "department": "capacity_by_department", "team": "capacity_by_team"}


def rows_of(problem: PortfolioProblem, ticked: Collection[str]) -> Rows:
    """The rows of each input tab. ticked: the keys that are selected for the next run."""
    scenario, rules = problem.scenario, problem.constraint_set
    members = _members(problem)
    by_market = [target for target in rules.targets if target.market is not None and market_of(target.market) is None]
    as_rules = rules.targets if by_market else ()
    in_order = [one.initiative_key for one in problem.initiatives if one.initiative_key in problem.delivered]
    ticks = frozenset(in_order) if list(problem.delivered[: len(in_order)]) == in_order else frozenset()
    return {
        CANDIDATES.name: [
            {
                **_candidate(one, scenario.north_star_kpi_key, members),
                "delivered": one.initiative_key in ticks or None,
                "is_selected_for_run": one.initiative_key in ticked,
            }
            for one in problem.initiatives
        ],
        SCENARIO_CONFIG.name: [_scenario(scenario, rules.name)],
        CONSTRAINTS.name: [
            *_constraints(rules),
            *map(_target_rule, as_rules),
            *(_rule("delivered", key) for key in problem.delivered if key not in ticks),
        ],
        TARGETS.name: [] if as_rules else [_target(target) for target in rules.targets],
        CAPACITY.name: list(_capacities(scenario)),
        SYNERGIES.name: _synergies(rules.synergies, members),
    }


def _candidate(initiative: Initiative, north_star: str, members: Mapping[str, tuple[str, ...]]) -> Cells:
    others = {key: value for key, value in initiative.kpi_contribution.items() if key != north_star}
    groups = initiative.synergy_group_keys
    as_mvp = initiative.team_tokens_mvp
    return {
        "initiative_key": initiative.initiative_key,
        "title": initiative.title or None,
        "market": initiative.market,
        "department": initiative.department,
        "category": initiative.category,
        "engineering_tokens": initiative.engineering_tokens,
        "deadline_date": initiative.deadline_date,
        "is_mandatory": initiative.is_mandatory,
        "bundle_key": initiative.bundle_key,
        "prerequisite_keys": _list(initiative.prerequisite_keys),
        "active_scoring_framework": initiative.active_scoring_framework,
        "active_overall_score": initiative.active_overall_score,
        "north_star_contribution": initiative.kpi_contribution.get(north_star),
        "immediate_kpi_key": initiative.immediate_kpi_key,
        "primary_kpi_key": initiative.primary_kpi_key,
        "status": initiative.status,
        "engineering_tokens_mvp": initiative.engineering_tokens_mvp,
        "engineering_tokens_full": initiative.engineering_tokens_full,
        "scope_mode": initiative.scope_mode,
        "mvp_share": initiative.mvp_contribution_share,
        "team_tokens_mvp_json": "{}" if as_mvp is not None and not as_mvp else None,
        "program_key": initiative.program_key,
        "exclusion_keys": _list(initiative.exclusion_keys),
        "earliest_start_date": initiative.earliest_start_date,
        "latest_finish_date": initiative.latest_finish_date,
        "time_sensitivity_score": initiative.time_sensitivity_score,
        "mandate_reason": initiative.mandate_reason,
        "synergy_group_keys": None if groups == members.get(initiative.initiative_key, ()) else _list(groups),
        **_columns("team:", initiative.team_tokens),
        **_columns("team_mvp:", as_mvp or {}),
        **_columns("kpi:", others),
        **_columns("score:", initiative.scores),
    }


def _scenario(scenario: Scenario, rules_name: str) -> Cells:
    tie_breaks = scenario.tie_breaks
    return {
        "scenario_name": scenario.name,
        "period_key": scenario.period_key,
        "capacity_total_tokens": scenario.capacity_total_tokens,
        "objective_mode": scenario.objective_mode.value,
        "horizon": _list(scenario.horizon),
        "north_star_kpi_key": scenario.north_star_kpi_key,
        "scope_choice": scenario.allow_scope_choice,
        "strict_deadlines": scenario.strict_deadlines,
        "time_sensitivity_weight": scenario.time_sensitivity_weight or None,
        "tie_breaks": None if tie_breaks == DEFAULT_TIE_BREAKS else _list(tie_breaks) or "none",
        "normalization": None
        if scenario.objective_normalization is Normalization.POOL_TOTAL
        else scenario.objective_normalization.value,
        "canonical": None if scenario.canonical else "no",
        "constraint_set": rules_name or None,
        **_columns("weight:", scenario.objective_weights),
    }


def _columns(family: str, figures: Mapping[str, Decimal]) -> Cells:
    return {f"{family}{key}": value for key, value in figures.items()}


def _list(keys: Iterable[str]) -> str | None:
    return ", ".join(keys) or None


def _capacities(scenario: Scenario) -> Iterable[Cells]:
    if scenario.capacity_by_period:
        yield {"kind": "global", **dict.fromkeys(scenario.periods), **scenario.capacity_by_period}
    for kind, name in _BY_KIND.items():
        for key, tokens in getattr(scenario, name).items():
            yield {"kind": kind, "key": key, **dict.fromkeys(scenario.periods, tokens)}


def _members(problem: PortfolioProblem) -> dict[str, tuple[str, ...]]:
    """The groups of each initiative as the rows of Synergies say them: in the order of the groups' bonuses."""
    order = dict.fromkeys(bonus.synergy_group_key for bonus in problem.constraint_set.synergies)
    own = {one.initiative_key: one.synergy_group_keys for one in problem.initiatives}
    return {key: tuple(group for group in order if group in groups) for key, groups in own.items()}


def _synergies(bonuses: Iterable[SynergyBonus], members: Mapping[str, tuple[str, ...]]) -> list[Cells]:
    told: set[str] = set()
    rows: list[Cells] = []
    for bonus in bonuses:
        group = bonus.synergy_group_key
        bearers = [] if group in told else [key for key, groups in members.items() if group in groups]
        told.add(group)
        steps = ", ".join(f"{step:f}" for step in bonus.bonus_by_count) or None
        row = {"synergy_group_key": group, "members": _list(bearers), "kpi_key": bonus.kpi_key, "bonus": bonus.bonus}
        rows.append({**row, "bonus_by_count": steps})
    return rows


def _constraints(rules: ConstraintSet) -> Iterable[Cells]:
    for floor in rules.floors:
        place = {"dimension": floor.dimension.value, "period_key": floor.period_key}
        yield _rule("floor", floor.key, min_tokens=floor.min_tokens, **place)
    for cap in rules.caps:
        place = {"dimension": cap.dimension.value, "period_key": cap.period_key}
        yield _rule("cap", cap.key, max_tokens=cap.max_tokens, **place)
    for key in rules.mandatory_initiatives:
        yield _rule("mandatory", key)
    for key in rules.forced_out:
        yield _rule("forced_out", key)
    for (key, lag), links in groupby(rules.prerequisites, key=lambda link: (link.initiative_key, link.lag_periods)):
        yield _rule("dependency", f"{key}: {', '.join(link.requires for link in links)}", lag_periods=lag or None)
    for bundle in rules.bundles:
        yield _rule("bundle", f"{bundle.bundle_key}: {', '.join(bundle.initiative_keys)}")
    for pair in rules.exclusions:
        yield _rule("exclusion", ", ".join(pair))
    for pin in rules.pins:
        yield _rule("pin", pin.initiative_key, period_key=pin.period_key, scope=pin.scope)
    for curve in rules.response_curves:
        key = curve.curve_key if curve.market is None else f"{curve.curve_key}: {curve.market}"
        yield _rule("curve", key, target_kpi_key=curve.kpi_key, definition=definition_of(curve))
    for share in rules.fair_shares:
        yield _rule("fair_share", None, target_kpi_key=share.kpi_key)
    for overhead in rules.overheads:
        counted = overhead.key if overhead.dimension else ", ".join(overhead.initiative_keys)
        key = f"{overhead.overhead_key}: {counted}" if counted else overhead.overhead_key
        kind = overhead.dimension.value if overhead.dimension else "initiative"
        yield _rule("overhead", key, dimension=kind, definition=figures_of(overhead))
    for formula in rules.kpi_formulas:
        yield _rule("formula", None, target_kpi_key=formula.kpi_key, definition=product_of(formula))
    for ratio in rules.ratios:
        both = f"{ratio.numerator} / {ratio.denominator}"
        yield _rule("ratio", ratio.ratio_key, definition=both, target_value=ratio.at_least)


def _rule(kind: str, key: str | None, **cells: Writable) -> Cells:
    return {"constraint_type": kind, "key": key, **cells}


def _target(target: Target) -> Cells:
    return {
        "market": target.market or "global",
        "kpi_key": target.kpi_key,
        "target_value": target.target_value,
        "floor_or_goal": target.floor_or_goal.value,
        "period_key": target.period_key,
    }


def _target_rule(target: Target) -> Cells:
    """A target as a row of Constraints, where a market may be called as all of them are in Targets."""
    return _rule(
        "target" if target.floor_or_goal is TargetKind.FLOOR else "goal",
        target.market,
        dimension="global" if target.market is None else "market",
        target_kpi_key=target.kpi_key,
        target_value=target.target_value,
        period_key=target.period_key,
    )
