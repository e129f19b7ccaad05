"""What short commands load: counted, because a clock says something else on every machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from cli.wiring.bootstrap import first_asked
from solvers.plugins.built_in import BUILT_IN
from tests.cli.conftest import ROOT
from tests.cli.problems import small, write
from tests.tracing import ROOT as PRODUCT
from tests.tracing import traced


def loaded_in(script: str) -> set[str]:
    """The modules that a script loads into a bare interpreter, unless it tells others itself."""
    # Isolated and without site: a module that a tool has put into every interpreter would not be counted.
    program = (
        f"import sys\nsys.path[:] = {[str(ROOT), *sys.path]!r}\n"
        f"modules = set(sys.modules)\n{script}\nprint(*sorted(set(sys.modules) - modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def loaded_by(*argv: str) -> set[str]:
    """The modules that a command line loads."""
    return loaded_in(f"from cli.main import main\nassert main({list(argv)!r}) == 0")


def test_the_version_is_told_without_any_command() -> None:
    loaded = loaded_by("--version")
    assert {name for name in loaded if name.startswith(("cli.", "domain.", "solvers.", "persistence."))} == {
        "cli.terminal.exit_codes",
        "cli.terminal.errors",
        "cli.main",
        "cli.terminal",
        "domain.installed",
    }
    assert len(loaded) < 75


def test_a_command_loads_no_other_command() -> None:
    loaded = {name for name in loaded_by("solve", "--help") if name.startswith("cli.commands.")}
    assert loaded == {"cli.commands.solve"}


LOADED_TO_START_A_JOB = 200
"""Modules of our own that starting a job over a spreadsheet may load: none of what carries it out is among them."""


def test_starting_a_job_loads_nothing_of_what_carries_it_out(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    book.touch()
    database = f"sqlite:///{tmp_path / 'runs.db'}"
    loaded = loaded_by("job", "run", "pm.save_selected", str(book), "--no-wait", "--database", database)
    own = {
        name for name in loaded if name.partition(".")[0] in ("cli", "domain", "migrations", "persistence", "solvers")
    }
    assert not {name for name in loaded if name.startswith(("sheets", "domain.explanation", "domain.analyses.session"))}
    assert len(own) < LOADED_TO_START_A_JOB


LOADED_BY_A_SOLVE = 250
"""Modules of a tiny solve in the process that asks, those of the interpreter itself left out."""
LOADED_BY_A_SOLVER = 135
"""The same in the process of the solver."""
TAKES_LONG_TO_LOAD = (
    "dataclasses",  # domain.lean makes the same classes
    "importlib.metadata",
    "inspect",
    "multiprocessing",
    "numpy",
    "pluggy",
    "rich",
    "tempfile",
    "highspy.highs",
)


@pytest.mark.solver
@pytest.mark.parametrize("solver", [[], ["--solver", "highs"]])
def test_a_tiny_solve_loads_little(tmp_path: Path, solver: list[str]) -> None:
    loaded = loaded_by("solve", write(tmp_path, small()), "--json", *solver)
    assert [name for name in TAKES_LONG_TO_LOAD if name in loaded] == []
    assert not {name for name in loaded if name.startswith("solvers.default_plugins.cp_sat")}
    assert len(loaded) < LOADED_BY_A_SOLVE


@pytest.mark.solver
def test_the_process_of_a_tiny_solve_loads_little() -> None:
    script = (
        "from solvers.conformance.models import plan_of\n"
        "from domain.integer_model.model import SolveParameters\n"
        "modules = set(sys.modules)\n"
        "import solvers.processes.worker_main as process\n"
        "class Outlet:\n"
        "    progress = standing = staticmethod(lambda told: None)\n"
        "    should_stop = staticmethod(lambda: False)\n"
        f"backend = process._loaded({BUILT_IN['highs']!r})\n"
        "plan = plan_of([(0, 1)] * 3, [([2, 3, 4], None, 6)], [3, 4, 5])\n"
        "result = process.run_plan(backend, plan, SolveParameters(), Outlet())\n"
        "assert result.stages[0].value == 8, result\n"
    )
    loaded = loaded_in(script)
    assert [name for name in TAKES_LONG_TO_LOAD if name in loaded] == []
    assert len(loaded) < LOADED_BY_A_SOLVER


@pytest.mark.solver
def test_the_solver_starts_before_anything_is_loaded_that_it_does_not_need(tmp_path: Path) -> None:
    """It loads at the same time as the process that asks it."""
    script = (
        "import solvers.processes.process as process\n"
        "before = []\n"
        "started = process.SolverProcess.__init__\n"
        "def start(self, path):\n    before.extend(sys.modules)\n    started(self, path)\n"
        "process.SolverProcess.__init__ = start\n"
        "from cli.main import main\n"
        f"code = main(['solve', {write(tmp_path, small())!r}, '--json'])\n"
        "assert code == 0\n"
        "print(*before, file=sys.stderr)\nsys.exit(0)\n"
    )
    loaded = loaded_in(script)
    assert "solvers.processes.process" in loaded
    assert not loaded & {
        "domain.integer_model.model",
        "domain.problem.problem",
        "persistence.problem_files.problem_file",
        "solvers.pool",
        "json",
    }


def test_who_is_asked_first_is_known_by_name_alone() -> None:
    assert [first_asked(name) for name in ("auto", "highs", "cp-sat", "somebody's")] == [
        "highs",
        "highs",
        "cp-sat",
        None,
    ]


FILES_OF_A_SOLVE = 65
"""Files of which a function is called, from the command line to the answer, the process of the solver left out.

With one solver: how many of those that race come to be needed depends on how busy the machine is.
"""


@pytest.mark.solver
def test_a_solve_leads_through_few_files(capsys: pytest.CaptureFixture[str]) -> None:
    problem = str(PRODUCT / "examples" / "two-quarters.json")
    with traced() as trace:
        assert main(["solve", problem, "--json", "--solver", "cp-sat"]) == 0
    assert capsys.readouterr().out
    assert len(trace.files) <= FILES_OF_A_SOLVE, sorted(trace.files)
