"""The scenario in a problem file."""

from __future__ import annotations

from typing import Any

from domain.problem.periods import misplaced_periods, parse_period
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak
from persistence.problem_files.faults import Faults, Place
from persistence.problem_files.kinds import FLAG, KEY, NUMBER, PERIOD, Codec, choice, list_of, numbers_by, optional
from persistence.problem_files.records import Field, record

_PERIODS = list_of(PERIOD)


def _read_horizon(value: Any, at: Place, faults: Faults) -> Any:
    keys = _PERIODS.read(value, at, faults)
    if keys == ():
        return faults.add(at, "needs at least one period; leave it out to plan scenario.period_key alone")
    placed = [(index, parse_period(key)) for index, key in enumerate(keys or ()) if key is not None]
    for position, message in misplaced_periods([period for _, period in placed]):
        faults.add((at, placed[position][0]), message)
    return keys


_HORIZON = Codec(_read_horizon, list, {**_PERIODS.schema, "minItems": 1})

SCENARIO = record(
    Scenario,
    "The planning context: periods, capacities and the objective.",
    [
        Field("name", KEY, "What people call this scenario.", ("UK push",)),
        Field(
            "period_key",
            PERIOD,
            "The period that is planned: a year, half, quarter, month or ISO week.",
            ("2026", "2026-H1", "2026-Q1", "2026-01", "2026-W05"),
        ),
        Field(
            "horizon",
            _HORIZON,
            "The periods that initiatives are placed in, in order and without overlap. Left out: period_key alone.",
            (["2026-Q1", "2026-Q2"],),
        ),
        Field(
            "objective_mode",
            choice(ObjectiveMode),
            "What makes a portfolio better: its north-star KPI total; its weighted KPI totals; or, first, the smallest "
            "shortfall of the target goals (lexicographic).",
        ),
        Field("north_star_kpi_key", KEY, "The KPI that the mode north_star maximises."),
        Field(
            "objective_weights",
            numbers_by(KEY),
            "The weight of each KPI in the mode weighted_kpis, and in lexicographic after the goals. The keys score "
            "and score:<framework> stand for scores of initiatives. A negative weight counts against.",
            ({"gmv": 1, "retention_30d": 2, "score:RICE": 0.5},),
        ),
        Field(
            "objective_normalization",
            choice(Normalization),
            "What KPI totals are divided by before they are weighted: pool_total (what all valid candidates together "
            "could bring, so that weights mean importance) or none.",
        ),
        Field(
            "capacity_total_tokens",
            optional(NUMBER),
            "Engineering tokens available in each period. Null or left out: unlimited.",
            (120,),
        ),
        Field(
            "capacity_by_market",
            numbers_by(KEY),
            "Engineering tokens available per market in each period. A market that is not named is unlimited.",
            ({"UK": 60},),
        ),
        Field(
            "capacity_by_department",
            numbers_by(KEY),
            "Engineering tokens available per department in each period.",
            ({"Growth": 50},),
        ),
        Field(
            "capacity_by_team",
            numbers_by(KEY),
            "Tokens available per team in each period. They limit team_tokens, not engineering_tokens.",
            ({"backend": 40},),
        ),
        Field(
            "capacity_by_period",
            numbers_by(PERIOD),
            "Engineering tokens in one period, in place of capacity_total_tokens.",
            ({"2026-Q1": 120, "2026-Q2": 90},),
        ),
        Field(
            "time_sensitivity_weight",
            NUMBER,
            "How much earlier periods are preferred for time-sensitive initiatives: in period t of T (from 0) a "
            "contribution counts times 1 + weight x time_sensitivity_score x (T - t) / T. Zero: not at all.",
            (0.2,),
        ),
        Field(
            "strict_deadlines",
            FLAG,
            "Whether the period of an initiative must end, and not merely begin, by its deadline.",
        ),
        Field(
            "allow_scope_choice",
            FLAG,
            "Whether the optimiser sizes initiatives that have both an MVP and a full figure and no scope_mode.",
        ),
        Field(
            "tie_breaks",
            list_of(choice(TieBreak)),
            "What decides between portfolios of equal value, in order: score (highest total active_overall_score), "
            "tokens (fewest). An empty list turns them off.",
        ),
        Field(
            "canonical",
            FLAG,
            "Whether of several portfolios that nothing else tells apart the same one is taken always, whatever the "
            "solver, the machine and the order of the initiatives.",
        ),
    ],
)
