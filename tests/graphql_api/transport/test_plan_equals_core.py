"""Whatever is asked of whatever objects, the plans answer as graphql-core does, errors and their order included."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from dataclasses import field as dataclass_field
from decimal import Decimal
from enum import Enum
from inspect import isawaitable
from typing import Any

import pytest
import strawberry
from graphql import execute, parse, validate
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetails
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strawberry.schema.config import StrawberryConfig

from graphql_api.context import Context
from graphql_api.scalars import SCALARS
from graphql_api.services import Services
from graphql_api.transport.execution.executor import ApiExecutor, Selections
from solvers.plugins.registry import SolverRegistry


@strawberry.enum
class Size(Enum):
    SMALL = "s"
    LARGE = strawberry.enum_value("l")


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Item(Named):
    id: strawberry.ID
    count: int
    share: float
    price: Decimal
    size: Size
    good: bool
    note: str | None = None
    tags: list[str] = dataclass_field(default_factory=list)
    grid: list[list[int]] | None = None
    twin: Item | None = None
    parts: list[Item | None] | None = None
    must: list[Item] = dataclass_field(default_factory=list)

    @strawberry.field
    def shout(self, times: int = 1) -> str:
        return str(self.name).upper() * times

    @strawberry.field
    async def later(self) -> str:
        await asyncio.sleep(0)
        if self.note == "late":
            raise ValueError("late")
        return str(self.name)


@strawberry.type
class Other(Named):
    extra: int | None = None


@strawberry.type
class Query:
    items: list[Item]
    maybe: list[Item | None] | None
    one: Item | None
    nested: list[list[Item]]
    named: list[Named]


SCHEMA = strawberry.Schema(Query, types=[Item, Other], config=StrawberryConfig(scalar_map=SCALARS))
CONTEXT = Context(Services(solvers=SolverRegistry()))


class Lazy:
    """An awaitable that may be awaited by both executions."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __await__(self) -> Generator[Any, None, object]:
        yield from asyncio.sleep(0).__await__()
        return self.value


ODD = st.sampled_from([None, "x", "", 1, -5, True, 2**31, 2.5, float("nan"), float("inf"), Decimal("1.10"), Size.SMALL,
                       "s", "SMALL", [], ["a", None], {}, ValueError("v"), Lazy("x"), Lazy(None), object])  # fmt: skip
USUAL: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from(["a", "b"]),
    "name": st.text(max_size=3),
    "count": st.integers(-3, 3),
    "share": st.floats(-1, 1),
    "price": st.decimals(-9, 9, places=2),
    "size": st.sampled_from(Size),
    "good": st.booleans(),
    "note": st.sampled_from([None, "late", "n"]),
    "tags": st.lists(st.sampled_from("ab"), max_size=2),
    "grid": st.none() | st.lists(st.lists(st.integers(0, 3), max_size=2), max_size=2),
}


@st.composite
def items(draw: st.DrawFn, depth: int = 2) -> Any:
    values = {name: draw(strategy) for name, strategy in USUAL.items()}
    if draw(st.integers(0, 3)) == 0:
        values[draw(st.sampled_from(sorted(USUAL)))] = draw(ODD)
    inner = items(depth - 1) if depth else st.nothing()
    if depth:
        values["twin"] = draw(st.none() | inner)
        values["parts"] = draw(st.none() | st.lists(st.none() | inner, max_size=2))
        values["must"] = draw(st.lists(inner, max_size=2))
    return Item(**values)


LEAVES = [
    *USUAL,
    "__typename",
    "shout",
    "twice: shout(times: 2)",
    "later",
    "price @skip(if: true)",
    "x: name",
    "count @include(if: $yes)",
]


@st.composite
def selections(draw: st.DrawFn, depth: int = 2) -> str:
    parts = draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=6))
    if depth:
        for name in draw(st.lists(st.sampled_from(["twin", "parts", "must"]), unique=True, max_size=2)):
            parts.append(f"{name} {draw(selections(depth - 1))}")
        if draw(st.booleans()):
            parts.append(f"... on Named {{ name }} ... on Item {draw(selections(depth - 1))}")
    return "{ " + " ".join(parts) + " }"


def answer(executor: type[Any] | None, query: str, root: Any) -> tuple[Any, list[tuple[str, Any]]]:
    async def run() -> Any:
        kwargs: dict[str, Any] = {"executor_class": executor} if executor else {}
        if executor is None:
            kwargs = {"executor_class": SCHEMA.execution_context_class}
        document, variables = parse(query), {"yes": True}
        result = execute(SCHEMA._schema, document, root, CONTEXT, variables, **kwargs)
        return await result if isawaitable(result) else result

    result = asyncio.run(run())
    return result.data, [(error.message, error.path) for error in result.errors or []]


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")  # graphql-core's own, where an error ends a list
@settings(max_examples=40, deadline=None)
@given(st.lists(items(), max_size=3), st.lists(st.none() | items(1), max_size=3), selections())
def test_lists_and_objects_are_answered_as_by_graphql_core(many: list[Any], some: list[Any], fields: str) -> None:
    query = (
        f"query ($yes: Boolean!) {{ c: __typename @include(if: $yes) "
        f"items {fields} maybe {fields} one {fields} nested {fields} "
        f"named {{ __typename name ... on Item {fields} ... on Other {{ extra }} }} }}"
    )
    faults = validate(SCHEMA._schema, parse(query))
    assume(not faults)
    named = [*many, Other(name="o", extra=None)]
    root = Query(items=many, maybe=some, one=some[0] if some else None, nested=[many, []], named=named)
    expected = answer(None, query, root)
    found = answer(ApiExecutor, query, root)
    assert found == expected
    assert str(found[0]) == str(expected[0])  # the order of the keys, and 1 apart from True


def test_a_type_that_decides_for_itself_and_lists_of_other_kinds_are_left_to_graphql_core() -> None:
    item = _item()
    root = Query(items=(item for _ in range(2)), maybe=(None, item), one=item, nested=[(item,)], named=[item])  # type: ignore[arg-type]
    query = "{ maybe { name size } nested { name price } one { name shout size } named { name } }"
    assert answer(ApiExecutor, query, root) == answer(None, query, root)
    assert answer(ApiExecutor, "{ items { name } }", root)[0] == {"items": [{"name": "n"}, {"name": "n"}]}


def test_decimals_and_texts_in_their_place_are_written_as_by_graphql_core() -> None:
    odd = [Decimal("1E-9"), Decimal("-0"), Decimal("1E+3"), "1.50", "007", "1 2", "1e3", " 4", "", "x", "1.", 5, None]
    query = "{ items { price } }"
    for prices in ([Decimal("1.10"), "2.0", "-0.5"], *([Decimal(1), "2", each] for each in odd)):
        items = [_item(price=price) for price in prices]
        root = Query(items=items, maybe=None, one=None, nested=[], named=[])
        assert answer(ApiExecutor, query, root) == answer(None, query, root), prices


def test_what_is_known_of_selections_serves_other_objects_and_variables() -> None:
    query = "query ($n: Int!) { items { name again: shout(times: $n) twin { size } must { later good } } }"
    document, selections = parse(query), Selections()

    async def ask(times: int, item: Item) -> Any:
        root = Query(items=[item], maybe=None, one=None, nested=[], named=[])
        executor = ApiExecutor.build(SCHEMA._schema, document, root, CONTEXT, {"n": times})
        assert isinstance(executor, ApiExecutor)
        executor.share(selections)
        result: Any = executor.execute_operation()
        result = await result if isawaitable(result) else result
        return result.data["items"][0]

    first = asyncio.run(ask(1, _item(must=[_item()])))
    assert first == {"name": "n", "again": "N", "twin": None, "must": [{"later": "n", "good": True}]}
    wrong = _item(twin=_item(size="none"), must=[])  # is answered by graphql-core, this time
    assert asyncio.run(ask(2, wrong)) == {"name": "n", "again": "NN", "twin": None, "must": []}
    assert asyncio.run(ask(3, _item(twin=_item())))["twin"] == {"size": "LARGE"}


def _item(**values: Any) -> Item:
    usual = {"id": "a", "name": "n", "count": 1, "share": 0.5, "price": Decimal(1), "size": Size.LARGE, "good": True}
    return Item(**usual | values)


def test_plain_lists_do_not_reach_graphql_core(monkeypatch: pytest.MonkeyPatch) -> None:
    def reached(*_: Any) -> None:
        raise AssertionError("the plan was not used")

    monkeypatch.setattr(Executor, "complete_iterable_value", reached)
    monkeypatch.setattr(Executor, "execute_field", reached)
    item = _item()
    item.twin = item
    item.must = [item]
    query = "{ a: count b: price tags size twin { __typename share } must { id good note grid } }"
    executor = ApiExecutor.build(SCHEMA._schema, parse(f"{{ one {query} }}"), context_value=CONTEXT)
    assert isinstance(executor, ApiExecutor)
    kind = SCHEMA._schema.type_map["Item"]
    details = executor.collect_subfields(SCHEMA._schema.type_map["Query"], root_details(query))  # type: ignore[arg-type]
    found = executor.complete_iterable_value(kind, details.grouped_field_set["items"], None, None, [item] * 3, None)  # type: ignore[arg-type]
    assert isinstance(found, list)
    assert found[2]["twin"] == {"__typename": "Item", "share": 0.5}


def root_details(query: str) -> Any:
    operation = parse(f"{{ root {{ items {query} }} }}").definitions[0]
    return [FieldDetails(operation.selection_set.selections[0], None, None)]  # type: ignore[attr-defined]
