"""graphql-codegen's typed client, made from the committed schema, against the running API."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.graphql_api.planned import planned

ROOT = Path(__file__).resolve().parents[3]
SOURCES = Path(__file__).with_name("typed_client")
MODULES = ROOT / "node_modules"
PACKAGES = ("@graphql-codegen/core", "@graphql-codegen/typed-document-node", "@urql/core", "typescript")

pytestmark = [
    pytest.mark.solver,
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.skipif(
        not all((MODULES / name).is_dir() for name in PACKAGES), reason="clients are not installed (npm ci)"
    ),
]


def node(*arguments: str | Path) -> str:
    command = ["node", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_generated_client_compiles_and_works_and_refuses_misuse(tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(MODULES)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    for name in ("session.ts", "misuse.ts", "tsconfig.json"):
        shutil.copy(SOURCES / name, tmp_path)
    schema = ROOT / "graphql_api" / "schema.graphql"
    node(SOURCES / "generate.mjs", schema, SOURCES / "operations.graphql", tmp_path / "generated.ts")
    node(MODULES / "typescript" / "bin" / "tsc", "--project", tmp_path)
    with planned() as api:
        api.worker()
        said = json.loads(node(tmp_path / "session.js", f"{api.url}/graphql"))
    assert said == {
        "capacity": "9.50",
        "mode": "NORTH_STAR",
        "refused": {"field": "input.name", "code": "CONFLICT"},
        "status": "SUCCESS",
        "solutionStatus": "OPTIMAL",
        "selected": 0,
    }
