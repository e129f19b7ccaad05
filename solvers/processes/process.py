"""One solver process as its parent sees it: started, spoken to, ended, and its death described.

Little is imported here, so that a process can be started before its parent has loaded all that it will ask it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO, Any

from solvers.processes.channel import Channel

START = """
import gc, sys
gc.set_threshold(20_000)
sys.path[:] = {}
from solvers.processes.worker_main import main
main({}, {}, {}, {!r})
"""
OURS = "solvers.default_plugins."
"""Backends that come with the product find their libraries on the path, so their processes start without ``site``."""
MEMORY_WORDS = ("bad_alloc", "MemoryError", "Cannot allocate memory", "out of memory", "Out of memory")
STDERR_KEPT = 4000
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Fewer reserved heaps and idle threads: a third of a solver process' address space otherwise."""


class SolverProcess:
    """A child process with one backend imported; see ``solvers.processes.worker_main`` for its side.

    It ends by itself when this process ends, however that happens: its line closes.
    """

    def __init__(self, backend_path: str, niceness: int = 0) -> None:
        """niceness: by how much it yields to other processes, where the system knows of that."""
        incoming, outgoing = os.pipe(), os.pipe()
        self._channel = Channel(outgoing[0], incoming[1])
        self._stderr = _unnamed_file()
        program = START.format(_paths(), incoming[0], outgoing[1], os.getpid(), backend_path)
        # Isolated: neither the caller's main module nor its environment variables for Python are taken over.
        flags = ["-I", "-S"] if backend_path.startswith(OURS) else ["-I"]
        try:
            self._child = subprocess.Popen(
                [sys.executable, *flags, "-c", program],
                pass_fds=[incoming[0], outgoing[1]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                env={**os.environ, **ENVIRONMENT},
            )
        except BaseException:
            self._channel.close()
            self._stderr.close()
            raise
        finally:
            os.close(incoming[0])
            os.close(outgoing[1])
        if niceness and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._child.pid, niceness)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._child.poll() is None

    def interrupt(self) -> None:
        """End it at once from any thread; whoever listens to it is told that it died."""
        self._child.kill()

    def send(self, message: object) -> None:
        """Send a message; a process that has died is noticed when its answer is awaited."""
        try:
            self._channel.send(message)
        except OSError:
            return

    def receive(self, seconds: float) -> Any:
        """The next message within so many seconds, else None. Raises ``EOFError`` when the process has died."""
        try:
            return self._channel.receive(seconds)
        except OSError as error:
            raise EOFError from error

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()
        self._child.wait()
        self._channel.close()
        self._stderr.close()

    def epitaph(self, memory_limit_mb: int | None) -> str:
        """How it died, in words; called after ``receive`` raised ``EOFError``, before ``kill``."""
        try:
            code = self._child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "the solver process closed its line"
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - STDERR_KEPT))
        said = self._stderr.read().decode(errors="replace").strip()
        if any(word in said for word in MEMORY_WORDS):
            limit = "" if memory_limit_mb is None else f" (its limit is {memory_limit_mb} MB)"
            return f"the solver process ran out of memory{limit}"
        cause = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
        if -code == signal.SIGKILL:
            cause += ", as the system does to a process when memory runs out"
        elif memory_limit_mb is not None and code < 0:
            cause += f"; memory may have run out (its limit is {memory_limit_mb} MB)"
        last = said.splitlines()[-1] if said else ""
        return f"the solver process died ({cause})" + (f": {last[:300]}" if last else "")


def _paths() -> list[str]:
    """Where this process finds modules, with the place of this package, which only a finder of imports may know."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return [*(path or os.getcwd() for path in sys.path), root]


def _unnamed_file() -> IO[bytes]:
    """A file that is gone when it is closed."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("stderr"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()
