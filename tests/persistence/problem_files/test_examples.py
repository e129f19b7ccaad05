"""The example problem files load, are written as the product writes them, and fit the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from persistence.problem_files.problem_file import dumps, loads
from persistence.problem_schema import problem_schema

FOLDER = Path(__file__).parents[3] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_canonical_and_fits_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert dumps(loads(text)) == text
    Draft202012Validator(problem_schema()).validate(json.loads(text))


def test_every_example_is_listed() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert EXAMPLES
    assert all(f"[{path.name}]({path.name})" in listed for path in EXAMPLES)
