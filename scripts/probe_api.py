"""Attack a running API with the tools that others would use; ``make test-api`` installs them and runs this.

- schemathesis sends what fits the schema and what does not: no server error, whatever it makes up.
- clairvoyance, given every name of the schema as its word list, finds no schema while introspection is off.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv-api" / "bin"
EXAMPLES = os.environ.get("API_EXAMPLES", "500")


@contextmanager
def served(mode: str, log: Path) -> Iterator[str]:
    """The address of a server over the sample organisation and one run, without introspection in mode ``closed``.

    Its errors go to a file. Nothing executes the runs that are started.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli.main"]
    introspection = "true" if mode == "open" else "false"
    settings = {
        "OPTENGINE_DATABASE_URL": f"sqlite:///{log.with_suffix('.db')}",
        "OPTENGINE_INTROSPECTION": introspection,
        "OPTENGINE_LOG_FORMAT": "json",
        "OPTENGINE_LOG_LEVEL": "ERROR",
    }
    environment = {**os.environ, **settings}
    for step in (["db", "upgrade"], ["db", "seed"]):
        subprocess.run([*command, *step], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    if mode == "open":
        solve_once(command, environment)
    with log.open("w") as errors:
        serve = [*command, "serve", "--workers", "0", "--port", str(port)]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/graphql"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int, seconds: float = 120) -> None:
    """Return once something listens on a port of this machine."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def solve_once(command: list[str], environment: dict[str, str]) -> None:
    """Leave a run with its portfolio in the database."""
    worker = subprocess.Popen([*command, "worker"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        start = ["run", "start", "First half of 2026", "--solver", "cp-sat", "--wait"]
        subprocess.run([*command, *start], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    finally:
        worker.terminate()
        worker.wait(20)


def real_ids(url: str) -> list[str]:
    """The ids of some objects of each type that the server has."""
    lists = "scenarios(first: 2) constraintSets(first: 2) initiatives(first: 2) runs(first: 2) portfolios(first: 2)"
    query = f"{{ {lists.replace(')', ') { nodes { id } }')} }}"
    items = "{ portfolios(first: 1) { nodes { items(first: 2) { nodes { id } } } } }"
    found = [_ask(url, asked) for asked in (query, items)]
    return sorted(set(re.findall(r'"id":"([^"]+)"', " ".join(found))))


def _ask(url: str, query: str) -> str:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def fuzz(folder: Path) -> list[str]:
    """What schemathesis and the log of the server have to complain about."""
    log = folder / "server.log"
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
        "PYTHONPATH": str(ROOT / "tests" / "graphql_api"),
    }
    with served("open", log) as url:
        environment["PROBE_IDS"] = json.dumps(real_ids(url))
        command = [str(TOOLS / "st"), "run", url, "--max-examples", EXAMPLES, "--phases", "fuzzing"]
        command += ["--checks", "not_a_server_error", "--mode", "all", "--seed", "1"]
        done = subprocess.run(command, cwd=folder, env=environment, check=False)
    faults = [f"schemathesis ended with {done.returncode}"] if done.returncode else []
    return faults + [f"the server logged: {line[:300]} … {line[-600:]}" for line in log.read_text("utf-8").splitlines()]


def spy(folder: Path) -> list[str]:
    """The names that clairvoyance finds out with introspection off, though it is given all of them to try."""
    from graphql_api.schema import build_schema

    schema, found = build_schema()._schema, folder / "found.json"
    fields = {name for kind in schema.type_map.values() for name in getattr(kind, "fields", {})}
    words = folder / "words.txt"
    words.write_text("\n".join(sorted(fields | {"id", "name", "user", "node"})) + "\n", "utf-8")
    with served("closed", folder / "closed.log") as url:
        command = [str(TOOLS / "clairvoyance"), url, "-w", str(words), "-o", str(found)]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    if not found.is_file():
        return []
    types = json.loads(found.read_text("utf-8"))["data"]["__schema"]["types"]
    leaked = {
        field["name"] for kind in types if not kind["name"].startswith("__") for field in kind.get("fields") or ()
    }
    return [f"clairvoyance finds {name}" for name in sorted(leaked & fields)]


def main() -> int:
    """Run both; 1 where either has something to say."""
    with tempfile.TemporaryDirectory() as name:
        faults = [*fuzz(Path(name)), *spy(Path(name))]
    for fault in faults:
        print(fault)
    print("nothing found" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
