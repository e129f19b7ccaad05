from __future__ import annotations

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER
from domain.integer_model.propagation import conflicting_tags, narrowed_bounds
from domain.integer_model.submodel import rows_by_rule
from tests.domain.integer_model.test_iis import has_point, long_chain, random_model


def test_what_it_finds_is_a_conflict() -> None:
    found = missed = 0
    for seed in range(1500):
        model = random_model(seed)
        tags = conflicting_tags(model)
        if tags is None:
            missed += not has_point(model, rows_by_rule(model).rule_ids)
            continue
        found += 1
        assert not has_point(model, sorted(tags)), seed
    assert found > 5 * missed


def test_only_the_rules_that_it_took_are_named() -> None:
    tags = conflicting_tags(long_chain(5000))
    assert tags == {"mandatory:last", "forced_out:first", "prerequisite:0", "prerequisite:1", "prerequisite:2"}


def test_a_capacity_that_mandatory_work_overflows() -> None:
    builder = ModelBuilder()
    columns = [builder.add_column() for _ in range(4)]
    builder.add_row("capacity:global", columns, [5, 4, 3, 9], NO_LOWER, 11)
    for column in columns[:3]:
        builder.add_row(f"mandatory:{column}", [column], [1], 1, NO_UPPER)
    assert conflicting_tags(builder.build()) == {"capacity:global", "mandatory:0", "mandatory:1", "mandatory:2"}


def test_what_needs_a_search_is_left_to_the_solver() -> None:
    builder = ModelBuilder()
    a, b, c = (builder.add_column() for _ in range(3))
    for first, second in ((a, b), (b, c), (a, c)):
        builder.add_row(f"exclusion:{first}:{second}", [first, second], [1, 1], NO_LOWER, 1)
    builder.add_row("floor", [a, b, c], [1, 1, 1], 2, NO_UPPER)
    assert conflicting_tags(builder.build()) is None


def test_bounds_are_narrowed_as_far_as_the_rows_force_them() -> None:
    builder = ModelBuilder()
    a, b, c = (builder.add_column(0, 5) for _ in range(3))
    builder.add_row("limit", [a, b], [2, 1], NO_LOWER, 5)
    builder.add_row("floor", [b, c], [1, 0], 3, NO_UPPER)
    assert narrowed_bounds(builder.build()) == ([0, 3, 0], [1, 5, 5])


def test_there_are_no_bounds_where_there_is_no_point() -> None:
    builder = ModelBuilder()
    builder.add_row("floor", [builder.add_column()], [1], 2, NO_UPPER)
    assert narrowed_bounds(builder.build()) is None
