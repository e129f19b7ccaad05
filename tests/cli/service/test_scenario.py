"""``optengine scenario``: problem files taken in and given out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from persistence.problem_files.problem_file import inputs_hash, loads
from tests.cli.conftest import Optengine
from tests.graphql_api.files.test_problem_files import small_problem


def test_problem_files_are_taken_in_and_given_out(
    optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("db", "upgrade").code == 0
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(small_problem()))
    made = optengine("scenario", "import", str(file))
    assert (made.code, made.out) == (0, "scenario 1 added: S\n2 initiatives added\n")
    exported = optengine("scenario", "export", "S").out
    assert inputs_hash(loads(exported)) == inputs_hash(loads(json.dumps(small_problem() | {"constraint_set": {}})))
    assert optengine("scenario", "import", str(file), "--name", "T").code == 2
    again = json.loads(optengine("scenario", "import", str(file), "--name", "T", "--existing", "keep", "--json").out)
    assert (again["scenario"]["name"], again["kept"]) == ("T", ["A", "B"])
    listed = json.loads(optengine("scenario", "list", "--json").out)
    assert [each["name"] for each in listed["scenarios"]] == ["S", "T"]
    assert optengine("scenario", "archive", "S").out == "scenario 1 is archived\n"
    assert "archived" in optengine("scenario", "list").out
    refused = optengine("scenario", "export", "S")
    assert (refused.code, "is archived; restore it first" in refused.err) == (2, True)
    assert optengine("scenario", "restore", "1").out == "scenario 1 is back\n"
    assert optengine("scenario", "export", "S").out == exported
