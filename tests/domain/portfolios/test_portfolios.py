from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import event

from domain.backlog.snapshots import snapshot
from domain.errors import ConflictingStateError, InputError, NotFoundError
from domain.integer_model.result import SolutionStatus, Termination
from domain.portfolio.portfolio import ItemSource, Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport, SolverReport, Timings
from domain.portfolios import overrides, portfolios
from domain.portfolios.overrides import Override
from domain.problem.constraints import Cap, ConstraintSet, Dimension
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope
from domain.storage import PortfolioFlag, UnitOfWork
from domain.storage.records import ConstraintSetRecord
from persistence.unit_of_work import SqlStorage
from tests.domain.clock import CLOCK
from tests.persistence.records import NOW, SCENARIO, add_run, add_scenario, initiative_record

POOL = [
    initiative_record("A", 4, 40, market="UK", is_optimization_candidate=True),
    initiative_record("B", 5, 30, market="DE", is_optimization_candidate=True),
    initiative_record(
        "C",
        None,
        20,
        market="UK",
        is_optimization_candidate=True,
        engineering_tokens_mvp=Decimal(1),
        engineering_tokens_full=Decimal(3),
    ),
    initiative_record("D", 1, 1, status="done"),
]
RULES = ConstraintSet("Rules", caps=(Cap(Dimension.MARKET, Decimal(4), "DE"),))


def report(*selected: str, status: SolutionStatus = SolutionStatus.OPTIMAL) -> PortfolioReport:
    tokens = {"A": Decimal(4), "B": Decimal(5), "C": Decimal(3)}
    initiatives = tuple(
        InitiativeReport(
            key,
            key,
            Decision.SELECTED if key in selected else Decision.NOT_SELECTED,
            "2026-Q1" if key in selected else None,
            Scope.NONE,
            tokens[key] if key in selected else Decimal(0),
            Decimal(1),
            ("on merit",),
            rank=1,
        )
        for key in tokens
    )
    solver = SolverReport("auto", "1", {}, 0, True, (), "1", "0")
    nothing: tuple[()] = ()
    return PortfolioReport(
        status, Termination.OPTIMALITY, "", None, None, None, nothing, selected, initiatives, nothing, nothing,
        nothing, nothing, nothing, None, None, solver, Timings(),
    )  # fmt: skip


def set_up(uow: UnitOfWork, *selected: str) -> Portfolio:
    uow.initiatives.save(POOL)
    scenario = add_scenario(uow)
    rules = uow.constraint_sets.add(ConstraintSetRecord(RULES, NOW, NOW))
    problem = snapshot(uow, scenario.id, rules.id)
    run = uow.runs.add(replace(add_run(uow, "other"), run_id="run-1", id=0), problem)
    kept = portfolios.keep_portfolio(uow, run, report(*selected), CLOCK)
    assert kept is not None
    return kept


def test_a_run_keeps_one_portfolio(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        kept = set_up(uow, "A", "C")
        run = uow.runs.get("run-1")
        assert portfolios.keep_portfolio(uow, run, report("B"), CLOCK) == kept
        assert portfolios.keep_portfolio(uow, run, report(status=SolutionStatus.INFEASIBLE), CLOCK) is None
    assert kept.name == "Run run-1"
    assert [item.initiative_key for item in kept.selected] == ["A", "C"]
    assert kept.allocated_tokens == 7
    assert len(kept.items) == 3
    assert kept.items[0].reasons == ("on merit",)


def test_a_removed_initiative_matters_only_when_selected(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        run = add_run(uow)
        uow.initiatives.save(POOL[:1])
        kept = portfolios.keep_portfolio(uow, run, report("A"), CLOCK)
        assert kept is not None
        assert [item.initiative_key for item in kept.items] == ["A"]
        with pytest.raises(NotFoundError, match="initiative B"):
            portfolios.keep_portfolio(uow, add_run(uow, "run-2"), report("B"), CLOCK)


def test_one_baseline_and_one_active(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        first = set_up(uow, "A")
        problem = uow.portfolios.problem(first.id)
        second = uow.portfolios.add(Portfolio("By hand", first.scenario_id, NOW, NOW), problem)
        for flag in PortfolioFlag:
            portfolios.set_flag(uow, first.id, flag, CLOCK)
            portfolios.set_flag(uow, second.id, flag, CLOCK)
            flagged = uow.portfolios.flagged(first.scenario_id, flag)
            assert flagged is not None
            assert flagged.id == second.id
        portfolios.set_flag(uow, first.id, PortfolioFlag.ACTIVE, CLOCK)
        rows = uow.portfolios.all(first.scenario_id)
        assert [(row.is_baseline, row.is_active) for row in rows] == [(False, True), (True, False)]
    with pytest.raises(ConflictingStateError, match="scenario_id"), storage.writing() as uow:
        uow.portfolios.add(Portfolio("Third", first.scenario_id, NOW, NOW, is_active=True), problem)
    with pytest.raises(ConflictingStateError, match="name"), storage.writing() as uow:
        portfolios.rename(uow, second.id, "Run run-1", CLOCK)


def test_a_portfolio_has_its_inputs(storage: SqlStorage) -> None:
    with pytest.raises(ConflictingStateError), storage.writing() as uow:
        uow.portfolios.add(Portfolio("P", add_scenario(uow).id, NOW, NOW))


def test_override_breaks_rules_and_costs(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        kept = set_up(uow, "A", "C")
        assert portfolios.review(uow, kept.id).broken == ()
        overrides.override_item(uow, kept.id, "A", Override(False), "pm@example.com", CLOCK)
        found = overrides.override_item(uow, kept.id, "B", Override(True, notes="board"), "pm@example.com", CLOCK)
        assert portfolios.review(uow, kept.id) == found
    assert [violation.rule_id for violation in found.newly_broken] == ["cap:market:DE"]
    assert {cost.name: cost.cost for cost in found.cost}["north_star"] == 10
    b = found.portfolio.items[1]
    assert (b.source, b.notes, b.overridden_by_email) == (ItemSource.MANUAL_OVERRIDE, "board", "pm@example.com")
    assert b.placement == Placement(True, Decimal(5), "2026-Q1", Scope.NONE)
    assert found.portfolio.is_overridden
    with storage.writing() as uow:
        overrides.withdraw_override(uow, kept.id, "A", CLOCK)
        back = overrides.withdraw_override(uow, kept.id, "B", CLOCK).portfolio
        stored = uow.portfolios.get(kept.id)
    assert stored == back
    assert not stored.is_overridden
    assert [item.placement for item in stored.items] == [item.placement for item in kept.items]


def test_override_of_size_and_tokens(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        kept = set_up(uow, "A", "C")
        small = overrides.override_item(uow, kept.id, "C", Override(True, scope=Scope.MVP), None, CLOCK)
        assert small.portfolio.items[2].placement == Placement(True, Decimal(1), "2026-Q1", Scope.MVP)
        assert small.broken == ()
        large = overrides.override_item(uow, kept.id, "C", Override(True, tokens=Decimal("7.5")), None, CLOCK)
        assert [violation.rule_id for violation in large.newly_broken] == ["capacity:global"]
        assert large.portfolio.items[2].optimizer == kept.items[2].placement
        for bad in (
            Override(True, period_key="2027-Q1"),
            Override(True, scope=Scope.CUSTOM),
            Override(True, tokens=Decimal(-1)),
        ):
            with pytest.raises(InputError):
                overrides.override_item(uow, kept.id, "C", bad, None, CLOCK)
        with pytest.raises(NotFoundError):
            overrides.override_item(uow, kept.id, "D", Override(True), None, CLOCK)


def test_diff_to_the_baseline(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        kept = set_up(uow, "A", "C")
        with pytest.raises(NotFoundError, match="baseline"):
            portfolios.diff_to_baseline(uow, kept.id)
        items = (PortfolioItem("A", Placement(True, Decimal(4), "2026-Q1"), Decision.SELECTED),)
        problem: PortfolioProblem = uow.portfolios.problem(kept.id)
        base = uow.portfolios.add(Portfolio("Base", kept.scenario_id, NOW, NOW, items=items), problem)
        portfolios.set_flag(uow, base.id, PortfolioFlag.BASELINE, CLOCK)
        found = portfolios.diff_to_baseline(uow, kept.id)
    assert [change.initiative_key for change in found.entered] == ["C"]
    assert found.tokens.delta == 3


def test_reading_a_portfolio_takes_two_statements(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        kept = set_up(uow, "A", "C")
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(storage.engine, "before_cursor_execute", note)
    try:
        with storage.reading() as uow:
            uow.portfolios.get(kept.id)
    finally:
        event.remove(storage.engine, "before_cursor_execute", note)
    assert len([s for s in statements if s.startswith("SELECT")]) == 2


def test_the_snapshot_takes_candidates_of_the_period_and_what_is_delivered(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        uow.initiatives.save(
            [
                *POOL,
                initiative_record("E", is_optimization_candidate=True, candidate_period_key="2026-Q2"),
                initiative_record("F", is_optimization_candidate=True, prerequisite_keys=("D", "Z")),
            ]
        )
        scenario = add_scenario(uow)
        found = snapshot(uow, scenario.id)
        assert [initiative.initiative_key for initiative in found.initiatives] == ["A", "B", "C", "F"]
        assert found.delivered == ("D",)
        assert found.scenario == SCENARIO
        chosen = snapshot(uow, scenario.id, initiative_keys=["E", "A", "E"])
        assert [initiative.initiative_key for initiative in chosen.initiatives] == ["A", "E"]
        with pytest.raises(NotFoundError, match="initiative X"):
            snapshot(uow, scenario.id, initiative_keys=["X"])


def test_flags_set_at_once_are_held_by_one(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        problem = uow.portfolios.problem(set_up(uow, "A").id)
        scenario_id = add_scenario(uow, replace(SCENARIO, name="Many")).id
        numbers = [uow.portfolios.add(Portfolio(f"P{n}", scenario_id, NOW, NOW), problem).id for n in range(6)]
    together = Barrier(6)

    def choose(number: int) -> None:
        together.wait()
        with storage.writing() as uow:
            portfolios.set_flag(uow, number, PortfolioFlag.ACTIVE, CLOCK)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(choose, numbers))
    with storage.reading() as uow:
        assert [row.is_active for row in uow.portfolios.all(scenario_id)].count(True) == 1
