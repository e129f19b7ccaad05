"""The tabs that are shown to others: one page on what the plan comes to, and what has changed since another plan."""

from __future__ import annotations

from domain.sheet_jobs.changes import ChangeKind
from sheets.layout.column import Kind, by_engine
from sheets.layout.tab import Chart, Tab

PLAN, CAPACITY, TARGETS, PERIODS, MARKETS = "Plan", "Capacity", "Targets", "By period", "By market"
ALMOST, NEXT, LATEST = "Just missed", "Next", "Latest"
"""The sections of Summary, in their order."""

SUMMARY = Tab(
    "Summary",
    "One page on the last run that found a portfolio.",
    ("section", "item"),
    (
        by_engine("section", Kind.TEXT, "The part of the page.", width=13),
        by_engine("item", Kind.TEXT, "What the row is about.", width=34),
        by_engine("figure", Kind.NUMBER, "What the plan comes to: value, tokens, or the total of a KPI.", width=12),
        by_engine("limit", Kind.NUMBER, "What that is measured by: the best possible, a capacity, a target.", width=12),
        by_engine("share", Kind.SHARE, "The figure as a share of the limit, or of the whole.", width=9),
        by_engine("comment", Kind.TEXT, "What that means.", width=62),
    ),
    charts=(
        Chart("Capacity: used and allowed, in tokens", CAPACITY, "item", ("figure", "limit"), ("used", "allowed")),
        Chart("Targets: share reached", TARGETS, "item", ("share",)),
        Chart("Tokens by market", MARKETS, "item", ("figure",)),
    ),
    is_later=True,
)

CHANGES = Tab(
    "Changes",
    "What has changed since the plan before, and since the baseline where there is one.",
    ("compared_with", "subject"),
    (
        by_engine("compared_with", Kind.TEXT, "The plan that the last one is compared with.", width=14),
        by_engine("subject", Kind.TEXT, "The initiative; or the setting or rule that was edited.", width=24),
        by_engine("title", Kind.TEXT, "What the initiative is called.", width=36),
        by_engine("change", Kind.TEXT, "What kind of change it is.", tuple(ChangeKind), strict=False, width=11),
        by_engine("before", Kind.TEXT, "How it was.", width=22),
        by_engine("after", Kind.TEXT, "How it is.", width=22),
        by_engine("tokens", Kind.NUMBER, "Tokens that it takes more than before.", width=10),
        by_engine("why", Kind.TEXT, "The edit that made it so, then what the run says.", width=60),
    ),
    is_later=True,
)
