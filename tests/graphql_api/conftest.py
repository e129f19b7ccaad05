"""One server with the sample schema for all tests of the transport."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.settings import ApiSettings
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    settings = ApiSettings(max_body_bytes=20_000, sse_heartbeat_seconds=0.2, websocket_init_seconds=1.0)
    with serving(create_app(schema, settings)) as url:
        yield url


@pytest.fixture(scope="session")
def url(server_url: str) -> str:
    return f"{server_url}/graphql"


@pytest.fixture
def client(server_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server_url, timeout=10) as client:
        yield client
