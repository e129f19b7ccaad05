"""What is named by a key or an id leads to the object, and rules are told as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import graphql
import pytest

from graphql_api.schema import build_schema
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.stored import counted

SCHEMA = build_schema()._schema
TYPES: dict[str, Any] = {
    name: kind for name, kind in SCHEMA.type_map.items() if isinstance(kind, graphql.GraphQLObjectType)
}


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as api:
        api.worker()
        yield api


def test_whatever_names_a_rule_or_an_initiative_leads_to_it() -> None:
    skipped = {"Initiative", "InitiativeUpsertRow", "InitiativeReasons", "InfeasibleRule"}
    pairs = {"ruleId": "rule", "initiativeKey": "initiative", "blockingRules": "blockers"}
    lacking = [
        f"{name}.{wanted}"
        for name, kind in TYPES.items()
        for given, wanted in pairs.items()
        if name not in skipped and given in kind.fields and wanted not in kind.fields
    ]
    assert lacking == []


def test_the_same_thing_has_one_type_wherever_it_is_answered() -> None:
    assert [name for name in SCHEMA.type_map if name.startswith("Analysed")] == []


def test_items_lead_to_their_initiatives_in_one_statement(api: Planned) -> None:
    run = api.until(api.start()[0]["id"])["id"]
    query = "portfolio { items { nodes { initiative { initiativeKey title } } } }"
    with counted(api.storage.engine) as statements:
        nodes = api.run(run, query)["portfolio"]["items"]["nodes"]
    assert sorted(each["initiative"]["initiativeKey"] for each in nodes) == ["I-1", "I-2"]
    assert sum("FROM initiatives" in each and "portfolio_items" not in each for each in statements) == 1, statements
    shown = api.run(run, "result { usage { rule { words } } limiting { id words initiatives { id } } }")["result"]
    assert shown["usage"][0]["rule"]["words"] == "the total capacity"
