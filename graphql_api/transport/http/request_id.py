"""The id of a request: the client's own where it sent a decent one, else a new one. It is in every log line."""

from __future__ import annotations

import re
import secrets

from starlette.types import Scope

STATE_KEY = "optengine.request_id"
HEADER = b"x-request-id"
DECENT = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def request_id(scope: Scope) -> str:
    """The id of this request, the same whenever it is asked for."""
    known = scope.get(STATE_KEY)
    if isinstance(known, str):
        return known
    given = next((value for name, value in scope.get("headers", ()) if name == HEADER), b"")
    found = given.decode("ascii") if DECENT.fullmatch(given) else secrets.token_hex(8)
    scope[STATE_KEY] = found
    return found
