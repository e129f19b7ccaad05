"""Whatever the bytes: a problem or a ProblemFileError, and never anything else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.problem.constraints import ConstraintSet
from domain.records.kinds import fields_of
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


ODD: list[Any] = [None, [], {}, "", 0, -1, True, 1.5, [[]], [None], {"": None}, "saturating"]
RULES: dict[str, list[Any]] = {
    "floors": [{"dimension": "market", "key": "UK", "min_tokens": 10, "period_key": "2026-Q1"}],
    "caps": [{"dimension": "market", "key": "UK", "max_tokens": 10, "period_key": "2026-Q1"}],
    "targets": [{"kpi_key": "gmv", "target_value": 1, "floor_or_goal": "floor", "market": "UK"}],
    "prerequisites": [{"initiative_key": "I-3", "requires": "I-1", "lag_periods": 1}],
    "exclusions": [["I-2", "I-5"]],
    "bundles": [{"bundle_key": "B1", "initiative_keys": ["I-3", "I-4"]}],
    "synergies": [
        {"synergy_group_key": "checkout", "kpi_key": "nsm", "bonus": -300},
        {"synergy_group_key": "checkout", "kpi_key": "nsm", "bonus_by_count": [1, 2]},
    ],
    "pins": [{"initiative_key": "I-3", "period_key": "2026-Q1", "scope": "mvp"}],
    "response_curves": [
        {"curve_key": "C", "kpi_key": "gmv", "market": "UK", "points": [[0, 0], [1, 1]]},
        {"curve_key": "C", "kpi_key": "gmv", "shape": "hill", "limit": 1, "half_at": 1, "slope": 2, "up_to": 9},
        {"curve_key": "C", "kpi_key": "gmv", "shape": "logistic", "limit": 1, "mid": 1, "width": 2, "up_to": 9},
        {"curve_key": "C", "kpi_key": "gmv", "shape": "power", "scale": 1, "at": 1, "exponent": 2, "up_to": 9},
    ],
    "overheads": [
        {"overhead_key": "O", "dimension": "team", "key": "web", "tokens_by_count": [0, 2], "charge": "once"}
    ],
    "kpi_formulas": [{"kpi_key": "ltv", "multiply": [{"kpi_key": "gmv", "base": 1}, {"kpi_key": "nps"}], "times": 2}],
    "ratios": [{"ratio_key": "R", "numerator": "gmv", "denominator": "tokens", "at_least": 1}],
    "fair_shares": [{"kpi_key": "gmv", "over": "market"}],
}


@pytest.mark.parametrize("family", RULES)
def test_any_value_in_any_field_of_two_rules_at_once(family: str) -> None:
    content: Any = json.loads(FULL_FILE)
    for rule in RULES[family]:
        for step in rule if isinstance(rule, dict) else range(len(rule)):
            for odd in ODD:
                changed = rule.copy()
                changed[step] = odd
                content["constraint_set"][family] = [changed, changed]
                outcome_is_clean(json.dumps(content))


def test_every_family_of_rules_is_given_odd_values() -> None:
    families = {field.name for field in fields_of(ConstraintSet)} - {"name", "mandatory_initiatives", "forced_out"}
    assert set(RULES) == families
