"""How long the engine takes to formulate a large backlog, next to Pyomo making the same model.

``python -m benchmarks.formulation`` prints the timings of one run as JSON; ``compare`` runs all in turn.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.made_up.backlog import as_plain, backlog
from benchmarks.measuring.contestants import BENCH_PYTHON, COMPETITORS
from benchmarks.measuring.instances import ROOT
from domain.formulation import formulate
from domain.rules.rulebook import ruled

ROUNDS = 5
PYOMO_STEPS = ("objects", "matrix", "highs")
PAGE = """\
{size} initiatives with {prerequisites} prerequisites, floors and caps; both models have {size} columns and {rows}
rows. Medians of {rounds} runs, in turn, each in a fresh process, from data already in memory. What the engine
formulates is the sparse integer matrix that a backend takes, with tie-breaks; Pyomo's objects become one only in its
standard form or in its interface to a solver. Judging candidates and reading rules stands apart, for Pyomo is given
limits and pairs that were read before.

| step | s | next to the engine's formulation |
| --- | --- | --- |
| engine: judge candidates, read rules | {judge:.2f} | |
| **engine: formulate** | {formulate:.2f} | 1.0 x |
| Pyomo: objects only, no matrix | {objects:.2f} | {objects_ratio:.1f} x |
| Pyomo: up to the sparse matrix (its standard form) | {matrix:.2f} | {matrix_ratio:.1f} x |
| Pyomo: up to the model inside HiGHS | {highs:.2f} | {highs_ratio:.1f} x |"""


class BenchmarkError(Exception):
    """A measurement that means nothing: a command failed, or the models are not the same."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds per step, and the size that both models have."""

    own: dict[str, float]
    pyomo: dict[str, float]
    columns: int
    rows: int
    prerequisites: int

    def ratio(self, step: str) -> float:
        """How many times as long as the engine's formulation Pyomo takes up to one of its steps."""
        return self.pyomo[step] / self.own["formulate"]

    def page(self) -> str:
        """The comparison as Markdown."""
        return PAGE.format(
            size=f"{self.columns:,}",
            prerequisites=f"{self.prerequisites:,}",
            rows=f"{self.rows:,}",
            rounds=ROUNDS,
            judge=self.own["all"] - self.own["formulate"],
            formulate=self.own["formulate"],
            **{step: self.pyomo[step] for step in PYOMO_STEPS},
            **{f"{step}_ratio": self.ratio(step) for step in PYOMO_STEPS},
        )


def own_timing() -> dict[str, Any]:
    """Formulate the backlog once."""
    problem = backlog()
    started = time.perf_counter()
    given = ruled(problem)
    ready = time.perf_counter()
    formulation = formulate(given)
    ended = time.perf_counter()
    model = formulation.plan.model
    sizes = {"columns": model.num_columns, "rows": model.num_rows}
    return {"all": ended - started, "formulate": ended - ready, **sizes}


def _timing(command: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"{' '.join(command)} failed:\n{done.stderr}")
    timing: dict[str, Any] = json.loads(done.stdout)
    return timing


def _medians(timings: Sequence[dict[str, Any]]) -> dict[str, float]:
    names = {name for timing in timings for name in timing} - {"columns", "rows"}
    return {name: median(t[name] for t in timings if name in t) for name in sorted(names)}


def compare() -> Comparison:
    """All in turn, several times. Raises where the two models are not of one size."""
    problem = backlog()
    own, pyomo = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backlog.json"
        path.write_text(json.dumps(as_plain(problem)), "utf-8")
        script = [str(BENCH_PYTHON), "-m", f"{COMPETITORS}.pyomo_build", str(path)]
        for _ in range(ROUNDS):
            own.append(_timing([sys.executable, "-m", "benchmarks.formulation"]))
            pyomo += [_timing([*script, "matrix"]), _timing([*script, "highs"])]
    sizes = {(t["columns"], t["rows"]) for t in (*own, *pyomo)}
    if len(sizes) > 1:
        raise BenchmarkError(f"the models are not the same, (columns, rows) differ: {sorted(sizes)}")
    columns, rows = sizes.pop()
    prerequisites = sum(len(i.prerequisite_keys) for i in problem.initiatives)
    return Comparison(_medians(own), _medians(pyomo), columns, rows, prerequisites)


if __name__ == "__main__":
    print(json.dumps(own_timing()))
