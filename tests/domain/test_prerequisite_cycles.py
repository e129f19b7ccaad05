"""Cycles of prerequisites are named, and found in no time."""

from __future__ import annotations

import time

from tests.domain.builders import initiative, problem, rulebook


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


def test_a_long_chain_takes_no_time() -> None:
    count = 4000
    chain = [initiative(f"I{n}", prerequisite_keys=(f"I{n - 1}",) if n else ()) for n in range(count)]
    question = problem(*chain)
    started = time.perf_counter()
    assert not any("cycle" in warning for warning in rulebook(question)[1].warnings)
    assert time.perf_counter() - started < 0.5
