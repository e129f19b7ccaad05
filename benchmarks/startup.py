"""How long a tiny solve takes, next to a bare script that hands the same model to HiGHS and prints the answer.

``python -m benchmarks.startup`` prints the figures. All take turns in one run, so that whatever else the machine does
meets each alike; the ratios mean more than the times.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.formulation import BenchmarkError
from benchmarks.measuring.instances import ROOT
from domain.integer_model.model import NO_LOWER, NO_UPPER, Model, Plan
from domain.optimization.preparation import prepare
from persistence.problem_files.problem_file import read_problem
from solvers.stages.blending import BLEND_LIMIT, grouped

PROBLEM = ROOT / "examples" / "one-quarter.json"
ROUNDS, WARM_UP = 15, 2
BARE = """\
import highspy
import numpy as np

highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.passModel(
    {columns}, {rows}, {entries}, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMaximize), 0.0,
    np.array({cost}, dtype=float), np.array({lower}, dtype=float), np.array({upper}, dtype=float),
    np.array({row_lower}, dtype=float), np.array({row_upper}, dtype=float),
    np.array({starts}, dtype=np.int32), np.array({at}, dtype=np.int32), np.array({coefs}, dtype=float),
    np.ones({columns}, dtype=np.int32),
)
highs.run()
print([round(value) for value in highs.getSolution().col_value])
"""
PAGE = """\
The whole command, warm file cache: `{problem}` ({columns} columns, {rows} rows) with the default solver, and a script
of the same Python that imports highspy, hands over the same model, solves and prints. Medians of {rounds} runs in turn.

| what | wall-clock ms | processor ms | next to the bare script |
| --- | --- | --- | --- |
{lines}"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of a command and of all that it started."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command line, and what it is."""

    what: str
    command: Sequence[str]


def bare_script(model: Model) -> str:
    """A script that solves a model with HiGHS, in the way that the documentation of highspy shows."""
    cost = [0] * model.num_columns
    for column, coef in zip(model.objective.columns, model.objective.coefs, strict=True):
        cost[column] = coef
    return BARE.format(
        columns=model.num_columns,
        rows=model.num_rows,
        entries=len(model.columns),
        cost=cost,
        lower=list(model.lower),
        upper=list(model.upper),
        row_lower=[side if side > NO_LOWER else -1e30 for side in model.row_lower],
        row_upper=[side if side < NO_UPPER else 1e30 for side in model.row_upper],
        starts=list(model.starts)[:-1],
        at=list(model.columns),
        coefs=list(model.coefs),
    )


def asked_first(plan: Plan) -> Model:
    """The model with the objective that a solver is asked first: its stages in one, as far as they go together."""
    group = grouped(plan.stages, range(len(plan.stages)), plan.model, BLEND_LIMIT)[0]
    return plan.model.with_objective(group.form)


def spent(command: Sequence[str]) -> tuple[str, Spent]:
    """What a command printed and what it took."""
    before, began = _used(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    took = Spent((time.perf_counter() - began) * 1000, (_used() - before) * 1000)
    if done.returncode:
        raise BenchmarkError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout, took


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def line(what: str, taken: Sequence[Spent], bare: Sequence[Spent]) -> str:
    """One row of the table."""
    wall, processor = median(each.wall for each in taken), median(each.processor for each in taken)
    times = wall / median(each.wall for each in bare)
    work = processor / median(each.processor for each in bare)
    return f"| {what} | {wall:.0f} | {processor:.0f} | {times:.2f} x, processor {work:.2f} x |"


def measured(contestants: Sequence[Contestant], rounds: int = ROUNDS) -> list[list[Spent]]:
    """What each took, round by round."""
    taken: list[list[Spent]] = [[] for _ in contestants]
    for turn in range(rounds + WARM_UP):
        for contestant, own in zip(contestants, taken, strict=True):
            _, took = spent(contestant.command)
            if turn >= WARM_UP:
                own.append(took)
    return taken


def page() -> str:
    """Measure; the figures as Markdown. Raises ``BenchmarkError`` where the script solves something else."""
    prepared = prepare(read_problem(PROBLEM))
    model = asked_first(prepared.formulation.plan)
    optengine = Path(sys.executable).with_name("optengine")
    command = [str(optengine)] if optengine.exists() else [sys.executable, "-m", "cli.main"]
    with tempfile.TemporaryDirectory() as directory:
        script = Path(directory) / "bare.py"
        script.write_text(bare_script(model), "utf-8")
        contestants = [
            Contestant("bare script with highspy", [sys.executable, str(script)]),
            Contestant("`optengine solve --json`", [*command, "solve", str(PROBLEM), "--json"]),
            Contestant("`optengine --version`", [*command, "--version"]),
        ]
        point, _ = spent(contestants[0].command)
        answer, _ = spent(contestants[1].command)
        selected = sorted(prepared.formulation.decode(json.loads(point)).choices)
        if selected != sorted(json.loads(answer)["selected"]):
            raise BenchmarkError(f"the script selects {selected}, the engine {json.loads(answer)['selected']}")
        taken = measured(contestants)
    lines = "\n".join(line(each.what, own, taken[0]) for each, own in zip(contestants, taken, strict=True))
    return PAGE.format(
        problem=PROBLEM.relative_to(ROOT),
        columns=model.num_columns,
        rows=model.num_rows,
        rounds=ROUNDS,
        lines=lines,
    )


if __name__ == "__main__":
    print(page())
