"""The files that the command lines are given: the examples, what makes them impossible, and faulty ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.problems import faulty

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = tuple(sorted(path.stem for path in (ROOT / "examples").glob("*.json")))
Problem = dict[str, Any]


def _one_quarter(problem: Problem) -> None:
    """Both sides of an exclusion."""
    problem["constraint_set"]["mandatory_initiatives"] += ["I-2", "I-3"]


def _two_quarters(problem: Problem) -> None:
    """A team too small for what is mandatory, and a deadline that its bundle lies behind."""
    problem["scenario"]["capacity_by_team"]["backend"] = 1
    problem["constraint_set"]["mandatory_initiatives"] = ["I-2", "I-3"]


def _goals_first(problem: Problem) -> None:
    """A floor of value beyond what there is, and one of tokens beyond the capacity."""
    problem["constraint_set"]["targets"][1]["target_value"] = 900_000
    problem["constraint_set"]["floors"][0]["min_tokens"] = 16


IMPOSSIBLE: dict[str, Callable[[Problem], None]] = {
    "one-quarter": _one_quarter,
    "two-quarters": _two_quarters,
    "goals-first": _goals_first,
}


def place(folder: Path) -> None:
    """Put every file into a folder."""
    for name in EXAMPLES:
        shutil.copy(ROOT / "examples" / f"{name}.json", folder)
    shutil.copy(ROOT / "cli" / "sample" / "organisation.json", folder)
    for name, spoil in IMPOSSIBLE.items():
        problem = json.loads((ROOT / "examples" / f"{name}.json").read_text("utf-8"))
        spoil(problem)
        _write(folder / f"{name}-impossible.json", problem)
    _write(folder / "faulty.json", faulty())
    wrong = faulty()
    wrong["scenario"] |= {"period_key": "2026-Q5", "objective_mode": "best", "capacity_total_tokens": "many"}
    wrong["initiatives"].append(wrong["initiatives"][0])
    _write(folder / "wrong.json", wrong)
    (folder / "made").mkdir()
    (folder / "cut-off.json").write_text('{"scenario": {"name": ', encoding="utf-8")
    (folder / "today.txt").write_text("# what is planned\nI-1\nI-4\n", encoding="utf-8")


def _write(path: Path, problem: Problem) -> None:
    path.write_text(json.dumps(problem), encoding="utf-8")
