"""The public problems and their best known values, where they are present."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_FOLDER = ROOT.parent / "shared" / "bench"
WHERE_FROM = """\
The public problems come from:
- Next Release Problem (nrp*): Bagnall, Rayward-Smith and Whittley, "The next release problem", Information and
  Software Technology 43 (2001), for the classic ones; Xuan, Jiang, Ren and Luo, "Solving the Large Scale Next Release
  Problem with a Backbone-Based Multilevel Algorithm", IEEE Transactions on Software Engineering 38 (2012), for the
  realistic ones (nrp-e*, nrp-g*). Capacity is floor(ratio x total cost), the ratio being the last part of the name.
- mknap1: file mknap1 of the OR-Library (J. E. Beasley), after Petersen 1967. One team per constraint.
- jeu_*: quadratic knapsack problems of Billionnet and Soutif (2004). One synergy group per pair.
Write each as a problem file (`optengine schema problem`) NAME.json into one folder, beside an expected.json such as
{"mknap1-0": {"value": 3800}}, and name the folder in OPTENGINE_BENCH_DIR."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem file and the value that it should reach."""

    name: str
    path: Path
    expected: Decimal


def folder() -> Path:
    """Where the problems are looked for."""
    return Path(os.environ.get("OPTENGINE_BENCH_DIR", DEFAULT_FOLDER))


def load_instances(only: str = "") -> list[Instance]:
    """The problems that are present, smallest first; with ``only``, those whose name contains one of its words."""
    index = folder() / "expected.json"
    if not index.is_file():
        return []
    wanted = only.replace(",", " ").split()
    expected = json.loads(index.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    found = [
        Instance(name, path, entry["value"])
        for name, entry in expected.items()
        if (path := folder() / f"{name}.json").is_file() and (not wanted or any(word in name for word in wanted))
    ]
    return sorted(found, key=lambda instance: instance.path.stat().st_size)
