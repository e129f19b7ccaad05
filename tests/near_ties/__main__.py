"""``python -m tests.near_ties WHAT SOLVER [--first N] [--count N]``: a long run by hand, each find as it comes.

WHAT is ``solve`` or a planning computation. With ``--write DIR`` every find is made small and written there.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from persistence.problem_files.problem_file import write_problem
from solvers.pool import SolverPool
from tests.near_ties.running import QUESTIONS, Tally, ask, problem_of, shows
from tests.near_ties.shrinking import shrunk


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=list(QUESTIONS))
    parser.add_argument("solver")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    tally, started = Tally(), time.monotonic()
    with SolverPool() as pool:
        for seed in range(given.first, given.first + given.count):
            before = len(tally.faults)
            ask(tally, seed, given.what, pool.solver(given.solver))
            for fault in tally.faults[before:]:
                print(f"{time.monotonic() - started:.0f} s: {fault}", flush=True)
            if given.write and len(tally.faults) > before:
                same = shows(given.what, pool.solver(given.solver), tally.faults[before])
                small = shrunk(problem_of(seed, given.what), same)
                write_problem(small, given.write / f"{given.what}_{given.solver}_{seed}.json")
    print(f"{tally} in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
