"""From a seeded database to an optimal portfolio, its difference from the baseline, and an override."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cli.wiring.bootstrap import load_problem, sample_path
from domain.backlog.scenarios import clone_scenario, update_scenario
from domain.backlog.seeding import seed
from domain.backlog.snapshots import snapshot
from domain.integer_model.model import SolveParameters, StageRole
from domain.optimization.optimize import optimize
from domain.portfolio.portfolio import Portfolio
from domain.portfolio.report import Decision
from domain.portfolios.overrides import Override, override_item
from domain.portfolios.portfolios import diff_to_baseline, keep_portfolio, review, set_flag
from domain.storage import PortfolioFlag
from domain.storage.run import OptimizationRun, RunOutcome, RunStatus
from migrations import commands
from persistence.problem_files.problem_file import inputs_hash, loads
from persistence.report_json import dumps
from persistence.unit_of_work import SqlStorage, SystemClock
from solvers.pool import SolverPool
from tests.databases import SQLITE, fresh_database

CLOCK = SystemClock()


@pytest.mark.solver
def test_from_a_seeded_database_to_a_diff_and_an_override() -> None:
    with fresh_database(SQLITE) as engine, SolverPool() as pool:
        commands.upgrade(engine)
        storage = SqlStorage(engine)
        with storage.writing() as uow:
            seed(uow, load_problem(str(sample_path())).problem, CLOCK)
            first = uow.scenarios.all()[0]
            copy = clone_scenario(uow, first.id, "With more people", CLOCK)
            wider = replace(copy.scenario, capacity_total_tokens=Decimal("130.5"))
            update_scenario(uow, copy.id, CLOCK, scenario=wider)

        baseline = _run(storage, pool, first.id)
        other = _run(storage, pool, copy.id)

        with storage.writing() as uow:
            set_flag(uow, baseline.id, PortfolioFlag.BASELINE, CLOCK)
            twin = uow.portfolios.add(
                replace(baseline, id=0, name="Twin", optimization_run_id=None), uow.portfolios.problem(other.id)
            )
            found = diff_to_baseline(uow, twin.id)
            assert found.is_empty
            assert {change.rule_id for change in found.rules} == {"capacity:global@2026-Q1"}
            left_out = next(item for item in other.items if item.decision is Decision.NOT_SELECTED and item.rank)
            after = override_item(uow, other.id, left_out.initiative_key, Override(True), "pm@example.com", CLOCK)
        assert after.newly_broken
        assert after == _reviewed(storage, other.id)


def _run(storage: SqlStorage, pool: SolverPool, scenario_id: int) -> Portfolio:
    """One run as a worker does it: read, close, solve, write."""
    run_id = f"run-{scenario_id}"
    with storage.writing() as uow:
        (rules,) = uow.constraint_sets.all()
        problem = snapshot(uow, scenario_id, rules.id)
        digest = inputs_hash(problem)
        uow.runs.add(OptimizationRun(run_id, scenario_id, "cp-sat", digest, CLOCK.now(), rules.id), problem)
        uow.runs.mark_running(run_id, CLOCK.now())
    with storage.reading() as uow:
        problem = loads(uow.runs.inputs_text(run_id))
    assert inputs_hash(problem) == digest
    report = optimize(problem, pool.solver("cp-sat"), SolveParameters())
    outcome = RunOutcome(
        RunStatus.SUCCESS,
        CLOCK.now(),
        result=dumps(report),
        solver_version=report.solver.version,
        solution_status=report.solution_status,
        termination_reason=report.termination_reason,
        objective=report.objective,
    )
    with storage.writing() as uow:
        uow.runs.finish(run_id, outcome)
        kept = keep_portfolio(uow, uow.runs.get(run_id), report, CLOCK)
    assert kept is not None
    with storage.reading() as uow:
        found = review(uow, kept.id)
    assert found.broken == ()
    exact = {stage.name: stage.value for stage in found.assessment.stages}
    assert exact == {stage.name: stage.value for stage in report.stages if stage.role != StageRole.CANONICAL.value}
    assert any(stage.role == StageRole.OBJECTIVE.value for stage in report.stages)
    assert found.assessment.usage == report.usage
    assert found.assessment.targets == report.targets
    return kept


def _reviewed(storage: SqlStorage, portfolio_id: int) -> object:
    with storage.reading() as uow:
        return review(uow, portfolio_id)
