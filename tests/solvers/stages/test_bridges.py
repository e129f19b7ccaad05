from __future__ import annotations

import random
from array import array
from fractions import Fraction
from itertools import product

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import LinearForm, Plan, Sense, SolveParameters, Stage, StageRole
from domain.integer_model.result import Proof, SolutionStatus
from solvers.backend import Capabilities
from solvers.pool import SolverPool
from solvers.stages.bridges import bridge_for
from solvers.stages.outcome import PlanState

FLOATING = Capabilities(exact_up_to=2**40, rows_exact_up_to=2**22)


def random_plan(seed: int, bits: int, columns: int = 9) -> Plan:
    """A knapsack with a huge objective in which ties abound, and a tie-break."""
    dice = random.Random(seed)
    builder = ModelBuilder()
    names = [builder.add_column() for _ in range(columns)]
    weights = [dice.randrange(1, 50) for _ in names]
    builder.add_row("capacity", names, weights, upper=sum(weights) // 2)
    figures = [dice.randrange(-(2 ** (bits - 8)), 2 ** (bits - 4)) for _ in range(4)]
    main = LinearForm(tuple(names), tuple(dice.choice(figures) for _ in names))
    cheap = LinearForm(tuple(names), tuple(-dice.randrange(1, 9999) for _ in names))
    return Plan(
        builder.build(),
        (
            Stage("main", Sense.MAXIMIZE, StageRole.OBJECTIVE, main),
            Stage("tie_break", Sense.MINIMIZE, StageRole.TIE_BREAK, cheap),
        ),
    )


def best(plan: Plan) -> tuple[int, ...]:
    points = product((0, 1), repeat=plan.model.num_columns)
    return max(tuple(s.form.value(p) for s in plan.stages) for p in points if plan.model.admits(p))


def test_a_plan_within_the_limit_needs_no_bridge():
    plan = random_plan(1, 30)
    assert bridge_for(plan, FLOATING) is None


def test_the_digits_of_every_point_add_up_to_its_value():
    plan = random_plan(2, 52)
    bridge = bridge_for(plan, FLOATING)
    assert bridge is not None
    upper, rest, _ = bridge.plan.stages
    base = bridge.digits[0].base
    for values in product((0, 1), repeat=plan.model.num_columns):
        low = plan.stages[0].form.value(values) % base
        carries = range(bridge.plan.model.lower[9], bridge.plan.model.upper[9] + 1)
        wide = [(*values, q, low) for q in carries if not set(bridge.plan.model.violated_rows((*values, q, low))) - {0}]
        assert [base * upper.form.value(w) + rest.form.value(w) for w in wide] == [plan.stages[0].form.value(values)]


def test_a_hint_is_carried_over():
    plan = random_plan(3, 52)
    point = array("q", [0] * 9)
    bridge = bridge_for(Plan(plan.model.with_objective(LinearForm(), point), plan.stages), FLOATING)
    assert bridge is not None
    assert bridge.plan.model.admits(bridge.plan.model.hint)


def test_a_hint_that_was_made_for_fewer_columns_is_left_away():
    plan = random_plan(3, 52)
    short = array("q", [0] * 8)
    bridge = bridge_for(Plan(plan.model.with_objective(LinearForm(), short), plan.stages), FLOATING)
    assert bridge is not None
    assert bridge.plan.model.hint is None


def test_a_bound_is_never_below_what_its_digits_allow():
    bridge = bridge_for(random_plan(4, 52), FLOATING)
    assert bridge is not None
    unknown = PlanState(None, [7, None, None], [False, False, False], [False, False, False], [Proof.NONE] * 3)
    assert bridge.standing_back(unknown).bounds[0] == 8 * bridge.digits[0].base - 1


@pytest.mark.solver
@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_huge_objectives_are_proven_exactly_with_their_tie_breaks(name):
    with SolverPool() as pool:
        for seed in range(20):
            plan = random_plan(seed, 51)
            result = pool.solver(name).solve(plan, SolveParameters())
            assert result.status is SolutionStatus.OPTIMAL
            assert tuple(stage.value for stage in result.stages) == best(plan)
            assert all(stage.proven and stage.bound == stage.value for stage in result.stages)
            assert len(result.values) == plan.model.num_columns


def goals_plan(upper: int, coefs: tuple[int, int], **tolerance: Fraction) -> Plan:
    """Two shortfall columns that reach to ``upper``, in one stage."""
    builder = ModelBuilder()
    short = [builder.add_column(upper=upper, implied=True) for _ in coefs]
    stage = Stage("shortfall", Sense.MINIMIZE, StageRole.OBJECTIVE, LinearForm(short, coefs), **tolerance)
    return Plan(builder.build(), (stage,))


def test_a_common_factor_is_divided_out_before_anything_is_split():
    plan = goals_plan(2**30, (-3 * 2**20, -5 * 2**20))
    bridge = bridge_for(plan, FLOATING)
    assert bridge is not None
    assert [list(stage.form.coefs) for stage in bridge.plan.stages] == [[-3, -5]]
    assert bridge.plan.model.num_columns == 2
    assert bridge.plan.stages[0].in_unit(-3) == plan.stages[0].in_unit(-3 * 2**20)
    known = PlanState(array("q", [1, 0]), [-3], [True], [False], [Proof.EXACT])
    assert bridge.standing_back(known).bounds == [-3 * 2**20]


def test_stages_over_columns_that_reach_far_are_left_alone():
    far, near = goals_plan(2**30, (-2054321, -982301)), goals_plan(2**12, (-(2**30) - 1, -(2**31) - 5))
    assert bridge_for(far, FLOATING) is None
    bridge = bridge_for(near, FLOATING)
    assert bridge is not None
    assert len(bridge.plan.stages) == 2
    assert bridge_for(goals_plan(2**30, (-(2**20), -(2**20)), abs_tol=Fraction(1)), FLOATING) is None


@pytest.mark.solver
@pytest.mark.parametrize("name", ["highs", "cp-sat", "auto"])
def test_objectives_of_any_size_are_proven_exactly(name):
    with SolverPool() as pool:
        for bits in (70, 130, 260):
            plan = random_plan(bits, bits)
            result = pool.solver(name).solve(plan, SolveParameters())
            assert result.is_proof, result.notes
            assert tuple(stage.value for stage in result.stages) == best(plan)


def test_a_backend_that_is_exact_for_next_to_nothing_is_not_split_for_without_end():
    bridge = bridge_for(random_plan(5, 52), Capabilities(exact_up_to=1, rows_exact_up_to=2**20))
    assert bridge is None or len(bridge.plan.stages) < 80
