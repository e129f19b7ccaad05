"""Small models reach HiGHS as lists, without numpy, and nothing about the answer is another."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.integer_model.model import LinearForm, Model
from solvers.default_plugins.highs.units import is_coarse, reaches_far, units_of

pytestmark = pytest.mark.solver

ROOT = Path(__file__).parents[3]


def told(what: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.solvers.default_plugins.highs_twice", what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_lists_and_arrays_are_the_same_model_to_highs() -> None:
    assert told("lists") == []


def test_a_small_model_is_solved_without_numpy() -> None:
    assert told("numpy") == [False, False, "optimal"]


def test_what_takes_longer_than_the_first_look_is_repeated_with_its_points() -> None:
    """The same answer and the same work; without numpy no point is told, with it some are."""
    same, status, none, some, loaded_before, loaded_after = told("first look")
    assert (same, status, none, some) == (True, "optimal", [], True)
    assert (loaded_before, loaded_after) == (False, True)


def test_the_first_look_counts_in_the_time_limit() -> None:
    assert told("time") < 10


def test_who_wants_the_whole_package_still_gets_it() -> None:
    assert told("whole package") == [True, 0]


numbers = st.one_of(st.integers(-9, 9), st.sampled_from([2**25, 2**26 - 1, 2**26, 2**29, 2**30, 2**40, -(2**30)]))


@given(
    st.lists(st.tuples(numbers, numbers, st.booleans()), min_size=1, max_size=4),
    st.lists(st.lists(numbers, min_size=4, max_size=4), max_size=3),
    st.lists(numbers, min_size=4, max_size=4),
    st.booleans(),
)
@settings(deadline=None, max_examples=300)
def test_what_reaches_far_is_what_is_counted_in_more_than_ones(
    columns: list[tuple[int, int, bool]], rows: list[list[int]], cost: list[int], relaxed: bool
) -> None:
    ends, width = [sorted(column[:2]) for column in columns], range(len(columns))
    model = Model(
        lower=array("q", [low for low, _ in ends]),
        upper=array("q", [high for _, high in ends]),
        starts=array("q", [len(columns) * row for row in range(len(rows) + 1)]),
        columns=array("q", [*width] * len(rows)),
        coefs=array("q", [row[column] for row in rows for column in width]),
        row_lower=array("q", [0] * len(rows)),
        row_upper=array("q", [9] * len(rows)),
        implied=bytes(column[2] for column in columns),
        objective=LinearForm(tuple(width), tuple(cost[column] for column in width)),
    )
    units = units_of(model, relaxed)
    assert reaches_far(model, relaxed) == bool(
        units.objective != 1 or (units.columns > 1).any() or (units.rows > 1).any()
    )
    assert is_coarse(model) == units_of(model, relaxed=True).coarse
