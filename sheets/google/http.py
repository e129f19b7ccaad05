"""How Google is spoken to: with a time limit, with bounded retries, and never twice where that could write twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from requests import ConnectionError as NotConnected
from requests import ConnectTimeout, RequestException, Response, Session
from urllib3.exceptions import MaxRetryError, NewConnectionError

from sheets.errors import WorkbookUnavailableError

GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
_REPEATABLE_POSTS = ("/values:batchUpdate", "/values:batchClear", ":clear", "/developerMetadata:search")
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
REFUSED_FOR_NOW = 429


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how long is tried. Waits double from ``first_wait``; each is cut at random to half at most.

    patience: seconds in all, a little longer than the minute in which Google counts its quota.
    """

    attempts: int = 8
    first_wait: float = 1.0
    longest_wait: float = 32.0
    patience: float = 90.0
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def wait(self, attempt: int, wished: float) -> float:
        """Seconds before the next try; ``wished``: what the service asked for."""
        longest = min(self.first_wait * float(2**attempt), self.longest_wait)
        return max(longest * (0.5 + self.chance() / 2), min(wished, self.longest_wait))


class GoogleClient(HTTPClient):
    """The client of gspread, patient within limits. Reads and writes to named cells are tried again.

    Whatever would do more when it is done twice (an append, a new tab) is tried again only where the service refused
    it beforehand or was never reached; else ``WorkbookUnavailableError`` says that it may have come through.
    """

    def __init__(
        self, auth: Any, session: Session | None = None, policy: RetryPolicy | None = None, base_url: str = ""
    ) -> None:
        super().__init__(auth, session)
        self._policy = policy or RetryPolicy()
        self._base_url = base_url.rstrip("/")
        self.set_timeout((self._policy.connect_timeout, self._policy.read_timeout))

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Any = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> Response:
        """One call with its retries. Raises ``APIError`` for a lasting refusal, else ``WorkbookUnavailableError``."""
        policy, repeatable = self._policy, may_be_repeated(method, endpoint)
        writes = method.lower() != "get"
        started = policy.clock()
        for attempt in range(policy.attempts):
            wished, unknown = 0.0, False
            try:
                response = self.session.request(
                    method,
                    self._address(endpoint),
                    params=params,
                    data=data,
                    json=json,
                    files=files,
                    headers=headers,
                    timeout=self.timeout,
                )
            except RequestException as error:
                reason, unknown = f"it does not answer ({type(error).__name__})", not _never_sent(error)
            else:
                if response.ok:
                    return response
                if response.status_code not in _PASSING:
                    raise APIError(response)
                reason = f"it answers {response.status_code}: {_message(response)}"
                unknown = response.status_code != REFUSED_FOR_NOW
                wished = _retry_after(response)
            if unknown and not repeatable:
                break
            pause = policy.wait(attempt, wished)
            if attempt + 1 == policy.attempts or policy.clock() + pause - started > policy.patience:
                break
            policy.sleep(pause)
        raise WorkbookUnavailableError(
            f"Google Sheets cannot be reached: {reason}" + (f", after {attempt + 1} tries" if attempt else ""),
            may_have_written=writes and unknown,
        )

    def _address(self, endpoint: str) -> str:
        if self._base_url:
            for host in GOOGLE_HOSTS:
                if endpoint.startswith(host):
                    return self._base_url + endpoint[len(host) :]
        return endpoint


def may_be_repeated(method: str, endpoint: str) -> bool:
    """Whether a call that is made twice leaves what it leaves when it is made once."""
    method = method.lower()
    return method in ("get", "put") or (method == "post" and endpoint.endswith(_REPEATABLE_POSTS))


def _never_sent(error: RequestException) -> bool:
    """Whether the service was not even reached, so that nothing can have been written."""
    if isinstance(error, ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, NotConnected) and error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _message(response: Response) -> str:
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return response.reason or "no reason given"


def _retry_after(response: Response) -> float:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0
