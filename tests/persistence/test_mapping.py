from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import ProblemFileError
from domain.portfolio.portfolio import ItemSource, Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import Scope
from domain.problem.variants import Axes, CapacityChange, WeightSet
from domain.storage.records import ConstraintSetRecord, InitiativeRecord, ScenarioRecord
from domain.storage.roadmap_batch import BatchPlan, BatchSource
from persistence.batches.mapping import plan_of, plan_text
from persistence.problem_files.problem_file import inputs_hash
from persistence.unit_of_work import SqlStorage
from tests.persistence.problem_files.problems import initiatives, key_lists, keys, numbers, problems, texts

light = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
zones = st.sampled_from([UTC, timezone(timedelta(hours=2))])
moments = st.integers(0, 7_000_000_000_000_000).flatmap(
    lambda micros: zones.map(lambda zone: datetime.fromtimestamp(0, zone) + timedelta(microseconds=micros))
)
json_values = st.recursive(
    st.none() | st.booleans() | texts | st.integers(-(10**20), 10**20) | numbers.filter(lambda n: n != n.to_integral()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)
initiative_records = st.builds(
    InitiativeRecord,
    initiative=initiatives,
    created_at=moments,
    updated_at=moments,
    country=st.none() | texts,
    requesting_team=st.none() | texts,
    notes=st.none() | texts,
    effort_engineering_days=st.none() | numbers,
    is_optimization_candidate=st.booleans(),
    candidate_period_key=st.none() | keys,
    north_star_kpi_key=st.none() | keys,
    metric_chain=json_values,
)


@light
@given(initiative_records)
def test_initiatives_are_kept_without_loss(storage: SqlStorage, record: InitiativeRecord) -> None:
    with storage.writing() as uow:
        number = uow.initiatives.save([record])[record.key]
    with storage.reading() as uow:
        assert uow.initiatives.get(record.key) == replace(record, id=number)
    with storage.writing() as uow:
        uow.initiatives.delete(record.key)


@light
@given(problems, key_lists, texts)
def test_problems_are_kept_without_loss(
    storage: SqlStorage, problem: PortfolioProblem, delivered: tuple[str, ...], text: str
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    rules = replace(problem.constraint_set, name=problem.constraint_set.name or "rules")
    with storage.writing() as uow:
        scenario = uow.scenarios.add(ScenarioRecord(problem.scenario, now, now, text, delivered, text or None))
        constraint_set = uow.constraint_sets.add(ConstraintSetRecord(rules, now, now, text))
    with storage.reading() as uow:
        assert uow.scenarios.get(scenario.id) == scenario
        assert uow.constraint_sets.get(constraint_set.id) == constraint_set
    assert scenario == ScenarioRecord(problem.scenario, now, now, text, delivered, text or None, scenario.id)
    kept = PortfolioProblem(scenario.scenario, constraint_set.constraint_set, problem.initiatives, problem.delivered)
    assert inputs_hash(kept) == inputs_hash(replace(problem, constraint_set=rules))
    with storage.writing() as uow:
        uow.scenarios.delete(scenario.id)
        uow.constraint_sets.delete(constraint_set.id)


placements = st.builds(
    Placement,
    selected=st.just(True),
    tokens=numbers.map(abs),
    period_key=keys,
    scope=st.sampled_from(Scope),
) | st.just(Placement(False))
items = st.builds(
    PortfolioItem,
    initiative_key=st.just("I-1"),
    placement=placements,
    decision=st.sampled_from(Decision),
    value=st.none() | numbers,
    rank=st.none() | st.integers(1, 10**6),
    reasons=key_lists,
    blocking_rules=key_lists,
    notes=texts,
    source=st.sampled_from(ItemSource),
    optimizer=st.none() | placements,
    overridden_by_email=st.none() | texts,
)


@light
@given(problems, items)
def test_portfolios_are_kept_without_loss(storage: SqlStorage, problem: PortfolioProblem, item: PortfolioItem) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with storage.writing() as uow:
        uow.initiatives.save([InitiativeRecord(Initiative("I-1"), now, now)])
        scenario = uow.scenarios.add(ScenarioRecord(problem.scenario, now, now))
        portfolio = uow.portfolios.add(Portfolio("P", scenario.id, now, now, items=(item,)), problem)
    with storage.reading() as uow:
        stored = uow.portfolios.get(portfolio.id)
        assert replace(stored.items[0], id=0) == item
        assert replace(stored, id=0, items=()) == Portfolio("P", scenario.id, now, now)
        assert uow.portfolios.problem(portfolio.id) == problem
    with storage.writing() as uow:
        uow.portfolios.delete(portfolio.id)
        uow.scenarios.delete(scenario.id)


def test_decimals_keep_their_places(storage: SqlStorage) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    record = InitiativeRecord(Initiative("x", engineering_tokens=Decimal("5.500")), now, now)
    with storage.writing() as uow:
        uow.initiatives.save([record])
    with storage.reading() as uow:
        assert str(uow.initiatives.get("x").initiative.engineering_tokens) == "5.500"


@light
@given(problems, st.booleans())
def test_plans_of_batches_are_kept_without_loss(problem: PortfolioProblem, varied: bool) -> None:
    axes = Axes(
        modes=(ObjectiveMode.NORTH_STAR,) if varied else (),
        weight_sets=(WeightSet("even", {"gmv": Decimal("1.50")}),) if varied else (),
        capacities=(CapacityChange(tokens=Decimal(90)), CapacityChange(share=Decimal("1.2"))),
        rules={"own": None, "board": problem.constraint_set} if varied else {},
        solvers=("auto",),
    )
    plan = BatchPlan((BatchSource("A", 3, None, problem),), axes, {"board": 9} if varied else {})
    assert plan_of(plan_text(plan), "B") == plan


def test_plans_that_say_every_default_are_read_as_well() -> None:
    text = """{"sources": [{"name": "A", "scenario_id": 3, "constraint_set_id": null, "problem": {"scenario":
        {"name": "A", "period_key": "2026", "objective_mode": "north_star"}}}], "modes": [], "weight_sets": [],
        "frameworks": ["RICE"], "capacities": [{"tokens": null, "share": 1.2}],
        "rules": [{"name": "own", "id": null, "constraint_set": null}], "solvers": ["auto"]}"""
    plan = plan_of(text, "B")
    assert (plan.sources[0].scenario_id, plan.sources[0].constraint_set_id) == (3, None)
    assert plan.axes == Axes(
        frameworks=("RICE",), capacities=(CapacityChange(share=Decimal("1.2")),), rules={"own": None}, solvers=("auto",)
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "expected an object, got a list"),
        ('{"solvers": []}', "sources: is required, but missing"),
        ('{"sources": [{"name": 1}]}', "sources[0].name: expected text, got the number 1"),
        ('{"sources": [], "mods": []}', 'mods: unknown key; did you mean "modes"?'),
    ],
)
def test_nonsense_in_a_plan_is_refused_with_its_place(text: str, fault: str) -> None:
    with pytest.raises(ProblemFileError) as caught:
        plan_of(text, "B")
    assert any(str(each).startswith(fault) for each in caught.value.faults), caught.value.faults
