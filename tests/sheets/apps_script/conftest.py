"""The whole chain: the bundled script, the real API with a worker behind it, and the local Sheets server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.sheets.apps_script.script_box import ROOT, bundled
from tests.sheets.local_server.process import LocalServer


@dataclass(frozen=True)
class Api:
    """A running server: its address and a token of a planner."""

    url: str
    token: str


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory, running_server: LocalServer) -> Iterator[Api]:
    """The API with one worker, both of which take the local server for Google."""
    with serving(tmp_path_factory.mktemp("api"), running_server, "--slots", "2") as served:
        yield served


@pytest.fixture(scope="session")
def idle_api(tmp_path_factory: pytest.TempPathFactory, running_server: LocalServer) -> Iterator[Api]:
    """The API without a worker: jobs wait for ever."""
    with serving(tmp_path_factory.mktemp("idle"), running_server, "--workers", "0") as served:
        yield served


@contextmanager
def serving(folder: Path, sheets: LocalServer, *argv: str) -> Iterator[Api]:
    """`optengine serve` over a new database, with a token for a planner."""
    database = f"sqlite:///{folder / 'plan.db'}"
    environment = {
        **os.environ,
        "NO_COLOR": "1",
        "OPTENGINE_DATABASE_URL": database,
        "OPTENGINE_GOOGLE_BASE_URL": sheets.url,
        "OPTENGINE_GOOGLE_SERVICE_ACCOUNT": service_account(sheets.url),
    }
    engine = [sys.executable, "-m", "cli.main"]

    def engine_says(*words: str) -> str:
        done = subprocess.run(
            [*engine, *words], cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout.strip()

    engine_says("db", "upgrade")
    token = engine_says("token", "create", "sheet", "--email", "pm@plan.example", "--role", "planner")
    command = [*engine, "serve", "--port", "0", *argv]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert "the API is at" in line, (folder / "log").read_text("utf-8")
        yield Api(line.split()[-1].removesuffix("/graphql"), token)
    finally:
        server.terminate()
        server.wait(20)
        assert server.stdout is not None
        server.stdout.close()


def service_account(server_url: str) -> str:
    """The key of a service account that signs in at the local server."""
    key = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return json.dumps(
        {
            "type": "service_account",
            "private_key": key.decode(),
            "client_email": "engine@plan.example",
            "token_uri": f"{server_url}/token",
        }
    )
