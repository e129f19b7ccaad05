"""The page of the explorer: what is served, under which policy, and that it is what the sources say."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.settings import ApiSettings
from graphql_api.web.page import FILES
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving

WEB = Path(__file__).resolve().parents[3] / "web"
BESIDE = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "scripts/sources.mjs")


def test_every_page_has_a_policy_with_a_nonce_of_its_own_and_none_is_kept(client: httpx.Client) -> None:
    first, second = client.get("/"), client.get("/")
    policies = [answer.headers["content-security-policy"] for answer in (first, second)]
    assert policies[0] != policies[1]
    for answer, policy in zip((first, second), policies, strict=True):
        nonce = re.search(r"'nonce-([\w-]+)'", policy)
        assert nonce
        assert f'nonce="{nonce[1]}"' in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'; script-src 'self';" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "{{" not in answer.text


def test_every_file_that_the_page_names_is_served_and_kept_for_long(client: httpx.Client) -> None:
    named = re.findall(r'(?:src|href)="(/[^"]+)"', client.get("/").text)
    assert named
    for path in named:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["absent.js", "..%2Findex.html", "%2e%2e%2f%2e%2e%2fpage.py"])
def test_nothing_else_is_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_a_server_without_the_explorer_has_no_page() -> None:
    with serving(create_app(schema, ApiSettings(web=False))) as url:
        answer = httpx.get(url)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json; charset=utf-8")


def test_the_page_was_built_from_the_sources_as_they_are() -> None:
    files = [WEB / name for name in BESIDE]
    files += [each for each in (WEB / "src").rglob("*") if each.is_file() and not _is_beside_the_bundle(each.name)]
    told = hashlib.sha256()
    for path in sorted(files, key=lambda each: each.relative_to(WEB).as_posix()):
        told.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    built = re.search(r'name="optengine-sources" content="(\w+)"', (FILES / "index.html").read_text("utf-8"))
    assert built
    assert built[1] == told.hexdigest(), "the page is older than its sources: make web"


def _is_beside_the_bundle(name: str) -> bool:
    return name.endswith((".graphql", ".test.ts", ".test.tsx"))


def test_the_whole_page_is_small() -> None:
    size = sum(len(gzip.compress(path.read_bytes())) for path in (FILES / "assets").iterdir())
    assert size < 350 * 1024


def test_the_notices_name_every_package_of_the_page() -> None:
    notices = (FILES / "THIRD_PARTY_NOTICES").read_text("utf-8")
    for name in ("react", "react-dom", "react-aria-components", "urql", "graphql-ws", "@tanstack/react-virtual"):
        assert re.search(rf"^{re.escape(name)} \d", notices, re.MULTILINE), name


@pytest.mark.skipif(shutil.which("npx") is None, reason="npm is not installed")
@pytest.mark.skipif(not (WEB / "node_modules" / "vite").is_dir(), reason="vite is not installed (npm ci in web)")
def test_a_build_gives_the_same_bytes(tmp_path: Path) -> None:
    command = ["npx", "vite", "build", "--outDir", str(tmp_path), "--emptyOutDir", "--logLevel", "error"]
    subprocess.run(command, cwd=WEB, check=True, timeout=120)
    built = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(FILES).as_posix(): path.read_bytes() for path in FILES.rglob("*") if path.is_file()}
    kept.pop("THIRD_PARTY_NOTICES")
    assert built == kept
