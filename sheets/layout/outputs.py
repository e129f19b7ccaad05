"""The tabs that the engine fills: runs, results, gaps and alerts."""

from __future__ import annotations

from domain.integer_model.result import SolutionStatus
from domain.portfolio.figures import Severity
from domain.storage.run import RunStatus
from sheets.layout.column import Kind, by_engine, by_person
from sheets.layout.tab import Tab

WITHOUT_PORTFOLIO = {SolutionStatus.INFEASIBLE: "infeasible", SolutionStatus.UNKNOWN: "nothing found"}
"""What the status of a run says that ended as it should and found no portfolio."""
BY_HAND = ("in", "out")
"""How an initiative is taken into a plan or out of it by hand."""

_ABOUT_THE_RUN = (
    by_engine(
        "run_name",
        Kind.TEXT,
        "What it is called, also in baseline_run and active_run of Scenario_Config. Another name of yours stays.",
        width=24,
    ),
    by_engine("is_baseline", Kind.FLAG, "Whether other plans of its scenario are compared with it."),
    by_engine("is_active", Kind.FLAG, "Whether its scenario goes by it."),
    by_engine("capacity", Kind.NUMBER, "Tokens that there were, over all periods; empty: no limit."),
    by_engine("rules", Kind.NUMBER, "How many rules counted, capacities among them."),
    by_engine("solver", Kind.TEXT, "Which solver was asked.", width=14),
    by_engine("proof", Kind.TEXT, "What is known of how good the plan is.", width=24),
    by_engine("inputs_hash", Kind.TEXT, "The same for two runs that were asked the same question.", width=18),
)

RUNS = Tab(
    "Runs",
    "One row for each optimisation run.",
    ("run_id",),
    (
        by_engine("run_id", Kind.TEXT, "The id of the run.", width=30),
        by_engine("scenario_name", Kind.TEXT, "The scenario that was run.", width=24),
        by_engine(
            "status",
            Kind.TEXT,
            "How far the run is, or how it ended: success only where it found a portfolio.",
            (*RunStatus, *WITHOUT_PORTFOLIO.values()),
            strict=False,
        ),
        by_engine("created_at", Kind.MOMENT, "When the run was asked for, in UTC.", width=20),
        by_engine("finished_at", Kind.MOMENT, "When the run ended, in UTC.", width=20),
        by_engine("selected_count", Kind.NUMBER, "How many initiatives were selected."),
        by_engine("total_value", Kind.NUMBER, "The value of the portfolio by the objective of the scenario."),
        by_engine("capacity_used", Kind.NUMBER, "Tokens that the portfolio takes, with overheads."),
        by_engine(
            "gap_summary",
            Kind.TEXT,
            "What is missing to the targets and to the proof, or why there is no portfolio.",
            width=40,
        ),
        by_engine(
            "link_to_results",
            Kind.TEXT,
            "Where its results are; empty once those of a later run of its scenario have taken their place.",
            width=20,
        ),
        *_ABOUT_THE_RUN,
    ),
    later=frozenset(column.name for column in _ABOUT_THE_RUN),
    details=frozenset({"scenario_name", "created_at", "rules", "solver", "inputs_hash"}),
)

_ABOUT_THE_DECISION = (
    by_engine("title", Kind.TEXT, "What the initiative is called.", width=36),
    by_engine("period", Kind.PERIOD, "The period in which it is planned."),
    by_engine("scope", Kind.TEXT, "The size in which it is planned."),
    by_engine("scenario_name", Kind.TEXT, "The scenario that the decision was made for.", width=24),
    by_person(
        "override",
        Kind.TEXT,
        "Plan it otherwise by hand: in, out, a period, mvp or full, or both as 2027-Q2 mvp. Counts for each plan of "
        "the scenario until it is cleared.",
        BY_HAND,
        strict=False,
    ),
    by_engine("override_result", Kind.TEXT, "What came of that, beside what the optimizer has planned.", width=34),
)

RESULTS_PORTFOLIO = Tab(
    "Results_Portfolio",
    "The portfolio of the last run that found one, of each scenario.",
    ("initiative_key", "scenario_name"),
    (
        by_engine("initiative_key", Kind.TEXT, "The key of the initiative."),
        by_engine("selected", Kind.FLAG, "Whether it is part of the portfolio."),
        by_engine("allocated_tokens", Kind.NUMBER, "Tokens that it takes."),
        by_engine("market", Kind.TEXT, "Its market."),
        by_engine("department", Kind.TEXT, "Its department."),
        by_engine("category", Kind.TEXT, "Its category."),
        by_engine("north_star_gain", Kind.NUMBER, "What it adds to the north star."),
        by_engine("active_overall_score", Kind.NUMBER, "Its score."),
        by_engine("mandatory_reason", Kind.TEXT, "Why it has to be part, where it has to.", width=30),
        by_engine("bundle_key", Kind.TEXT, "The bundle with which it is chosen."),
        by_engine("dependency_status", Kind.TEXT, "How it stands with what it needs.", width=30),
        by_engine("notes", Kind.TEXT, "Why it is in or out.", width=60),
        by_engine(
            "run_status",
            Kind.TEXT,
            "The decision, and the scenario that it was made for; Runs says by which run.",
            width=30,
        ),
        *_ABOUT_THE_DECISION,
    ),
    later=frozenset(column.name for column in _ABOUT_THE_DECISION),
    details=frozenset({"active_overall_score", "mandatory_reason", "bundle_key", "dependency_status", "run_status"})
    | {"department", "category", "scope"},
)

GAPS_AND_ALERTS = Tab(
    "Gaps_And_Alerts",
    "Targets that are not met, rules that cannot be kept, and other alerts of the last run.",
    ("market", "kpi_key"),
    (
        by_engine("market", Kind.TEXT, "The market; global: all of them."),
        by_engine("kpi_key", Kind.TEXT, "The KPI, or the id of the rule that the alert is about.", width=34),
        by_engine("target", Kind.NUMBER, "What was to be reached."),
        by_engine("achieved", Kind.NUMBER, "What is reached."),
        by_engine("gap", Kind.NUMBER, "What is missing."),
        by_engine("severity", Kind.TEXT, "How bad it is.", tuple(Severity), strict=False),
        by_engine("notes", Kind.TEXT, "What happened.", width=40),
        by_engine("recommendation", Kind.TEXT, "What would help, and what it would cost.", width=50),
    ),
)
