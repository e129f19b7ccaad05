from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.graphql_stored import FIELDS, fill
from domain.backlog.snapshots import build_problem
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Overhead
from domain.storage import UnitOfWork
from graphql_api.transport.relay.ids import encode_id
from tests.databases import POSTGRESQL, SQLITE
from tests.graphql_api.stored import Api, counted, served
from tests.persistence.records import NOW, add_scenario, initiative_record

SIZE = 30
LIST = """
query ($id: ID!, $filter: PortfolioItemFilter, $orderBy: PortfolioItemOrder, $first: Int, $after: String, $last: Int) {
  portfolio(id: $id) {
    items(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last) {
      totalCount nodes { initiativeKey title selected allocatedTokens periodKey scope decision value rank source }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
REVIEW = "review { tokens broken { ruleId } newlyBroken { ruleId message rule { family dimension } } "
REVIEW += "cost { name before after cost } }"
ITEM = "item { selected allocatedTokens periodKey source optimizer { selected tokens } overriddenByEmail notes }"


def _item(number: int, selected: bool) -> PortfolioItem:
    placed = Placement(True, Decimal(1), "2026-Q1") if selected else Placement(False)
    decision = Decision.SELECTED if selected else Decision.NOT_SELECTED
    return PortfolioItem(_key(number), placed, decision, Decimal(number), None if number % 7 == 0 else number + 1)


def _key(number: int) -> str:
    return f"I-{number:03}"


def _add(uow: UnitOfWork, scenario_id: int, name: str, selected: set[int], *overheads: Overhead) -> str:
    records = [uow.initiatives.get(_key(number)) for number in range(SIZE)]
    rules = ConstraintSet("Rules", caps=(Cap(Dimension.GLOBAL, Decimal(6)),), overheads=overheads)
    problem = build_problem(uow.scenarios.get(scenario_id), rules, records)
    items = tuple(_item(number, number in selected) for number in range(SIZE))
    stored = uow.portfolios.add(Portfolio(name, scenario_id, NOW, NOW, items=items), problem)
    return encode_id("Portfolio", stored.id)


class Plan(Api):
    """A client of the API, with two portfolios: five initiatives, and six of which two are others."""

    a: str
    b: str
    scenario: int


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def api(request: pytest.FixtureRequest) -> Iterator[Plan]:
    with served(kind=request.param) as found:
        api = Plan(found.url, found.storage)
        with api.storage.writing() as uow:
            uow.initiatives.save(
                initiative_record(_key(n), 1, n, title=f"Title {n}", is_optimization_candidate=True)
                for n in range(SIZE)
            )
            api.scenario = add_scenario(uow).id
            api.a = _add(uow, api.scenario, "A", {1, 2, 3, 4, 5})
            api.b = _add(uow, api.scenario, "B", {2, 3, 4, 5, 6, 7})
        yield api


def _items(api: Plan, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.ask(LIST, id=api.a, **given)["portfolio"]["items"]
    return found


def test_items_page_by_page_in_every_order(api: Plan) -> None:
    for field in ("INITIATIVE_KEY", "RANK", "VALUE", "ALLOCATED_TOKENS", "PERIOD_KEY"):
        seen: list[str] = []
        after = None
        while True:
            page = _items(api, orderBy={"field": field, "direction": "DESC"}, first=13, after=after)
            seen += [node["initiativeKey"] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert sorted(seen) == [_key(number) for number in range(SIZE)], field
    selected = _items(api, filter={"selected": True}, last=2)
    assert selected["totalCount"] == 5
    assert [node["initiativeKey"] for node in selected["nodes"]] == [_key(4), _key(5)]
    assert selected["nodes"][0] == {
        "initiativeKey": _key(4), "title": "Title 4", "selected": True, "allocatedTokens": "1", "periodKey": "2026-Q1",
        "scope": "NONE", "decision": "SELECTED", "value": "4", "rank": 5, "source": "OPTIMIZER",
    }  # fmt: skip
    assert _items(api, filter={"search": "title 2", "decisions": ["NOT_SELECTED"]})["totalCount"] == 10


def test_the_number_of_statements_does_not_grow_with_rows_or_portfolios(api: Plan) -> None:
    api.ask("{ portfolios(first: 1) { nodes { name } } }")  # which opens the connections
    counts = []
    inner = "summary { selected allocatedTokens } scenario { name } run { id }"
    for portfolios, rows in ((1, 1), (1, 30), (2, 30)):
        items = f"items(first: {rows}) {{ totalCount nodes {{ id initiativeKey title reasons }} }}"
        with counted(api.storage.engine) as statements:
            found = api.ask(f"{{ portfolios(first: {portfolios}) {{ nodes {{ name {inner} {items} }} }} }}")
        counts.append(len(statements))
        for node in found["portfolios"]["nodes"]:
            assert (len(node["items"]["nodes"]), node["items"]["totalCount"]) == (rows, SIZE)
    each_by_itself = api.storage.engine.dialect.name == "sqlite"  # which costs less where there are few
    assert counts == [counts[0], counts[0], counts[0] + each_by_itself]
    assert found["portfolios"]["nodes"][1]["summary"] == {"selected": 6, "allocatedTokens": "6"}


def test_what_is_different_between_two(api: Plan) -> None:
    change = "initiativeKey before { tokens } after { tokens periodKey }"
    fields = (
        f"isEmpty entered {{ {change} }} left {{ {change} }} moved {{ initiativeKey }} tokens {{ before after delta }}"
    )
    fields += " kpis { name delta } objective { name cost } rules { ruleId before { slack } after { slack binding } }"
    found = api.ask(f"query ($a: ID!, $b: ID!) {{ portfolioDiff(a: $a, b: $b) {{ {fields} }} }}", a=api.a, b=api.b)
    diff = found["portfolioDiff"]
    assert [each["initiativeKey"] for each in diff["entered"]] == [_key(6), _key(7)]
    assert diff["left"] == [{"initiativeKey": _key(1), "before": {"tokens": "1"}, "after": None}]
    assert (diff["isEmpty"], diff["moved"]) == (False, [])
    assert diff["tokens"] == {"before": "5", "after": "6", "delta": "1"}
    assert diff["kpis"] == [{"name": "north_star", "delta": "12"}]
    assert {"name": "north_star", "cost": "-12"} in diff["objective"]
    (cap,) = (rule for rule in diff["rules"] if rule["ruleId"].startswith("cap:"))
    assert (cap["before"], cap["after"]) == ({"slack": "1"}, {"slack": "0", "binding": True})
    same = api.ask("query ($a: ID!) { portfolioDiff(a: $a, b: $a) { isEmpty } }", a=api.a)
    assert same["portfolioDiff"]["isEmpty"] is True
    diff_query = "query ($a: ID!, $b: ID!) { portfolioDiff(a: $a, b: $b) { isEmpty } }"
    assert api.reasons(diff_query, a=api.a, b=encode_id("Portfolio", 99)) == ["NOT_FOUND"]
    assert api.reasons(diff_query, a=api.a, b=encode_id("Run", 1)) == ["INVALID_ID"]


def test_what_overheads_take_is_told_beside_and_counted_in_totals(api: Plan) -> None:
    overhead = Overhead("platform", (Decimal(0), Decimal("0.25")), initiative_keys=(_key(1),))
    with api.storage.writing() as uow:
        paying = _add(uow, api.scenario, "C", {1, 2, 3, 4, 5}, overhead)
    asked = "summary { allocatedTokens overheadTokens } review { tokens overheadTokens }"
    found = api.ask(f"query ($id: ID!) {{ portfolio(id: $id) {{ {asked} }} }}", id=paying)["portfolio"]
    assert found["summary"] == {"allocatedTokens": "5", "overheadTokens": "0.25"}
    assert found["review"] == {"tokens": "5.25", "overheadTokens": "0.25"}
    asked = "query ($a: ID!, $b: ID!) { portfolioDiff(a: $a, b: $b) { isEmpty tokens { before after delta } } }"
    found = api.ask(asked, a=api.a, b=paying)["portfolioDiff"]
    assert found == {"isEmpty": True, "tokens": {"before": "5", "after": "5.25", "delta": "0.25"}}


def test_one_baseline_and_one_active_portfolio_of_a_scenario(api: Plan) -> None:
    compared = "query ($id: ID!) { portfolio(id: $id) { isBaseline isActive diffToBaseline { isEmpty } } }"
    assert api.ask(compared, id=api.b)["portfolio"]["diffToBaseline"] is None
    changed = "... on PortfolioChanged { portfolio { isBaseline isActive } }"
    for one in (api.b, api.a):
        assert api.change("portfolioSetBaseline", changed, id=one)["portfolio"]["isBaseline"] is True
    assert api.change("portfolioSetActive", changed, id=api.b)["portfolio"]["isActive"] is True
    found = api.ask(compared, id=api.b)["portfolio"]
    assert found == {"isBaseline": False, "isActive": True, "diffToBaseline": {"isEmpty": False}}
    only = "query ($f: PortfolioFilter) { portfolios(filter: $f) { nodes { id } } }"
    assert api.ask(only, f={"isBaseline": True})["portfolios"]["nodes"] == [{"id": api.a}]
    scenarios = [encode_id("Scenario", api.scenario)]
    assert api.ask(only, f={"isActive": True, "scenarioIds": scenarios})["portfolios"]["nodes"] == [{"id": api.b}]


def test_a_portfolio_is_renamed(api: Plan) -> None:
    changed = "... on PortfolioChanged { portfolio { name notes } }"
    renamed = api.change("portfolioRename", changed, id=api.a, name=" Spring ", notes="n")
    assert renamed["portfolio"] == {"name": "Spring", "notes": "n"}
    assert api.errors("portfolioRename", id=api.b, name="Spring") == [(None, "CONFLICT")]
    assert api.errors("portfolioRename", id=api.b, name=" ") == [(None, "INVALID")]
    assert api.errors("portfolioRename", id="x", name="n") == [("input.id", "INVALID_ID")]
    assert api.errors("portfolioRename", id=encode_id("Portfolio", 99), name="n") == [(None, "NOT_FOUND")]
    with api.storage.reading() as uow:
        first = uow.access.audit_log()[-1]
    assert (first.operation, first.object_type) == ("portfolioRename", "Portfolio")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_a_text_that_no_database_keeps_is_refused_at_its_field(api: Plan, text: str) -> None:
    decided = {"id": api.a, "initiativeKey": _key(9), "selected": True}
    scenario = {"id": encode_id("Scenario", api.scenario), "name": "Other"}
    for mutation, given, field in (
        ("portfolioRename", {"id": api.a, "name": text}, "name"),
        ("portfolioRename", {"id": api.a, "name": "n", "notes": text}, "notes"),
        ("portfolioRename", {"id": api.a, "name": "n", "idempotencyKey": text}, "idempotencyKey"),
        ("portfolioOverrideItem", {**decided, "notes": text}, "notes"),
        ("portfolioOverrideItem", {**decided, "idempotencyKey": text}, "idempotencyKey"),
        ("scenarioClone", {**scenario, "idempotencyKey": text}, "idempotencyKey"),
    ):
        assert api.errors(mutation, **given) == [(f"input.{field}", "INVALID")], (mutation, field)
    assert api.ask("query ($id: ID!) { portfolio(id: $id) { name notes version } }", id=api.a)["portfolio"] == {
        "name": "A", "notes": "", "version": 1,
    }  # fmt: skip


def test_a_person_decides_otherwise_and_sees_what_it_breaks_and_costs(api: Plan) -> None:
    answer = f"... on PortfolioItemChanged {{ portfolio {{ id }} {ITEM} {REVIEW} }}"
    given = {"id": api.b, "initiativeKey": _key(9), "selected": True, "tokens": "1.50", "notes": "please"}
    done = api.change("portfolioOverrideItem", answer, **given)
    assert done["item"] == {
        "selected": True, "allocatedTokens": "1.50", "periodKey": "2026-Q1", "source": "MANUAL_OVERRIDE",
        "optimizer": {"selected": False, "tokens": "0"}, "overriddenByEmail": None, "notes": "please",
    }  # fmt: skip
    assert done["review"]["tokens"] == "7.50"
    assert [rule["ruleId"] for rule in done["review"]["newlyBroken"]] == ["cap:global"]
    assert done["review"]["newlyBroken"][0]["rule"] == {"family": "CAP", "dimension": "GLOBAL"}
    assert {"name": "north_star", "before": "27", "after": "36", "cost": "-9"} in done["review"]["cost"]
    assert api.ask("query ($id: ID!) { portfolio(id: $id) { summary { overridden } } }", id=api.b)["portfolio"] == {
        "summary": {"overridden": 1}
    }
    undone = api.change("portfolioWithdrawOverride", answer, id=api.b, initiativeKey=_key(9))
    assert (undone["item"]["source"], undone["item"]["optimizer"]) == ("OPTIMIZER", None)
    assert undone["review"]["newlyBroken"] == []
    assert api.errors("portfolioOverrideItem", **given | {"periodKey": "2030-Q1"}) == [(None, "INVALID")]
    assert api.errors("portfolioOverrideItem", **given | {"tokens": -1}) == [(None, "INVALID")]
    assert api.errors("portfolioOverrideItem", **given | {"initiativeKey": "none"}) == [(None, "NOT_FOUND")]


def test_nodes_of_portfolios_and_items(api: Plan) -> None:
    item = api.ask("query ($id: ID!) { portfolio(id: $id) { items(first: 1) { nodes { id } } } }", id=api.a)
    number = item["portfolio"]["items"]["nodes"][0]["id"]
    found = api.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=[api.a, number])["nodes"]
    assert [each["__typename"] for each in found] == ["Portfolio", "PortfolioItem"]
    assert api.ask("query ($id: ID!) { portfolio(id: $id) { id } }", id=encode_id("Portfolio", 99))["portfolio"] is None


def test_only_what_is_asked_for_is_read_however_it_is_asked_for(api: Plan) -> None:
    every = "initiativeKey title market department category selected allocatedTokens periodKey scope decision value"
    every += " rank reasons blockingRules blockers { id } notes source overriddenByEmail"
    every += " optimizer { selected tokens periodKey scope }"
    whole = _asked(api, f"nodes {{ {every} }}")["nodes"]
    assert [node["initiativeKey"] for node in whole] == [_key(number) for number in range(5)]
    nested = f"fragment Asked on PortfolioItem {{ ...Again }} fragment Again on PortfolioItem {{ ... {{ {every} }} }}"
    assert _asked(api, "nodes { ... on PortfolioItem { ...Asked } }", nested)["nodes"] == whole
    edges = _asked(api, f"edges {{ cursor node {{ ... {{ {every} }} }} }}")["edges"]
    assert [edge["node"] for edge in edges] == whole
    for name in ("title", "reasons"):
        with counted(api.storage.engine) as statements:
            found = _asked(api, f"renamed: nodes {{ its: {name} }}")["renamed"]
        assert [node["its"] for node in found] == [node[name] for node in whole]
        assert any("reasons_json" in statement for statement in statements) == (name == "reasons")


def test_a_thousand_items_take_no_more_statements_than_portfolios(api: Plan) -> None:
    fill(api.storage, portfolios=10, items=100)
    api.ask("{ portfolios(first: 1) { nodes { name } } }")  # which opens the connections
    counts = []
    for portfolios, rows in ((1, 10), (10, 100)):
        items = f"items(first: {rows}) {{ nodes {{ {FIELDS} }} }}"
        query = f'portfolios(filter: {{search: "Bench"}}, first: {portfolios}) {{ nodes {{ {items} }} }}'
        with counted(api.storage.engine) as statements:
            found = api.ask(f"{{ {query} }}")["portfolios"]["nodes"]
        assert sum(len(each["items"]["nodes"]) for each in found) == portfolios * rows
        counts.append([statement.split(None, 1)[0] for statement in statements])
    each_by_itself = 9 if api.storage.engine.dialect.name == "sqlite" else 0
    assert counts[1] == counts[0] + ["SELECT"] * each_by_itself


def _asked(api: Plan, selection: str, fragments: str = "") -> dict[str, Any]:
    query = f"query ($id: ID!) {{ portfolio(id: $id) {{ items(first: 5) {{ {selection} }} }} }} {fragments}"
    found: dict[str, Any] = api.ask(query, id=api.a)["portfolio"]["items"]
    return found


def test_of_those_who_change_the_same_version_of_a_portfolio_one_is_the_first(api: Plan) -> None:
    changed = "... on PortfolioChanged { portfolio { id version name isActive isBaseline } }"
    item = f"... on PortfolioItemChanged {{ portfolio {{ version }} {ITEM} review {{ broken {{ ruleId }} }} }}"
    steps: list[tuple[str, dict[str, Any], str]] = [
        ("portfolioRename", {"name": "First"}, changed),
        ("portfolioSetActive", {}, changed),
        ("portfolioSetBaseline", {}, changed),
        (
            "portfolioOverrideItem",
            {"initiativeKey": _key(9), "selected": True, "periodKey": "2026-Q1", "tokens": 1},
            item,
        ),
        ("portfolioWithdrawOverride", {"initiativeKey": _key(9)}, item),
    ]
    for version, (mutation, given, answer) in enumerate(steps, start=1):
        asked = {"id": api.a, "ifVersion": version, **given}

        def change(key: str, mutation: str = mutation, asked: dict[str, Any] = asked, answer: str = answer) -> Any:
            failed = "... on MutationFailed { errors { field code } current { ... on Portfolio { version } } }"
            kind = mutation[0].upper() + mutation[1:]
            query = f"mutation ($i: {kind}Input!) {{ {mutation}(input: $i) {{ __typename {failed} {answer} }} }}"
            return api.ask(query, i=asked | {"idempotencyKey": key})[mutation]

        with ThreadPoolExecutor(4) as many:
            answers = dict(zip("abcd", many.map(change, "abcd"), strict=True))
        good = {key: each for key, each in answers.items() if "portfolio" in each}
        ((key, first),) = good.items()
        assert first["portfolio"]["version"] == version + 1
        for refused in (each for each in answers.values() if each is not first):
            assert refused["errors"] == [{"field": "input.ifVersion", "code": "CONFLICT"}]
            assert refused["current"] == {"version": version + 1}
        assert change(key) == first
    flags = api.ask("query ($i: ID!) { portfolio(id: $i) { name isActive isBaseline version } }", i=api.a)["portfolio"]
    assert flags == {"name": "First", "isActive": True, "isBaseline": True, "version": 6}
    api.change("portfolioSetActive", "", id=api.b, ifVersion=1)
    lost = api.ask("query ($i: ID!) { portfolio(id: $i) { isActive version } }", i=api.a)["portfolio"]
    assert lost == {"isActive": False, "version": 7}
