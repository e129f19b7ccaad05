"""The golden files: what each has to hold, as the command line says it now."""

from __future__ import annotations

from pathlib import Path

from solvers.pool import SolverPool
from tests.golden.helps import help_of, parsers
from tests.golden.layout import laid_out, read
from tests.golden.lines import PAGES, words
from tests.golden.masking import masked, masked_words
from tests.golden.problems import place
from tests.golden.running import Outcome, run

FOLDER = Path(__file__).resolve().parent / "expected"
HELPS = parsers()
COMMAND = "python -m tests.golden.write"


def help_file(name: str) -> Path:
    return FOLDER / "help" / f"{name}.txt"


def answer_file(page: str) -> Path:
    return FOLDER / "answers" / f"{page}.txt"


def help_page(name: str) -> str:
    return help_of(HELPS[name])


def answer_page(page: str, folder: Path, pool: SolverPool) -> str:
    """What the lines of a page say; folder: an empty one to work in."""
    place(folder)
    return "\n".join(_told(line, run(words(line), folder, pool)) for line in PAGES[page])


def _told(line: str, outcome: Outcome) -> str:
    said = words(line)
    if "--json" in said and outcome.out:
        out = laid_out(masked(read(outcome.out), raced="auto" in said)) + "\n"
    else:
        out = masked_words(outcome.out)
    lines = [f"$ optengine {line}", *(each.rstrip() for each in (out + outcome.err).splitlines())]
    return "\n".join([*lines, f"exit code {outcome.code}"]) + "\n"
