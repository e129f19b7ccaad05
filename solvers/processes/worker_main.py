"""The solver process: imports one backend, then solves the plans that it is sent, until its parent is gone.

Started as ``main(incoming, outgoing, parent, backend)`` by ``processes/process.py``. It imports the model, the result
and the backend, and nothing else of the product.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from importlib import import_module
from typing import Any

from domain.integer_model.result import Progress
from solvers.backend import Backend
from solvers.processes import protocol
from solvers.processes.channel import Channel
from solvers.processes.memory import limit_memory
from solvers.stages.outcome import PlanState
from solvers.staging import run_plan

PARENT_POLL_SECONDS = 0.5
SIGN_SECONDS = 0.2


class Line:
    """The channel to the parent, written to by several threads."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._lock = threading.Lock()

    def send(self, message: object) -> None:
        """Send one message; a parent that is gone ends the process."""
        try:
            with self._lock:
                self._channel.send(message)
        except OSError:
            os._exit(0)

    def receive(self) -> Any:
        """The next message; a parent that is gone ends the process, whatever its other threads are doing."""
        try:
            return self._channel.receive()
        except (EOFError, OSError):
            os._exit(0)


class _Outlet:
    """Passes what a running plan learns on to the parent."""

    def __init__(self, line: Line, stopped: threading.Event) -> None:
        self._line, self._stopped = line, stopped
        self._next_sign = 0.0

    def should_stop(self) -> bool:
        now = time.monotonic()
        if now >= self._next_sign:
            self._next_sign = now + SIGN_SECONDS
            self._line.send(protocol.Alive())
        return self._stopped.is_set()

    def progress(self, progress: Progress) -> None:
        self._line.send(protocol.Moved(progress))

    def standing(self, standing: PlanState) -> None:
        self._line.send(protocol.Found(standing))


def _listen(line: Line, tasks: queue.SimpleQueue[tuple[protocol.Solve | protocol.Bound, threading.Event]]) -> None:
    current = (0, threading.Event())
    while True:
        message = line.receive()
        if isinstance(message, protocol.Solve | protocol.Bound):
            current = (message.ticket, threading.Event())
            tasks.put((message, current[1]))
        elif isinstance(message, protocol.Stop) and message.ticket == current[0]:
            current[1].set()


def _follow(parent: int) -> None:
    """End with the parent even when another process still holds its end of the line open."""
    while os.getppid() == parent:
        time.sleep(PARENT_POLL_SECONDS)
    os._exit(0)


def _backend(path: str) -> Backend:
    module, _, name = path.partition(":")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    backend: Backend = found()
    return backend


def _answer(backend: Backend, task: protocol.Solve | protocol.Bound, stopped: threading.Event, line: Line) -> None:
    try:
        model = task.plan.model if isinstance(task, protocol.Solve) else task.request.model
        backend.prepare(model, task.parameters, isinstance(task, protocol.Solve))
        limit_memory(task.parameters.memory_limit_mb)
        faults = backend.check_options(task.parameters.options)
        if faults:
            line.send(protocol.Refused(tuple(faults)))
            return
        if isinstance(task, protocol.Bound):
            bounds = backend.bounds(task.request, task.parameters, stopped.is_set)
            limit_memory(None)
            line.send(protocol.Bounded(task.ticket, bounds))
            return
        result = run_plan(backend, task.plan, task.parameters, _Outlet(line, stopped))
        limit_memory(None)
        line.send(protocol.Finished(task.ticket, result))
    except MemoryError:
        limit_memory(None)
        line.send(protocol.Broken("out of memory"))
    except Exception as error:
        limit_memory(None)
        line.send(protocol.Broken(f"{type(error).__name__}: {error}"))


def _ready(path: str) -> Backend:
    """The backend of a path with its library imported."""
    backend = _backend(path)
    backend.warm_up()
    return backend


def _loaded(path: str) -> Backend:
    """The backend; where it is not found on the plain path, again with all that ``site`` adds to that."""
    try:
        return _ready(path)
    except ImportError:
        if not sys.flags.no_site:
            raise
        import site

        site.main()
        return _ready(path)


def main(incoming: int, outgoing: int, parent: int, path: str) -> None:
    """Serve plans over inherited file descriptors with the backend ``module:qualified.name``."""
    # Ctrl-C reaches the whole group of processes; what it means for a solve is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = Line(Channel(incoming, outgoing))
    tasks: queue.SimpleQueue[tuple[protocol.Solve | protocol.Bound, threading.Event]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(line, tasks), daemon=True).start()
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    try:
        backend = _loaded(path)
    except Exception as error:
        line.send(protocol.Unavailable(f"{type(error).__name__}: {error}"))
        return
    line.send(protocol.Ready())
    while True:
        task, stopped = tasks.get()
        _answer(backend, task, stopped, line)
        del task, stopped
