"""Cycles of prerequisites are named, and found in no time."""

from __future__ import annotations

from collections.abc import Callable

from tests.domain.builders import initiative, problem, rulebook
from tests.work import growth


def cycle_warnings(**needs: str) -> list[str]:
    keys = "".join(dict.fromkeys("".join(needs) + "".join(needs.values())))
    question = problem(*(initiative(key, prerequisite_keys=tuple(needs.get(key, ""))) for key in keys))
    return [warning for warning in rulebook(question)[1].warnings if "cycle" in warning]


def test_only_what_hangs_on_a_cycle_is_named() -> None:
    assert cycle_warnings(A="B", B="C") == []
    (warning,) = cycle_warnings(A="B", B="A", C="A", E="D", B2="", D="")
    assert warning.endswith(": A, B")


def test_a_bridge_between_two_cycles_is_named_and_its_ends_are_not() -> None:
    (warning,) = cycle_warnings(A="BX", B="A", X="C", C="D", D="CY", Z="A")
    assert warning.endswith(": A, B, X, C, D")


def chain(count: int) -> Callable[[], list[str]]:
    question = problem(*(initiative(f"I{n}", prerequisite_keys=(f"I{n - 1}",) if n else ()) for n in range(count)))
    return lambda: [warning for warning in rulebook(question)[1].warnings if "cycle" in warning]


def test_a_chain_is_no_cycle_and_its_work_grows_with_its_length_only() -> None:
    assert chain(4000)() == []
    assert growth(chain, 2000) < 6
