"""One line of ``optengine`` in this process: in a folder of its own, at a fixed width, with solvers that stay warm."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from cli.main import main
from cli.wiring import bootstrap
from solvers.pool import SolverPool

WIDTH = 110
"""Columns of the terminal that help and tables are made for."""
OF_THE_ENVIRONMENT = ("OPTENGINE_", "FORCE_COLOR", "NO_COLOR", "TTY_", "TERM")
"""Variables that would change what is said."""


@dataclass(frozen=True)
class Outcome:
    """What a command line left behind."""

    code: int
    out: str
    err: str


@contextmanager
def plain_terminal() -> Iterator[None]:
    """The same environment for everybody, as far as it shows."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_ENVIRONMENT)}
    with mock.patch.dict(os.environ, {**kept, "COLUMNS": str(WIDTH)}, clear=True):
        yield


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """File names in answers are those of the command line: no path of this machine gets into them."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(argv: tuple[str, ...], folder: Path, pool: SolverPool) -> Outcome:
    """Run a command line in a folder."""

    def warm(_: str = "") -> AbstractContextManager[SolverPool]:
        return nullcontext(pool)

    out, err = _stream(), _stream()
    with (
        plain_terminal(),
        working_in(folder),
        mock.patch.object(bootstrap, "open_solvers", warm),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
    return Outcome(code, _text(out), _text(err))


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
