"""What the server is told to do wrong, and how many calls it has counted."""

from __future__ import annotations

import threading
import time
from collections import deque

from tests.sheets.local_server.errors import ApiError

KINDS = ("401", "403", "429", "500", "503", "timeout", "drop", "commit_then_drop", "commit_then_503")
WINDOW_SECONDS = 60.0


class Faults:
    """Faults for the next calls, in order; ``ok`` lets one call through. And the quota of reads and writes a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """No faults, no quota, nothing counted."""
        self.planned: deque[str] = deque()
        self.counts = {"read": 0, "write": 0, "refused": 0}
        self.log: list[str] = []
        self.quota: int | None = None
        self.timeout_seconds = 5.0
        self._recent: dict[str, deque[float]] = {"read": deque(), "write": deque()}

    def take(self, kind: str, label: str) -> str:
        """Count a call, and say what goes wrong with it (``ok``: nothing). Raises ``ApiError`` beyond the quota."""
        with self._lock:
            self.counts[kind] += 1
            self.log.append(label)
            self._charge(kind)
            return self.planned.popleft() if self.planned else "ok"

    def _charge(self, kind: str) -> None:
        if self.quota is None:
            return
        recent, now = self._recent[kind], time.monotonic()
        while recent and now - recent[0] > WINDOW_SECONDS:
            recent.popleft()
        if len(recent) >= self.quota:
            self.counts["refused"] += 1
            name = kind.capitalize()
            raise ApiError(
                429, f"Quota exceeded for quota metric '{name} requests' and limit '{name} requests per minute'"
            )
        recent.append(now)
