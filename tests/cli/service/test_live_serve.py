"""A server with live sessions, ended in the midst of one: it leaves no solver process."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.cli.service.test_serve import served

pytestmark = pytest.mark.solver


def hard_problem() -> dict[str, Any]:
    """A split of six markets, for which nobody finds a portfolio within seconds, nor proves that there is none."""
    chance, teams = random.Random(5), "abcdef"
    initiatives = [
        {
            "initiative_key": f"I-{number}",
            "engineering_tokens": 1,
            "kpi_contribution": {"north_star": 1},
            "team_tokens": {team: chance.randint(0, 99) for team in teams},
        }
        for number in range(50)
    ]
    half = {team: sum(each["team_tokens"][team] for each in initiatives) // 2 for team in teams}  # type: ignore[index]
    scenario = {"name": "split", "period_key": "2026-Q1", "objective_mode": "north_star", "capacity_by_team": half}
    floors = [{"dimension": "team", "key": team, "min_tokens": tokens} for team, tokens in half.items()]
    return {"scenario": scenario, "constraint_set": {"floors": floors}, "initiatives": initiatives}


def ask(url: str, query: str, given: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{url}/graphql", json={"query": query, "variables": {"input": given}}, timeout=30).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = next(iter(answer["data"].values()))
    return found


def solvers_of(pid: int) -> list[psutil.Process]:
    return [each for each in psutil.Process(pid).children() if "worker_main" in " ".join(each.cmdline())]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_solver_of_a_live_session_outlives_its_server(how: signal.Signals, tmp_path: Path) -> None:
    with served(tmp_path, "--workers", "0") as (process, url):
        opened = "mutation ($input: SessionOpenInput!) { sessionOpen(input: $input) { ... on SessionOpened { id } } }"
        session = ask(url, opened, {"problem": hard_problem()})["id"]
        follow = {"query": f'subscription {{ sessionAnswers(id: "{session}") {{ isFinal value {{ value bound }} }} }}'}
        with httpx.stream("POST", f"{url}/graphql", json=follow, headers={"accept": "text/event-stream"}) as stream:
            answers = (line for line in stream.iter_lines() if line.startswith("data: {"))
            assert '"isFinal":false' in next(answers)
            deadline = time.monotonic() + 30
            while not (solvers := solvers_of(process.pid)) or sum(each.cpu_times().user for each in solvers) < 0.8:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            process.send_signal(how)
            assert process.wait(40) == (0 if how is signal.SIGTERM else -how)
    _, left = psutil.wait_procs(solvers, 10)
    assert not left
