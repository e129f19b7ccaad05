"""The queue as the API and the command line use it: it starts nothing and executes nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from dbos import DBOS, DBOSClient
from dbos import error as dbos_errors
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from domain.errors import DatabaseError
from domain.ports import QueuePhase, QueueState, WorkKind
from persistence.database.statements import database_error
from persistence.run_queue import address
from persistence.run_queue.ledger import Ledger, Request, WorkerRow
from persistence.run_queue.locks import executor_lock

BATCH = 500
POLLING_SECONDS = 0.05
ALIVE_SECONDS = 15.0
"""A worker that has not reported for so long counts as lost."""
_PLACES = {
    WorkKind.RUN: (address.WORKFLOW, address.QUEUE),
    WorkKind.JOB: (address.ACTION_WORKFLOW, address.JOB_QUEUE),
    WorkKind.ANALYSIS: (address.ACTION_WORKFLOW, address.QUEUE),
}
_PHASES = {
    "ENQUEUED": QueuePhase.QUEUED,
    "DELAYED": QueuePhase.QUEUED,
    "PENDING": QueuePhase.RUNNING,
    "SUCCESS": QueuePhase.DONE,
    "ERROR": QueuePhase.FAILED,
    "CANCELLED": QueuePhase.CANCELLED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": QueuePhase.EXHAUSTED,
}


@contextmanager
def queue_errors() -> Iterator[None]:
    """Within it, a queue that cannot be reached is a ``DatabaseError``."""
    try:
        yield
    except DBAPIError as error:
        raise database_error(error, "the run queue") from error
    except (SQLAlchemyError, dbos_errors.DBOSException) as error:
        cause = getattr(error, "orig", None) or error
        first = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
        raise DatabaseError(f"the run queue does not answer as it should: {first}") from error


def prepare_queue(database_url: str) -> None:
    """Create the queue of a database, or bring it up to date; nothing happens where it is."""
    engine = address.open_queue_database(database_url)
    try:
        with queue_errors():
            logging.getLogger("dbos").setLevel(logging.WARNING)
            Ledger(engine).create()  # first: it also sets a new SQLite file to write-ahead logging
            DBOS.migrate(address.dbos_url(database_url))
            client = _open_client(database_url)
            try:
                # The figure is one for all workers, so each brings its own in; see worker.py.
                for name in (address.QUEUE, address.JOB_QUEUE):
                    client.register_queue(name, worker_concurrency=1, polling_interval_sec=POLLING_SECONDS)
            finally:
                client.destroy()
    finally:
        engine.dispose()


class DbosRunQueue:
    """``RunQueue`` over DBOS; safe to use from any thread. Nothing is opened before it is first used."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._engine = address.open_queue_database(database_url)
        self._opened_ledger = Ledger(self._engine)
        self._opened_client: DBOSClient | None = None
        self._lock = threading.Lock()

    def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
        """Let a worker execute the run; nothing happens when the queue knows it already."""
        workflow, queue = _PLACES[kind]
        with queue_errors():
            self._client().enqueue(
                {"workflow_name": workflow, "queue_name": queue, "workflow_id": run_id, "app_version": address.VERSION},
                run_id,
            )

    def stop(self, run_id: str) -> None:
        """Ask a running run for its best portfolio; one that still waits will stop as soon as it begins."""
        with queue_errors():
            self._ledger().ask(run_id, Request.STOP)

    def cancel(self, run_id: str) -> None:
        """Take the run from the queue, and from the worker that executes it."""
        with queue_errors():
            self._client().cancel_workflow(run_id)
            state = self.states([run_id]).get(run_id)
            if state is not None and state.attempt:
                self._ledger().ask(run_id, Request.CANCEL)

    def states(self, run_ids: Iterable[str]) -> Mapping[str, QueueState]:
        """Those of the runs that the queue knows."""
        found: dict[str, QueueState] = {}
        rest = iter(run_ids)
        while batch := list(islice(rest, BATCH)):
            with queue_errors():
                known = self._client().list_workflows(workflow_ids=batch, load_input=False)
            for each in known:
                phase = _PHASES.get(each.status, QueuePhase.FAILED)
                detail = str(each.error) if each.error is not None else ""
                # The start that was one too many is counted, too, though no worker has begun it.
                begun = (each.recovery_attempts or 0) - (phase is QueuePhase.EXHAUSTED)
                found[each.workflow_id] = QueueState(phase, begun, detail)
        return found

    def workers(self) -> list[WorkerRow]:
        """The workers that live: those that reported within the last seconds."""
        with queue_errors():
            return [worker for worker in self._ledger().workers() if worker.silence < ALIVE_SECONDS]

    def is_worked_on(self) -> bool:
        """Whether some worker is there: one that ended a moment ago is still listed, but its lock is free."""
        with queue_errors():
            for worker in self.workers():
                lock = executor_lock(self._database_url, worker.executor_id, self._engine)
                if not lock.acquire():
                    return True
                lock.release()
        return False

    def close(self) -> None:
        """Give all connections back."""
        with self._lock:
            client, self._opened_client = self._opened_client, None
        if client is not None:
            client.destroy()
        self._engine.dispose()

    def _client(self) -> DBOSClient:
        with self._lock:
            if self._opened_client is None:
                prepare_queue(self._database_url)
                self._opened_client = _open_client(self._database_url)
            return self._opened_client

    def _ledger(self) -> Ledger:
        self._client()  # which creates the tables
        return self._opened_ledger


def _open_client(database_url: str) -> DBOSClient:
    url = address.dbos_url(database_url)
    return DBOSClient(system_database_url=url, application_name=address.APPLICATION, retry_connection_errors=False)
