"""A solver process never outlives the engine, not even when the engine is killed in the middle of a solve."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.solver

ROOT = Path(__file__).parents[3]
PARENT = """
import sys, threading, time
sys.path.insert(0, {root!r})
from domain.integer_model.model import SolveParameters
from solvers.conformance.models import hard_plan
from solvers.default_plugins.{module} import {backend}
from solvers.processes.worker import Worker
worker = Worker({backend})
threading.Thread(target=worker.solve, args=(hard_plan(), SolveParameters()), daemon=True).start()
while worker.pid is None or not worker._ready:
    time.sleep(0.05)
time.sleep(0.5)
print(worker.pid, flush=True)
time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize(("module", "backend"), [("cp_sat", "CpSat"), ("highs.plugin", "Highs")])
def test_a_killed_engine_leaves_no_solver_behind(module: str, backend: str) -> None:
    program = PARENT.format(root=str(ROOT), module=module, backend=backend)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    for _ in range(100):
        if not alive(child):
            break
        time.sleep(0.1)
    assert not alive(child)
