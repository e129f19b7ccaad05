"""A worker's claim to its executor id: held by a lock, renewed by a heartbeat, inherited by others when it is lost."""

from __future__ import annotations

import logging
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from domain.errors import ConflictingStateError
from persistence.run_queue.address import open_queue_database
from persistence.run_queue.ledger import Ledger, WorkerRow
from persistence.run_queue.locks import break_lock, executor_lock

LOG = logging.getLogger("optengine.worker")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between heartbeats; without one until a worker ends itself; until others count it as lost."""

    beat: float = 2.0
    own: float = 8.0
    lost: float = 15.0
    claim: float = 5.0


class Membership:
    """One worker among those of a queue. ``expired`` is true as soon as others may take its runs."""

    def __init__(self, database_url: str, executor_id: str, patience: Patience | None = None) -> None:
        self.executor_id = executor_id
        self._patience = patience or Patience()
        self._url = database_url
        self._engine = open_queue_database(database_url)
        self.ledger = Ledger(self._engine)
        self._lock = executor_lock(database_url, executor_id, self._engine)
        self._session = uuid.uuid4().hex
        self._renewed = 0.0
        self._ended = threading.Event()
        self._replaced = False

    @property
    def expired(self) -> bool:
        """Whether the claim could not be renewed for so long, or was given away."""
        return self._replaced or time.monotonic() - self._renewed > self._patience.own

    def claim(self) -> None:
        """Take the executor id. Raises ``ConflictingStateError`` where another process has it."""
        deadline = time.monotonic() + self._patience.claim  # whoever takes over lost runs holds the lock for a moment
        while not self._lock.acquire():
            if time.monotonic() > deadline:
                raise ConflictingStateError(
                    f"a worker with the executor id {self.executor_id!r} is running on this queue already; "
                    "stop it, or give this one another id"
                )
            time.sleep(0.2)
        self._renewed = time.monotonic()
        self.ledger.enlist(self.executor_id, self._session, socket.gethostname(), self._lock.backend)

    def start(self) -> None:
        """Renew the claim from now on."""
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    def inherit(self, take_over: Callable[[str], None]) -> None:
        """Hand the runs of every worker that is gone to ``take_over``, which is called with its executor id."""
        for worker in self.ledger.workers():
            if worker.executor_id != self.executor_id:
                self._inherit(worker, take_over)

    def leave(self) -> None:
        """Give the lock back as the last thing that the process does."""
        self._lock.release()

    def close(self) -> None:
        """Give the claim back; the runs may be taken over at once."""
        self._ended.set()
        self._lock.release()
        self._engine.dispose()

    def _inherit(self, worker: WorkerRow, take_over: Callable[[str], None]) -> None:
        lock = executor_lock(self._url, worker.executor_id, self._engine)
        if not lock.acquire():
            if worker.silence > self._patience.lost:
                LOG.warning("worker %s on %s is silent for %.0f s", worker.executor_id, worker.host, worker.silence)
                break_lock(self._engine, worker.backend)
            return
        try:
            LOG.warning("worker %s on %s is gone; its runs are handed over", worker.executor_id, worker.host)
            take_over(worker.executor_id)
            self.ledger.strike(worker.executor_id, worker.session)
        finally:
            lock.release()

    def _beat(self) -> None:
        while not self._ended.wait(self._patience.beat):
            began = time.monotonic()
            try:
                if not self._lock.is_held() and not self._lock.acquire():
                    LOG.warning("the lock of executor id %s is gone", self.executor_id)
                    continue
                if not self.ledger.beat(self.executor_id, self._session, self._lock.backend):
                    self._replaced = True
                    return
            except (SQLAlchemyError, OSError) as error:
                LOG.warning("the heartbeat could not be written: %s", getattr(error, "orig", error))
            else:
                self._renewed = began
