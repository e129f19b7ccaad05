"""Runs a command and measures it from outside: wall time and memory of all its processes."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.01
CHILDREN_SECONDS = 0.1
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of a command.

    memory_mb: the largest sum of resident memory over all processes at one moment; pages that processes share count
        in each, so this is an upper bound.
    largest_mb: the most resident memory of any single process.
    """

    seconds: float
    memory_mb: float
    largest_mb: float
    exit_code: int | None
    stdout: str
    stderr: str

    @property
    def timed_out(self) -> bool:
        """Whether the command was ended because it took too long."""
        return self.exit_code is None


class MemoryWatch:
    """Samples the resident memory of a process and all below it."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._processes = [self._root]
        self._next_look = 0.0
        self.peak_sum = 0
        self.peak_single = 0

    def sample(self) -> None:
        """Take one sample; children are looked up less often than memory, for that costs more."""
        now = time.monotonic()
        if now >= self._next_look:
            self._processes = self.processes()
            self._next_look = now + CHILDREN_SECONDS
        sizes = [self._resident(process) for process in self._processes]
        self.peak_sum = max(self.peak_sum, sum(sizes))
        self.peak_single = max(self.peak_single, *sizes)

    def processes(self) -> list[psutil.Process]:
        """The process and all below it that are alive."""
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return [self._root]

    @staticmethod
    def _resident(process: psutil.Process) -> int:
        try:
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0


def end(processes: Sequence[psutil.Process]) -> None:
    """End processes, whatever state they are in."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def measure(command: Sequence[str], timeout: float, cwd: Path) -> Measurement:
    """Run a command to its end, or to the timeout, and say what it took."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=cwd)
        watch = MemoryWatch(process.pid)
        exit_code: int | None = None
        while exit_code is None:
            watch.sample()
            if time.perf_counter() - started > timeout:
                end(watch.processes())
                process.wait()
                break
            try:
                exit_code = process.wait(SAMPLE_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        seconds = time.perf_counter() - started
        out.seek(0)
        err.seek(0)
        return Measurement(
            seconds, watch.peak_sum / MEGABYTE, watch.peak_single / MEGABYTE, exit_code, out.read(), err.read()
        )
