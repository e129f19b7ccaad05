"""Whether the server lives, and whether it can do its work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.errors import OptimizationEngineError

logger = logging.getLogger("optengine.health")

Check = Callable[[], None]
"""Raises where something is not ready; called in a thread of its own."""


async def healthz(_: Request) -> Response:
    """The process answers. For a supervisor that restarts what does not."""
    return JSONResponse({"status": "ok"})


def readyz(checks: Mapping[str, Check]) -> Callable[[Request], object]:
    """The address that a load balancer asks: 200 when every check passes, else 503 and which one failed."""

    async def answer(_: Request) -> Response:
        results = {name: await _passes(name, check) for name, check in checks.items()}
        ready = all(results.values())
        body = {"status": "ready" if ready else "not ready", "checks": results}
        return JSONResponse(body, 200 if ready else 503)

    return answer


async def _passes(name: str, check: Check) -> bool:
    try:
        await anyio.to_thread.run_sync(check)
    except OptimizationEngineError as error:
        logger.warning("the check %s fails: %s", name, error)
        return False
    except Exception:
        logger.warning("the check %s fails", name, exc_info=True)
        return False
    return True
