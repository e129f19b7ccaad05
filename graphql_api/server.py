"""Runs the application under uvicorn, set up for this API, and refuses to be open to others without tokens."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys

import uvicorn
from starlette.types import ASGIApp

from domain.errors import ParameterError
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import Gate, LoopbackGate, TokenGate
from graphql_api.transport.auth.tokens import TokenStore
from graphql_api.transport.http.protocol import BoundedProtocol


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def gate_for(host: str, store: TokenStore, requests_per_minute: int) -> Gate:
    """The gate of a server on this address. Raises ``ParameterError`` for an open one that others could reach."""
    if store.exists():
        return TokenGate(store, requests_per_minute)
    if is_loopback(host):
        return LoopbackGate()
    raise ParameterError(
        f"there is no API token, so the server may not listen on {host}: anybody could use it; "
        "make a token first (optengine token create), or listen on 127.0.0.1"
    )


SHUTDOWN_SECONDS = 10
# How many new objects the collector waits for before it looks at them. An answer of a thousand rows makes
# tens of thousands that are gone a moment later; Python's default of 700 looks at them again and again.
YOUNG_OBJECTS = 20_000


def server_config(app: ASGIApp, settings: ApiSettings, host: str, port: int) -> uvicorn.Config:
    """The configuration of the server. Logging is left to ``configure_logging``."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        http=BoundedProtocol,
        ws="websockets-sansio",
        ws_max_size=settings.max_body_bytes,
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


def serve(app: ASGIApp, settings: ApiSettings, listener: socket.socket) -> None:
    """Serve until the process is told to end. The listener's host must have passed ``auth.binding.gate_for``."""
    gc.collect()
    gc.set_threshold(YOUNG_OBJECTS)
    gc.freeze()  # what is loaded by now stays; the collector need not look at it for every large answer
    host, port = listener.getsockname()[:2]
    uvicorn.Server(server_config(app, settings, host, port)).run(sockets=[listener])
