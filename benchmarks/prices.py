"""How long prices take: all candidates ranked by bound, and exact forcing costs next to separate cold solves.

``python -m benchmarks.prices`` prints the figures. Each is wall-clock time and processor time of everything that the
command starts; on a machine that does other things as well, only the second means something.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.formulation import BenchmarkError
from benchmarks.measuring import machine
from benchmarks.measuring.instances import WHERE_FROM, folder

PROBLEM = "nrp-e1-0.3"
SAMPLE = 50
PAGE = """\
{problem}, {candidates} candidates, {sample} of those that the best portfolio leaves out, evenly spread.

| what | wall-clock s | processor s |
| --- | --- | --- |
| all candidates ranked by bound (one process, loading included) | {ranked} |
| exact forcing cost of {sample} candidates (one process) | {exact} |
| the same by {sample} cold `optengine solve` processes | {cold} |

The exact costs take {share:.0%} of the wall-clock and {work:.0%} of the processor time of the cold solves, and are the
same to the last digit."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a command and of all that it started."""

    wall: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.processor + other.processor)

    def cells(self) -> str:
        """As two cells of a table."""
        return f"{self.wall:.1f} | {self.processor:.1f}"


def answered(*arguments: str) -> tuple[dict[str, Any], Spent]:
    """The JSON answer of a command in a process of its own, and what it took."""
    before, began = _used(), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "cli.main", *arguments, "--json"], capture_output=True, text=True)
    spent = Spent(time.perf_counter() - began, _used() - before)
    if done.returncode not in (0, 3):
        raise BenchmarkError(f"optengine {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout, parse_float=Decimal), spent


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def spread(keys: Sequence[str], count: int) -> list[str]:
    """So many of the keys, evenly spread."""
    count = min(count, len(keys))
    return [keys[at * len(keys) // count] for at in range(count)]


def cold_cost(path: Path, key: str, best: Decimal, directory: Path) -> tuple[Decimal | None, Spent]:
    """What forcing one candidate costs by a solve of its own; None where it cannot be in."""
    problem = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    problem.setdefault("constraint_set", {}).setdefault("mandatory_initiatives", []).append(key)
    forced = directory / "forced.json"
    forced.write_text(json.dumps(problem, default=str), "utf-8")
    answer, spent = answered("solve", str(forced), "--time-limit", "0")
    return (None if answer["objective"] is None else best - answer["objective"]), spent


def measured(path: Path, sample: int) -> str:
    """All three measurements in turn, as a page. Raises ``BenchmarkError`` where the answers differ."""
    listed, ranked = answered("prices", str(path), "--exact", "0")
    best = listed["value"]["value"]
    out = [price["initiative_key"] for price in listed["prices"] if price["kind"] == "forcing"]
    keys = spread(out, sample)
    wanted = [word for key in keys for word in ("--initiative", key)]
    priced, exact = answered("prices", str(path), "--sharpen", "0", *wanted)
    costs = {price["initiative_key"]: price["lost_at_most"] for price in priced["prices"]}
    cold = Spent(0.0, 0.0)
    with tempfile.TemporaryDirectory() as directory:
        for number, key in enumerate(keys, start=1):
            cost, spent = cold_cost(path, key, best, Path(directory))
            cold += spent
            print(f"{number:3} {key}: {cost}, cold solve {spent.wall:.1f} s", file=sys.stderr, flush=True)
            if cost != costs[key]:
                raise BenchmarkError(f"{key}: the price list says {costs[key]}, a cold solve {cost}")
    return PAGE.format(
        problem=path.stem,
        candidates=len(listed["prices"]),
        sample=len(keys),
        ranked=ranked.cells(),
        exact=exact.cells(),
        cold=cold.cells(),
        share=exact.wall / cold.wall,
        work=exact.processor / cold.processor,
    )


def main() -> int:
    """Measure and print; 1 where the answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prices", description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many exact prices ({SAMPLE})")
    options = parser.parse_args()
    path = folder() / f"{PROBLEM}.json"
    if not path.exists():
        print(f"SKIPPED, prices of {PROBLEM}: it is not in {folder()}.\n\n{WHERE_FROM}")
        return 0
    print(machine.describe(), flush=True)
    try:
        print(measured(path, options.sample))
    except BenchmarkError as error:
        print(f"prices: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
