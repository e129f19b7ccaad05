"""Which public problems take part."""

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.measuring.instances import load_instances


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPTENGINE_BENCH_DIR", str(tmp_path))
    return tmp_path


def test_without_a_folder_there_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPTENGINE_BENCH_DIR", str(tmp_path / "missing"))
    assert load_instances() == []


def test_those_present_smallest_first_with_exact_values(problems: Path) -> None:
    (problems / "expected.json").write_text('{"big": {"value": 2}, "small": {"value": 8706.1}, "gone": {"value": 3}}')
    (problems / "big.json").write_text("{}" + " " * 9)
    (problems / "small.json").write_text("{}")
    assert [(i.name, i.expected) for i in load_instances()] == [("small", Decimal("8706.1")), ("big", Decimal(2))]
    assert [i.name for i in load_instances("bi, other")] == ["big"]
