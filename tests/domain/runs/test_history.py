from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.runs.history import MOST_POINTS, ProgressHistory


def point(stage: str, incumbent: int | None, bound: int | None = 9, elapsed: float = 0.0) -> dict[str, Any]:
    return {"stage": stage, "incumbent": incumbent, "bound": bound, "solver_name": "s", "elapsed": elapsed}


def test_what_says_nothing_new_is_no_point() -> None:
    history = ProgressHistory()
    assert history.add(point("a", 1))
    assert not history.add(point("a", 1, elapsed=3.0))
    assert history.add(point("a", 2))
    assert [each["incumbent"] for each in history.points] == [1, 2]


def test_however_many_points_there_are_few_are_kept_from_the_first_to_the_last() -> None:
    history = ProgressHistory()
    for number in range(5_000):
        history.add(point("value", number))
    history.add(point("tie_break", 0))
    kept = history.points
    assert MOST_POINTS / 2 - 1 <= len(kept) <= MOST_POINTS
    assert kept[0]["incumbent"] == 0
    assert [each["incumbent"] for each in kept[-2:]] == [4_999, 0]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 3)), max_size=700))
def test_points_are_in_order_bounded_and_end_with_the_newest(heard: list[tuple[str, int, int]]) -> None:
    history = ProgressHistory()
    for number, (stage, incumbent, bound) in enumerate(heard):
        history.add(point(stage, incumbent, bound, elapsed=number))
    kept, times = history.points, [each["elapsed"] for each in history.points]
    assert len(kept) <= MOST_POINTS
    assert times == sorted(set(times))
    if heard:
        assert kept[0]["elapsed"] == 0
        assert (kept[-1]["stage"], kept[-1]["incumbent"], kept[-1]["bound"]) == heard[-1]
