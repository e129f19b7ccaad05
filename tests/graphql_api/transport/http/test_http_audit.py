from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = Path(__file__).with_name("audit.mjs")

node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
packages = pytest.mark.skipif(
    not (ROOT / "node_modules" / "graphql-http").is_dir(), reason="the package graphql-http is not installed (npm ci)"
)


@node
@packages
def test_the_audit_of_graphql_over_http_passes_whole(url: str) -> None:
    command = ["node", str(SCRIPT), url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    results = json.loads(done.stdout)
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []
