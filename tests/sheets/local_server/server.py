"""The HTTP side: counts calls, does what it is told to do wrong, answers JSON; ``/control`` is for the tests."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sheets.local_server.control import control
from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.faults import Faults
from tests.sheets.local_server.routes import Call, handle
from tests.sheets.local_server.store import Store


class LocalSheets(ThreadingHTTPServer):
    """The server, for this machine only."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.store = Store()
        self.faults = Faults()
        self.lock = threading.Lock()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LocalSheets

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the tests ask for the log."""

    def _serve(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/token":
            self._answer(200, {"access_token": "local", "expires_in": 3600, "token_type": "Bearer"})
            return
        call = Call.of(self.command, self.path, json.loads(content) if content else {})
        if call.path.startswith("/control/"):
            with self.server.lock:
                self._answer(200, control(self.server.store, self.server.faults, call))
            return
        try:
            self._sheets(call)
        except ApiError as error:
            self._answer(error.code, error.body)

    def _sheets(self, call: Call) -> None:
        if not self.headers.get("Authorization", "").startswith("Bearer "):
            raise ApiError(401, "Request is missing required authentication credential.")
        faults = self.server.faults
        wrong = faults.take("read" if call.is_read else "write", f"{call.method} {call.path}")
        if wrong.isdigit():
            raise ApiError(int(wrong), "Told to fail.")
        if wrong == "drop":
            self._hang_up()
            return
        if wrong == "timeout":
            time.sleep(faults.timeout_seconds)
        with self.server.lock:
            answer = handle(self.server.store, call)
        if wrong == "commit_then_drop":
            self._hang_up()
        elif wrong == "commit_then_503":
            raise ApiError(503, "Told to fail.")
        else:
            self._answer(200, answer)

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, code: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(code)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
