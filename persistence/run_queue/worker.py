"""The worker: executes the runs of a queue until it is told to end.

It may be killed at any moment: what it has not finished stays pending in the queue and is begun anew, by itself after
its next start or by another worker. So it ends the same way when it is asked to, without waiting for its solves.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from dbos import DBOS
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import OptimizationEngineError
from persistence.run_queue import address
from persistence.run_queue.client import prepare_queue, queue_errors
from persistence.run_queue.membership import Membership, Patience
from persistence.run_queue.polling import poll_sparingly
from persistence.run_queue.tasks import Execute, Tasks

LOG = logging.getLogger("optengine.worker")
TIDY_SECONDS = 2.0
JOBS_AT_A_TIME = 4
REPEATED_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How a worker works.

    executor_id: its name, the same after each start. slots: runs and analyses at a time; jobs, which wait rather than
    compute, have places of their own. attempts: how often a run may be begun before it is given up because it never
    ends.
    """

    database_url: str
    executor_id: str
    slots: int = 1
    attempts: int = 5
    patience: Patience | None = None


def default_slots() -> int:
    """As many as the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class RunWorker:
    """One worker process; there is at most one in a process."""

    def __init__(
        self,
        settings: WorkerSettings,
        execute: Execute,
        execute_action: Execute,
        tidy: Callable[[], None] = lambda: None,
    ) -> None:
        """execute: carries out one run; execute_action: one job or analysis.

        tidy: called every few seconds to bring what is stored and the queue back in step.
        """
        self._settings = settings
        self._execute, self._execute_action = execute, execute_action
        self._tidy = tidy

    def start(self) -> Membership:
        """Begin to work, in threads of its own. Raises ``ConflictingStateError`` for an executor id in use.

        Raises ``DatabaseUnavailableError`` where the queue is out of reach; the process is of no use then.
        """
        with queue_errors():
            return self._started()

    def _started(self) -> Membership:
        settings = self._settings
        prepare_queue(settings.database_url)
        membership = Membership(settings.database_url, settings.executor_id, settings.patience)
        membership.claim()
        runs = Tasks(self._execute, membership.ledger, settings.slots)
        actions = Tasks(self._execute_action, membership.ledger, settings.slots + JOBS_AT_A_TIME)
        _declare(address.WORKFLOW, runs, settings.attempts)
        _declare(address.ACTION_WORKFLOW, actions, settings.attempts)
        _quieten()
        dbos = DBOS(
            config={
                "name": address.APPLICATION,
                "system_database_url": address.dbos_url(settings.database_url),
                "application_version": address.VERSION,
                "executor_id": settings.executor_id,
                "log_level": "WARNING",
                "run_migrations": False,
            }
        )
        membership.start()
        runs.start()
        actions.start()
        DBOS.launch()
        poll_sparingly(dbos, {address.QUEUE: settings.slots, address.JOB_QUEUE: JOBS_AT_A_TIME}, settings.database_url)
        threading.Thread(target=self._keep_tidy, args=[membership], name="tidy", daemon=True).start()
        return membership

    def _keep_tidy(self, membership: Membership) -> None:
        pause = threading.Event()
        while True:
            _attempt(lambda: membership.inherit(_take_over))
            _attempt(self._tidy)
            pause.wait(TIDY_SECONDS)


def _attempt(job: Callable[[], None]) -> None:
    """Do what can be done again later."""
    try:
        job()
    except (OptimizationEngineError, SQLAlchemyError) as error:
        LOG.warning("the queue could not be tidied: %s", error)
    except Exception:
        LOG.exception("the queue could not be tidied")


def _take_over(executor_id: str) -> None:
    DBOS._recover_pending_workflows([executor_id])


def _declare(workflow: str, tasks: Tasks, attempts: int) -> None:
    """Tell DBOS what a run or an action is: one step, which ends when it is cancelled."""

    @DBOS.step(name=f"{workflow}_step", preemptible=True)
    async def step(run_id: str) -> None:
        await tasks.run(run_id)

    @DBOS.workflow(name=workflow, max_recovery_attempts=max(0, attempts - 1))
    async def execute(run_id: str) -> None:
        await step(run_id)


def _quieten() -> None:
    """Leave out what DBOS says on every cancelled run, and what it says again and again of a queue out of reach."""
    said: dict[str, float] = {}

    def worth_saying(record: logging.LogRecord) -> bool:
        cause = record.exc_info[1] if record.exc_info else None
        if type(cause).__name__ == "DBOSAwaitedWorkflowCancelledError":
            return False
        text = str(record.msg)
        if any(words in text for words in ("was cancelled during", "no longer owned")):
            return False
        kind = text[:60]
        if record.created - said.get(kind, 0.0) < REPEATED_SECONDS:
            return False
        if len(said) > 100:
            said.clear()
        said[kind] = record.created
        return True

    logging.getLogger("dbos").addFilter(worth_saying)
