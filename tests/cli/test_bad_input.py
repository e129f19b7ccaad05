"""A file that cannot be used gets a clear text with its place and exit code 2, never a traceback."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Optengine
from tests.cli.problems import small

HEAD = '"scenario": {"name": "x", "period_key": "2026-Q1", "objective_mode": "north_star"}'


def with_scenario(**changes: Any) -> str:
    problem = small()
    problem["scenario"].update(changes)
    return json.dumps(problem)


def with_initiative(text: str) -> str:
    return f'{{{HEAD}, "initiatives": [{{"initiative_key": "A"}}, {{{text}}}]}}'


BAD = {
    "not JSON": ("hello", "not JSON"),
    "empty": ("", "empty"),
    "only blanks": (" \n ", ""),
    "cut off": ('{"scenario": {', "line 1"),
    "a list": ("[]", ""),
    "NaN": (with_initiative('"initiative_key": "B", "engineering_tokens": NaN'), "NaN"),
    "Infinity": (with_initiative('"initiative_key": "B", "engineering_tokens": -Infinity'), "Infinity"),
    "1e400": (
        with_initiative('"initiative_key": "B", "engineering_tokens": 1e400'),
        "initiatives[1].engineering_tokens",
    ),
    "unknown key": (with_initiative('"initiative_key": "B", "enginering_tokens": 1'), "enginering_tokens"),
    "wrong type": (
        with_initiative('"initiative_key": "B", "engineering_tokens": "eight"'),
        "initiatives[1].engineering_tokens",
    ),
    "impossible date": (
        with_initiative('"initiative_key": "B", "deadline_date": "2026-02-30"'),
        "initiatives[1].deadline_date",
    ),
    "impossible period": (with_scenario(period_key="2026-Q5"), "scenario.period_key"),
    "overlapping horizon": (with_scenario(horizon=["2026-Q1", "2026-02"]), "scenario.horizon[1]"),
    "unknown mode": (with_scenario(objective_mode="richer"), "scenario.objective_mode"),
    "duplicate JSON key": (with_initiative('"initiative_key": "B", "title": "b", "title": "c"'), "title"),
    "duplicate initiative": (with_initiative('"initiative_key": "A"'), "initiatives[1].initiative_key"),
    "missing key": ('{"initiatives": []}', "scenario"),
    "10 MB of nesting": ("[" * 10_000_000, ""),
    "nesting in its place": (with_initiative('"initiative_key": ' + "[" * 100_000), ""),
}


@pytest.mark.parametrize("command", ["solve", "validate"])
@pytest.mark.parametrize("name", BAD)
def test_bad_text(optengine: Optengine, tmp_path: Path, name: str, command: str) -> None:
    text, said = BAD[name]
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    outcome = optengine(command, "bad.json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "bad.json" in outcome.err
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert len(outcome.err) < 5000


@pytest.mark.parametrize(
    "data", [b"\xff\xfe{}", b'{"scenario": "\xe4"}', b"\x00\x01\x02", '{"scenario": {}}'.encode("utf-16")]
)
def test_not_utf8(optengine: Optengine, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(data)
    outcome = optengine("solve", "bad.json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "bad.json" in outcome.err


@pytest.mark.parametrize("place", ["nowhere.json", ".", "no/such/directory.json", "nul\0byte"])
def test_no_such_file(optengine: Optengine, place: str) -> None:
    outcome = optengine("solve", place)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err


def test_every_fault_is_named_at_once(optengine: Optengine, tmp_path: Path) -> None:
    problem = small()
    problem["scenario"]["period_key"] = "2026-13"
    problem["initiatives"][0]["engineering_tokens"] = True
    problem["initiatives"][3]["colour"] = "red"
    (tmp_path / "bad.json").write_text(json.dumps(problem), encoding="utf-8")
    outcome = optengine("solve", "bad.json")
    assert outcome.code == 2
    assert "3 faults" in outcome.err
    for place in ("scenario.period_key", "initiatives[0].engineering_tokens", "initiatives[3].colour"):
        assert place in outcome.err


def test_validate_gives_the_faults_to_programs(optengine: Optengine, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(with_scenario(period_key="2026-Q5"), encoding="utf-8")
    outcome = optengine("validate", "bad.json", "--json")
    assert outcome.code == 2
    assert outcome.answer["valid"] is False
    assert [fault["place"] for fault in outcome.answer["faults"]] == ["scenario.period_key"]


def test_what_a_file_says_cannot_drive_the_terminal(optengine: Optengine, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(f'{{{HEAD}, "\\u001b[2J\\u001b]0;owned\\u0007": 1}}', encoding="utf-8")
    outcome = optengine("solve", "bad.json")
    assert outcome.code == 2
    assert "\x1b" not in outcome.err
    assert "\x07" not in outcome.err


def test_a_closed_standard_input_is_bad_input(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    outcome = optengine("solve", "-")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "optengine: standard input: is closed\n"


def test_standard_input(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    outcome = optengine("solve", "-")
    assert (outcome.code, outcome.out) == (2, "")
    assert "standard input" in outcome.err
