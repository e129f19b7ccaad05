"""``optengine compare``: several solvers on one problem."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Optengine
from tests.cli.problems import infeasible, small


def test_two_solvers_side_by_side_as_a_table(optengine: Optengine) -> None:
    Path("problem.json").write_text(json.dumps(small()), encoding="utf-8")
    done = optengine("compare", "problem.json", "--solver", "highs", "--solver", "cp-sat")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("optimal") == 2
    assert "highs and cp-sat choose the same 2 initiatives." in done.out
    assert "How cp-sat got there" in done.out


def test_every_installed_solver_takes_part_unless_told(optengine: Optengine) -> None:
    Path("problem.json").write_text(json.dumps(small()), encoding="utf-8")
    answer = optengine("compare", "problem.json", "--json").answer
    assert {"highs", "cp-sat"} <= {each["solver"] for each in answer["answers"]}
    assert {(each["value"], each["gap"]) for each in answer["answers"]} == {(130, 0)}
    assert {each["solver"] for each in answer["answers"] if each["proven"]} == {"highs", "cp-sat"}
    assert all(each["convergence"][-1]["bound"] == 130 for each in answer["answers"])
    assert answer["contradictions"] == []


def test_a_problem_without_a_portfolio_is_proven_by_both(optengine: Optengine) -> None:
    Path("problem.json").write_text(json.dumps(infeasible()), encoding="utf-8")
    done = optengine("compare", "problem.json", "--solver", "highs", "--solver", "cp-sat")
    assert done.code == 3
    assert done.out.count("infeasible") >= 2
    assert optengine("compare", "problem.json", "--solver", "abacus").code == 2
