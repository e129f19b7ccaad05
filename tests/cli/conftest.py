"""Runs the command line in this process, with solver processes that stay warm for the whole session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from cli.wiring import bootstrap
from solvers.pool import SolverPool

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Standard output, which has to be one JSON object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Optengine = Callable[..., Outcome]


@pytest.fixture(scope="session")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as warm:
        yield warm


@pytest.fixture
def optengine(
    pool: SolverPool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Optengine:
    """``optengine("solve", "problem.json")`` in an empty directory."""

    def warm(_: str = "") -> AbstractContextManager[SolverPool]:
        return nullcontext(pool)

    monkeypatch.setattr(bootstrap, "open_solvers", warm)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPTENGINE_DEBUG", raising=False)

    def run(*argv: str) -> Outcome:
        capfd.readouterr()
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        said = capfd.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def program() -> Callable[..., subprocess.Popen[str]]:
    """Starts ``optengine`` as a process of its own."""

    def start(*argv: str, **settings: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "cli.main", *argv],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=ROOT,
            env={**os.environ, **settings.pop("env", {})},
            **settings,
        )

    return start
