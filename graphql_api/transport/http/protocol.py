"""HTTP/1.1 as uvicorn has it, with bounds on what a client may send before anybody has looked at it."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from graphql_api.json_codec import dumps
from graphql_api.transport.errors.codes import ErrorCode, HttpError

HEADER_BYTES = 64 * 1024
HEADER_SECONDS = 10.0
BODY_SECONDS = 60.0
PHRASES = {400: b"Bad Request", 408: b"Request Timeout", 431: b"Request Header Fields Too Large"}


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Headers have a size and a time, a body has a time; its size is the API's to judge."""

    header_seconds = HEADER_SECONDS
    body_seconds = BODY_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _header_bytes = 0
    _in_headers = True

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait(self.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._wait(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, as long as the headers do not grow beyond their bound."""
        self._header_bytes += len(data)
        super().data_received(data)
        if not self._in_headers or self.transport.is_closing():
            return
        if self._header_bytes > HEADER_BYTES:
            self._refuse(431, f"the headers of a request may have {HEADER_BYTES} bytes at most")
        elif self._timer is None and not self._is_answering():
            self._wait(self.header_seconds)

    def handle_websocket_upgrade(self) -> None:
        """Leave the connection to the protocol of the WebSocket, which has bounds of its own."""
        self._in_headers = False
        self._wait(None)
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        """A request begins, in good time if it is the first one."""
        self._in_headers = True
        self._wait(self.header_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._in_headers, self._header_bytes = False, 0
        self._wait(self.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there; from here on it is the server that takes its time."""
        self._in_headers, self._header_bytes = True, 0
        self._wait(None)
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, in the form of all other errors."""
        self._refuse(400, msg.rstrip("."))

    def _wait(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self._refuse(408, "the request did not arrive in time")

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _refuse(self, status: int, message: str) -> None:
        """Say why, where that would be in the middle of no answer, and hang up."""
        self._wait(None)
        if not self._is_answering():
            body = dumps(HttpError(status, ErrorCode.BAD_REQUEST, message).body())
            head = b"HTTP/1.1 %d %s\r\ncontent-type: application/json; charset=utf-8\r\n" % (status, PHRASES[status])
            self.transport.write(head + b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(body), body))
        self.transport.close()
