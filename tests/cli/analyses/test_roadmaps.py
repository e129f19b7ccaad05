"""``optengine roadmaps``: many roadmaps of a problem at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Optengine
from tests.cli.problems import infeasible, small


@pytest.fixture
def problem() -> str:
    """A file with two frameworks and a second KPI."""
    content = small()
    for place, each in enumerate(content["initiatives"]):
        each["kpi_contribution"]["gmv"] = [10, 90, 5, 80][place]
        each["scores"] = {"RICE": [1, 2, 3, 4][place]}
    Path("problem.json").write_text(json.dumps(content), encoding="utf-8")
    return "problem.json"


def test_objectives_are_combined_with_capacities_rules_and_solvers(optengine: Optengine, problem: str) -> None:
    Path("strict.json").write_text(json.dumps({"name": "no A", "forced_out": ["A"]}), encoding="utf-8")
    done = optengine(
        "roadmaps", problem, "--mode", "north_star", "--weights", "sales=gmv:1", "--framework", "RICE",
        "--capacity", "8,150%", "--rules", "own", "--rules", "strict.json", "--solver", "highs", "--solver", "cp-sat",
        "--json", "--no-safe",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    names = [each["name"] for each in done.answer["comparison"]["roadmaps"]]
    assert len(names) == len(set(names)) == 2 * 2 * 2 * 2
    assert names[0] == "north_star · capacity 8 · own · highs"
    assert done.answer["regret"]["safe"] is None


def test_the_tables_say_who_agrees_and_what_is_safe(optengine: Optengine, problem: str) -> None:
    done = optengine("roadmaps", problem, "--mode", "north_star,weighted_kpis", "--weights", "sales=gmv:1", "--all")
    assert done.code == 0
    for heading in ("2 roadmaps", "KPI totals", "Initiatives by roadmap", "How far they agree", "Regret"):
        assert heading in done.out
    assert "The regret-safe portfolio" in done.out
    assert "(proven)" in done.out
    safe = optengine("roadmaps", problem, "--weights", "sales=gmv:1", "--weights", "star=north_star:1", "--json")
    found = safe.answer["regret"]["safe"]
    assert [each["initiative_key"] for each in found["placements"]] == ["B", "C"]
    assert found["stages"][0]["max_regret"]["proven"]


def test_the_rules_of_one_scenario_may_be_enough(optengine: Optengine, problem: str) -> None:
    argv = ("roadmaps", problem, "--capacity", "8,3", "--json")
    safe = optengine(*argv, "--safe-rules", "capacity 8").answer["regret"]["safe"]
    assert [cell["allowed"] for cell in safe["cells"]] == [True, False]
    assert optengine(*argv).answer["regret"]["safe"]["tokens"] == 3
    refused = optengine(*argv, "--safe-rules", "nobody")
    assert (refused.code, "there is no scenario 'nobody'" in refused.err) == (2, True)


def test_what_has_no_portfolio_is_listed(optengine: Optengine, problem: str) -> None:
    Path("torn.json").write_text(json.dumps(infeasible()), encoding="utf-8")
    done = optengine("roadmaps", problem, "torn.json")
    assert done.code == 0
    assert "infeasible" in done.out
    assert "torn has no portfolio" in done.out
    assert optengine("roadmaps", "torn.json").code == 3


@pytest.mark.parametrize(
    "argv",
    [
        ("--mode", "best"),
        ("--weights", "gmv:1"),
        ("--weights", "sales=gmv"),
        ("--weights", "sales=gmv:1e999999999"),
        ("--capacity", "many"),
        ("--capacity", "-3"),
        ("--framework", "WSJF"),
        ("--rules", "missing.json"),
        ("--solver", "abacus"),
    ],
)
def test_what_cannot_be_used_is_refused(optengine: Optengine, problem: str, argv: tuple[str, ...]) -> None:
    done = optengine("roadmaps", problem, *argv)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    sample = ROOT / "cli" / "sample" / "organisation.json"
    capacities = ",".join(str(capacity) for capacity in range(100, 140))
    command = [sys.executable, "-m", "cli.main", "roadmaps", str(sample), "--capacity", capacities, "--json"]
    command += ["--solver", "cp-sat", "--no-safe", "--at-once", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ) as process:
        time.sleep(6)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    answer = json.loads(out)
    assert process.returncode == 0
    made, skipped = len(answer["comparison"]["roadmaps"]), len(answer["skipped"])
    assert made >= 1
    assert skipped >= 1
    assert made + skipped == 40
