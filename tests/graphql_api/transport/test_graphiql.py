from __future__ import annotations

import gzip
import re
from pathlib import Path

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.settings import ApiSettings
from graphql_api.transport.http import graphiql_page as page
from scripts import copy_graphiql
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
MODULES = copy_graphiql.ROOT / "node_modules"


def test_the_page_and_all_its_files_come_from_the_server_itself(client: httpx.Client) -> None:
    response = client.get("/graphql", headers=BROWSER)
    assert response.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', response.text)
    files = [address for address in addresses if not address.startswith("data:")]
    assert len(files) == 8
    for address in files:
        assert address.startswith("/graphql/graphiql/")
        served = client.get(address)
        assert served.status_code == 200, address
        assert served.headers["content-type"].split(";")[0] in {"text/javascript", "text/css"}
    assert "connect-src 'self'" in response.headers["content-security-policy"]


def test_without_its_files_the_page_says_how_to_get_them(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "page").symlink_to(page.FOLDER / "page")
    monkeypatch.setattr(page, "FOLDER", tmp_path)
    response = client.get("/graphql", headers=BROWSER)
    assert response.status_code == 200
    assert "make graphiql" in response.text
    assert "<script" not in response.text


@pytest.mark.parametrize("name", ["page.py", "..%2Fpage.py", "nothing.js", "index.html"])
def test_nothing_else_is_served(client: httpx.Client, name: str) -> None:
    response = client.get(f"/graphql/graphiql/{name}")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("application/json")


def test_the_page_may_be_turned_off() -> None:
    with serving(create_app(schema, ApiSettings(graphiql=False))) as url:
        assert httpx.get(f"{url}/graphql", headers=BROWSER).status_code == 404
        assert httpx.get(f"{url}/graphql/graphiql/page.js").status_code == 404


def test_a_get_without_a_query_that_wants_no_page_is_an_error_in_json(client: httpx.Client) -> None:
    response = client.get("/graphql", headers={"accept": "*/*"})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


def test_the_files_that_are_copied_are_those_that_are_served() -> None:
    assert tuple(copy_graphiql.SOURCES) == page.PACKAGED
    assert copy_graphiql.TARGET == page.FOLDER / "assets"


@pytest.mark.skipif(not (MODULES / "graphiql").is_dir(), reason="GraphiQL is not installed (npm ci)")
def test_the_committed_files_are_those_of_the_lock_file() -> None:
    for name, source in copy_graphiql.SOURCES.items():
        kept = gzip.decompress((copy_graphiql.TARGET / f"{name}.gz").read_bytes())
        assert kept == (MODULES / source).read_bytes(), f"{name} is older than the lock file: make graphiql"
    told = gzip.decompress((copy_graphiql.TARGET / "THIRD_PARTY_NOTICES.gz").read_bytes()).decode()
    assert told == copy_graphiql.notices(copy_graphiql.ROOT)


def test_the_committed_files_are_small_and_name_their_licences() -> None:
    assert sum(path.stat().st_size for path in copy_graphiql.TARGET.iterdir()) < 1.5 * 1024**2
    told = gzip.decompress((copy_graphiql.TARGET / "THIRD_PARTY_NOTICES.gz").read_bytes()).decode()
    for name in ("graphiql", "@graphiql/plugin-explorer", "react", "react-dom", "codemirror"):
        assert re.search(rf"^{re.escape(name)} \d\S* \(MIT\)", told, re.MULTILINE), name
