"""What a solve may use."""

from __future__ import annotations

from domain.integer_model.model import SolveParameters
from domain.runs.limits import UNLIMITED, SolveLimits

LIMITS = SolveLimits(seconds=10.0, threads=4, memory_mb=500)


def test_what_is_beyond_is_named_with_the_most() -> None:
    asked = SolveParameters(time_limit=11.0, threads=5, memory_limit_mb=501)
    assert LIMITS.faults(asked) == [
        "time_limit may be 10 seconds at most here, not 11",
        "threads may be 4 at most here, not 5",
        "memory_limit_mb may be 500 at most here, not 501",
    ]
    assert LIMITS.faults(SolveParameters(time_limit=10.0, threads=4, memory_limit_mb=500)) == []
    assert LIMITS.faults(SolveParameters()) == []
    assert UNLIMITED.faults(asked) == []


def test_who_asks_for_none_gets_the_most_but_not_more_threads() -> None:
    cut = LIMITS.within(SolveParameters())
    assert (cut.time_limit, cut.threads, cut.memory_limit_mb) == (10.0, None, 500)
    less = SolveParameters(time_limit=1.0, threads=2, memory_limit_mb=100)
    assert LIMITS.within(less) == less
    assert LIMITS.within(SolveParameters(time_limit=99.0, threads=99)).threads == 4
    assert UNLIMITED.within(less) == less
    assert UNLIMITED.within(SolveParameters()) == SolveParameters()
