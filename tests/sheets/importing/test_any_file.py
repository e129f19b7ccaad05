"""Whatever stands in a file or a mapping: it is read or refused in words, and what was read is read again the same."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from sheets.exporting import export_backlog
from sheets.importing import (
    BacklogMapping,
    mapping_of,
    mapping_text,
    parse_mapping,
    plain_reading,
    problem_of,
    read_backlog,
    read_table,
)
from tests.sheets.importing.files import open_document
from tests.sheets.test_exporting import PROBLEM

HEADERS = st.sampled_from(
    ["key", "Issue key", "Summary", "title", "value", "Effort", "Aufwand", "due date", "mandatory", "status",
     "blocked by", "kpi:gmv", "team:web", "score:RICE", "scope_mode", "mvp_share", "delivered", "x", "", "Value (k€)"]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["", "A-1", "1.234", "1,5", "12", "8 pts", "3d", "20 %", "€ 5", "03/04/2026", "2026-04-03", "yes", "x", "Done",
         "mvp", "TOTAL", "1e5", "-3", "A-1, A-2", "=1+1", "\u200b", "٣", "½", "١٢/٠٣/٢٠٢٦"]
    ),
    st.text(max_size=12),
)  # fmt: skip
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6) | st.just("title") | st.just("comma"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
SAID = st.dictionaries(
    st.sampled_from(
        [
            "columns",
            "numbers",
            "dates",
            "units",
            "statuses",
            "keys",
            "tab",
            "header_row",
            "separator",
            "encoding",
            "plan",
        ]
    ),
    JSON,
    max_size=4,
)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(InputError):
        read_backlog(read_table(data, "any.csv", BacklogMapping()), BacklogMapping())


@given(st.lists(HEADERS, min_size=1, max_size=7), st.lists(st.lists(CELLS, max_size=8), max_size=6), st.data())
def test_any_table_is_read_or_refused_and_read_again_the_same(
    headers: list[str], rows: list[list[str]], data: st.DataObject
) -> None:
    text = "\n".join("\t".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in [headers, *rows])
    period = data.draw(st.sampled_from([{}, {"plan": {"period_key": "2027-Q1"}}]))
    mapping = mapping_of({"separator": "tab", "keys": data.draw(st.sampled_from(["", "I-"])), **period})
    raw = text.encode("utf-8", "replace")
    try:
        reading = read_backlog(read_table(raw, "any.csv", mapping), mapping)
    except InputError:
        return
    plain_reading(reading)
    with contextlib.suppress(InputError):
        problem = problem_of(reading)
        assert len(problem.initiatives) == len(reading.rows)
    again = parse_mapping(mapping_text(reading.mapping).encode(), "map.toml", is_json=False)
    assert again == reading.mapping
    if len(set(filter(None, map(str.casefold, headers)))) == len([each for each in headers if each]):
        repeated = read_backlog(read_table(raw, "any.csv", again), again)
        assert repeated.rows == reading.rows


@given(JSON | SAID)
def test_any_mapping_is_taken_or_refused_with_its_places(said: Any) -> None:
    try:
        mapping = mapping_of(said)
    except InputError:
        return
    with contextlib.suppress(InputError):
        read_backlog(read_table(b"key,value,effort,title\nA,1.5,2,x\n", "any.csv", mapping), mapping)
    for is_xlsx in (False, True):
        with contextlib.suppress(InputError):
            export_backlog(PROBLEM, None, mapping, "jira", is_xlsx=is_xlsx)
    assert parse_mapping(mapping_text(mapping).encode("utf-8", "surrogatepass"), "m", is_json=False) == mapping


@pytest.mark.parametrize("at", range(0, 900, 37))
def test_a_damaged_open_document_is_refused_in_words(at: int) -> None:
    whole = bytearray(open_document([(["key", "value", "effort"], 1), (["A", "1", "2"], 1)]))
    whole[at % len(whole)] ^= 0xFF
    with contextlib.suppress(InputError):
        read_backlog(read_table(bytes(whole), "any.ods", BacklogMapping()), BacklogMapping())
