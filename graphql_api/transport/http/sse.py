"""Server-sent events in the "distinct connections" mode of the GraphQL over SSE protocol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Send

from graphql_api.json_codec import dumps
from graphql_api.transport.execution.request import Answer

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
]
COMPLETE = b"event: complete\ndata:\n\n"
PING = b":\n\n"


def next_event(answer: Answer) -> bytes:
    """One answer as an event."""
    return b"event: next\ndata: " + dumps(answer.body()) + b"\n\n"


async def send_events(
    answers: Answer | AsyncGenerator[Answer, None], receive: Receive, send: Send, heartbeat: float
) -> None:
    """Send answers as they come, a comment where none comes for a while, and stop when the client goes."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    if isinstance(answers, Answer):
        await _send(send, next_event(answers) + COMPLETE, more=False)
        return
    await _send(send, PING)
    gone = asyncio.ensure_future(_disconnected(receive))
    waiting: asyncio.Future[Answer | None] | None = None
    try:
        while not gone.done():
            waiting = waiting or asyncio.ensure_future(_next(answers))
            either: set[asyncio.Future[Any]] = {waiting, gone}
            await asyncio.wait(either, timeout=heartbeat, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                await _send(send, PING)
                continue
            answer, waiting = waiting.result(), None
            await _send(send, next_event(answer) if answer else COMPLETE, more=answer is not None)
            if answer is None:
                return
    finally:
        await _end(waiting, gone)
        await answers.aclose()


async def _next(answers: AsyncGenerator[Answer, None]) -> Answer | None:
    return await anext(answers, None)


async def _end(*tasks: asyncio.Future[Any] | None) -> None:
    for task in tasks:
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _send(send: Send, data: bytes, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": more})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
