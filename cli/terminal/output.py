"""Writes what machines read: one JSON object to standard output or to a file."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from domain.errors import InputError


def write_json(text: str) -> None:
    """Print one JSON object, in UTF-8 whatever the terminal is set to."""
    data = text.rstrip("\n").encode("utf-8") + b"\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()


def check_output(path: Path, option: str = "--output") -> None:
    """Refuse, before any work, a file that cannot be written; ``option``: where it was asked for."""
    if path.is_dir():
        raise InputError(f"{option} {path}: is a directory, not a file")
    if not path.parent.is_dir():
        raise InputError(f"{option} {path}: there is no directory {path.parent}")
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        raise InputError(f"{option} {path}: may not be written; check the permissions of {place}")


def write_output(path: Path, text: str) -> None:
    """Write a text file as a whole or, with a clear error, not at all."""
    write_bytes(path, text.rstrip("\n").encode("utf-8") + b"\n")


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file as a whole or, with a clear error, not at all; links lead to it and permissions stay."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve(strict=path.exists())
        fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            fresh.touch(0o600)
            fresh.write_bytes(data)
            fresh.chmod(_mode_of(target))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # a RuntimeError for links in a circle
        raise InputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _mode_of(target: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
