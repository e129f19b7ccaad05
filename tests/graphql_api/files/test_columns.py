"""Whole lists in columns: the values that the schema gives, and copies that are good until something changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from domain.backlog.snapshots import snapshot
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.sizing import Scope
from graphql_api.transport.relay.ids import encode_id
from persistence.database.base import table_of
from persistence.initiatives.tables import Initiative
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.stored import Api, counted, served
from tests.persistence.records import NOW, add_scenario, initiative_record

PLAIN = "initiativeKey title market engineeringTokens isMandatory deadlineDate updatedAt version archivedAt"


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    with served(kind=request.param) as api:
        yield api


def _columns(api: Api, place: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{api.url}/columns/{place}", headers=headers)


def test_columns_hold_what_the_schema_says(api: Api) -> None:
    rows = [
        {"initiativeKey": f"{key}-{number}", "engineeringTokens": f"{number}.50", "deadlineDate": date, "market": "UK"}
        for number in range(3)
        for key, date in (("I", "2026-03-31"), ("J", None))
    ]
    api.change("initiativesBulkUpsert", "", initiatives=rows)
    with counted(api.storage.engine) as statements:
        found = _columns(api, f"initiatives?columns={PLAIN.replace(' ', ',')}")
    assert len([each for each in statements if each.startswith("SELECT")]) == 2
    nodes = api.ask(f"{{ initiatives(first: 100) {{ nodes {{ {PLAIN} }} }} }}")["initiatives"]["nodes"]
    body = found.json()
    assert body["count"] == len(nodes) == 6
    assert list(body["columns"]) == PLAIN.split()
    for name, values in body["columns"].items():
        assert values == [node[name] for node in nodes]
    whole = _columns(api, "initiatives").json()["columns"]
    assert whole["kpiContribution"] == [{}] * 6
    assert "teamTokens" in whole
    assert "id" not in whole


def test_a_copy_is_good_until_something_changes(api: Api) -> None:
    api.change("initiativeUpsert", "... on InitiativeUpserted { initiative { id } }", initiative={"initiativeKey": "A"})
    first = _columns(api, "initiatives")
    tag = first.headers["etag"]
    assert _columns(api, "initiatives", **{"if-none-match": tag}).status_code == 304
    assert _columns(api, "initiatives?columns=title", **{"if-none-match": tag}).status_code == 200
    assert _columns(api, "initiatives?archived=all", **{"if-none-match": tag}).status_code == 200
    api.change("initiativeUpsert", "", initiative={"initiativeKey": "A", "title": "new"})
    second = _columns(api, "initiatives", **{"if-none-match": tag})
    assert (second.status_code, second.json()["columns"]["title"]) == (200, ["new"])
    initiative = api.ask("{ initiatives { nodes { id } } }")["initiatives"]["nodes"][0]["id"]
    api.change("objectsArchive", "", ids=[initiative])
    assert _columns(api, "initiatives", **{"if-none-match": second.headers["etag"]}).json() == {
        "count": 0, "columns": {name: [] for name in second.json()["columns"]},
    }  # fmt: skip
    assert _columns(api, "initiatives?archived=true").json()["count"] == 1


def test_one_that_is_archived_in_place_of_another_is_a_change(api: Api) -> None:
    with api.storage.writing() as uow:
        uow.initiatives.save([initiative_record("A"), initiative_record("B"), initiative_record("C")])
    table = table_of(Initiative)

    def archive(key: str, version: int) -> None:
        with api.storage.engine.begin() as connection:
            connection.execute(update(table).values(archived_at=None, version=1, updated_at=NOW))
            own = update(table).where(table.c.initiative_key == key)
            connection.execute(own.values(archived_at=NOW, version=version))

    archive("A", 2)
    first = _columns(api, "initiatives?columns=initiativeKey")
    assert first.json()["columns"] == {"initiativeKey": ["B", "C"]}
    archive("B", 3)
    again = _columns(api, "initiatives?columns=initiativeKey", **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.json()["columns"]) == (200, {"initiativeKey": ["A", "C"]})


def test_items_of_a_portfolio_come_in_columns(api: Api) -> None:
    with api.storage.writing() as uow:
        uow.initiatives.save([initiative_record("A"), initiative_record("B")])
        placed = Placement(True, Decimal("4.10"), "2026-Q1", Scope.FULL)
        items = (
            PortfolioItem("B", placed, Decision.SELECTED, Decimal(3), 1, ("it is worth it",)),
            PortfolioItem("A", Placement(False), Decision.NOT_SELECTED),
        )
        scenario = add_scenario(uow).id
        portfolio = Portfolio("P", scenario, NOW, NOW, items=items)
        number = uow.portfolios.add(portfolio, snapshot(uow, scenario)).id
    place = f"portfolios/{encode_id('Portfolio', number)}/items"
    found: dict[str, Any] = _columns(api, place).json()["columns"]
    assert (found["initiativeKey"], found["selected"]) == (["A", "B"], [False, True])
    assert (found["allocatedTokens"], found["scope"]) == (["0", "4.10"], ["NONE", "FULL"])
    assert (found["decision"], found["reasons"]) == (["NOT_SELECTED", "SELECTED"], [[], ["it is worth it"]])
    tag = _columns(api, place).headers["etag"]
    assert _columns(api, place, **{"if-none-match": tag}).status_code == 304


def test_what_cannot_be_read_is_told(api: Api) -> None:
    for place, status, code in (
        ("initiatives?columns=title,nonsense", 400, "BAD_USER_INPUT"),
        ("initiatives?archived=maybe", 400, "BAD_USER_INPUT"),
        (f"portfolios/{encode_id('Portfolio', 9)}/items", 404, "NOT_FOUND"),
        (f"portfolios/{encode_id('Run', 'x')}/items", 400, "INVALID_ID"),
    ):
        refused = _columns(api, place)
        assert refused.status_code == status, place
        shown = refused.json()["errors"][0]["extensions"]
        assert code in (shown["code"], shown.get("reason"))
