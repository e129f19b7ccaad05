"""The published schema: what it teaches, and that it says the same as reader and writer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
)
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.problem.totals import FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve
from domain.records.descriptions import sentence, words
from persistence.problem_files.problem_file import dumps
from persistence.problem_schema import problem_schema, schema_text
from tests.persistence.problem_files.problems import FULL_FILE, SMALLEST_FILE, faults_of, problems

ROOT = Path(__file__).parents[2]
SCHEMA = problem_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
BEYOND_A_SCHEMA = re.compile(
    "overlaps|comes after|is given twice|is already the key of|more than 30 decimals|ISO weeks"
    "|more than once in this object|cannot be stored"
)
odd_values: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [None, True, False, 0, -1, 8.5, 10**14, 10**15, -(10**15), 1e300, "", " ", "x", "8", [], {}, [[]], [1], {"": 1}]
    ),
    st.sampled_from(["2026", "2026-W53", "2026-Q5", "2026-13", "2027-W53", "2026-02-30", "2026-03-01", "20260301"]),
    st.sampled_from(
        ["global", "team", "floor", "mvp", "none", "score", "I-3", ["A", "A"], ["A", "B"], {"UK": 1}, {"UK": "1"}]
    ),
)


def objects_of(schema: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object with fields, with its place."""
    if "properties" in schema and schema["type"] == "object":
        yield place, schema
        for name, part in schema["properties"].items():
            yield from objects_of(part, f"{place}.{name}".removeprefix("."))
    elif isinstance(schema.get("items"), dict):
        yield from objects_of(schema["items"], place)


OBJECTS = dict(objects_of(SCHEMA))
TYPES = {
    "": PortfolioProblem,
    "scenario": Scenario,
    "constraint_set": ConstraintSet,
    "constraint_set.floors": Floor,
    "constraint_set.caps": Cap,
    "constraint_set.targets": Target,
    "constraint_set.prerequisites": Prerequisite,
    "constraint_set.bundles": Bundle,
    "constraint_set.synergies": SynergyBonus,
    "constraint_set.kpi_formulas": KpiFormula,
    "constraint_set.kpi_formulas.multiply": FormulaFactor,
    "constraint_set.overheads": Overhead,
    "constraint_set.pins": Pin,
    "constraint_set.fair_shares": FairShare,
    "constraint_set.ratios": Ratio,
    "constraint_set.response_curves": ResponseCurve,
    "initiatives": Initiative,
}


def test_it_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_published_copy_is_the_schema() -> None:
    published = (ROOT / "docs" / "problem.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "run: python -m persistence.problem_schema > docs/problem.schema.json"


def test_it_covers_every_field_of_every_term_and_no_other() -> None:
    assert {place: set(schema["properties"]) for place, schema in OBJECTS.items()} == {
        place: {field.name for field in fields(term)} for place, term in TYPES.items()
    }


@pytest.mark.parametrize("place", TYPES)
def test_every_object_is_closed_and_every_field_described(place: str) -> None:
    schema = OBJECTS[place]
    assert schema["additionalProperties"] is False
    assert schema["description"]
    for name, field in schema["properties"].items():
        assert field["description"].endswith(".")
        assert field["description"] != sentence(words(name)), "the docstring of the record does not say what it is"


@pytest.mark.parametrize("place", TYPES)
def test_every_example_and_default_fits_its_own_field(place: str) -> None:
    for field in OBJECTS[place]["properties"].values():
        for value in [*field.get("examples", []), *([field["default"]] if "default" in field else [])]:
            Draft202012Validator(field, format_checker=FormatChecker()).validate(value)


@pytest.mark.parametrize("text", [FULL_FILE, SMALLEST_FILE])
def test_it_accepts_files_that_load(text: str) -> None:
    VALIDATOR.validate(json.loads(text))


def test_it_accepts_the_sample_organisation() -> None:
    for path in sorted((ROOT / "cli" / "sample").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        assert faults_of(text) == []
        VALIDATOR.validate(json.loads(text))


@given(problems)
@settings(max_examples=100, deadline=None)
def test_it_accepts_whatever_is_written(problem: PortfolioProblem) -> None:
    VALIDATOR.validate(json.loads(dumps(problem)))


def agree(content: Any) -> None:
    """Reader and schema accept the same, but for what a schema cannot say."""
    faults = faults_of(json.dumps(content))
    if VALIDATOR.is_valid(content):
        assert [fault for fault in faults if not BEYOND_A_SCHEMA.search(fault)] == []
    else:
        assert faults


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_reader_and_schema_accept_the_same_whatever_value_is_changed(data: st.DataObject) -> None:
    content: Any = json.loads(FULL_FILE)
    node = content
    while True:
        step: Any = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[step], dict | list) or data.draw(st.integers(0, 5)) == 0:
            break
        node = node[step]
    node[step] = data.draw(odd_values)
    agree(content)


def places_of(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict):
        for key, part in node.items():
            yield (*way, key)
            yield from places_of(part, (*way, key))
    elif isinstance(node, list):
        for index, part in enumerate(node):
            yield from places_of(part, (*way, index))


def parent_of(content: Any, way: tuple[Any, ...]) -> Any:
    for step in way[:-1]:
        content = content[step]
    return content


PLACES = list(places_of(json.loads(FULL_FILE)))


def test_reader_and_schema_accept_the_same_whatever_key_is_left_out() -> None:
    for way in PLACES:
        content = json.loads(FULL_FILE)
        del parent_of(content, way)[way[-1]]
        agree(content)


def test_reader_and_schema_accept_the_same_whatever_key_is_misspelt() -> None:
    for way in PLACES:
        content = json.loads(FULL_FILE)
        parent = parent_of(content, way)
        parent[f"{way[-1]}_"] = parent.pop(way[-1])
        agree(content)


def test_null_is_accepted_by_both_or_by_none() -> None:
    for way in PLACES:
        content = json.loads(FULL_FILE)
        parent_of(content, way)[way[-1]] = None
        assert VALIDATOR.is_valid(content) == (not faults_of(json.dumps(content))), way
