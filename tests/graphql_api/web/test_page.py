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
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import OPEN
from graphql_api.web.page import FILES, SCREENS
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving
from tests.graphql_api.stored import served
from tests.persistence.records import add_constraint_set, add_scenario, initiative_record

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


def test_the_lasting_address_of_an_object_leads_to_the_screen_that_shows_it(client: httpx.Client) -> None:
    sources = "".join(file.read_text("utf-8") for file in (WEB / "src").rglob("*.ts*"))
    for kind, address in SCREENS.items():
        object_id = encode_id(kind, 7)
        answer = client.get(f"{OPEN}/{object_id}")
        assert (answer.status_code, answer.headers["location"]) == (302, address.format(id=object_id))
        screen = address.removeprefix("/#/").partition("?")[0]
        assert f'path: "{screen}"' in sources
        for name in re.findall(r"[?&](\w+)=", address):
            assert re.search(rf"(?:get|getAll|pick)\(\"{name}\"", sources), f"the explorer reads no {name}"
    for wrong in ("x", encode_id("Job", 1), encode_id("Scenario", 1) + "=", "a%0d%0ab", "%2e%2e", "9" * 5_000):
        assert client.get(f"{OPEN}/{wrong}").status_code == 404, wrong


@pytest.mark.parametrize("web", [True, False])
def test_every_object_that_the_explorer_shows_has_an_address_there(web: bool) -> None:
    with served(settings=ApiSettings(web=web)) as api:
        with api.storage.writing() as uow:
            uow.initiatives.save([initiative_record("A")])
            scenario, rules = add_scenario(uow).id, add_constraint_set(uow).id
        ids = [encode_id("Scenario", scenario), encode_id("ConstraintSet", rules), encode_id("Initiative", 1)]
        found = api.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { path } scenarios { nodes { path } } }", ids=ids)
        expected = [{"path": f"{OPEN}/{each}" if web else None} for each in ids]
        assert found == {"nodes": expected, "scenarios": {"nodes": expected[:1]}}
        for each in expected if web else ():
            assert httpx.get(api.url + str(each["path"])).status_code == 302
        assert web or httpx.get(f"{api.url}{OPEN}/{ids[0]}").status_code == 404


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
