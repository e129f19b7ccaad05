"""What short commands load: counted, because a clock says something else on every machine."""

from __future__ import annotations

import subprocess
import sys

from tests.cli.conftest import ROOT


def loaded_by(*argv: str) -> set[str]:
    """The modules that a command line loads into a bare interpreter."""
    script = (
        "import sys\nbefore = set(sys.modules)\nfrom cli.main import main\n"
        f"code = main({list(argv)!r})\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)\nsys.exit(code)"
    )
    # Isolated and without site: a module that a tool has put into every interpreter would not be counted.
    program = f"import sys; sys.path[:] = {[str(ROOT), *sys.path]!r}\n{script}"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_the_version_is_told_without_any_command() -> None:
    loaded = loaded_by("--version")
    assert {name for name in loaded if name.startswith(("cli.", "domain.", "solvers.", "persistence."))} == {
        "cli.exit_codes",
        "cli.errors",
        "cli.main",
        "cli.parser",
        "domain.installed",
    }
    assert len(loaded) < 75


def test_a_command_loads_no_other_command() -> None:
    loaded = {name for name in loaded_by("solve", "--help") if name.startswith("cli.commands.")}
    assert loaded == {"cli.commands.solve"}
