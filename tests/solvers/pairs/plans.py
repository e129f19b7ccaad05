"""Plans with dense pairs for tests, and how to solve them without a process."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import LinearForm, Model, Plan, Product, Sense, SolveParameters, Stage, StageRole
from domain.integer_model.result import PlanResult
from domain.lean import replace
from solvers.pairs.backend import PairSearch
from solvers.staging import run_plan
from tests.solvers.selecting.models import Ear

Choices = list[tuple[int, ...]]


def solved(plan: Plan, parameters: SolveParameters | None = None) -> PlanResult:
    """What the search makes of a plan."""
    return run_plan(PairSearch(), plan, parameters or SolveParameters(), Ear())


def random_plan(seed: int, choices: int = 6, most_columns: int = 2, largest: int = 9, most_capacities: int = 3) -> Plan:
    """Choices of one column or more, capacities, a floor now and then, and pairs that gain or lose.

    largest: of what a pair can gain, which single columns are then worth as well.
    """
    chance = random.Random(seed)
    builder = ModelBuilder()
    named: Choices = []
    for _ in range(choices):
        named.append(tuple(builder.add_column() for _ in range(chance.randint(1, most_columns))))
        if len(named[-1]) > 1:
            builder.add_row("", named[-1], [1] * len(named[-1]), upper=1)
    columns = [column for choice in named for column in choice]
    for _ in range(chance.randint(min(1, most_capacities), most_capacities)):
        weights = [chance.randint(0, 9) for _ in columns]
        builder.add_row("capacity", columns, weights, upper=chance.randint(3, max(4, sum(weights) // 2)))
    if chance.random() < 0.3:
        builder.add_row("floor", columns, [chance.randint(0, 3) for _ in columns], lower=chance.randint(1, 4))
    terms = {column: chance.randint(-largest // 3, largest) for column in columns}
    for sign in (1, -1):
        pairs = [pair for pair in combinations(range(choices), 2) if chance.random() < (0.8 if sign > 0 else 0.3)]
        for leader in {first for first, _ in pairs}:
            counted = [(named[second], chance.randint(1, largest)) for first, second in pairs if first == leader]
            terms[_add_product(builder, named[leader], counted, sign > 0)] = sign
    form = LinearForm(tuple(terms), tuple(terms.values()))
    fewest = LinearForm(tuple(columns), tuple(-chance.randint(0, 3) for _ in columns))
    key = LinearForm(tuple(columns), tuple(chance.randint(0, 99) for _ in columns))
    return Plan(
        builder.build(),
        (
            Stage("value", Sense.MAXIMIZE, StageRole.OBJECTIVE, form),
            Stage("tie_break", Sense.MAXIMIZE, StageRole.TIE_BREAK, fewest),
            Stage("key", Sense.MAXIMIZE, StageRole.CANONICAL, key),
        ),
    )


def in_two_stages(plan: Plan, seed: int) -> Plan:
    """The plan with pairs in two objectives: each column of a product counts in one of them."""
    chance, first = random.Random(seed), plan.stages[0]
    terms = list(zip(first.form.columns, first.form.coefs, strict=True))
    halves: tuple[list[tuple[int, int]], ...] = ([], [])
    for term in terms:
        halves[chance.randrange(2)].append(term)
    stages = (
        replace(first, name=name, form=LinearForm(tuple(c for c, _ in half), tuple(coef for _, coef in half)))
        for name, half in zip(("value", "second"), halves, strict=True)
    )
    return Plan(plan.model, (*stages, *plan.stages[1:]))


def _add_product(
    builder: ModelBuilder, leader: tuple[int, ...], partners: list[tuple[tuple[int, ...], int]], rises: bool
) -> int:
    reach = sum(amount for _, amount in partners)
    column = builder.add_column(upper=reach, implied=True)
    others = [(each, amount) for columns, amount in partners for each in columns]
    names, amounts = [each for each, _ in others], [amount for _, amount in others]
    if rises:
        builder.add_row("", [column, *names], [1, *(-amount for amount in amounts)], upper=0)
        builder.add_row("", [column, *leader], [1] + [-reach] * len(leader), upper=0)
    else:
        builder.add_row("", [column, *names, *leader], [-1, *amounts] + [reach] * len(leader), upper=reach)
    builder.products.append(Product(column, leader, tuple(partners), rises, not rises))
    return column


def points(model: Model) -> Iterator[list[int]]:
    """All points of a model with its products at their full values."""
    counted = {product.column for product in model.products}
    ranges = [
        (0,) if column in counted else range(model.lower[column], model.upper[column] + 1)
        for column in range(model.num_columns)
    ]
    for values in product(*ranges):
        point = list(values)
        for each in model.products:
            point[each.column] = each.full_value(point)
        if model.admits(point):
            yield point


def best_of(plan: Plan) -> tuple[int, ...]:
    """The values of all stages at the best point, by trying all; empty where there is none."""
    return max((values_at(plan, point) for point in points(plan.model)), default=())


def values_at(plan: Plan, point: Sequence[int]) -> tuple[int, ...]:
    """The value of each stage."""
    return tuple(stage.form.value(point) for stage in plan.stages)
