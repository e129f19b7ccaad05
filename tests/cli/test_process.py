"""``optengine`` as a process: quick to start, light, and well behaved when it is interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from cli.terminal.interrupts import stoppable
from domain.integer_model.solver import SolveControl
from tests.cli.conftest import ROOT
from tests.cli.problems import hard, hopeless, small, write

Program = Callable[..., subprocess.Popen[str]]
HEAVY = (
    "numpy",
    "ortools",
    "highspy",
    "sqlalchemy",
    "alembic",
    "starlette",
    "strawberry",
    "graphql",
    "pandas",
    "openpyxl",
)


def solver_processes(pid: int) -> list[psutil.Process]:
    """The processes that a running command has started."""
    return psutil.Process(pid).children(recursive=True)


def wait_for_solver(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Wait until the solver works, so that a signal arrives in the middle of a solve."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = solver_processes(process.pid)
        if found and sum(sum(child.cpu_times()[:2]) for child in found) > 1.2:
            return found
        time.sleep(0.05)
    raise AssertionError("the solver did not start")


def test_help_loads_little() -> None:
    script = (
        "import sys\nbefore = len(sys.modules)\nfrom cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "print(len(sys.modules) - before, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy, loaded = done.stderr.strip().splitlines()
    assert heavy == "[]"
    assert int(loaded) < 200


@pytest.mark.parametrize("argv", [["--help"], ["solve", "--help"], ["demo", "--help"], ["--version"]])
def test_help_and_version(program: Program, argv: list[str]) -> None:
    process = program(*argv)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert "optengine" in out


@pytest.mark.solver
def test_a_solve_imports_nothing_heavy(tmp_path: Path) -> None:
    file = write(tmp_path, small())
    script = (
        "import sys\nfrom cli.main import main\n"
        f"code = main(['solve', {file!r}])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.solver
def test_ctrl_c_gives_the_best_so_far(program: Program, tmp_path: Path) -> None:
    process = program("solve", write(tmp_path, hard()), "--json")
    children = wait_for_solver(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    answer = json.loads(out)
    assert (answer["solution_status"], answer["termination_reason"]) == ("feasible", "stopped")
    assert answer["selected"]
    assert not any(child.is_running() for child in children)


@pytest.mark.solver
def test_ctrl_c_twice_gives_up(program: Program, tmp_path: Path) -> None:
    process = program("solve", write(tmp_path, hopeless()), "--json")
    children = wait_for_solver(process)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (4, 130)
    assert "Traceback" not in err
    assert not any(child.is_running() for child in children)


def test_the_first_interrupt_stops_and_the_second_cancels() -> None:
    control, said = SolveControl(), list[str]()
    before = signal.getsignal(signal.SIGINT)
    with stoppable(control, said.append):
        signal.raise_signal(signal.SIGINT)
        assert (control.stop_requested, control.cancel_requested) == (True, False)
        signal.raise_signal(signal.SIGINT)
        assert (control.stop_requested, control.cancel_requested) == (True, True)
    assert signal.getsignal(signal.SIGINT) == before
    assert len(said) == 1


@pytest.mark.solver
@pytest.mark.parametrize("solver", ["highs", "auto"])
def test_sigterm_leaves_no_process_behind(program: Program, tmp_path: Path, solver: str) -> None:
    process = program("solve", write(tmp_path, hopeless()), "--json", "--solver", solver)
    children = wait_for_solver(process)
    process.terminate()
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (143, "", "")
    assert not any(child.is_running() for child in children)


@pytest.mark.solver
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_closed_pipe_is_quiet(tmp_path: Path, words: list[str]) -> None:
    file = write(tmp_path, small())
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "solve", file, *words], cwd=ROOT, stdout=writer, stderr=subprocess.PIPE
        )
    finally:
        os.close(writer)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.solver
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_will_do(program: Program, tmp_path: Path, encoding: str) -> None:
    problem = small()
    problem["initiatives"][0]["title"] = "Zürich ☃ \u202e"
    process = program("solve", write(tmp_path, problem), env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"})
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.mark.parametrize("command", ["solvers", "schema problem"])
def test_output_that_cannot_be_written_is_an_error(command: str) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full device here")
    with full.open("w") as disk:
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", *command.split()],
            cwd=ROOT,
            stdout=disk,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 5
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_closed_stream_is_no_error(stream: str) -> None:
    script = f'exec "$0" -m cli.main solvers {stream}>&-'
    done = subprocess.run(["bash", "-c", script, sys.executable], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
