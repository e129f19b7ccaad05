"""Which files a worker opens: those that callers of the API may name lie in its own directory, wherever links lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from domain.errors import InputError

T = TypeVar("T")
FILES = (".xlsx", ".xlsm")


def inside_only(opens: Callable[[str], T]) -> Callable[[str], T]:
    """The same, for files by their whole path, as the command line names them, and for files inside the directory."""

    def opened(name: str) -> T:
        refuse_outside(name)
        return opens(name)

    return opened


def refuse_outside(name: str) -> None:
    """Raise ``InputError`` for a relative path that leads out of the working directory."""
    path = Path(name)
    if not name.casefold().endswith(FILES) or path.is_absolute():
        return
    try:
        is_inside = path.resolve().is_relative_to(Path.cwd().resolve())
    except (OSError, ValueError, RuntimeError):  # links in a circle, a name that no file can have
        is_inside = False
    if not is_inside:
        raise InputError(f"{name[:200]!r} lies outside the directory of the workers; name a file inside it")
