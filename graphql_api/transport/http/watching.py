"""Streams that end when their token does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress

from graphql_api.transport.errors.codes import HttpError
from graphql_api.transport.execution.engine import refusal
from graphql_api.transport.execution.request import Answer

LOOK_SECONDS = 5.0
"""How often it is asked whether the token still holds."""


async def while_admitted(
    answers: AsyncGenerator[Answer, None], check: Callable[[], Awaitable[None]]
) -> AsyncGenerator[Answer, None]:
    """The same answers as long as ``check`` raises no ``HttpError``; then the error, and the end."""
    waiting: asyncio.Future[Answer | None] | None = None
    looked = time.monotonic()
    async with aclosing(answers):
        try:
            while True:
                waiting = waiting or asyncio.ensure_future(_next(answers))
                await asyncio.wait({waiting}, timeout=max(0.0, looked + LOOK_SECONDS - time.monotonic()))
                if time.monotonic() - looked >= LOOK_SECONDS:
                    looked = time.monotonic()
                    try:
                        await check()
                    except HttpError as error:
                        yield Answer(None, refusal(error).errors)
                        return
                if not waiting.done():
                    continue
                answer, waiting = waiting.result(), None
                if answer is None:
                    return
                yield answer
        finally:
            if waiting is not None:
                waiting.cancel()
                with suppress(asyncio.CancelledError):
                    await waiting


async def _next(answers: AsyncGenerator[Answer, None]) -> Answer | None:
    return await anext(answers, None)
