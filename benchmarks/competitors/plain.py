"""What every competitor script shares: the problem as plain lists, the limits, and how it answers.

The scripts run in an environment without this project, so this module uses the standard library only.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
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
    """Problems with capacities, floors, caps, prerequisites and synergies on the north star, or a year in quarters."""
    data = json.loads(path.read_text("utf-8"))
    return _year(data) if len(data["scenario"].get("horizon", [])) > 1 else _one_period(data)


def _one_period(data: dict[str, Any]) -> PlainProblem:
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


@dataclass(frozen=True)
class Choice:
    """An initiative in a size and a quarter: what a year has a variable for."""

    item: dict[str, Any]
    tokens: float
    share: float
    quarter: int

    def brings(self, kpi: str) -> float:
        """What it contributes to a KPI."""
        return float(self.item.get("kpi_contribution", {}).get(kpi, 0)) * self.share


def _year(data: dict[str, Any]) -> PlainProblem:
    """A year in quarters, with sizes, deadlines, musts and targets that are floors; goals are reported only."""
    scenario, rules, items = data["scenario"], data.get("constraint_set", {}), data["initiatives"]
    kpi, horizon = scenario.get("north_star_kpi_key", "north_star"), scenario["horizon"]
    choices = [
        Choice(item, tokens, share, quarter)
        for item in items
        for tokens, share in _sizes(item)
        for quarter, key in enumerate(horizon)
        if _is_open(item, key)
    ]
    of: dict[str, list[int]] = {item["initiative_key"]: [] for item in items}
    for index, choice in enumerate(choices):
        of[choice.item["initiative_key"]].append(index)

    def tokens(among: Iterable[int], dimension: str = "", key: str = "") -> dict[int, float]:
        return {i: choices[i].tokens for i in among if not dimension or choices[i].item.get(dimension) == key}

    limits = [Limit(dict.fromkeys(of[i["initiative_key"]], 1.0), float(i.get("is_mandatory", False)), 1) for i in items]
    for quarter in range(len(horizon)):
        here = [i for i, choice in enumerate(choices) if choice.quarter == quarter]
        limits.append(Limit(tokens(here), upper=scenario["capacity_total_tokens"]))
        for dimension in ("market", "department"):
            for key, most in scenario.get(f"capacity_by_{dimension}", {}).items():
                limits.append(Limit(tokens(here, dimension, key), upper=most))
        for team, most in scenario.get("capacity_by_team", {}).items():
            limits.append(Limit({i: choices[i].item.get("team_tokens", {}).get(team, 0) for i in here}, upper=most))
        for item in items:
            for needed in item.get("prerequisite_keys", []):
                later = {i: -1.0 for i in of[item["initiative_key"]] if choices[i].quarter <= quarter}
                sooner = {i: 1.0 for i in of[needed] if choices[i].quarter <= quarter}
                limits.append(Limit(later | sooner, lower=0))
    everything = range(len(choices))
    for rule in rules.get("floors", []):
        limits.append(Limit(tokens(everything, rule["dimension"], rule["key"]), lower=rule["min_tokens"]))
    for rule in rules.get("caps", []):
        limits.append(Limit(tokens(everything, rule["dimension"], rule["key"]), upper=rule["max_tokens"]))
    for rule in rules.get("targets", []):
        if rule["floor_or_goal"] == "floor":
            counted = [i for i in everything if choices[i].item.get("market") == rule["market"]]
            total = {i: choices[i].brings(rule["kpi_key"]) for i in counted}
            limits.append(Limit(total, lower=rule["target_value"]))
    return PlainProblem([choice.brings(kpi) for choice in choices], limits, [])


def _sizes(item: dict[str, Any]) -> list[tuple[float, float]]:
    """The tokens of each size, and the share of its contribution."""
    if "engineering_tokens" in item:
        return [(item["engineering_tokens"], 1.0)]
    return [(item["engineering_tokens_mvp"], item["mvp_contribution_share"]), (item["engineering_tokens_full"], 1.0)]


def _is_open(item: dict[str, Any], quarter: str) -> bool:
    """Whether a quarter such as 2027-Q2 ends after the earliest start and begins by the deadline."""
    year, last = quarter[:4], 3 * int(quarter[-1])
    late_enough = f"{year}-{last:02}-31" >= str(item.get("earliest_start_date", ""))
    return late_enough and f"{year}-{last - 2:02}-01" <= str(item.get("deadline_date", "9999"))


def answer(solve: Callable[[PlainProblem], tuple[float | None, bool]]) -> None:
    """Solve the problem named on the command line and print one JSON object."""
    problem = read_problem(Path(sys.argv[1]))
    started = time.perf_counter()
    objective, proven = solve(problem)
    result: dict[str, Any] = {"objective": objective, "proven": proven, "seconds": time.perf_counter() - started}
    sys.stdout.flush()
    print(json.dumps(result))
