"""The tabs that people fill: candidates, scenarios, constraints and targets."""

from __future__ import annotations

from domain.integer_model.model import Effort
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.scenario import ObjectiveMode
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
)
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
    ),
    later=frozenset({"run_message"}),
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
    ),
    later=_ANSWERS | {"effort"},
)

CONSTRAINTS = Tab(
    "Constraints",
    "One row for each rule.",
    ("constraint_type", "dimension", "key", "target_kpi_key"),
    (
        by_person("constraint_type", Kind.TEXT, "What kind of rule it is.", CONSTRAINT_TYPES),
        by_person(
            "dimension",
            Kind.TEXT,
            "For floors, caps, targets and goals: what the key is. Empty for the other rules.",
            (*Dimension, *NAMED_BY_KEY),
        ),
        by_person(
            "key",
            Kind.TEXT,
            "What the rule is about. Floor, cap, target: UK. Mandatory, forced_out: I-7. Dependency: I-3: I-1. "
            "Bundle: B1: I-3, I-4. Exclusion: I-2, I-5. Synergy: the group. Deadline: I-9: 2026-03-01.",
            width=24,
        ),
        by_person("min_tokens", Kind.NUMBER, "Floor: at least so many tokens."),
        by_person("max_tokens", Kind.NUMBER, "Cap: at most so many tokens."),
        by_person("target_kpi_key", Kind.TEXT, "Target, goal and synergy: the KPI."),
        by_person("target_value", Kind.NUMBER, "Target and goal: the total to be reached. Synergy: the bonus."),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
    ),
    later=_ANSWERS,
)

TARGETS = Tab(
    "Targets",
    "What has to be reached (floor) or should be (goal), for each market or for all.",
    ("market", "kpi_key", "floor_or_goal"),
    (
        by_person("market", Kind.TEXT, "The market; empty or global: the total over all markets."),
        by_person("kpi_key", Kind.TEXT, "The KPI."),
        by_person("target_value", Kind.NUMBER, "The total that is to be reached."),
        by_person("floor_or_goal", Kind.TEXT, "floor: has to be reached. goal: should be.", tuple(TargetKind)),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        *row_status(),
    ),
    later=_ANSWERS,
)
