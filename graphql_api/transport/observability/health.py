"""Whether the server lives, and whether it can do its work."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.errors import OptimizationEngineError

logger = logging.getLogger("optengine.health")

STARTING_SECONDS = 30.0
"""Within which a worker that has never reported is no cause for a warning."""
KEPT_SECONDS = 1.0
"""How long an answer holds for all who ask: a check may write a page, and anybody may ask."""
Check = Callable[[], None]
"""Raises where something is not ready; called in a thread of its own."""


async def healthz(_: Request) -> Response:
    """The process answers. For a supervisor that restarts what does not."""
    return JSONResponse({"status": "ok"})


def readyz(checks: Mapping[str, Check]) -> Callable[[Request], object]:
    """The address that a load balancer asks: 200 when every check passes, else 503 and which one failed."""
    told, lock = _Told(), anyio.Lock()
    results: dict[str, bool] = {}
    asked = 0.0

    async def answer(_: Request) -> Response:
        nonlocal asked
        async with lock:
            if not results or time.monotonic() - asked >= KEPT_SECONDS:
                for name, check in checks.items():
                    fault = await _fault(check)
                    told.hear(name, fault)
                    results[name] = fault is None
                asked = time.monotonic()
        ready = all(results.values())
        body = {"status": "ready" if ready else "not ready", "checks": results}
        return JSONResponse(body, 200 if ready else 503)

    return answer


async def _fault(check: Check) -> Exception | None:
    try:
        await anyio.to_thread.run_sync(check)
    except Exception as error:
        return error
    return None


class _Told:
    """Says in the log what has changed since it was last asked for, and no warning of what is about to start."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._known: dict[str, tuple[int, str]] = {}

    def hear(self, name: str, fault: Exception | None) -> None:
        """Take in how one check went."""
        before = self._known.get(name)
        begins = (before is None or before[0] == logging.INFO) and time.monotonic() - self._began < STARTING_SECONDS
        level = logging.NOTSET if fault is None else logging.INFO if begins else logging.WARNING
        after = self._known[name] = (level, f"{type(fault).__name__}: {fault}" if fault else "")
        if after == before or (before is None and fault is None):
            return
        if fault is None:
            logger.info("the check %s passes", name)
        else:
            cause = None if isinstance(fault, OptimizationEngineError) else fault
            logger.log(level, "the check %s fails: %s", name, fault, exc_info=cause)
