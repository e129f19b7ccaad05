"""Old runs that are removed for good, and what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.backlog.snapshots import snapshot
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.storage import PortfolioFlag
from domain.storage.run import ActionRun, OptimizationRun, RunOutcome, RunStatus
from persistence import purging
from persistence.purging import Purged, purge_runs
from persistence.unit_of_work import SqlStorage, SqlUnitOfWork
from tests.persistence.records import add_scenario, initiative_record

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _run(run_id: str, scenario: int, at: datetime) -> OptimizationRun:
    return OptimizationRun(
        run_id=run_id,
        scenario_id=scenario,
        constraint_set_id=None,
        solver_name="auto",
        inputs_hash="0" * 64,
        created_at=at,
        requested_by_email=None,
        parameters={},
    )


def _ended(uow: SqlUnitOfWork, run_id: str, scenario: int, days_ago: int, with_portfolio: bool = True) -> int:
    at = NOW - timedelta(days=days_ago)
    run = uow.runs.add(_run(run_id, scenario, at), snapshot(uow, scenario))
    uow.runs.finish(run_id, RunOutcome(RunStatus.FAILED, at, error_text="x"))
    if not with_portfolio:
        return 0
    item = PortfolioItem("A", Placement(False), Decision.NOT_SELECTED)
    return uow.portfolios.add(Portfolio(run_id, scenario, at, at, run.id, items=(item,))).id


def test_old_runs_go_and_what_people_go_by_stays(storage: SqlStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    with storage.writing() as uow:
        uow.initiatives.save([initiative_record("A")])
        scenario = add_scenario(uow).id
        for number in range(5):
            _ended(uow, f"old-{number}", scenario, 100)
        _ended(uow, "young", scenario, 5)
        uow.portfolios.set_flag(_ended(uow, "baseline", scenario, 100), PortfolioFlag.BASELINE, NOW)
        uow.portfolios.set_flag(_ended(uow, "active", scenario, 100), PortfolioFlag.ACTIVE, NOW)
        by_hand = uow.portfolios.get(_ended(uow, "by-hand", scenario, 100))
        (item,) = by_hand.items
        manual = replace(item, source=purging.ItemSource.MANUAL_OVERRIDE, optimizer=item.placement)
        uow.portfolios.save_items(by_hand.id, [manual], NOW)
        uow.runs.add(_run("open", scenario, NOW - timedelta(days=200)), snapshot(uow, scenario))
        uow.action_runs.add(ActionRun("job", "pm.x", NOW))
        uow.action_runs.link("job", uow.runs.get("old-0").id)
    before = NOW - timedelta(days=30)
    monkeypatch.setattr(purging, "MOST", 3)
    with storage.writing() as uow:
        assert purge_runs(uow, before, dry=True) == Purged(3, 3, True)
        assert purge_runs(uow, before) == Purged(3, 3, True)
        assert purge_runs(uow, before) == Purged(2, 2, False)
        assert purge_runs(uow, before) == Purged(0, 0, False)
    with storage.reading() as uow:
        kept = {run.run_id for run in uow.runs.newest()}
        assert kept == {"young", "baseline", "active", "by-hand", "open"}
        assert {each.name for each in uow.portfolios.all()} == kept - {"open"}
        assert uow.action_runs.get("job").optimization_run_id is None
