"""The Roadmap spreadsheet: the portfolios that were published, version by version."""

from __future__ import annotations

from sheets.layout.column import Kind, by_engine, by_person
from sheets.layout.tab import Layout, Tab

ROADMAP_VERSIONS = Tab(
    "Roadmap_Versions",
    "One row for each portfolio that was published.",
    ("version_id",),
    (
        by_engine("version_id", Kind.TEXT, "The id of the version."),
        by_engine("name", Kind.TEXT, "What the portfolio is called.", width=30),
        by_engine("scenario_name", Kind.TEXT, "The scenario that it answers.", width=24),
        by_engine("period_key", Kind.PERIOD, "The period."),
        by_engine("run_id", Kind.TEXT, "The run that found it.", width=30),
        by_engine("is_baseline", Kind.FLAG, "Whether other versions are compared with it."),
        by_engine("is_active", Kind.FLAG, "Whether it is the one in force."),
        by_engine("selected_count", Kind.NUMBER, "How many initiatives it holds."),
        by_engine("total_value", Kind.NUMBER, "Its value."),
        by_engine("capacity_used", Kind.NUMBER, "Tokens that it takes, with overheads."),
        by_engine("published_at", Kind.MOMENT, "When it was published, in UTC.", width=20),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
        by_engine("run_status", Kind.TEXT, "Filled in: how the last publication went."),
    ),
)

ROADMAP_ITEMS = Tab(
    "Roadmap_Items",
    "The initiatives of every published version.",
    ("version_id", "initiative_key"),
    (
        by_engine("version_id", Kind.TEXT, "The version."),
        by_engine("initiative_key", Kind.TEXT, "The initiative."),
        by_engine("title", Kind.TEXT, "What the initiative is called.", width=36),
        by_engine("rank", Kind.NUMBER, "Its place by value for each token."),
        by_engine("period_key", Kind.PERIOD, "The period in which it is planned."),
        by_engine("market", Kind.TEXT, "Its market."),
        by_engine("department", Kind.TEXT, "Its department."),
        by_engine("category", Kind.TEXT, "Its category."),
        by_engine("scope", Kind.TEXT, "The size in which it is planned."),
        by_engine("allocated_tokens", Kind.NUMBER, "Tokens that it takes."),
        by_engine("north_star_gain", Kind.NUMBER, "What it adds to the north star."),
        by_engine("source", Kind.TEXT, "Who put it there: the optimiser, or a person by hand."),
        by_person("notes", Kind.TEXT, "For people only; never read.", width=30),
    ),
)

ROADMAP = Layout("Roadmap", (ROADMAP_VERSIONS, ROADMAP_ITEMS))
