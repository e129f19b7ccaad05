"""How long made-up years take, and how many of them need more than selecting first and placing second.

``python -m benchmarks.years`` prints the figures: the whole command with default settings for each year, and for each
size how many were proven, needed cuts, or needed the whole model. On a machine that does other things as well, only the
processor time means something.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.made_up.quarters import KINDS, SEED, quarters
from benchmarks.measuring import machine
from persistence.problem_files.problem_file import dumps

SIZES = (120, 1000, 5000)
CUTS = re.compile(r"(\d+) cuts? w")
HEAD = "initiatives  kind      seed  answer      value        proof      same  cuts  whole   wall s    processor s"


@dataclass(frozen=True, slots=True)
class Year:
    """One year and what came of it. same: every solver gives this portfolio. whole: the whole model had to be asked."""

    size: int
    kind: str
    seed: int
    status: str
    value: str
    proof: str
    same: bool
    cuts: int
    whole: bool
    wall: float
    processor: float

    def line(self) -> str:
        """As a row under ``HEAD``."""
        same, whole = ("yes" if each else "-" for each in (self.same, self.whole))
        return (
            f"{self.size:11}  {self.kind:8}  {self.seed:4}  {self.status:10}  {self.value:>11}  {self.proof:9}  "
            f"{same:4}  {self.cuts:4}  {whole:5}  {self.wall:7.2f}  {self.processor:13.2f}"
        )


def year_of(size: int, kind: str, seed: int, answer: dict[str, Any], wall: float, processor: float) -> Year:
    """What an answer says about a year."""
    notes = " ".join(answer["solver"]["notes"])
    cuts = CUTS.search(notes)
    return Year(
        size=size,
        kind=kind,
        seed=seed,
        status=answer["solution_status"],
        value=str(answer["objective"]),
        proof=answer["proof"],
        same=answer["canonical"],
        cuts=int(cuts[1]) if cuts else 0,
        whole="the whole model" in notes,
        wall=wall,
        processor=processor,
    )


def summary(years: Sequence[Year]) -> str:
    """Of years of one size, the shares and the times."""
    count = len(years)
    proven = sum(year.status in ("optimal", "infeasible") and year.proof == "exact" for year in years)
    cuts, whole = sum(year.cuts > 0 for year in years), sum(year.whole for year in years)
    walls, processors = [year.wall for year in years], [year.processor for year in years]
    return (
        f"{years[0].size} initiatives: {proven} of {count} proven, {cuts} needed cuts, {whole} the whole model; "
        f"wall median {median(walls):.2f} s, worst {max(walls):.2f} s; "
        f"processor median {median(processors):.2f} s, worst {max(processors):.2f} s"
    )


def solved(size: int, kind: str, seed: int, folder: Path) -> Year:
    """A year solved by the whole command."""
    path = folder / f"{size}-{kind}-{seed}.json"
    path.write_text(dumps(quarters(size, KINDS[kind], SEED + seed)), "utf-8")
    command = [str(Path(sys.executable).with_name("optengine")), "solve", str(path), "--json"]
    before, began = _used(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall, processor = time.perf_counter() - began, _used() - before
    return year_of(size, kind, seed, json.loads(done.stdout), wall, processor)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.years", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many initiatives")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS), help="what is made harder")
    parser.add_argument("--seeds", type=int, default=1, help="how many years of each kind")
    options = parser.parse_args(argv)
    print(machine.load(), HEAD, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found = [_shown(solved(*wanted, Path(folder))) for wanted in _wanted(options)]
    for size in options.sizes:
        print(summary([year for year in found if year.size == size]))
    return 0


def _wanted(options: argparse.Namespace) -> Iterable[tuple[int, str, int]]:
    return ((size, kind, seed) for size in options.sizes for seed in range(options.seeds) for kind in options.kinds)


def _shown(year: Year) -> Year:
    print(year.line(), flush=True)
    return year


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
