"""Writes what must not be lost although the database does not answer for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from domain.errors import DatabaseError

T = TypeVar("T")
TRIES = 12
"""With their pauses longer than a worker goes on without its queue, so that it never gives up what it has solved."""
PAUSE_SECONDS = 1.0


def retry_write(write: Callable[[], T]) -> T:
    """Write; where the database does not answer, retry after a pause. Raises ``DatabaseError`` after the last try."""
    for _ in range(TRIES - 1):
        try:
            return write()
        except DatabaseError:
            time.sleep(PAUSE_SECONDS)
    return write()
