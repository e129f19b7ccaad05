"""``optengine portfolio``: named, planned by hand and compared, in the database."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from domain.backlog.snapshots import snapshot
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.sizing import Scope
from persistence.unit_of_work import SystemClock, open_storage
from tests.cli.conftest import Optengine
from tests.graphql_api.files.test_problem_files import small_problem


@pytest.fixture
def stored(optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Optengine:
    """The command line over two portfolios of one scenario: the first has B, the second A."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("db", "upgrade").code == 0
    (tmp_path / "plan.json").write_text(json.dumps(small_problem()))
    assert optengine("scenario", "import", "plan.json").code == 0
    now, tokens = SystemClock().now(), {"A": Decimal(3), "B": Decimal("4.1")}
    with open_storage(f"sqlite:///{tmp_path / 'optengine.db'}") as storage, storage.writing() as uow:
        problem = snapshot(uow, 1)
        for name, chosen in (("First", "B"), ("Second", "A")):
            items = [
                PortfolioItem(key, Placement(True, tokens[key], "2026-Q1", Scope.NONE), Decision.SELECTED)
                if key == chosen
                else PortfolioItem(key, Placement(False), Decision.NOT_SELECTED)
                for key in tokens
            ]
            uow.portfolios.add(Portfolio(name, 1, now, now, items=tuple(items)), problem)
    return optengine


def test_portfolios_are_named_and_flagged(stored: Optengine) -> None:
    assert stored("portfolio", "rename", "2", "Draft").out == "portfolio 2 is Draft\n"
    assert stored("portfolio", "rename", "2", "First").code == 2
    assert stored("portfolio", "baseline", "1").out == "portfolio 1, First, is the baseline of its scenario\n"
    assert stored("portfolio", "active", "2").out == "portfolio 2, Draft, is the active one of its scenario\n"
    listed = json.loads(stored("portfolio", "list", "--json").out)
    assert [(each["name"], each["is_baseline"], each["is_active"]) for each in listed] == [
        ("First", True, False), ("Draft", False, True),
    ]  # fmt: skip
    assert "baseline" in stored("portfolio", "list").out
    assert stored("portfolio", "active", "9").code == 2


def test_an_item_is_planned_by_hand_and_back(stored: Optengine) -> None:
    over = stored("portfolio", "override", "1", "A", "--email", "a@b.c", "--notes", "the board wants it")
    assert (over.code, over.out.startswith("it breaks capacity")) == (0, True), over.out + over.err
    assert stored("portfolio", "withdraw", "1", "A").out == "it keeps every rule\n"
    assert stored("portfolio", "override", "1", "B", "--out").out == "it keeps every rule\n"
    assert stored("portfolio", "override", "1", "A", "--period", "2027-Q1").code == 2
    assert stored("portfolio", "override", "1", "Z").code == 2


def test_two_portfolios_are_compared(stored: Optengine) -> None:
    assert stored("portfolio", "diff", "2").code == 2, "there is no baseline yet"
    stored("portfolio", "baseline", "1")
    out = stored("portfolio", "diff", "2").out
    assert out.splitlines()[:2] == ["in     A", "out    B"]
    assert "tokens: 4.1 -> 3 (-1.1)" in out
    found = json.loads(stored("portfolio", "diff", "2", "1", "--json").out)
    assert [each["initiative_key"] for each in found["entered"]] == ["B"]
