"""The best points that a search keeps, and the questions that they answer."""

from __future__ import annotations

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Model
from domain.integer_model.result import SolutionStatus
from domain.lean import replace
from solvers.pairs.reading import read
from solvers.pairs.search import Search
from solvers.pairs.ties import MOST, Ties
from tests.solvers.pairs.plans import points, random_plan, values_at

SEEDS = range(40)


def tied(seed: int) -> tuple[Model, Ties | None]:
    """The model of a seed with its first objective, of small figures, and what is left of its search."""
    plan = random_plan(seed, 6, 2, 2)
    model = plan.model.with_objective(plan.stages[0].form)
    puzzle = read(model)
    assert puzzle is not None
    search = Search(puzzle, None)
    search.run(lambda: True)
    return model, search.ties


def held(model: Model, ties: Ties, factor: int = 1, lost: int = 0) -> Model:
    """The model with its objective held at the best value, and the columns of choices as a new objective."""
    form = LinearForm(model.objective.columns, tuple(factor * coef for coef in model.objective.coefs))
    products = {product.column for product in model.products}
    columns = tuple(column for column in range(model.num_columns) if column not in products)
    key = LinearForm(columns, tuple(37 * column % 11 for column in columns))
    return rebuilt(model, extra=[("", form, factor * (ties.best - lost), NO_UPPER)]).with_objective(key)


def test_they_are_all_of_the_best_points() -> None:
    several = 0
    for seed in SEEDS:
        model, ties = tied(seed)
        values = {tuple(point): model.objective.value(point) for point in points(model)}
        if not values:
            assert ties is None
            continue
        assert ties is not None
        best = max(values.values())
        assert ties.best == best
        assert set(ties.points) == {point for point, value in values.items() if value == best}
        several += len(ties.points) > 1
    assert several > 5


def test_they_answer_what_is_asked_of_the_best_points_only() -> None:
    for seed in SEEDS:
        model, ties = tied(seed)
        if ties is None:
            continue
        asked = held(model, ties)
        answer = ties.answer(asked)
        assert answer is not None and answer.values is not None
        assert answer.status is SolutionStatus.OPTIMAL
        assert asked.admits(answer.values)
        assert answer.objective == answer.bound == max(asked.objective.value(point) for point in points(asked))


def test_they_answer_nothing_where_there_may_be_other_points() -> None:
    plan = random_plan(4, 6, 2, 2)
    model, ties = tied(4)
    assert ties is not None
    asked = held(model, ties)
    assert ties.answer(held(model, ties, factor=2)) is None
    others = (
        model.with_objective(asked.objective),
        held(model, ties, lost=1),
        replace(asked, objective=model.objective),
        replace(asked, upper=[0, *model.upper[1:]]),
        replace(asked, row_upper=[*(upper + 1 for upper in model.row_upper), *asked.row_upper[model.num_rows :]]),
        rebuilt(asked, extra=[("", LinearForm((model.products[0].column,), (1,)), -5, 2)]),
        replace(asked, products=model.products[1:]),
    )
    for other in others:
        assert ties.answer(other) is None
    assert values_at(plan, ties.points[0])[0] == ties.best


def test_a_joined_objective_is_found_again_in_its_parts() -> None:
    """Stages that are asked as one are held one by one."""
    found = 0
    for seed in SEEDS:
        plan = random_plan(seed)
        first, second = plan.stages[0].form, plan.stages[1].form
        terms = {column: 1000 * coef for column, coef in zip(first.columns, first.coefs, strict=True)}
        for column, coef in zip(second.columns, second.coefs, strict=True):
            terms[column] = terms.get(column, 0) + coef
        model = plan.model.with_objective(LinearForm(tuple(terms), tuple(terms.values())))
        puzzle = read(model)
        assert puzzle is not None
        search = Search(puzzle, None)
        search.run(lambda: True)
        if search.ties is None:
            continue
        point = search.ties.points[0]
        extra = [("", form, form.value(point), NO_UPPER) for form in (first, second)]
        asked = rebuilt(model, extra=extra).with_objective(plan.stages[2].form)
        answer = search.ties.answer(asked)
        assert answer is not None
        assert answer.objective == max(asked.objective.value(each) for each in points(asked))
        found += 1
    assert found > 20


def test_too_many_are_not_kept() -> None:
    plan = random_plan(3, 13, 1)
    model = plan.model.with_objective(LinearForm((plan.model.products[0].column,), (1,)))
    puzzle = read(model)
    assert puzzle is not None
    search = Search(puzzle, None)
    search.run(lambda: True)
    assert search.is_over
    assert search.best == max(model.objective.value(point) for point in points(model))
    assert search.ties is None or len(search.ties.points) <= MOST
