"""Puts a new version of a file in the place of the old one, whole or not at all, and keeps the old one beside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sheets.errors import WorkbookChangedError, WorkbookError
from sheets.xlsx.locks import refuse_if_open

BACKUP_SUFFIX = ".backup"
ANYBODY_WRITES = 0o222
Stamp = tuple[int, int, int]


def stamp(path: Path) -> Stamp | None:
    """What tells one version of a file from another; None where there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def backup_of(path: Path) -> Path:
    """Where the version before the last write is kept."""
    return path.with_name(path.name + BACKUP_SUFFIX)


def replace_file(path: Path, write: Callable[[Path], None], seen: Stamp | None) -> None:
    """Let ``write`` make the new version beside the file, then put it in place; a link stays and leads to it.

    seen: the version that the new one was made from. Raises ``WorkbookInUseError`` or ``WorkbookChangedError``, with
    the file as it was.
    """
    name, path = path, path.resolve()
    _refuse_if_taken(name, path)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise WorkbookError(f"nothing can be written beside {path}: {error.strerror or error}") from None
    os.close(handle)
    beside = Path(temporary)
    try:
        write(beside)
        _sync(beside)
        if seen is None:
            _refuse_if_taken(name, path)
            _put_new(beside, path)
        else:
            with _alone(path):
                _refuse_if_taken(name, path)
                if stamp(path) != seen:
                    raise _changed(path)
                shutil.copymode(path, beside)
                _keep(path)
                os.replace(beside, path)
        _sync(path.parent)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written: {error.strerror or error}; it is as it was") from None
    finally:
        beside.unlink(missing_ok=True)


def _refuse_if_taken(name: Path, path: Path) -> None:
    """Raises ``WorkbookError`` where the file is open elsewhere, under either name, or may not be written."""
    for each in dict.fromkeys((name, path)):
        refuse_if_open(each)
    if path.exists() and not (path.stat().st_mode & ANYBODY_WRITES and os.access(path, os.W_OK)):
        raise WorkbookError(f"{name} is read-only; nothing was written. Allow it to be written, and write again")


def _changed(path: Path) -> WorkbookChangedError:
    return WorkbookChangedError(f"{path.name} was saved by somebody else meanwhile; nothing was written")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Whoever else writes the same version waits here, and finds it changed then."""
    try:
        import fcntl
    except ImportError:  # Where there is no such lock, a file that is being written cannot be replaced either.
        yield
        return
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise _changed(path) from None
    with file:
        with suppress(OSError):  # Some network drives have no locks.
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _put_new(beside: Path, path: Path) -> None:
    """Put a file where there was none; one that somebody else has made meanwhile stays."""
    beside.chmod(0o644)
    try:
        os.link(beside, path)
    except FileExistsError:
        raise _changed(path) from None
    except OSError:  # A file system without links.
        if path.exists():
            raise _changed(path) from None
        os.replace(beside, path)


def _keep(path: Path) -> None:
    """The backup takes the place of the one before, whole as well."""
    copy = path.with_name(f".{path.name}.backup.tmp")
    shutil.copy2(path, copy)
    os.replace(copy, backup_of(path))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
