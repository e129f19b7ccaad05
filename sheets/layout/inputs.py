"""The tabs that people fill: candidates, scenarios, constraints, targets, capacities and synergies."""

from __future__ import annotations

from domain.integer_model.model import Effort
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.initiative import ScopeMode
from domain.problem.scenario import Normalization, ObjectiveMode
from sheets.layout.column import Kind, by_person, row_status
from sheets.layout.tab import Tab

_ANSWERS = frozenset({"run_status", "run_message"})
CONSTRAINT_TYPES = (
    "floor",
    "cap",
    "mandatory",
    "forced_out",
    "dependency",
    "bundle",
    "exclusion",
    "synergy",
    "deadline",
    "target",
    "goal",
    "pin",
    "curve",
    "ratio",
    "overhead",
    "formula",
    "fair_share",
    "delivered",
)
CAPACITY_KINDS = (Dimension.GLOBAL, Dimension.MARKET, Dimension.DEPARTMENT, Dimension.TEAM)
_OF_ONE_SCENARIO = by_person(
    "scenario_name", Kind.TEXT, "The scenario that the row counts for; empty: for all of them.", width=24
)
_PERIOD = by_person("period_key", Kind.PERIOD, "The one period that it holds in; empty: the whole horizon.")
NAMED_BY_KEY = ("initiative", "bundle", "synergy_group")

CANDIDATES = Tab(
    "Candidates",
    "Initiatives that may be chosen. Tick is_selected_for_run to run with some of them only.",
    ("initiative_key",),
    (
        by_person("initiative_key", Kind.TEXT, "The key of the initiative. One row for each key."),
        by_person("title", Kind.TEXT, "What the initiative is called.", width=36),
        by_person("market", Kind.TEXT, "The market whose capacity it takes and whose targets it serves."),
        by_person("department", Kind.TEXT, "The department, for floors, caps and capacities."),
        by_person("category", Kind.TEXT, "The category, for floors and caps."),
        by_person("engineering_tokens", Kind.NUMBER, "Tokens of capacity that it takes: zero or more."),
        by_person("deadline_date", Kind.DATE, "The last day on which it is worth anything, as a date."),
        by_person("is_mandatory", Kind.FLAG, "Ticked: every portfolio has to hold it."),
        by_person("bundle_key", Kind.TEXT, "Initiatives that bear the same key are chosen all or none."),
        by_person("prerequisite_keys", Kind.KEYS, "Keys that have to be chosen or delivered with it: I-1, I-2"),
        by_person("active_scoring_framework", Kind.TEXT, "The framework of its score, such as RICE."),
        by_person(
            "active_overall_score", Kind.NUMBER, "Its score in that framework; decides between equal portfolios."
        ),
        by_person(
            "north_star_contribution", Kind.NUMBER, "What it is expected to add to the north star; zero is fine."
        ),
        by_person("immediate_kpi_key", Kind.TEXT, "The KPI that it moves first."),
        by_person("primary_kpi_key", Kind.TEXT, "The KPI that it is meant to move."),
        by_person("status", Kind.TEXT, "Where it stands; done, shipped, launched or completed count as delivered."),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        by_person("is_selected_for_run", Kind.FLAG, "Ticked: part of the next run of selected candidates."),
        *row_status(),
    ),
    (
        by_person(
            "kpi_contribution_json",
            Kind.JSON,
            'What it is expected to add to KPIs beside the north star, as {"gmv": 100000, "retention_30d": 0.01}',
            width=36,
        ),
        by_person("engineering_tokens_mvp", Kind.NUMBER, "Tokens that it takes when done as an MVP."),
        by_person("engineering_tokens_full", Kind.NUMBER, "Tokens that it takes when done in full."),
        by_person(
            "scope_mode", Kind.TEXT, "The size that is planned; empty: open where both are given.", tuple(ScopeMode)
        ),
        by_person("mvp_share", Kind.NUMBER, "The share of its contributions that the MVP brings: 0.6 is 60 %."),
        by_person(
            "team_tokens_mvp_json",
            Kind.JSON,
            "Its tokens by team as an MVP, beside the columns team_mvp:TEAM; {} says that it then takes none.",
        ),
        by_person("program_key", Kind.TEXT, "The program that it is part of, for floors and caps."),
        by_person("exclusion_keys", Kind.KEYS, "Keys that cannot be chosen together with it: I-2, I-5"),
        by_person("earliest_start_date", Kind.DATE, "The first day on which it can be worked on."),
        by_person("latest_finish_date", Kind.DATE, "The last day on which it can be worked on."),
        by_person("time_sensitivity_score", Kind.NUMBER, "How much its value depends on being early."),
        by_person("mandate_reason", Kind.TEXT, "Why every portfolio has to hold it.", width=30),
        by_person("synergy_group_keys", Kind.KEYS, "Groups of the tab Synergies that it is a member of: checkout"),
        by_person("delivered", Kind.FLAG, "Ticked: it is out already, so that what needs it can be chosen."),
        by_person("forced_out", Kind.FLAG, "Ticked: no portfolio may hold it."),
    ),
    later=frozenset({"run_message"}),
    details=frozenset(
        {"bundle_key", "prerequisite_keys", "active_scoring_framework", "active_overall_score"}
        | {"immediate_kpi_key", "primary_kpi_key", "status", "notes"}
    ),
    families=(
        by_person("team:", Kind.NUMBER, "Tokens that it takes of this team."),
        by_person("team_mvp:", Kind.NUMBER, "Tokens that it takes of this team when done as an MVP."),
        by_person("kpi:", Kind.NUMBER, "What it is expected to add to this KPI; zero is fine."),
        by_person("score:", Kind.NUMBER, "Its score in this framework."),
    ),
)

_SETTINGS = (
    by_person(
        "horizon",
        Kind.KEYS,
        "The periods that initiatives are placed in, in order: 2027-Q1, 2027-Q2. Empty: period_key alone. "
        "capacity_total_tokens then counts for each of them; the tab Capacity can say otherwise.",
        width=24,
    ),
    by_person("north_star_kpi_key", Kind.TEXT, "The KPI of north_star_contribution; empty: north_star."),
    by_person("scope_choice", Kind.FLAG, "Ticked: of two sizes without scope_mode the optimizer takes the better one."),
    by_person("strict_deadlines", Kind.FLAG, "Ticked: a period has to end by the deadline, not only begin."),
    by_person("time_sensitivity_weight", Kind.NUMBER, "How much early periods are worth to what is time-sensitive."),
    by_person(
        "tie_breaks",
        Kind.KEYS,
        "What decides between equal portfolios, in order: score, tokens. Empty: these two. none: nothing.",
    ),
    by_person(
        "normalization",
        Kind.TEXT,
        "What KPI totals are divided by before weighting; empty: pool_total.",
        (*Normalization,),
    ),
    by_person(
        "canonical", Kind.TEXT, "Whether of equal portfolios always the same is taken; empty: yes.", ("yes", "no")
    ),
    by_person("constraint_set", Kind.TEXT, "What its rules are called; empty: Rules of its name.", width=24),
    by_person(
        "baseline_run",
        Kind.TEXT,
        "The run whose plan others of the scenario are compared with, by its run_name or run_id in Runs.",
        width=24,
    ),
    by_person("active_run", Kind.TEXT, "The run whose plan the scenario goes by, likewise.", width=24),
)

SCENARIO_CONFIG = Tab(
    "Scenario_Config",
    "One row for each scenario: the period, the capacity and what is maximised.",
    ("scenario_name",),
    (
        by_person("scenario_name", Kind.TEXT, "The name of the scenario. One row for each name.", width=24),
        by_person("period_key", Kind.PERIOD, "The period: 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05, as plain text."),
        by_person(
            "capacity_total_tokens", Kind.NUMBER, "Tokens for the period, or each of its parts; empty: no limit."
        ),
        by_person("objective_mode", Kind.TEXT, "What is maximised.", tuple(ObjectiveMode)),
        by_person(
            "objective_weights_json", Kind.JSON, 'The weight of each KPI, as {"gmv": 1, "retention_30d": 2}', width=36
        ),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        by_person(
            "effort",
            Kind.TEXT,
            "How much work a run is worth. quick: a good portfolio in seconds. normal, also where it is empty: the "
            "best if that is proven soon, else one within 0.1 % of it. proof: the best, however long it takes.",
            tuple(Effort),
        ),
        *row_status(),
        *_SETTINGS,
    ),
    later=_ANSWERS | {"effort", *(column.name for column in _SETTINGS)},
    details=frozenset(column.name for column in _SETTINGS[1:]),
    families=(by_person("weight:", Kind.NUMBER, "The weight of this KPI, as in objective_weights_json."),),
)

CONSTRAINTS = Tab(
    "Constraints",
    "One row for each rule.",
    ("constraint_type", "dimension", "key", "target_kpi_key", "period_key", "scenario_name"),
    (
        by_person("constraint_type", Kind.TEXT, "What kind of rule it is.", CONSTRAINT_TYPES),
        by_person(
            "dimension",
            Kind.TEXT,
            "For floors, caps, targets, goals and overheads: what the key is. Empty for the other rules.",
            (*Dimension, *NAMED_BY_KEY),
        ),
        by_person(
            "key",
            Kind.TEXT,
            "What the rule is about. Floor, cap, target: UK. Mandatory, forced_out: I-7. Dependency: I-3: I-1. "
            "Bundle: B1: I-3, I-4. Exclusion: I-2, I-5. Synergy: the group. Deadline: I-9: 2026-03-01. "
            "Pin: I-3. Curve: its key, or its key: UK. Ratio: its key. Overhead: its key: backend. Delivered: I-1.",
            width=24,
        ),
        by_person("min_tokens", Kind.NUMBER, "Floor: at least so many tokens."),
        by_person("max_tokens", Kind.NUMBER, "Cap: at most so many tokens."),
        by_person("target_kpi_key", Kind.TEXT, "Target, goal, synergy, curve, fair_share and formula: the KPI."),
        by_person(
            "target_value",
            Kind.NUMBER,
            "Target and goal: the total to be reached. Synergy: the bonus. Ratio: at least so much.",
        ),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
        _PERIOD,
        by_person("scope", Kind.TEXT, "Pin: the size that it has.", tuple(ScopeMode)),
        by_person("lag_periods", Kind.NUMBER, "Dependency: how many periods later the first one lies at least."),
        by_person(
            "definition",
            Kind.TEXT,
            "Curve: its points, as 0: 0, 40: 40, 80: 60; or a shape, as hill limit=100 half_at=40 slope=2 up_to=200, "
            "with smooth where a solver is to follow the shape itself, too. "
            "Ratio: gmv / tokens. Overhead: what none, one, two and so on take, as 0, 0, 2, 5; once; team=web. "
            "Formula: 40 * (100000 + sessions) * (0.03 + conversion_rate).",
            width=36,
        ),
        _OF_ONE_SCENARIO,
    ),
    later=_ANSWERS | {"period_key", "scope", "lag_periods", "definition", "scenario_name"},
    details=frozenset({"scope", "lag_periods", "definition"}),
)

TARGETS = Tab(
    "Targets",
    "What has to be reached (floor) or should be (goal), for each market or for all.",
    ("market", "kpi_key", "floor_or_goal", "period_key", "scenario_name"),
    (
        by_person("market", Kind.TEXT, "The market; empty or global: the total over all markets."),
        by_person("kpi_key", Kind.TEXT, "The KPI."),
        by_person("target_value", Kind.NUMBER, "The total that is to be reached."),
        by_person("floor_or_goal", Kind.TEXT, "floor: has to be reached. goal: should be.", tuple(TargetKind)),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
        _PERIOD,
        _OF_ONE_SCENARIO,
    ),
    later=_ANSWERS | {"period_key", "scenario_name"},
)

CAPACITY = Tab(
    "Capacity",
    "Tokens by period, for all or for a market, a department or a team; a column for each period of the horizon.",
    ("kind", "key", "scenario_name"),
    (
        by_person(
            "kind",
            Kind.TEXT,
            "What the key is. global has no key and takes the place of capacity_total_tokens in its periods.",
            CAPACITY_KINDS,
        ),
        by_person("key", Kind.TEXT, "Which market, department or team; a team's tokens are those of team:KEY."),
        _OF_ONE_SCENARIO,
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
    ),
    families=(by_person("", Kind.NUMBER, "Tokens in this period; empty: no limit of its own."),),
    is_later=True,
)

SYNERGIES = Tab(
    "Synergies",
    "Groups of initiatives that are worth more together: a bonus that counts once all members are chosen.",
    ("synergy_group_key", "kpi_key", "scenario_name"),
    (
        by_person("synergy_group_key", Kind.TEXT, "The group.", width=24),
        by_person("members", Kind.KEYS, "Its initiatives, beside those that name it themselves: I-1, I-2", width=36),
        by_person("kpi_key", Kind.TEXT, "The KPI that the bonus adds to."),
        by_person("bonus", Kind.NUMBER, "What it adds once all members are chosen; below zero it is a penalty."),
        by_person("bonus_by_count", Kind.TEXT, "Or what none, one, two and so on of them bring, as 0, 0, 50, 90."),
        _OF_ONE_SCENARIO,
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
    ),
    is_later=True,
)
