"""Puts a new version of a file in the place of the old one, whole or not at all, and keeps the old one beside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sheets.errors import WorkbookChangedError, WorkbookError
from sheets.xlsx.locks import refuse_if_open

BACKUP_SUFFIX = ".backup"
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
    """Let ``write`` make the new version beside the file, then put it in place.

    seen: the version that the new one was made from. Raises ``WorkbookInUseError`` or ``WorkbookChangedError``, with
    the file as it was.
    """
    refuse_if_open(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise WorkbookError(f"nothing can be written beside {path}: {error.strerror or error}") from None
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        _sync(beside)
        refuse_if_open(path)
        if stamp(path) != seen:
            raise WorkbookChangedError(f"{path.name} was saved by somebody else meanwhile; nothing was written")
        if seen is not None:
            shutil.copymode(path, beside)
            _keep(path)
        else:
            beside.chmod(0o644)
        os.replace(beside, path)
        _sync(path.parent)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written: {error.strerror or error}; it is as it was") from None
    finally:
        beside.unlink(missing_ok=True)


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
