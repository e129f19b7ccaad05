"""Small problem files for the command line."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

Problem = dict[str, Any]


def small() -> Problem:
    """Four candidates, two of which fit; the best is A and C for 8 tokens and a value of 130."""
    return {
        "scenario": {
            "name": "Small",
            "period_key": "2026-Q1",
            "objective_mode": "north_star",
            "capacity_total_tokens": 8,
        },
        "initiatives": [
            {
                "initiative_key": key,
                "title": key,
                "engineering_tokens": tokens,
                "kpi_contribution": {"north_star": value},
            }
            for key, tokens, value in (("A", 5, 90), ("B", 4, 50), ("C", 3, 40), ("D", 6, 70))
        ],
    }


def infeasible() -> Problem:
    """Two mandatory candidates that do not fit together."""
    problem = small()
    problem["constraint_set"] = {"mandatory_initiatives": ["A", "D"]}
    return problem


def faulty() -> Problem:
    """Two good candidates beside every kind of faulty one."""
    problem = small()
    problem["constraint_set"] = {"floors": [{"dimension": "market", "key": "UK", "min_tokens": 1}]}
    for initiative in problem["initiatives"]:
        initiative["market"] = "UK"
    value = {"north_star": 500}
    problem["initiatives"] += [
        {"initiative_key": "NO-TOKENS", "market": "UK", "kpi_contribution": value},
        {"initiative_key": "NEGATIVE", "market": "UK", "engineering_tokens": -1, "kpi_contribution": value},
        {
            "initiative_key": "INVERTED",
            "market": "UK",
            "engineering_tokens": 1,
            "earliest_start_date": "2026-03-01",
            "latest_finish_date": "2026-02-01",
            "kpi_contribution": value,
        },
        {
            "initiative_key": "UNREACHABLE",
            "market": "UK",
            "engineering_tokens": 1,
            "prerequisite_keys": ["NOBODY"],
            "kpi_contribution": value,
        },
        {"initiative_key": "EVERYTHING", "earliest_start_date": "2026-03-01", "deadline_date": "2026-02-01"},
    ]
    return problem


def hard(initiatives: int = 120, seed: int = 7) -> Problem:
    """A knapsack in many dimensions: a first portfolio comes at once, the proof takes minutes."""
    draw = random.Random(seed)
    teams = [f"team{k}" for k in range(10)]
    entries = []
    for index in range(initiatives):
        tokens = {team: draw.randint(100, 1000) for team in teams}
        value = sum(tokens.values()) // len(teams) + draw.randint(0, 500)
        entries.append(
            {
                "initiative_key": f"I-{index}",
                "engineering_tokens": 1,
                "team_tokens": tokens,
                "kpi_contribution": {"north_star": value},
            }
        )
    capacity = {team: sum(entry["team_tokens"][team] for entry in entries) // 2 for team in teams}
    scenario = {
        "name": "Hard",
        "period_key": "2026-Q1",
        "objective_mode": "north_star",
        "capacity_by_team": capacity,
    }
    return {"scenario": scenario, "initiatives": entries}


def hopeless(initiatives: int = 50, seed: int = 11) -> Problem:
    """Exact sums wanted from five teams at once: nothing is found for a long time, and nothing is disproved."""
    problem = hard(initiatives, seed)
    entries = problem["initiatives"]
    teams = [f"team{k}" for k in range(6)]
    half = {team: sum(entry["team_tokens"][team] for entry in entries) // 2 for team in teams}
    problem["scenario"]["capacity_by_team"] = half
    problem["constraint_set"] = {
        "floors": [{"dimension": "team", "key": team, "min_tokens": tokens} for team, tokens in half.items()]
    }
    return problem


def write(directory: Path, problem: Problem, name: str = "problem.json") -> str:
    """Write a problem file; its path."""
    path = directory / name
    path.write_text(json.dumps(problem), encoding="utf-8")
    return str(path)
