"""Transactions over all repositories, short ones: read, close, solve, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from domain.errors import DatabaseUnavailableError
from domain.storage.changes import ChangeAction, ChangedKind
from domain.storage.records import ConstraintSetRecord, ScenarioRecord
from persistence.access.repository import SqlAccess
from persistence.actions.repository import SqlActionRuns
from persistence.batches.repository import SqlBatches
from persistence.changes.repository import SqlChanges
from persistence.database.archive import SqlArchive
from persistence.database.at_once import AtOnce, Later
from persistence.database.base import table_of
from persistence.database.connection import for_writing, open_database
from persistence.database.statements import Statements, translated_errors
from persistence.initiatives.repository import SqlInitiatives
from persistence.initiatives.tables import Initiative
from persistence.portfolios.repository import SqlPortfolios
from persistence.runs.repository import SqlRuns
from persistence.scenarios_and_rules import repository as planning
from persistence.scenarios_and_rules.repository import NamedRepository
from persistence.scenarios_and_rules.tables import OptimizationConstraintSet, OptimizationScenario
from persistence.sheets.repository import SqlSheetMemory

T = TypeVar("T")


class SqlUnitOfWork:
    """One transaction and the repositories in it."""

    def __init__(self, connection: Connection, locking: bool = False) -> None:
        self.connection = connection
        self._statements = Statements(connection, locking)

    @cached_property
    def initiatives(self) -> SqlInitiatives:
        """The backlog."""
        return SqlInitiatives(self._statements)

    @cached_property
    def scenarios(self) -> NamedRepository[ScenarioRecord]:
        """The scenarios."""
        return planning.scenarios(self._statements)

    @cached_property
    def constraint_sets(self) -> NamedRepository[ConstraintSetRecord]:
        """The constraint sets."""
        return planning.constraint_sets(self._statements)

    @cached_property
    def runs(self) -> SqlRuns:
        """The optimization runs."""
        return SqlRuns(self._statements)

    @cached_property
    def action_runs(self) -> SqlActionRuns:
        """The jobs."""
        return SqlActionRuns(self._statements)

    @cached_property
    def batches(self) -> SqlBatches:
        """The batches of roadmaps."""
        return SqlBatches(self._statements)

    @cached_property
    def portfolios(self) -> SqlPortfolios:
        """The portfolios."""
        return SqlPortfolios(self._statements)

    @cached_property
    def archives(self) -> Mapping[str, SqlArchive]:
        """What can be put out of the way, by its name in the API."""
        kinds = {
            "Initiative": ("initiative", table_of(Initiative), ChangedKind.INITIATIVE),
            "Scenario": ("scenario", table_of(OptimizationScenario), ChangedKind.SCENARIO),
            "ConstraintSet": ("constraint set", table_of(OptimizationConstraintSet), ChangedKind.CONSTRAINT_SET),
        }
        return {name: SqlArchive(self._statements, *parts) for name, parts in kinds.items()}

    @cached_property
    def access(self) -> SqlAccess:
        """Tokens, audit log and idempotency keys."""
        return SqlAccess(self._statements)

    @cached_property
    def changes(self) -> SqlChanges:
        """The log of changes."""
        return SqlChanges(self._statements)

    @property
    def noted(self) -> Mapping[tuple[ChangedKind, str], ChangeAction]:
        """What this transaction changes so far."""
        return self._statements.noted

    def note(self, kind: ChangedKind, key: object, action: ChangeAction) -> None:
        """Note for the log of changes what was done by other means than the repositories."""
        self._statements.note(kind, key, action)

    @cached_property
    def sheet_memory(self) -> SqlSheetMemory:
        """What was last seen and written in spreadsheets."""
        return SqlSheetMemory(self._statements)


READY_MS = 2_000
"""How long the lock of an SQLite file is waited for before it counts as locked."""
Committed = Callable[[], None]
before_commit: ContextVar[Callable[[SqlUnitOfWork], Committed] | None] = ContextVar("before_commit", default=None)
"""What is done at the end of each transaction that this task writes, as a part of it; the answer is called once it is
stored for good."""


class Rehearsed(Exception):
    """Ends a transaction that was only rehearsed; it is undone."""


class Rehearsal(Protocol):
    """Looks at what the transactions of a task would store. stops: whether the task is not to go on after the first."""

    stops: bool

    def look(self, uow: SqlUnitOfWork) -> None:
        """See what was done, which is undone then."""


rehearsal: ContextVar[Rehearsal | None] = ContextVar("rehearsal", default=None)
"""Where there is one, nothing that this task writes is stored."""


class SystemClock:
    """Tells the time of this machine."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


class SqlStorage:
    """Opens units of work on one database; usable from any thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self._clock = engine, SystemClock()
        self._write_engine = for_writing(engine)
        isolation = "REPEATABLE READ" if engine.dialect.name == "postgresql" else None
        self._read_engine = engine.execution_options(isolation_level=isolation) if isolation else engine
        self._at_once = AtOnce(engine)

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that only reads, from one consistent state."""
        with translated_errors(self.engine), self._read_engine.connect() as connection:
            yield SqlUnitOfWork(connection)

    def read(self, job: Callable[[SqlUnitOfWork], T]) -> T:
        """What a job finds in one consistent state; blocks."""
        with self.reading() as uow:
            return job(uow)

    def read_at_once(self, job: Callable[[SqlUnitOfWork], T]) -> T | Later:
        """The same without blocking, where it takes little work; else ``LATER``, and the job is to be done anew."""
        return self._at_once.read(lambda connection: job(SqlUnitOfWork(connection)))

    def read_and_prepare(self, job: Callable[[SqlUnitOfWork], T]) -> T:
        """What a job finds, and next time it may be found at once; blocks."""
        found = self.read(job)
        self._at_once.open()
        return found

    @contextmanager
    def writing(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that is stored when the block ends well, and undone when it raises or is only rehearsed."""
        committed: Committed | None = None
        trial = rehearsal.get()
        going_on = suppress(Rehearsed) if trial is not None and not trial.stops else nullcontext()
        with going_on, translated_errors(self.engine), self._write_engine.begin() as connection:
            uow = SqlUnitOfWork(connection, locking=True)
            yield uow
            if trial is not None:
                trial.look(uow)
                raise Rehearsed
            also = before_commit.get()
            if also is not None:
                committed = also(uow)
            uow.changes.write_noted(self._clock.now())
        if committed is not None:
            committed()

    def write(self, job: Callable[[SqlUnitOfWork], T]) -> T:
        """What a job answers, stored when it ends well and undone when it raises; blocks."""
        with self.writing() as uow:
            return job(uow)

    def require_writable(self) -> None:
        """Raise ``DatabaseUnavailableError`` where nothing can be stored now: it is locked, full or read-only."""
        with translated_errors(self.engine), self._write_engine.connect() as connection:
            if self.engine.dialect.name != "sqlite":
                if connection.exec_driver_sql("SHOW transaction_read_only").scalar_one() == "on":
                    raise DatabaseUnavailableError("the database may only be read now")
                return
            driver: Any = connection.connection.driver_connection
            before = driver.execute("PRAGMA busy_timeout").fetchone()[0]
            driver.execute(f"PRAGMA busy_timeout = {READY_MS}")
            try:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")  # which writes a page
                connection.commit()
            finally:
                driver.execute(f"PRAGMA busy_timeout = {before}")

    def close(self) -> None:
        """Give all connections back."""
        self._at_once.close()
        self.engine.dispose()


@contextmanager
def open_storage(url: str) -> Iterator[SqlStorage]:
    """The storage of an address, closed after the block."""
    storage = SqlStorage(open_database(url))
    try:
        yield storage
    finally:
        storage.close()
