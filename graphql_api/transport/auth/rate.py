"""How often one token may ask: a bucket of requests that fills steadily, in the memory of this process."""

from __future__ import annotations

import time
from collections.abc import Callable


class RateLimiter:
    """So many requests a minute for each key, in a burst or spread out."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: dict[object, tuple[float, float]] = {}

    def seconds_to_wait(self, key: object) -> float:
        """Take one request out of the bucket: 0 when it may pass, else how long until one may."""
        if not self._capacity:
            return 0.0
        now = self._clock()
        level, filled_at = self._buckets.get(key, (self._capacity, now))
        level = min(self._capacity, level + (now - filled_at) * self._per_second)
        if level < 1:
            self._buckets[key] = (level, now)
            return (1 - level) / self._per_second
        self._buckets[key] = (level - 1, now)
        return 0.0
