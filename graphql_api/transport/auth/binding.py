"""Where the server may listen: without tokens on this machine only."""

from __future__ import annotations

import ipaddress

from domain.errors import ParameterError
from graphql_api.transport.auth.gate import Gate, LoopbackGate, TokenGate
from graphql_api.transport.auth.tokens import TokenStore


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
