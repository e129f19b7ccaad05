from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.connection import connection_of, page_of
from graphql_api.transport.relay.cursors import KeyKind, Order, decode_cursor, encode_cursor
from graphql_api.transport.relay.ids import decode_id, decode_int_id, encode_id, pack

BY_NAME = Order("name", (str, int))


def test_an_id_comes_back() -> None:
    assert decode_id(encode_id("Scenario", "a:b é"), "Scenario") == "a:b é"
    assert decode_int_id(encode_id("Run", 12), "Run") == 12


@pytest.mark.parametrize(
    "broken",
    ["", "12", "%%%", pack(""), pack("Run"), pack("Run:"), pack(":1"), pack("a b:1"), encode_id("Scenario", 1),
     encode_id("Run", 1) + "=", encode_id("Run", 1)[:-1] + "*", "é", "A" * 5_000, pack("Run:x"), pack("Run:-1"),
     pack("Run:" + "9" * 40), pack("Run:²")],
)  # fmt: skip
def test_a_broken_id_is_an_error_of_the_client(broken: str) -> None:
    with pytest.raises(ApiError) as raised:
        decode_int_id(broken, "Run")
    assert raised.value.code is ErrorCode.INVALID_ID


@given(st.text(max_size=60))
def test_no_text_breaks_the_codecs(text: str) -> None:
    for decode in (lambda: decode_int_id(text, "Run"), lambda: decode_cursor(BY_NAME, text)):
        with suppress(ApiError):
            decode()


@pytest.mark.parametrize(
    ("kinds", "keys"),
    [
        ((str, int), ('a"ü', 3)),
        ((Decimal, int), (Decimal("1.10"), 3)),
        ((date, datetime), (date(2026, 1, 31), datetime(2026, 1, 31, 9, 30, 0, 1, UTC))),
        ((str, int), (None, 3)),
    ],
)
def test_a_cursor_comes_back(kinds: tuple[KeyKind, ...], keys: tuple[object, ...]) -> None:
    order = Order("x", kinds)
    assert decode_cursor(order, encode_cursor(order, keys)) == keys


@pytest.mark.parametrize(
    "broken",
    ["", "x", pack("[]"), pack('["name"]'), pack('["name","a"]'), pack('["size","a","1"]'), pack('["name","a","x"]'),
     pack('["name",1,"1"]'), pack("[" * 400), pack('{"name":1}'), pack('["name","a","1","2"]')],
)  # fmt: skip
def test_a_broken_cursor_is_an_error_of_the_client(broken: str) -> None:
    with pytest.raises(ApiError) as raised:
        decode_cursor(BY_NAME, broken)
    assert raised.value.code is ErrorCode.INVALID_CURSOR


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e", ""])
def test_a_cursor_with_no_number_is_refused(number: str) -> None:
    with pytest.raises(ApiError):
        decode_cursor(Order("cost", (Decimal,)), pack(f'["cost","{number}"]'))


def test_pages_are_checked_and_cut_to_the_most_allowed() -> None:
    assert page_of(BY_NAME).limit == 20
    assert page_of(BY_NAME, first=1_000).limit == 100
    assert page_of(BY_NAME, last=3).backward
    for arguments in ({"first": -1}, {"last": -1}, {"first": 1, "last": 1}, {"after": "x"}, {"before": "x"}):
        with pytest.raises(ApiError):
            page_of(BY_NAME, **arguments)  # type: ignore[arg-type]


@given(st.integers(0, 12), st.integers(0, 5), st.booleans())
def test_pages_put_together_are_the_list(total: int, size: int, backward: bool) -> None:
    rows = [(f"n{number:02}", number) for number in range(total)]
    seen: list[tuple[str, int]] = []
    cursor = None
    while True:
        arguments: dict[str, Any] = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        page = page_of(BY_NAME, **arguments)
        chosen = [
            row for row in rows if (not page.after or row > page.after) and (not page.before or row < page.before)
        ]
        read = (chosen[::-1] if backward else chosen)[: page.limit + 1]
        connection = connection_of(read, page, lambda row: row, lambda row: row, lambda: total)
        assert connection.nodes == [edge.node for edge in connection.edges()]
        assert connection.nodes == sorted(connection.nodes)
        seen = connection.nodes + seen if backward else seen + connection.nodes
        info = connection.page_info
        more = info.has_previous_page if backward else info.has_next_page
        cursor = info.start_cursor if backward else info.end_cursor
        if not more or not size:
            break
    assert seen == (rows if size else [])
