"""Writes what must not be lost although the database does not answer for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable

from domain.errors import DatabaseError

TRIES = 5
PAUSE_SECONDS = 1.0


def retry_write(write: Callable[[], None]) -> None:
    """Write; where the database does not answer, retry after a pause. Raises ``DatabaseError`` after the last try."""
    for left in reversed(range(TRIES)):
        try:
            write()
        except DatabaseError:
            if not left:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return
