"""The queue's own tables: which workers live, and which runs were asked to stop or were cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateSchema

from persistence.database.connection import for_writing
from persistence.run_queue.address import LEDGER_SCHEMA

METADATA = sa.MetaData()
WORKERS = sa.Table(
    "workers",
    METADATA,
    sa.Column("executor_id", sa.Text, primary_key=True),
    sa.Column("session", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("backend", sa.Text, nullable=False),
    sa.Column("started_at", sa.Float(53), nullable=False),
    sa.Column("beat_at", sa.Float(53), nullable=False),
)
REQUESTS = sa.Table(
    "requests",
    METADATA,
    sa.Column("run_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
)
_CREATION_LOCK = 0x6F70_7471  # any number, the same in every process


class Request(StrEnum):
    """What was asked of a run while it waits or is executed."""

    STOP = "stop"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker as it last reported. silence: seconds since then; backend: its lock's connection, on PostgreSQL."""

    executor_id: str
    session: str
    host: str
    backend: str
    silence: float


class Ledger:
    """Reads and writes the queue's own tables, one short transaction each."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writing = for_writing(engine)
        self._dialect = postgresql if engine.dialect.name == "postgresql" else sqlite

    def create(self) -> None:
        """Create the tables where they are missing."""
        with self._writing.begin() as connection:
            if self._dialect is postgresql:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATION_LOCK)))
                connection.execute(CreateSchema(LEDGER_SCHEMA, if_not_exists=True))
            METADATA.create_all(connection)

    def ask(self, run_id: str, request: Request) -> None:
        """Note a request; cancel outweighs stop."""
        statement = self._dialect.insert(REQUESTS).values(run_id=run_id, kind=request.value)
        if request is Request.CANCEL:
            changed = statement.on_conflict_do_update(index_elements=["run_id"], set_={"kind": request.value})
        else:
            changed = statement.on_conflict_do_nothing(index_elements=["run_id"])
        with self._writing.begin() as connection:
            connection.execute(changed)

    def asked(self, run_ids: Iterable[str]) -> Mapping[str, Request]:
        """What is asked of some runs."""
        statement = sa.select(REQUESTS.c.run_id, REQUESTS.c.kind).where(REQUESTS.c.run_id.in_(list(run_ids)))
        with self.engine.connect() as connection:
            return {row.run_id: Request(row.kind) for row in connection.execute(statement)}

    def settle(self, run_id: str) -> None:
        """Forget what was asked of a run that has ended."""
        with self._writing.begin() as connection:
            connection.execute(sa.delete(REQUESTS).where(REQUESTS.c.run_id == run_id))

    def enlist(self, executor_id: str, session: str, host: str, backend: str) -> None:
        """Write that a worker begins, in place of an earlier one with its id."""
        with self._writing.begin() as connection:
            connection.execute(sa.delete(WORKERS).where(WORKERS.c.executor_id == executor_id))
            moment = self._now(connection)
            values = {"session": session, "host": host, "backend": backend, "started_at": moment, "beat_at": moment}
            connection.execute(sa.insert(WORKERS).values(executor_id=executor_id, **values))

    def beat(self, executor_id: str, session: str, backend: str) -> bool:
        """Write that a worker lives; false when its place has been given away."""
        own = (WORKERS.c.executor_id == executor_id, WORKERS.c.session == session)
        with self._writing.begin() as connection:
            values = {"beat_at": self._now(connection), "backend": backend}
            return bool(connection.execute(sa.update(WORKERS).where(*own).values(**values)).rowcount)

    def strike(self, executor_id: str, session: str) -> None:
        """Remove a worker whose runs were handed over."""
        own = (WORKERS.c.executor_id == executor_id, WORKERS.c.session == session)
        with self._writing.begin() as connection:
            connection.execute(sa.delete(WORKERS).where(*own))

    def workers(self) -> list[WorkerRow]:
        """Every worker that was not struck, by id."""
        table = WORKERS.c
        with self.engine.connect() as connection:
            now = self._now(connection)
            rows = connection.execute(sa.select(WORKERS).order_by(table.executor_id)).all()
        return [WorkerRow(r.executor_id, r.session, r.host, r.backend, now - r.beat_at) for r in rows]

    def _now(self, connection: sa.Connection) -> float:
        """Seconds by the clock of the database, the one that all workers share."""
        if self._dialect is postgresql:
            statement = sa.text("SELECT extract(epoch FROM clock_timestamp())")
        else:
            statement = sa.text("SELECT (julianday('now') - 2440587.5) * 86400.0")
        return float(connection.execute(statement).scalar_one())
