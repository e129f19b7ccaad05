"""The commands in the documentation do what it shows.

A ``console`` block holds commands after ``$`` (carried on after ``>``) and, below each, lines that its output has in
this order; ``...`` stands for anything. A command that fails has to be followed by ``echo $?``. An ``sh`` block is run
as it is, but for ``make``, whose targets only have to exist. All blocks of a page share one directory, empty at first.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/cli.md", "docs/database.md", "docs/planning.md", "docs/problem-file.md", "docs/sheets.md")
BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
SEPARATOR = "\x1e"


@dataclass
class Step:
    """One command and the lines that its output shows."""

    command: str
    shown: list[str]


def steps(block: str) -> list[Step]:
    """The commands of a ``console`` block."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], []))
        elif line.startswith("> ") and not found[-1].shown:
            found[-1].command += "\n" + line[2:]
        elif line.strip():
            found[-1].shown.append(line)
    return found


def bash(script: str, directory: Path) -> str:
    """Run a script with the installed command in reach; its output and errors together."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=directory,
        env={**os.environ, "PATH": path, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return done.stdout.decode("utf-8")


def check_console(block: str, directory: Path) -> None:
    """Run a ``console`` block and compare."""
    wanted = steps(block)
    lines = []
    for step in wanted:
        lines += [step.command, "__code=$?", f"printf '{SEPARATOR}%s{SEPARATOR}' $__code", "(exit $__code)"]
    parts = bash("\n".join(lines), directory).split(SEPARATOR)
    for index, step in enumerate(wanted):
        output, code = parts[2 * index], parts[2 * index + 1]
        following = wanted[index + 1].command if index + 1 < len(wanted) else ""
        assert code == "0" or following == "echo $?", f"$ {step.command}\nended with {code}:\n{output}"
        check_shown(step, output)


def check_shown(step: Step, output: str) -> None:
    """Every line shown is in the output, in order."""
    rest = [" ".join(line.split()) for line in output.splitlines()]
    for line in step.shown:
        pattern = re.compile(".*".join(re.escape(" ".join(part.split())) for part in line.split("...")))
        while rest and not pattern.search(rest[0]):
            rest.pop(0)
        assert rest, f"$ {step.command}\ndoes not show: {line}\nbut:\n{output}"


def check_script(block: str, directory: Path) -> None:
    """Run an ``sh`` block; of ``make`` only the targets are looked up."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = block.splitlines()
    for line in lines:
        if line.startswith("make "):
            for target in line.split()[1:]:
                assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"there is no target {target}"
    script = "\n".join(line for line in lines if not line.startswith("make "))
    output = bash(f"set -e\n{script}\nprintf '{SEPARATOR}'", directory)
    assert output.endswith(SEPARATOR), output


@pytest.mark.solver
@pytest.mark.parametrize("page", PAGES)
def test_commands(page: str, tmp_path: Path) -> None:
    for kind, block in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        (check_console if kind == "console" else check_script)(block, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_links(page: str) -> None:
    path = ROOT / page
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{page} links to {target}"
