"""Problems and problem files to test with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from domain.errors import ProblemFileError
from domain.problem.constraints import (
    Bundle,
    Cap,
    Charge,
    ConstraintSet,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak
from domain.problem.sizing import is_score
from domain.problem.totals import CurvePoint, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve
from persistence.problem_files.problem_file import loads

FULL_FILE = """
{
  "scenario": {
    "name": "UK push", "period_key": "2026-Q1", "horizon": ["2026-Q1", "2026-Q2"],
    "objective_mode": "weighted_kpis", "north_star_kpi_key": "nsm",
    "objective_weights": {"gmv": 1.0, "retention_30d": 2.5}, "objective_normalization": "none",
    "capacity_total_tokens": 120, "capacity_by_market": {"UK": 60}, "capacity_by_department": {"Growth": 50},
    "capacity_by_team": {"backend": 40}, "capacity_by_period": {"2026-Q1": 110},
    "time_sensitivity_weight": 0.25, "strict_deadlines": true, "allow_scope_choice": true, "tie_breaks": ["tokens"]
  },
  "constraint_set": {
    "name": "Board rules",
    "floors": [{"dimension": "market", "key": "UK", "min_tokens": 10}],
    "caps": [{"dimension": "global", "max_tokens": 30, "period_key": "2026-Q2"}],
    "targets": [{"market": "UK", "kpi_key": "gmv", "target_value": 250000, "floor_or_goal": "goal"},
                {"kpi_key": "gmv", "target_value": 1, "floor_or_goal": "floor", "period_key": "2026-Q1"}],
    "mandatory_initiatives": ["I-7"], "forced_out": ["I-9"],
    "prerequisites": [{"initiative_key": "I-3", "requires": "I-1"}], "exclusions": [["I-2", "I-5"]],
    "bundles": [{"bundle_key": "B1", "initiative_keys": ["I-3", "I-4"]}],
    "synergies": [{"synergy_group_key": "checkout", "kpi_key": "nsm", "bonus": -300}]
  },
  "initiatives": [{
    "initiative_key": "I-3", "title": "Checkout", "market": "UK", "department": "Growth", "category": "UX",
    "program_key": "P", "engineering_tokens": 8, "engineering_tokens_mvp": 5, "engineering_tokens_full": 9,
    "scope_mode": "full", "mvp_contribution_share": 0.6, "team_tokens": {"backend": 5, "web": 3},
    "team_tokens_mvp": {"backend": 3}, "status": "scored", "is_mandatory": true, "mandate_reason": "law",
    "bundle_key": "B1", "prerequisite_keys": ["I-1"], "exclusion_keys": ["I-6"], "deadline_date": "2026-03-01",
    "earliest_start_date": "2026-01-15", "latest_finish_date": "2026-06-30", "time_sensitivity_score": 2,
    "immediate_kpi_key": "conversion_rate", "primary_kpi_key": "gmv",
    "kpi_contribution": {"nsm": 1200, "gmv": 100000}, "synergy_group_keys": ["checkout"],
    "active_scoring_framework": "RICE", "active_overall_score": 41.5, "scores": {"RICE": 41.5, "WSJF": 12}
  }, {"initiative_key": "I-7"}],
  "delivered": ["I-1"]
}
"""

SMALLEST_FILE = '{"scenario": {"name": "S", "period_key": "2026", "objective_mode": "north_star"}}'


def changed_file(change: Callable[[dict[str, Any]], object]) -> str:
    """The full file after a change to its content."""
    content = json.loads(FULL_FILE)
    change(content)
    return json.dumps(content)


def file_with(initiatives: str = "[]", scenario: str = "", rest: str = "") -> str:
    """A file from pieces of JSON text."""
    base = f'"name": "S", "period_key": "2026", "objective_mode": "north_star"{", " if scenario else ""}{scenario}'
    return f'{{"scenario": {{{base}}}, "initiatives": {initiatives}{", " if rest else ""}{rest}}}'


def faults_of(text: str | bytes) -> list[str]:
    """The faults of a file, each as people read it; none when it loads."""
    try:
        loads(text)
    except ProblemFileError as error:
        return [str(fault) for fault in error.faults]
    return []


keys = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=6).filter(
    lambda t: not t.isspace()
)
texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)
numbers = st.one_of(
    st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, allow_nan=False, places=2),
    st.decimals(min_value=-1, max_value=1, allow_nan=False, places=30),
    st.integers(-1000, 1000).map(Decimal),
    st.sampled_from([Decimal("1E+14"), Decimal("-0"), Decimal("5.500"), Decimal("1E-30")]),
)
periods = st.sampled_from(["2026", "2026-H1", "2026-Q4", "2026-01", "2026-W53"])
horizons = st.sampled_from([(), ("2026",), ("2026-Q1", "2026-Q2"), ("2026-01", "2026-W07", "2026-H2")])
key_lists = st.lists(keys, max_size=3).map(tuple)
pairs = st.lists(keys, min_size=2, max_size=2, unique=True).map(tuple)


def numbers_by(key: st.SearchStrategy[str]) -> st.SearchStrategy[Mapping[str, Decimal]]:
    """Mappings of numbers."""
    return st.dictionaries(key, numbers, max_size=3)


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Short tuples."""
    return st.lists(items, max_size=2).map(tuple)


def _optional(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | items


_FIGURES = st.lists(numbers.map(abs), min_size=1, max_size=3).map(lambda figures: (Decimal(0), *figures))


def _overheads(**counted: Any) -> st.SearchStrategy[Any]:
    charges = st.sampled_from([None, *Charge])
    return st.builds(Overhead, overhead_key=keys, tokens_by_count=_FIGURES, charge=charges, **counted)


def _limits(of: type[Floor] | type[Cap], amount: str) -> st.SearchStrategy[Any]:
    shared: dict[str, Any] = {amount: numbers, "period_key": _optional(periods)}
    dimensions = st.sampled_from([dimension for dimension in Dimension if dimension is not Dimension.GLOBAL])
    return st.builds(of, dimension=dimensions, key=keys, **shared) | st.builds(
        of, dimension=st.just(Dimension.GLOBAL), key=st.none(), **shared
    )


scenarios = st.builds(
    Scenario,
    name=keys,
    period_key=periods,
    objective_mode=st.sampled_from(ObjectiveMode),
    horizon=horizons,
    north_star_kpi_key=keys,
    objective_weights=numbers_by(keys),
    objective_normalization=st.sampled_from(Normalization),
    capacity_total_tokens=_optional(numbers),
    capacity_by_market=numbers_by(keys),
    capacity_by_department=numbers_by(keys),
    capacity_by_team=numbers_by(keys),
    capacity_by_period=numbers_by(periods),
    time_sensitivity_weight=numbers,
    strict_deadlines=st.booleans(),
    allow_scope_choice=st.booleans(),
    tie_breaks=lists(st.sampled_from(TieBreak)),
)
constraint_sets = st.builds(
    ConstraintSet,
    name=texts,
    floors=lists(_limits(Floor, "min_tokens")),
    caps=lists(_limits(Cap, "max_tokens")),
    targets=lists(
        st.builds(
            Target,
            kpi_key=keys,
            target_value=numbers,
            floor_or_goal=st.sampled_from(TargetKind),
            market=_optional(keys),
            period_key=_optional(periods),
        )
    ),
    mandatory_initiatives=key_lists,
    forced_out=key_lists,
    prerequisites=lists(st.builds(Prerequisite, initiative_key=keys, requires=keys, lag_periods=st.integers(0, 9))),
    exclusions=lists(pairs),
    bundles=lists(st.builds(Bundle, bundle_key=keys, initiative_keys=key_lists)),
    synergies=lists(
        st.builds(SynergyBonus, synergy_group_key=keys, kpi_key=keys, bonus=numbers)
        | st.builds(
            SynergyBonus,
            synergy_group_key=keys,
            kpi_key=keys,
            bonus_by_count=st.lists(numbers, min_size=1, max_size=3).map(tuple),
        )
    ),
    response_curves=st.lists(
        st.builds(
            ResponseCurve,
            curve_key=keys,
            kpi_key=keys.filter(lambda key: not is_score(key)),
            market=_optional(keys),
            points=st.lists(
                st.builds(CurvePoint, numbers, numbers), min_size=2, max_size=4, unique_by=lambda point: point.raw
            ).map(lambda points: tuple(sorted(points, key=lambda point: point.raw))),
        ),
        max_size=2,
        unique_by=(lambda curve: curve.curve_key, lambda curve: (curve.kpi_key, curve.market)),
    ).map(tuple),
    fair_shares=lists(st.builds(FairShare, kpi_key=keys)),
    overheads=st.lists(
        _overheads(dimension=st.just(Dimension.TEAM), key=keys)
        | _overheads(dimension=st.just(Dimension.GLOBAL))
        | _overheads(initiative_keys=st.lists(keys, min_size=1, max_size=3).map(tuple), team=_optional(keys)),
        max_size=2,
        unique_by=lambda overhead: overhead.overhead_key,
    ).map(tuple),
    kpi_formulas=st.lists(
        st.builds(
            KpiFormula,
            kpi_key=keys.filter(lambda key: not is_score(key)).map(lambda key: f"product of {key}"),
            multiply=st.lists(
                st.builds(FormulaFactor, kpi_key=keys.filter(lambda key: not is_score(key)), base=numbers),
                min_size=2,
                max_size=2,
            ).map(tuple),
            times=numbers,
        ),
        max_size=2,
        unique_by=lambda formula: formula.kpi_key,
    ).map(tuple),
    ratios=st.lists(
        st.builds(
            Ratio,
            ratio_key=keys,
            numerator=keys.filter(lambda key: key != "tokens"),
            denominator=keys,
            at_least=numbers,
        ),
        max_size=2,
        unique_by=lambda ratio: ratio.ratio_key,
    ).map(tuple),
    pins=lists(
        st.builds(Pin, initiative_key=keys, period_key=periods, scope=_optional(st.sampled_from(ScopeMode)))
        | st.builds(Pin, initiative_key=keys, scope=st.sampled_from(ScopeMode))
    ),
)
initiatives = st.builds(
    Initiative,
    initiative_key=keys,
    title=texts,
    market=_optional(keys),
    department=_optional(keys),
    category=_optional(keys),
    program_key=_optional(keys),
    engineering_tokens=_optional(numbers),
    engineering_tokens_mvp=_optional(numbers),
    engineering_tokens_full=_optional(numbers),
    scope_mode=_optional(st.sampled_from(ScopeMode)),
    mvp_contribution_share=_optional(numbers),
    team_tokens=numbers_by(keys),
    team_tokens_mvp=_optional(numbers_by(keys)),
    status=_optional(texts),
    is_mandatory=st.booleans(),
    mandate_reason=_optional(texts),
    bundle_key=_optional(keys),
    prerequisite_keys=key_lists,
    exclusion_keys=key_lists,
    deadline_date=_optional(st.dates()),
    earliest_start_date=_optional(st.dates()),
    latest_finish_date=_optional(st.dates()),
    time_sensitivity_score=_optional(numbers),
    immediate_kpi_key=_optional(keys),
    primary_kpi_key=_optional(keys),
    kpi_contribution=numbers_by(keys),
    synergy_group_keys=key_lists,
    active_scoring_framework=_optional(keys),
    active_overall_score=_optional(numbers),
    scores=numbers_by(keys),
)
problems = st.builds(
    PortfolioProblem,
    scenario=scenarios,
    constraint_set=constraint_sets,
    initiatives=st.lists(initiatives, max_size=3, unique_by=lambda initiative: initiative.initiative_key).map(tuple),
    delivered=key_lists,
)
