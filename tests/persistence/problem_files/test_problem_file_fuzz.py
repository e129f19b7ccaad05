"""Whatever the bytes: a problem or a ProblemFileError, and never anything else."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from persistence.problem_files.problem_file import dumps, inputs_hash, loads
from tests.persistence.problem_files.problems import FULL_FILE, faults_of

BYTES = FULL_FILE.encode()
PIECES = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"NaN",
    b"1e999999999",
    b"-",
    b"\\ud800",
    b"\xff",
    b"\0",
    b"true",
]
odd_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(codec=None), max_size=5),
        st.sampled_from(["", "2026-Q5", "2026-W53", "2026-02-30", "global", "team", "I-3", "I-7"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def outcome_is_clean(data: str | bytes) -> None:
    faults = faults_of(data)
    if faults:
        "\n".join(faults).encode()
    else:
        problem = loads(data)
        assert loads(dumps(problem)) == problem
        assert len(inputs_hash(problem)) == 64


@given(st.integers(0, len(BYTES)), st.integers(0, 40), st.lists(st.sampled_from(PIECES), max_size=3))
@settings(max_examples=400, deadline=None)
def test_bytes_cut_out_and_put_in_anywhere(start: int, length: int, pieces: list[bytes]) -> None:
    outcome_is_clean(BYTES[:start] + b"".join(pieces) + BYTES[start + length :])


@given(st.integers(0, len(BYTES)))
@settings(max_examples=100, deadline=None)
def test_a_file_cut_short(length: int) -> None:
    outcome_is_clean(BYTES[:length])


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    outcome_is_clean(data)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_any_value_in_any_place(data: st.DataObject) -> None:
    content: Any = json.loads(FULL_FILE)
    node = content
    while True:
        step: Any = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[step], dict | list) or not node[step] or data.draw(st.integers(0, 3)) == 0:
            break
        node = node[step]
    node[step] = data.draw(odd_values)
    outcome_is_clean(json.dumps(content))
