"""Apollo Client, urql, graphql-ws and graphql-sse against a running server."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("clients.mjs")
PACKAGES = ("@apollo/client", "@urql/core", "graphql-ws", "graphql-sse", "ws")

WORKS = {"hello": "hello Ada", "bump": "number", "code": "CONFLICT", "counts": [0, 1, 2]}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.skipif(
    not all((ROOT / "node_modules" / name).is_dir() for name in PACKAGES), reason="clients are not installed (npm ci)"
)
def test_clients_query_mutate_subscribe_and_see_errors(url: str) -> None:
    done = subprocess.run(["node", str(SCRIPT), url], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout) == {
        "apollo": WORKS,
        "urql": WORKS,
        "viaUrqlWebSocket": {"counts": [0, 1, 2]},
        "graphqlWs": {"hello": "hello world", "code": "GRAPHQL_VALIDATION_FAILED", "counts": [0, 1, 2]},
        "graphqlSse": {"hello": "hello world", "counts": [0, 1, 2]},
    }
