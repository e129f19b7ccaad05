"""The program ends at once, and yet with all that an ordinary end does for others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

TAKEN_APART = "import sys\nclass Last:\n    def __del__(self):\n        print('taken apart')\nlast = Last()\n"


def ended(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"{TAKEN_APART}{script}\nfrom cli.terminal.leaving import leave\nleave(3)"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "", **environment},
    )


def test_what_was_printed_and_what_was_left_to_the_end_is_done() -> None:
    done = ended("import atexit\natexit.register(print, 'at the end')\nprint('printed')")
    assert (done.returncode, done.stdout, done.stderr) == (3, "printed\nat the end\n", "")


def test_threads_are_waited_for() -> None:
    done = ended(
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.3), print('finished'))).start()"
    )
    assert (done.returncode, done.stdout) == (3, "finished\ntaken apart\n")


def test_threads_that_nobody_waits_for_are_not() -> None:
    done = ended("import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()")
    assert (done.returncode, done.stdout) == (3, "")


@pytest.mark.parametrize("script", ["import cProfile\ncProfile.Profile().enable()", "import sqlalchemy"])
def test_who_looks_into_the_program_or_keeps_files_gets_the_ordinary_end(script: str) -> None:
    done = ended(script)
    assert (done.returncode, done.stdout) == (3, "taken apart\n")


def test_who_wants_details_gets_the_ordinary_end() -> None:
    assert ended("", OPTENGINE_DEBUG="1").stdout == "taken apart\n"


def test_a_reader_that_has_gone_is_no_error() -> None:
    done = ended("import os\nprint('lost')\nos.close(1)")
    assert (done.returncode, done.stderr) == (3, "")
