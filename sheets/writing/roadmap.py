"""The rows of a published version in the tabs Roadmap_Versions and Roadmap_Items."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.numbers import ONE
from domain.portfolio.portfolio import PortfolioItem
from domain.problem.initiative import Initiative
from domain.problem.sizing import Scope, Size, kpi_value
from domain.sheet_jobs.planning_workbook import PublishedVersion
from sheets.headers import find_headers
from sheets.keys import key_text, rows_by_key
from sheets.layout.roadmap import ROADMAP_ITEMS, ROADMAP_VERSIONS
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.stale import present_keys

PUBLISHED = "published"
_FLAGS = ("is_baseline", "is_active")


def version_id(version: PublishedVersion) -> str:
    """What names a version in the sheet: V and the number of its portfolio."""
    return f"V{version.portfolio.id}"


def version_updates(version: PublishedVersion, grids: Mapping[str, Grid]) -> list[TabUpdate]:
    """The row of a version and one for each initiative that it holds; items that it no longer holds are cleared.

    Where it is the one in force, or the baseline, no other version of its scenario is any more.
    """
    return [_versions(version, grids[ROADMAP_VERSIONS.name]), _items(version, grids[ROADMAP_ITEMS.name])]


def _versions(version: PublishedVersion, grid: Grid) -> TabUpdate:
    portfolio = version.portfolio
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    flags = [name for name in _FLAGS if getattr(portfolio, name)]
    if flags:
        columns = find_headers(ROADMAP_VERSIONS, grid).columns
        scenario = columns.get("scenario_name")
        for key, [first, *_] in rows_by_key(ROADMAP_VERSIONS, columns, grid).items():
            if scenario is not None and key_text(grid.value(first, scenario)) == version.scenario.name:
                rows[key] = dict.fromkeys(flags, False)
    rows[(version_id(version),)] = {
        "name": portfolio.name,
        "scenario_name": version.scenario.name,
        "period_key": version.scenario.period_key,
        "run_id": version.run_id,
        "is_baseline": portfolio.is_baseline,
        "is_active": portfolio.is_active,
        "selected_count": len(portfolio.selected),
        "total_value": version.total_value,
        "capacity_used": version.tokens_used,
        "published_at": version.published_at,
        "run_status": PUBLISHED,
    }
    return TabUpdate(ROADMAP_VERSIONS, rows, adds_rows=True)


def _items(version: PublishedVersion, grid: Grid) -> TabUpdate:
    own = version_id(version)
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    for item in sorted(version.portfolio.selected, key=lambda item: (item.rank is None, item.rank or 0)):
        initiative = version.initiatives.get(item.initiative_key, Initiative(item.initiative_key))
        rows[own, item.initiative_key] = {
            "title": initiative.title,
            "rank": item.rank,
            "period_key": item.placement.period_key,
            "market": initiative.market,
            "department": initiative.department,
            "category": initiative.category,
            "scope": "" if item.placement.scope is Scope.NONE else item.placement.scope.value,
            "allocated_tokens": item.allocated_tokens,
            "north_star_gain": _gain(version, item, initiative),
            "source": item.source.value.replace("_", " "),
        }
    stale = [key for key in present_keys(ROADMAP_ITEMS, grid) if key[0] == own and key not in rows]
    return TabUpdate(ROADMAP_ITEMS, rows, adds_rows=True, stale=stale)


def _gain(version: PublishedVersion, item: PortfolioItem, initiative: Initiative) -> Decimal:
    share = initiative.mvp_contribution_share if item.placement.scope is Scope.MVP else None
    size = Size(item.placement.scope, item.allocated_tokens, {}, ONE if share is None else share)
    return kpi_value(initiative, size, version.scenario.north_star_kpi_key)
