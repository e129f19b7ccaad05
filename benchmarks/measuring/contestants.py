"""Who takes part: the engine with each backend, and the models that one would write by hand instead."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring.instances import ROOT, Instance
from benchmarks.measuring.measure import Measurement, measure

TIME_LIMIT = 60
GRACE_SECONDS = 30
REPEAT_BELOW_SECONDS = 10
REPEATS = 3
COMPETITORS = "benchmarks.competitors"
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
FROM_BEST_TO_WORST = ("proven", "not proven", "nothing", "wrong", "failed")
RELATIVE_ERROR = Decimal("1e-6")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to solve a problem file from the command line."""

    name: str
    own: bool
    argument: str

    def command(self, path: Path) -> list[str]:
        """The command that solves a problem file and prints one JSON object."""
        if self.own:
            optengine = str(Path(sys.executable).with_name("optengine"))
            limits = ["--effort", "proof", "--time-limit", str(TIME_LIMIT)]
            return [optengine, "solve", str(path), "--solver", self.argument, *limits, "--json"]
        return [str(BENCH_PYTHON), "-m", f"{COMPETITORS}.{self.argument}", str(path)]


CONTESTANTS = [
    Contestant("optengine cp-sat", True, "cp-sat"),
    Contestant("optengine highs", True, "highs"),
    Contestant("optengine scip", True, "scip"),
    Contestant("optengine auto", True, "auto"),
    Contestant("PuLP + CBC", False, "pulp_cbc"),
    Contestant("PySCIPOpt", False, "pyscipopt_model"),
    Contestant("Pyomo + HiGHS", False, "pyomo_highs"),
    Contestant("linopy + HiGHS", False, "linopy_highs"),
]


@dataclass(frozen=True, slots=True)
class Score:
    """How a contestant did on a problem, over all runs: medians of time, the highest memory, the worst status.

    status: one of FROM_BEST_TO_WORST; "wrong" is another value claimed as proven.
    solver_seconds, own_seconds: inside the solver; loading, formulating and verifying. Only the engine tells.
    """

    contestant: Contestant
    instance: Instance
    runs: int
    status: str
    objective: Decimal | None
    seconds: float
    memory_mb: float
    largest_mb: float
    solver_seconds: float | None = None
    own_seconds: float | None = None
    detail: str = ""


def parsed(run: Measurement) -> dict[str, Any] | None:
    """The JSON object that a run printed last, or None."""
    text = run.stdout.strip()
    for candidate in (text, text.rpartition("\n")[2]):
        try:
            found = json.loads(candidate, parse_float=Decimal, parse_int=Decimal)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return None


def judged(contestant: Contestant, instance: Instance, result: dict[str, Any]) -> tuple[str, Decimal | None]:
    """The status and objective of one result. The engine must be exact, floating-point models within 1e-6."""
    try:
        objective = None if result.get("objective") is None else Decimal(result["objective"])
    except (InvalidOperation, TypeError, ValueError):
        return "failed", None
    if objective is None:
        return "nothing", None
    if contestant.own:
        proven = result["solution_status"] == "optimal" and result.get("proof", "exact") == "exact"
    else:
        proven = bool(result["proven"])
    error = abs(objective - instance.expected)
    allowed = Decimal(0) if contestant.own else RELATIVE_ERROR * max(Decimal(1), abs(instance.expected))
    if error <= allowed:
        objective = instance.expected
    elif not contestant.own:
        objective = round(objective, 6).normalize()
    if proven:
        return ("proven" if error <= allowed else "wrong"), objective
    return "not proven", objective


def run(contestant: Contestant, instance: Instance) -> Score:
    """Let a contestant solve a problem, several times where that is quick."""
    runs: list[Measurement] = []
    while not runs or (len(runs) < REPEATS and runs[0].seconds < REPEAT_BELOW_SECONDS):
        runs.append(measure(contestant.command(instance.path), TIME_LIMIT + GRACE_SECONDS, ROOT))
    results = [parsed(r) for r in runs]
    good = [r for r in results if r is not None]
    status, objective, detail = "failed", None, (runs[-1].stderr.strip().splitlines() or [""])[-1]
    if runs[-1].timed_out:
        status, detail = "nothing", "ended after the time limit"
    elif len(good) == len(runs):
        verdicts = [judged(contestant, instance, r) for r in good]
        status, objective = max(verdicts, key=lambda verdict: FROM_BEST_TO_WORST.index(verdict[0]))
        detail = ""
    timings = [r["timings"] for r in good if contestant.own and "timings" in r]
    return Score(
        contestant=contestant,
        instance=instance,
        runs=len(runs),
        status=status,
        objective=objective,
        seconds=median(r.seconds for r in runs),
        memory_mb=max(r.memory_mb for r in runs),
        largest_mb=max(r.largest_mb for r in runs),
        solver_seconds=float(median(t["solve"] for t in timings)) if timings else None,
        own_seconds=float(median(t["load"] + t["formulate"] + t["verify"] for t in timings)) if timings else None,
        detail=detail,
    )
