"""Measuring a command from outside."""

import sys
from pathlib import Path

from benchmarks.measuring.measure import measure

HERE = Path(__file__).parent
HUNGRY = "import time; block = bytearray(b'x') * 60_000_000; time.sleep(0.3)"


def test_output_exit_code_and_time() -> None:
    run = measure([sys.executable, "-c", "import time; time.sleep(0.2); print('hello'); raise SystemExit(3)"], 30, HERE)
    assert (run.stdout, run.exit_code, run.timed_out) == ("hello\n", 3, False)
    assert run.seconds >= 0.2


def test_memory_of_children_counts() -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HUNGRY!r}])"
    run = measure([sys.executable, "-c", parent], 30, HERE)
    assert run.largest_mb >= 60
    assert run.memory_mb >= run.largest_mb


def test_a_command_over_its_time_is_ended_with_its_children() -> None:
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    run = measure([sys.executable, "-c", parent], 0.5, HERE)
    assert run.timed_out
    assert run.seconds < 60  # what the command would have taken
