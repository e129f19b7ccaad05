"""The sample organisation: believable, solved by both solvers in every mode, the same on every run."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from cli.bootstrap import load_problem, sample_path, solve_problem
from domain.model import SolveParameters
from domain.scenario import ObjectiveMode
from solvers.pool import SolverPool
from tests.cli.conftest import Optengine

RUNS = 20


def test_the_sample_uses_what_the_engine_offers() -> None:
    problem = load_problem(str(sample_path())).problem
    rules = problem.constraint_set
    assert len(problem.initiatives) >= 60
    assert len(problem.scenario.periods) == 2
    for used in (rules.floors, rules.caps, rules.targets, rules.forced_out, rules.exclusions, rules.bundles):
        assert used
    assert any(bonus.bonus > 0 for bonus in rules.synergies)
    assert any(bonus.bonus < 0 for bonus in rules.synergies)
    for field in ("market", "department", "category", "program_key", "mandate_reason", "deadline_date", "bundle_key"):
        assert len({getattr(initiative, field) for initiative in problem.initiatives}) > 1, field


@pytest.mark.solver
def test_demo_solves_every_mode_with_both_solvers(optengine: Optengine) -> None:
    outcome = optengine("demo")
    assert (outcome.code, outcome.err) == (0, "")
    for mode in ObjectiveMode:
        assert mode.value in outcome.out
    assert outcome.out.count(" optimal ") == 6
    assert "Both solvers prove the same value in every mode." in outcome.out


@pytest.mark.solver
def test_demo_writes_its_sample(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("demo", "--write", "mine")
    assert outcome.code == 0
    written = tmp_path / "mine" / "organisation.json"
    assert json.loads(written.read_text(encoding="utf-8"))["initiatives"]
    assert str(Path("mine") / "organisation.json") in outcome.out
    again = optengine("demo", "--write", "mine")
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err


@pytest.mark.solver
@pytest.mark.slow
@pytest.mark.parametrize("solver", ["highs", "cp-sat"])
def test_twenty_runs_give_one_portfolio(pool: SolverPool, solver: str) -> None:
    loaded = load_problem(str(sample_path()))
    parameters = SolveParameters(time_limit=120)
    reports = [solve_problem(loaded, pool.solver(solver), parameters) for _ in range(RUNS)]
    portfolios = {
        tuple((item.initiative_key, item.period, item.scope) for item in report.initiatives if item.period)
        for report in reports
    }
    assert len(portfolios) == 1
    assert all(report.solver.reproducible for report in reports)


@pytest.mark.solver
def test_the_modes_choose_differently(pool: SolverPool) -> None:
    loaded = load_problem(str(sample_path()))
    chosen = set()
    for mode in ObjectiveMode:
        scenario = dataclasses.replace(loaded.problem.scenario, objective_mode=mode)
        variant = dataclasses.replace(loaded, problem=dataclasses.replace(loaded.problem, scenario=scenario))
        report = solve_problem(variant, pool.solver("cp-sat"), SolveParameters(time_limit=60))
        chosen.add(report.selected)
    assert len(chosen) == len(ObjectiveMode)
