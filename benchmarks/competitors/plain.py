"""What every competitor script shares: the problem as plain lists, the limits, and how it answers.

The scripts run in an environment without this project, so this module uses the standard library only.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIME_LIMIT = 60.0


@dataclass(frozen=True)
class Limit:
    """``lower <= sum(amounts) <= upper`` over the chosen ones."""

    amounts: dict[int, float]
    lower: float = float("-inf")
    upper: float = float("inf")


@dataclass(frozen=True)
class PlainProblem:
    """Values, limits, prerequisites and groups by position."""

    values: list[float]
    limits: list[Limit]
    prerequisites: list[tuple[int, int]]
    groups: list[tuple[list[int], float]] = field(default_factory=list)


def read_problem(path: Path) -> PlainProblem:
    """One-period problems with capacities, floors, caps, prerequisites and synergies on the north star."""
    data = json.loads(path.read_text("utf-8"))
    scenario, rules, items = data["scenario"], data.get("constraint_set", {}), data["initiatives"]
    kpi = scenario.get("north_star_kpi_key", "north_star")
    position = {item["initiative_key"]: index for index, item in enumerate(items)}
    tokens = {index: item.get("engineering_tokens", 0) for index, item in enumerate(items)}

    def bearing(dimension: str, key: str) -> dict[int, float]:
        return {index: tokens[index] for index, item in enumerate(items) if item.get(dimension) == key}

    limits = []
    if "capacity_total_tokens" in scenario:
        limits.append(Limit(tokens, upper=scenario["capacity_total_tokens"]))
    for team, capacity in scenario.get("capacity_by_team", {}).items():
        amounts = {index: item.get("team_tokens", {}).get(team, 0) for index, item in enumerate(items)}
        limits.append(Limit(amounts, upper=capacity))
    limits += [Limit(bearing(r["dimension"], r["key"]), lower=r["min_tokens"]) for r in rules.get("floors", [])]
    limits += [Limit(bearing(r["dimension"], r["key"]), upper=r["max_tokens"]) for r in rules.get("caps", [])]
    prerequisites = [
        (index, position[needed])
        for index, item in enumerate(items)
        for needed in item.get("prerequisite_keys", [])
        if needed in position
    ]
    members: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        for group in item.get("synergy_group_keys", []):
            members.setdefault(group, []).append(index)
    groups = [
        (members[s["synergy_group_key"]], s["bonus"])
        for s in rules.get("synergies", [])
        if s["kpi_key"] == kpi and len(members.get(s["synergy_group_key"], [])) > 1
    ]
    values = [item.get("kpi_contribution", {}).get(kpi, 0) for item in items]
    return PlainProblem(values, limits, prerequisites, groups)


def answer(solve: Callable[[PlainProblem], tuple[float | None, bool]]) -> None:
    """Solve the problem named on the command line and print one JSON object."""
    problem = read_problem(Path(sys.argv[1]))
    started = time.perf_counter()
    objective, proven = solve(problem)
    result: dict[str, Any] = {"objective": objective, "proven": proven, "seconds": time.perf_counter() - started}
    sys.stdout.flush()
    print(json.dumps(result))
