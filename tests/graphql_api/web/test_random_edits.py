"""What the page shows of random drafts is what ``optengine solve`` says of the same problem, digit for digit.

More by hand: ``EDITS=200 pytest tests/graphql_api/web/test_random_edits.py``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from domain.edits.edits import Edit, EditKind, apply_edit
from persistence.problem_files.problem_file import read_problem, write_problem
from tests.graphql_api.web.test_journeys import WEB, pytestmark, served

__all__ = ["pytestmark"]
EXAMPLE = WEB.parent / "examples" / "two-quarters.json"
EDITS = int(os.environ.get("EDITS", "5"))


def _edit(text: str) -> Edit:
    if text.startswith("-"):
        return Edit(text[1:], kind=EditKind.REMOVE)
    place, _, value = text.partition("=")
    return Edit(place, value)


def _solved(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "cli.main", "solve", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=WEB.parent, timeout=120)
    answer: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal)
    return answer


def test_figures_shown_of_random_drafts_are_those_of_the_command_line(tmp_path: Path) -> None:
    with served(tmp_path) as url:
        command = [
            "node",
            str(WEB / "tests" / "random_edits.mjs"),
            url,
            str(EXAMPLE),
            str(EDITS),
            os.environ.get("SEED", "7"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120 + 30 * EDITS)
    assert done.returncode == 0, done.stdout + done.stderr
    first, *told = map(json.loads, done.stdout.splitlines())
    path = tmp_path / "draft.json"
    known: dict[tuple[str, ...], dict[str, Any]] = {}
    proven = 0
    for each in told:
        edits = tuple(each["edits"])
        if edits not in known:
            path.write_text(first["stored"])
            problem = read_problem(path)
            for text in edits:
                problem = apply_edit(problem, _edit(text)).problem
            write_problem(problem, path)
            known[edits] = _solved(path)
        answer = known[edits]
        if "No portfolio" in each["shown"]:
            assert answer["solution_status"] == "infeasible", each
        elif "Proven best" in each["shown"]:
            figure = re.search(r"[−\d][\d,.]*", each["shown"])
            assert figure, each
            assert Decimal(figure[0].replace(",", "").replace("−", "-")) == answer["objective"], each
            proven += 1
    assert proven >= EDITS // 3, "hardly a draft was proven"
