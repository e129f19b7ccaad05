"""Copies of a database in an SQLite file, made and put back while others have it open.

The queue beside it is not copied: workers queue again what is stored and has not ended, and begin it anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from domain.errors import DatabaseUnavailableError, InputError, ParameterError

KEPT = 5
"""Copies made before migrations that stay; older ones go."""
BUSY_SECONDS = 15.0
_STAMP = "%Y%m%d-%H%M%S"


def file_of(engine: Engine) -> Path | None:
    """The file of a database, or None for one that is in no file of its own."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or engine.url.query.get("mode") == "memory":
        return None
    return Path(name)


def back_up(source: Path, target: Path | None = None, why: str = "backup") -> Path:
    """Copy a database to a new file, for its owner alone, and say which. Raises ``ParameterError`` where it is there.

    target: a file or a folder; left out, a file beside the database that has ``why`` and the time in its name.
    """
    if target is None or target.is_dir():
        target = _free((target or source.parent) / f"{source.stem}.{why}-{datetime.now(UTC):{_STAMP}}{source.suffix}")
    if not source.is_file():
        raise ParameterError(f"there is no database {source} to copy")
    with _to_user("the copy", target):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _copy(source, target)
            with closing(sqlite3.connect(target)) as copied:
                copied.execute("PRAGMA journal_mode = DELETE")  # one file, without others beside it
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return target


def back_up_before(source: Path, revision: str) -> Path:
    """Copy a database that is about to be migrated, and remove the oldest of such copies."""
    made = back_up(source, None, f"before-migration-{revision}")
    copies = sorted(source.parent.glob(f"{source.stem}.before-migration-*{source.suffix}"), key=os.path.getmtime)
    for old in copies[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return made


def revision_in(file: Path) -> str:
    """The revision of a copy. Raises ``InputError`` for a file that is no sound copy of a database of this product."""
    if not file.is_file():
        raise InputError(f"there is no file {file}")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copied:
            (sound,) = copied.execute("PRAGMA integrity_check").fetchone()
            found = copied.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise InputError(f"{file} is no copy of a database of this product: {error}") from None
    if sound != "ok" or found is None:
        raise InputError(f"{file} is damaged: {sound if sound != 'ok' else 'it names no revision'}")
    return str(found[0])


def put_back(copy: Path, target: Path, queue: Path) -> None:
    """Let a database hold what a copy holds, in one step for all who have it open, and empty its queue."""
    with _to_user("the database", target):
        _copy(copy, target)
    if queue.is_file():
        with _to_user("the queue", queue), closing(sqlite3.connect(queue, BUSY_SECONDS)) as waiting, waiting:
            waiting.execute("PRAGMA foreign_keys = ON")
            known = {name for (name,) in waiting.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in sorted(known & {"workflow_status", "requests"}):
                waiting.execute(f"DELETE FROM {table}")


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", BUSY_SECONDS, uri=True)) as read,
        closing(sqlite3.connect(target, BUSY_SECONDS)) as written,
    ):
        read.backup(written)


def _free(path: Path) -> Path:
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


@contextmanager
def _to_user(what: str, path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise ParameterError(f"{path} exists already; name another file for the copy") from None
    except OSError as error:
        raise ParameterError(f"{what} {path} cannot be written: {error.strerror or error}") from None
    except sqlite3.Error as error:
        raise DatabaseUnavailableError(f"{what} {path} cannot be written now: {error}") from None
