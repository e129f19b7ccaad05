"""Problems that the last unit decides, against the brute force: no claim made for certain is wrong, and none fails.

OPTENGINE_NEAR_TIES: how many problems each solver solves (24 unless told); every planning computation is asked about a
tenth as many. ``python -m tests.near_ties`` does the same, shows each find as it comes and makes it small.
OPTENGINE_NEAR_TIES_FIRST: the seed to begin with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from solvers.pool import SolverPool
from tests.near_ties.problems import EDGES, near_tie
from tests.near_ties.running import QUESTIONS, Tally, ask
from tests.oracle import Oracle

ASKED = int(os.environ.get("OPTENGINE_NEAR_TIES", "24"))
FIRST = int(os.environ.get("OPTENGINE_NEAR_TIES_FIRST", "0"))
FEWEST = 4
with SolverPool() as found:
    NAMES = (*found.available, "auto")

pytestmark = [pytest.mark.solver, pytest.mark.slow]


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


@pytest.mark.parametrize("what", QUESTIONS)
@pytest.mark.parametrize("name", NAMES)
def test_no_certain_claim_is_wrong_and_no_question_fails(pool: SolverPool, name: str, what: str) -> None:
    tally = Tally()
    count = ASKED if what == "solve" else max(FEWEST, ASKED // 10)
    for seed in range(FIRST, FIRST + count):
        ask(tally, seed, what, pool.solver(name))
    print(f"{what}, {name}: {tally}")
    assert not tally.faults, "\n".join(map(str, tally.faults))


@pytest.mark.parametrize("seed", [200062, 200138, 200141])
def test_what_was_wrong_or_failed_once_is_right(pool: SolverPool, seed: int) -> None:
    """A limit of nothing beside another of its id, violations of too many steps together, and steps too coarse."""
    tally = Tally()
    ask(tally, seed, "solve", pool.solver("highs"))
    assert not tally.faults, "\n".join(map(str, tally.faults))


def test_the_problems_are_small_and_near_the_edges() -> None:
    """A share of them has no portfolio at all, and every width at which integers end is passed."""
    problems = [near_tie(seed) for seed in range(60)]
    oracles = [Oracle(each) for each in problems]
    assert max(oracle.num_portfolios for oracle in oracles) <= 1024
    possible = sum(oracle.best() is not None for oracle in oracles)
    assert len(oracles) / 2 < possible < len(oracles)
    totals = [sum(i.kpi_contribution["gmv"] for i in each.initiatives) * 10**8 for each in problems]
    for edge in EDGES:
        assert any(total < edge for total in totals)
        assert any(total > edge for total in totals)
