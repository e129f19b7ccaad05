"""Portfolios are published to the Roadmap spreadsheet, version by version, in both kinds of spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.portfolio.portfolio import ItemSource, Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.sizing import Scope
from domain.sheet_jobs.planning_workbook import PublishedVersion, PushReport
from sheets.center.workbooks import Roadmap
from sheets.layout import ROADMAP
from sheets.workbook import Workbook
from tests.sheets.news import NOON, initiative
from tests.sheets.seeds import Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]


@pytest.fixture
def workbook(make_workbook: MakeWorkbook) -> Workbook:
    made = make_workbook({"Sheet1": Seed([])})
    made.setup(ROADMAP)
    return made


def item(key: str, tokens: int, rank: int, **more: object) -> PortfolioItem:
    placement = Placement(True, Decimal(tokens), "2026-Q1", Scope.MVP)
    return PortfolioItem(key, placement, Decision.SELECTED, rank=rank, **more)  # type: ignore[arg-type]


def version(number: int, *items: PortfolioItem, active: bool = True) -> PublishedVersion:
    portfolio = Portfolio(f"Version {number}", 1, NOON, NOON, is_active=active, items=items, id=number)
    known = {found.initiative_key: initiative(found.initiative_key, "5", "100") for found in items}
    known["I-2"] = replace(initiative("I-2", "5", "100"), mvp_contribution_share=Decimal("0.5"))
    scenario = Scenario("UK push", "2026-Q1", ObjectiveMode.NORTH_STAR)
    return PublishedVersion(portfolio, scenario, known, NOON, f"run-{number}", Decimal("270.25"))


def column(workbook: Workbook, tab: str, name: str) -> list[object]:
    header, *rows = workbook.read([tab])[tab].rows
    at = list(header).index(name)
    return [row[at] if at < len(row) else None for row in rows if any(cell is not None for cell in row)]


def test_a_version_and_its_items(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    left_out = PortfolioItem("I-9", Placement(False), Decision.NOT_SELECTED)
    published = version(7, item("I-1", 4, 2, source=ItemSource.MANUAL_OVERRIDE), item("I-2", 3, 1), left_out)
    assert Roadmap(workbook).publish(published).findings == ()
    header, row = workbook.read(["Roadmap_Versions"])["Roadmap_Versions"].rows
    assert dict(zip(map(str, header), row, strict=True)) == {
        "version_id": "V7",
        "name": "Version 7",
        "scenario_name": "UK push",
        "period_key": "2026-Q1",
        "run_id": "run-7",
        "is_baseline": False,
        "is_active": True,
        "selected_count": 2,
        "total_value": 270.25,
        "capacity_used": 7,
        "published_at": 46024.5,
        "notes": None,
        "run_status": "published",
    }
    assert column(workbook, "Roadmap_Items", "initiative_key") == ["I-2", "I-1"]
    assert column(workbook, "Roadmap_Items", "north_star_gain") == [50, 100]
    assert column(workbook, "Roadmap_Items", "source") == ["optimizer", "manual override"]
    monkeypatch.setattr(type(workbook), "write", lambda *_: pytest.fail("written again"))
    assert Roadmap(workbook).publish(published) == PushReport()


def test_published_again_it_takes_the_place_of_itself_and_of_no_other(workbook: Workbook) -> None:
    Roadmap(workbook).publish(version(7, item("I-1", 4, 1), item("I-2", 3, 2)))
    Roadmap(workbook).publish(version(8, item("I-3", 4, 1)))
    Roadmap(workbook).publish(version(7, item("I-2", 3, 1), active=False))
    assert column(workbook, "Roadmap_Versions", "version_id") == ["V7", "V8"]
    assert column(workbook, "Roadmap_Versions", "is_active") == [False, True]
    items = zip(
        column(workbook, "Roadmap_Items", "version_id"),
        column(workbook, "Roadmap_Items", "initiative_key"),
        strict=True,
    )
    assert sorted(map(str, items)) == ["('V7', 'I-2')", "('V8', 'I-3')"]


def test_only_one_version_of_a_scenario_is_in_force(workbook: Workbook) -> None:
    Roadmap(workbook).publish(version(7, item("I-1", 4, 1)))
    Roadmap(workbook).publish(version(8, item("I-1", 4, 1)))
    assert column(workbook, "Roadmap_Versions", "is_active") == [False, True]
