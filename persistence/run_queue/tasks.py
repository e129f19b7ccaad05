"""The runs that a worker executes: each in a thread of its own, with the control that stops or cancels it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from domain.integer_model.solver import SolveControl
from persistence.run_queue.ledger import Ledger, Request

LOG = logging.getLogger("optengine.worker")
WATCH_SECONDS = 0.2
CANCEL_GRACE_SECONDS = 5.0

Execute = Callable[[str, SolveControl], None]
"""Carries out the run of an id and writes its outcome; returns soon after its control was stopped or cancelled."""


class Tasks:
    """Executes runs and passes on to them what is asked of them meanwhile."""

    def __init__(self, execute: Execute, ledger: Ledger, slots: int) -> None:
        self._execute = execute
        self._ledger = ledger
        # A cancelled run may need a moment to let go of its thread; the next one does not wait for that.
        self._threads = ThreadPoolExecutor(max_workers=4 * slots, thread_name_prefix="run")
        self._controls: dict[str, SolveControl] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        """Watch for requests from now on."""
        threading.Thread(target=self._watch, name="requests", daemon=True).start()

    @property
    def running(self) -> list[str]:
        """The runs under way."""
        with self._lock:
            return list(self._controls)

    async def run(self, run_id: str) -> None:
        """Execute one run; being cancelled, give it up and wait until it has let go."""
        control = SolveControl()
        with self._lock:
            self._controls[run_id] = control
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._execute, run_id, control)
        try:
            await asyncio.shield(work)
            await asyncio.to_thread(self._settle, run_id)
        except asyncio.CancelledError:
            control.cancel()
            await asyncio.wait({work}, timeout=CANCEL_GRACE_SECONDS)
            await asyncio.to_thread(self._settle, run_id)
            raise
        finally:
            with self._lock:
                if self._controls.get(run_id) is control:
                    del self._controls[run_id]

    def _settle(self, run_id: str) -> None:
        try:
            self._ledger.settle(run_id)
        except SQLAlchemyError as error:
            LOG.warning("requests to run %s could not be cleared: %s", run_id, error, extra={"run_id": run_id})

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(WATCH_SECONDS):
            with self._lock:
                controls = dict(self._controls)
            if not controls:
                continue
            try:
                asked = self._ledger.asked(controls)
            except SQLAlchemyError as error:
                LOG.warning("requests to runs could not be read: %s", error)
                continue
            for run_id, request in asked.items():
                if request is Request.CANCEL:
                    controls[run_id].cancel()
                else:
                    controls[run_id].stop()
